import type { CallFact, MagicFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Listeners, PythonContext } from '../../core/rule';
import { truthOf, type Value } from '../../core/value';
import { atOnePlace, shellCommandOf, type ShellCommand, type ShellWord } from '../../readers/shell/shell-command';
import { commandsWithin, readShellCommands, scriptOf } from '../../readers/shell/shell-commands';

/** A simple command of a document, wherever it is written: a script, a cell, a `!` line, a string that Python gives to a shell. */
export interface ShellStep {
  readonly command: ShellCommand;
  /** The command that it stands in: `bash` in `bash -c "…"` and `bash <(curl …)`; null at the top. */
  readonly outer: ShellCommand | null;
  /** As what `outer` takes its output, or (`script`) its text. */
  readonly place: 'program' | 'argument' | 'input' | 'value' | 'script' | null;
  /** The script, cell, line or string that it stands in. */
  readonly unit: Range;
  /** The call whose argument it is; null in a script or a magic. */
  readonly call: CallFact | null;
}

/** Calls that give their argument to a shell, or run it as a program. */
export const SHELL_CALLEES: readonly string[] = [
  'os.system',
  'os.popen',
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
  'subprocess.Popen',
  'subprocess.getoutput',
  'subprocess.getstatusoutput',
  'asyncio.create_subprocess_shell',
  'get_ipython().system',
  'get_ipython().getoutput',
  'IPython.get_ipython().system',
  'IPython.get_ipython().getoutput',
];

/** Listeners through which a rule hears of every shell command of a document. `beside`: words of Python calls in the same scope that the check looks at. */
export function listenToShell(
  check: (step: ShellStep, context: PythonContext) => void,
  beside: readonly string[] = [],
): Pick<Listeners, 'calls' | 'magics'> {
  const hear = (fact: CallFact | MagicFact, context: PythonContext): void => {
    for (const step of stepsOf(fact, context.facts)) check(step, context);
  };
  return { calls: [{ callees: SHELL_CALLEES, beside, check: hear }], magics: { check: hear } };
}

const known = new WeakMap<
  PythonFacts,
  {
    readonly byFact: Map<object, readonly ShellStep[]>;
    all?: readonly ShellStep[];
    variables?: ReadonlyMap<string, string>;
  }
>();

function memoryOf(facts: PythonFacts) {
  let memory = known.get(facts);
  if (!memory) known.set(facts, (memory = { byFact: new Map() }));
  return memory;
}

/** All commands of a document, in the order in which they are written. */
export function allSteps(facts: PythonFacts): readonly ShellStep[] {
  const memory = memoryOf(facts);
  memory.all ??= [...facts.magics, ...facts.calls.filter(({ callee }) => SHELL_CALLEES.includes(callee))]
    .sort((a, b) => a.range.start - b.range.start)
    .flatMap((fact) => stepsOf(fact, facts));
  return memory.all;
}

function stepsOf(fact: CallFact | MagicFact, facts: PythonFacts): readonly ShellStep[] {
  const { byFact } = memoryOf(facts);
  let steps = byFact.get(fact);
  if (!steps) {
    const call = 'callee' in fact ? fact : null;
    const commands = 'callee' in fact ? commandsOfCall(fact, facts) : commandsOfMagic(fact, facts);
    byFact.set(
      fact,
      (steps = commands.flatMap((command) => stepsWithin(command, null, null, fact.range, call, facts))),
    );
  }
  return steps;
}

function stepsWithin(
  command: ShellCommand,
  outer: ShellCommand | null,
  place: ShellStep['place'],
  unit: Range,
  call: CallFact | null,
  facts: PythonFacts,
  depth = 0,
): readonly ShellStep[] {
  const steps: ShellStep[] = [{ command, outer, place, unit, call }];
  if (depth > MAX_DEPTH) return steps;
  const add = (inner: readonly ShellCommand[], where: ShellStep['place']): void => {
    for (const other of inner) steps.push(...stepsWithin(other, command, where, unit, call, facts, depth + 1));
  };
  const script = scriptOf(command);
  if (script !== null) add(commandsWithin(command, facts.text), 'script');
  command.words.forEach((word, index) => {
    if (word !== script)
      for (const inner of word.substitutions) add(inner.commands, index === 0 ? 'program' : 'argument');
  });
  for (const { word } of command.assignments) for (const inner of word.substitutions) add(inner.commands, 'value');
  for (const { operator, target } of command.redirections)
    for (const inner of target?.substitutions ?? [])
      add(inner.commands, operator.startsWith('<') || operator === '0<' ? 'input' : 'argument');
  return steps;
}

