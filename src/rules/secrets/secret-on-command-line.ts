import type { CallFact, MagicFact, StringFact } from '../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { nameKindOf } from '../../analysis/secrets/names';

export default defineRule({
  id: 'secret-on-command-line',
  severity: 'info',
  category: 'secrets',
  title: 'Secret on a command line',
  cwe: 214,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A credential from a variable is passed to a program as an argument: `huggingface-cli login --token $HF_TOKEN`, `curl -H "Authorization: Bearer $TOKEN"`, `docker run -e HF_TOKEN=$HF_TOKEN`, `subprocess.run(["tool", "--token", token])`. A key that is written out is reported as a hardcoded secret.',
    why: 'The arguments of a process are readable for everybody on the machine while it runs (`ps`), on shared training nodes for other users too, and they end up in shell histories, job accounting and logs of the orchestrator.',
    fix: 'Let the program read the environment variable itself (`HF_TOKEN` is read by huggingface_hub), give it a file, or use its standard input (`--password-stdin`). For containers pass the name alone: `docker run -e HF_TOKEN`.',
    references: [
      'https://cwe.mitre.org/data/definitions/214.html',
      'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables',
    ],
  },
  listen: {
    magics: { check: checkMagic },
    calls: [
      {
        callees: [
          'subprocess.*',
          'os.system',
          'os.popen',
          'os.exec*',
          'os.spawn*',
          'asyncio.create_subprocess_exec',
          'asyncio.create_subprocess_shell',
        ],
        triggers: ['token', 'api-key', 'api_key', 'apikey', 'password', 'secret'].flatMap((name) => [
          `-${name}"`,
          `-${name}'`,
          `-${name}=`,
          `-${name} `,
        ]),
        check: checkCall,
      },
    ],
    strings: {
      triggers: ['-token', '-api-key', '-api_key', '-password', '-secret', '_token', '_key'].flatMap((name) => [
        `${name} {`,
        `${name}={`,
        `${name} '{`,
        `${name}='{`,
      ]),
      valuesOnly: true,
      check: checkString,
    },
  },
});

/** What a shell or IPython fills in: `$NAME`, `${NAME}`, `$(cat file)`, `{name}`. */
const FILLED = String.raw`(?:\$\{?[A-Za-z_]\w{0,80}\}?|\$\((?:cat|<)[^)]{0,200}\)|\{[A-Za-z_][\w.]{0,80}\})`;
const OPTION = new RegExp(
  String.raw`(?<![\w-])--?(?<name>[A-Za-z][\w-]{1,60})(?:[ \t]{1,8}|=)(?<value>["']?${FILLED}["']?)`,
  'dg',
);
const VARIABLE = new RegExp(
  String.raw`(?:-e|--env|--build-arg)(?:[ \t]{1,8}|=)(?<name>[A-Za-z_]\w{1,80})=(?<value>["']?${FILLED}["']?)`,
  'dg',
);
const HEADER = new RegExp(
  String.raw`(?:authorization|x-api-key|api-key):[ \t]{0,4}(?:(?:bearer|token|basic)[ \t]{1,4})?(?<value>${FILLED})`,
  'dgi',
);
const LOGIN = new RegExp(String.raw`\bwandb[ \t]+login[ \t]+(?:--relogin[ \t]+)?(?<value>["']?${FILLED}["']?)`, 'dg');

function checkMagic(magic: MagicFact, context: PythonContext): void {
  if (
    magic.kind === 'line'
      ? !/^(?:sx|system|bash|sh)$/.test(magic.command)
      : magic.kind === 'docker' && !/^(?:cmd|entrypoint|healthcheck)$/.test(magic.command)
  )
    return;
  if (magic.kind === 'cell' && !/^(?:bash|sh|script|system|sx|zsh)$/.test(magic.command)) return;
  const found: Range[] = [];
  for (const pattern of [VARIABLE, OPTION, HEADER, LOGIN]) {
    for (const match of magic.body.matchAll(pattern)) {
      const name = match.groups!['name'];
      if (name !== undefined && nameKindOf(name) === null) continue;
      const [start, end] = match.indices!.groups!['value']!;
      if (!found.some((other) => other.start < end && start < other.end)) found.push(rangeOf(start, end));
    }
  }
  for (const { start, end } of found.sort((a, b) => a.start - b.start))
    report(rangeOf(magic.bodyRange.start + start, magic.bodyRange.start + end), context);
}

function checkCall(call: CallFact, context: PythonContext): void {
  const [command] = call.args;
  if (command === undefined || command.name !== null) return;
  const { value } = command;
  const words =
    value.kind === 'sequence'
      ? value.items
      : call.args.filter((argument) => argument.name === null).map((argument) => argument.value);
  words.forEach((word, index) => {
    const option = stringOf(words[index - 1]);
    if (
      option !== undefined &&
      /^--?[A-Za-z][\w-]*$/.test(option) &&
      nameKindOf(option) !== null &&
      isFilled(word.kind)
    )
      report(word.range, context);
  });
}

const isFilled = (kind: string): boolean => kind === 'unknown' || kind === 'result' || kind === 'reference';

/** `f"tool --token {token}"` and `f"--token={token}"`: what stands in a hole after the option. */
function checkString(string: StringFact, context: PythonContext): void {
  const text = textAt(context.facts.text, string.range);
  if (/^[rR]?[fF]/.test(text)) for (const range of holesAfterOptions(text, string.range.start)) report(range, context);
}

const HOLE = /(?<![\w}-])--?(?<name>[A-Za-z][\w-]{1,60})(?:[ \t]{1,8}|=)["']?\{(?<value>[A-Za-z_][^{}]{0,200})\}/dg;

function holesAfterOptions(text: string, base: number): readonly Range[] {
  return [...text.matchAll(HOLE)]
    .filter((match) => nameKindOf(match.groups!['name']!) !== null)
    .map((match) => {
      const [start, end] = match.indices!.groups!['value']!;
      return rangeOf(base + start, base + end);
    });
}

const report = (range: Range, context: PythonContext): void =>
  context.report({
    range,
    message:
      'This credential is an argument of a program, which everybody on the machine can read while it runs; let the program take it from the environment.',
  });
