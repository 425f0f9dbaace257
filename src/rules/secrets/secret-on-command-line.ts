import type { CommandFact } from '../../core/command-facts';
import type { CallFact, StringFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import { defineRule, type CommandContext, type Near, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { GAP } from '../../readers/python/gaps';
import { writtenText } from '../../readers/python/written-text';
import { nameKindOf } from '../../analysis/secrets/names';
import { checkDirectives } from './shell/directives';
import { filledSecretsIn, holesAfterOptions } from './shell/filled-secrets';

/** After an option's name a brace, in this literal or in the next. */
const FILLED: Near = {
  after: new RegExp(`^(?:[ \\t]{1,8}|=)?(?:["']?\\{|["']{1,3}${GAP}(?:[A-Za-z]{1,2}["']|$))`),
};

export default defineRule({
  id: 'secret-on-command-line',
  severity: 'info',
  category: 'secrets',
  title: 'Secret on a command line',
  cwe: 214,
  atlas: ['AML.T0055'],
  docs: {
    what: 'A credential from a variable is passed to a program as an argument: `huggingface-cli login --token $HF_TOKEN`, `curl -H "Authorization: Bearer $TOKEN"`, `docker run -e HF_TOKEN=$HF_TOKEN`, `subprocess.run(["tool", "--token", token])`. In a batch script of Slurm also `#SBATCH --export=…,HF_TOKEN=…`, which `sacct` and `scontrol` show to every user of the cluster (a warning). A literal key is reported as a hardcoded secret.',
    why: 'While a process runs, everyone on the machine can read its arguments (`ps`), including other users of a shared training node. They also end up in shell histories, job accounting and orchestrator logs.',
    fix: 'Let the program read the environment variable itself (huggingface_hub reads `HF_TOKEN`), or pass a file or standard input (`--password-stdin`). For containers, pass only the name: `docker run -e HF_TOKEN`.',
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables'],
  },
  listen: {
    commands: { check: checkCommand },
    documents: { infrastructure: { check: checkDirectives } },
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
      triggers: ['-token', '-api-key', '-api_key', '-password', '-secret', '_token', '_key'],
      valuesOnly: true,
      near: FILLED,
      check: checkString,
    },
  },
});

function checkCommand(command: CommandFact, context: CommandContext): void {
  if (runsShell(command))
    for (const range of filledSecretsIn(command.body, command.bodyRange.start)) report(range, context);
}

function runsShell({ kind, name }: CommandFact): boolean {
  switch (kind) {
    case 'line':
      return /^(?:sx|system|bash|sh)$/.test(name);
    case 'cell':
      return /^(?:bash|sh|script|system|sx|zsh)$/.test(name);
    case 'instruction':
      return /^(?:cmd|entrypoint|healthcheck)$/.test(name);
    default:
      return true;
  }
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

/** `f"tool --token {token}"` and `f"--token={token}"`: what is filled in after the option. */
function checkString({ expression }: StringFact, context: PythonContext): void {
  const written = writtenText(expression);
  for (const { start, end } of written === null ? [] : holesAfterOptions(written)) report({ start, end }, context);
}

const report = (range: Range, context: CommandContext): void =>
  context.report({
    range,
    message: 'This credential is a program argument: any user of the machine can read it.',
    detail: 'Let the program read it from the environment',
  });
