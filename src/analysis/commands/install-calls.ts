import type { Finding, Fix } from '../../core/finding';
import type { Argument, CallFact, PythonFacts, Semantics } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { stringOf, type Value } from '../../core/value';
import { MappedText } from '../../core/mapped-text';
import { installsIn, parseInstallWords } from '../../readers/requirements/requirements';
import { statementAsksForLatest } from '../../readers/requirements/latest';
import type { Word } from '../../readers/shell/shell-words';
import { callsOf } from '../../readers/python/fact-index';
import { LINE_MAGICS } from './install-commands';
import { commandGivenTo, SHELL_CALLEES } from './call-commands';
import { templateOf, type Template } from './templates';

/** An install command that Python runs, and the stretches of its strings in which an edit leaves a string a string. */
export interface InstallCall {
  readonly facts: RequirementsFacts;
  readonly editable: readonly Range[];
  /** Words of a list: one that is emptied would still be an argument. */
  readonly list: boolean;
}

/** `subprocess.run([sys.executable, "-m", "pip", "install", "torch"])`, `os.system("pip install torch")`. */
export function installCallsOf(facts: PythonFacts, path: string): readonly InstallCall[] {
  return callsOf(facts, runsCommand).flatMap((call) =>
    commandsOf(call, facts, path).map((command) => ({
      ...command,
      facts: { ...command.facts, latest: statementAsksForLatest(facts, call.statement) },
    })),
  );
}

const runsCommand = ({ callee }: CallFact): boolean => SHELL_CALLEES.includes(callee) || LINE_MAGICS.includes(callee);

/** `get_ipython().run_line_magic("pip", "install torch")` */
function magicInstallOf(call: CallFact, { semantics }: PythonFacts, path: string): readonly InstallCall[] {
  const [name, line] = call.args;
  const installer = (['pip', 'conda', 'uv'] as const).find((known) => stringOf(name?.value) === known);
  const template = installer && line ? writtenIn(line, semantics) : null;
  const command = template && installsIn(template.text, path, installer)[0];
  return template && command ? [{ facts: command, editable: template.stretches, list: false }] : [];
}

function commandsOf(call: CallFact, facts: PythonFacts, path: string): readonly InstallCall[] {
  if (LINE_MAGICS.includes(call.callee)) return magicInstallOf(call, facts, path);
  const given = commandGivenTo(call);
  if (given === null) return [];
  if (given.value.kind === 'sequence') {
    const words = given.value.items.map((item) => wordOf(item, facts.semantics));
    const command = parseInstallWords(words, path);
    return command && !words.some(({ value: word }) => word.text === 'add')
      ? [{ facts: command, editable: words.map(({ range }) => range), list: true }]
      : [];
  }
  const template = writtenIn(given, facts.semantics);
  if (template === null) return [];
  return installsIn(template.text, path).map((command) => ({
    facts: command,
    editable: template.stretches,
    list: false,
  }));
}

/** The text of a command where it is written; null when it is not written as it is meant. */
function writtenIn(
  { value, expression }: Pick<Argument, 'value' | 'expression'>,
  semantics: Semantics,
): Template | null {
  if (value.kind !== 'string') return templateOf(expression, semantics);
  const source = semantics.expressionAt(value.origin);
  const template = source && templateOf(source, semantics);
  return template?.text.text === value.value ? template : null;
}

/** A word of a list. What is not known becomes a variable of the command line. */
function wordOf(value: Value, semantics: Semantics): Word {
  const origin = value.kind === 'unknown' ? value.range : value.origin;
  const literal = 'elsewhere' in value && value.elsewhere ? null : semantics.expressionAt(origin);
  const template = literal?.kind === 'text' ? templateOf(literal, semantics) : null;
  if (template && (value.kind === 'unknown' || (value.kind === 'string' && value.value === template.text.text)))
    return { value: template.text, range: template.text.range(), quoted: true };
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
  const fixes = finding.fixes.filter(keeps);
  const { thing } = finding;
  // A fix mends all places of one thing: what has none is a thing of its own.
  const alone =
    thing && fixes.length < finding.fixes.length ? { ...thing, name: `${thing.name} without a fix` } : thing;
  return { ...finding, fixes, ...(alone ? { thing: alone } : {}) };
}
