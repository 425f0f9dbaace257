import type { CallFact, PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';
import { isDefault, truthOf, type Value } from '../../core/value';
import { atOnePlace, shellCommandOf, type ShellCommand, type ShellWord } from '../../readers/shell/shell-command';
import { readShellCommands } from '../../readers/shell/shell-commands';

/** Calls of the standard library that have always started other programs. */
export const PROCESS_CALLEES = [
  'os.system',
  'os.popen',
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
  'subprocess.Popen',
  'subprocess.getoutput',
] as const;

/** Calls that give a text to a shell, or start a program. */
export const SHELL_SINKS: readonly string[] = [
  ...PROCESS_CALLEES,
  'subprocess.getstatusoutput',
  'asyncio.create_subprocess_shell',
];

/** Those, and what IPython has for it. */
export const SHELL_CALLEES: readonly string[] = [
  ...SHELL_SINKS,
  'get_ipython().system',
  'get_ipython().getoutput',
  'IPython.get_ipython().system',
  'IPython.get_ipython().getoutput',
];

/** Commands that a Python call runs: words of a list, or a text for a shell. */
export function commandsOfCall(call: CallFact, facts: PythonFacts): readonly ShellCommand[] {
  const argument = call.args.find(
    ({ name, position }) =>
      name === 'args' || name === 'command' || name === 'cmd' || (name === null && position === 0),
  );
  if (!argument || argument.spread) return [];
  const { value } = argument;
  if (isDefault(value)) return [];
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