const MAX_DEPTH = 6;
const SHELL_CELL = /^(?:bash|sh|zsh|shell|script|system|sx)$/;

function commandsOfMagic(magic: MagicFact, facts: PythonFacts): readonly ShellCommand[] {
  const list = execForm(magic, facts);
  if (list !== null) return list;
  if (magic.kind === 'docker') return commandsOfInstruction(magic, facts);
  if (magic.kind === 'shell') return readShellCommands(magic.body, magic.bodyRange.start);
  if (magic.kind === 'cell')
    return SHELL_CELL.test(magic.command) ? readShellCommands(magic.body, magic.bodyRange.start) : [];
  if (/^(?:sx|system|sc)$/.test(magic.command)) return readShellCommands(magic.body, magic.bodyRange.start);
  // `%cd folder`, `%pip install …`, `%env NAME=value` are commands of the same name.
  if (!/^(?:cd|pip|pip3|conda|mamba|uv|env|set_env|run)$/.test(magic.command)) return [];
  const name = {
    text: magic.command,
    range: rangeOf(magic.range.start, magic.bodyRange.start),
    quoted: false,
    literal: true,
    substitutions: [],
  };
  const words = readShellCommands(magic.body, magic.bodyRange.start)[0];
  return [
    shellCommandOf(
      [
        { ...name, text: `%${magic.command}` },
        ...(words
          ? [
              ...words.assignments.map(({ name: key, value, range }) => ({ ...name, text: `${key}=${value}`, range })),
              ...words.words,
            ]
          : []),
      ],
      magic.range,
    ),
  ].map((command) => ({ ...command, name: magic.command }));
}

