import type { Finding, Fix } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { isDefault, stringOf, truthOf, type Value } from '../../core/value';
import { MappedText } from '../../core/mapped-text';
import { parseInstallCommand, parseInstallCommands, parseInstallWords } from '../../readers/requirements/requirements';
import type { Word } from '../../readers/shell/shell-words';
import { callsOf } from '../../readers/python/fact-index';
import { LINE_MAGICS } from './install-commands';
import { SHELL_CALLEES, templateOf } from './call-commands';

/** An install command that Python runs, and the stretches of its strings in which an edit leaves a string a string. */
export interface InstallCall {
  readonly facts: RequirementsFacts;
  readonly editable: readonly Range[];
  /** Words of a list: one that is emptied would still be an argument. */
  readonly list: boolean;
}

/** `subprocess.run([sys.executable, "-m", "pip", "install", "torch"])`, `os.system("pip install torch")`. */
export function installCallsOf(facts: PythonFacts, path: string): readonly InstallCall[] {
  return callsOf(facts, runsCommand).flatMap((call) => commandsOf(call, facts, path));
}

const runsCommand = ({ callee }: CallFact): boolean => SHELL_CALLEES.includes(callee) || LINE_MAGICS.includes(callee);

/** `get_ipython().run_line_magic("pip", "install torch")` */
function magicInstallOf(call: CallFact, facts: PythonFacts, path: string): readonly InstallCall[] {
  const [name, line] = call.args;
  const installer = (['pip', 'conda', 'uv'] as const).find((known) => stringOf(name?.value) === known);
  const content = installer && line ? writtenStretchOf(line.value, call, facts) : null;
  const command =
    content && parseInstallCommand(facts.text.slice(content.start, content.end), content.start, path, installer);
  return content && command ? [{ facts: command, editable: [content], list: false }] : [];
}

function commandsOf(call: CallFact, facts: PythonFacts, path: string): readonly InstallCall[] {
  if (LINE_MAGICS.includes(call.callee)) return magicInstallOf(call, facts, path);
  const argument = call.args.find(
    ({ name, position }) =>
      name === 'args' || name === 'command' || name === 'cmd' || (name === null && position === 0),
  );
  if (!argument || argument.spread) return [];
  const { value } = argument;
  if (isDefault(value)) return [];
  if (value.kind === 'sequence') {
    const words = value.items.map((item) => wordOf(item, facts));
    const command = parseInstallWords(words, facts.text, path);
    return command && !words.some(({ value: word }) => word.text === 'add')
      ? [{ facts: command, editable: words.map(({ range }) => range), list: true }]
      : [];
  }
  const split = value.kind === 'result' && value.callee === 'shlex.split' ? value.args[0] : undefined;
  const program = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.callee);
  if (program && !split && truthOf(call.args.find(({ name }) => name === 'shell')?.value) !== true) return [];
  const content = writtenStretchOf(split ?? value, call, facts);
  if (content === null) return [];
  return parseInstallCommands(facts.text.slice(content.start, content.end), content.start, path).map((command) => ({
    facts: command,
    editable: [content],
    list: false,
  }));
}

/** Where the text of a command is written; null when it is not written as it is meant. */
function writtenStretchOf(value: Value, call: CallFact, facts: PythonFacts): Range | null {
  if (value.kind !== 'string') return templateOf(value, call, facts);
  const literal = facts.strings.find(
    ({ range }) => range.start === value.origin.start && range.end === value.origin.end,
  );
  return literal && facts.text.slice(literal.contentRange.start, literal.contentRange.end) === value.value
    ? literal.contentRange
    : null;
}

/** A word of a list. What is not known becomes a variable of the command line. */
function wordOf(value: Value, facts: PythonFacts): Word {
  const origin = value.kind === 'unknown' ? value.range : value.origin;
  const literal =
    'elsewhere' in value && value.elsewhere
      ? undefined
      : facts.strings.find(({ range }) => range.start === origin.start && range.end === origin.end);
  const content =
    literal &&
    (value.kind === 'unknown' ||
      (value.kind === 'string' &&
        value.value === facts.text.slice(literal.contentRange.start, literal.contentRange.end)))
      ? literal.contentRange
      : null;
  if (content) return { value: MappedText.of(facts.text, content.start, content.end), range: content, quoted: true };
  const text = value.kind === 'reference' && value.name === 'sys.executable' ? 'python' : '{}';
  return { value: MappedText.of(text, 0, text.length, origin.start), range: origin, quoted: true };
}

/** What was found in the command, with the fixes that leave the program one: inside one string, and without what a string or a shell would read as more. */
export function fixedInPlace(finding: Finding, { editable, list }: InstallCall): Finding {
  const keeps = ({ edits }: Fix): boolean =>
    edits.every(
      ({ path, range, text }) =>
        path === undefined &&
        /^[\w.+=#:,/@-]*$/.test(text) &&
        !(list && text === '') &&
        editable.some((stretch) => contains(stretch, range)),
    );
  return { ...finding, fixes: finding.fixes.filter(keeps) };
}