/** `RUN ["bash", "-c", "…"]`: the words as they are, without a shell around them. */
function execForm({ kind, body, bodyRange }: MagicFact, { text }: PythonFacts): readonly ShellCommand[] | null {
  if (kind !== 'shell' && kind !== 'docker') return null;
  const written = text.slice(bodyRange.start, text.indexOf(']', bodyRange.end - 1) + 1 || bodyRange.end);
  const open = /^\s*(?:CMD[ \t]+)?\[/.exec(written)?.[0].length;
  if (open === undefined || body[open - 1] === '[') return null;
  const words = [...written.slice(open).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match): ShellWord => {
    const start = bodyRange.start + open + match.index;
    return {
      text: match[1]!.replace(/\\(["\\])/g, '$1'),
      range: rangeOf(start, start + match[0].length),
      quoted: true,
      literal: true,
      substitutions: [],
    };
  });
  return words.length === 0 ? null : [shellCommandOf(words, bodyRange)];
}

/** Instructions of a Dockerfile: `ENV` sets variables, `WORKDIR` changes the folder, `ADD` fetches, `CMD` and its like run a command. */
function commandsOfInstruction(magic: MagicFact, facts: PythonFacts): readonly ShellCommand[] {
  const { command, body, bodyRange, range } = magic;
  if (/^(?:cmd|entrypoint|healthcheck)$/.test(command)) return readShellCommands(body, bodyRange.start);
  const name = command === 'workdir' ? 'cd' : /^(?:env|arg|add)$/.test(command) ? command.toUpperCase() : null;
  if (name === null) return [];
  const plain = {
    text: name,
    range: rangeOf(range.start, bodyRange.start),
    quoted: false,
    literal: true,
    substitutions: [],
  };
  // `ENV NAME value` is the older way to write it.
  const older = command === 'env' ? /^([A-Za-z_]\w*)[ \t]+([^=][^]*)$/.exec(body) : null;
  if (older)
    return [
      { ...shellCommandOf([plain, { ...plain, text: `${older[1]!}=${older[2]!}`, range: bodyRange }], range), name },
    ];
  const flags = /--checksum=\S+/.exec(facts.text.slice(range.start, bodyRange.start))?.[0];
  const read = readShellCommands(body, bodyRange.start)[0];
  const words = read ? [...read.assignments.map(({ word }) => word), ...read.words] : [];
  return [
    { ...shellCommandOf([plain, ...(flags === undefined ? [] : [{ ...plain, text: flags }]), ...words], range), name },
  ];
}

function commandsOfCall(call: CallFact, facts: PythonFacts): readonly ShellCommand[] {
  const argument = call.args.find(
    ({ name, position }) =>
      name === 'args' || name === 'command' || name === 'cmd' || (name === null && position === 0),
  );
  if (!argument || argument.spread) return [];
  const { value } = argument;
  if ('via' in value && value.via === 'default') return [];
  const program = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.callee);
  if (value.kind === 'sequence')
    return value.items.length > 0
      ? [
          shellCommandOf(
            value.items.map((item) => wordOf(item, facts)),
            value.origin,
          ),
        ]
      : [];
  const split = value.kind === 'result' && /^(?:shlex|str)\.split$/.test(value.callee);
  const shell = call.args.find(({ name }) => name === 'shell');
  if (program && !split && truthOf(shell?.value) !== true) return [];
  return commandsOfText(split && value.callee === 'shlex.split' ? (value.args[0] ?? value) : value, call, facts);
}

/** Commands of a string expression: a literal, a name bound to one, an f-string or a format. */
function commandsOfText(value: Value, call: CallFact, facts: PythonFacts): readonly ShellCommand[] {
  if (value.kind === 'string') {
    const literal = facts.strings.find(
      ({ range }) => range.start === value.origin.start && range.end === value.origin.end,
    );
    if (literal && facts.text.slice(literal.contentRange.start, literal.contentRange.end) === value.value)
      return readShellCommands(value.value, literal.contentRange.start);
    return readShellCommands(value.value).map((command) => atOnePlace(command, value.origin));
  }
  const template = templateOf(value, call, facts);
  if (template === null) return [];
  return readShellCommands(facts.text.slice(template.start, template.end).replace(/\\["']/g, '  '), template.start);
}

/** Where the text of an f-string, a format or a concatenation begins that is not known whole. */
export function templateOf(value: Value, call: CallFact, facts: PythonFacts): Range | null {
  let range = value.kind === 'unknown' ? value.range : value.origin;
  const name = facts.text.slice(range.start, range.end);
  if (/^[A-Za-z_]\w*$/.test(name)) {
    const assigned = facts.assignments.filter(
      (fact) =>
        fact.target === name &&
        fact.role === 'variable' &&
        fact.scope === call.scope &&
        fact.range.end <= call.range.start,
    );
    if (assigned.length !== 1) return null;
    range = assigned[0]!.valueRange;
  }
  const literal = facts.strings.find((fact) => fact.range.start === range.start && fact.range.end <= range.end);
  return literal ? literal.contentRange : null;
}

function wordOf(value: Value, facts: PythonFacts): ShellWord {
  if (value.kind === 'string')
    return {
      text: value.value,
      range: value.via === 'default' ? value.range : value.origin,
      quoted: true,
      literal: value.via !== 'default',
      substitutions: [],
    };
  if (value.kind === 'reference' && value.name === 'sys.executable')
    return { text: 'python', range: value.range, quoted: true, literal: true, substitutions: [] };
  return {
    text: `{${facts.text.slice(value.range.start, value.range.end)}}`,
    range: value.range,
    quoted: true,
    literal: false,
    substitutions: [],
  };
}

/** What a word stands for once the variables that the document sets exactly once are put in. */
export function expanded(word: ShellWord, facts: PythonFacts): string {
  if (word.literal || !/[${]/.test(word.text)) return word.text;
  const variables = variablesOf(facts);
  let text = word.text;
  for (let round = 0; round < 3; round++) {
    const next = text.replace(
      /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}/g,
      (written, braced?: string, plain?: string, python?: string) =>
        variables.get((braced ?? plain ?? python)!) ?? written,
    );
    if (next === text) break;
    text = next.slice(0, 4000);
  }
  return text;
}

function variablesOf(facts: PythonFacts): ReadonlyMap<string, string> {
  const memory = memoryOf(facts);
  if (memory.variables) return memory.variables;
  const variables = new Map<string, string>();
  const twice = new Set<string>();
  const set = (name: string, value: string): void => {
    if (variables.has(name) && variables.get(name) !== value) twice.add(name);
    variables.set(name, value);
  };
  memory.variables = variables;
  for (const { command } of allSteps(facts)) {
    for (const { name, value } of command.words.length === 0 ? command.assignments : []) set(name, value);
    if (/^(?:export|env|set_env|declare|readonly|local|ENV|ARG)$/.test(command.name))
      for (const word of command.words.slice(1)) {
        const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(word.text);
        if (match) set(match[1]!, match[2]!);
      }
  }
  for (const fact of facts.assignments)
    if (fact.role === 'variable')
      set(
        fact.target,
        fact.value.kind === 'string' && fact.value.via !== 'default' ? fact.value.value : `{${fact.target}}`,
      );
  for (const name of twice) variables.delete(name);
  return variables;
}
