import { MappedText } from '../../core/mapped-text';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import type { RequirementEntry, RequirementList, RequirementsFacts } from '../../core/requirement-facts';
import type { Value } from '../../core/value';
import { ManifestEntries } from '../../readers/manifests/entries';
import { callsOf } from '../../readers/python/fact-index';
import { isRequirementsFile, normalizeName, parseInstallWords } from '../../readers/requirements/requirements';
import type { Word } from '../../readers/shell/shell-words';
import type { InstallCall } from './install-calls';
import { templateOf } from './templates';

const SETUP = /^(?:setuptools|distutils\.core|skbuild|torch\.utils\.cpp_extension)\.setup$/;
/** What `setup` is told, and what that is for. Source: setuptools, Keywords. */
const KEYWORDS: ReadonlyMap<string, RequirementList> = new Map(
  (
    [
      ['install_requires', null, 'library'],
      ['setup_requires', null, 'build'],
      ['tests_require', 'test', 'development'],
    ] as const
  ).map(([name, group, use]) => [name, { name, group, use }]),
);

/** Requirements that a program declares and does not install itself: `setup(install_requires=[…])`, `session.install(…)` of nox. */
export function declaringCallsOf(facts: PythonFacts, path: string): readonly InstallCall[] {
  const setups = callsOf(facts, ({ callee }) => SETUP.test(callee));
  const sessions = facts.imports.some(({ module }) => module === 'nox') ? callsOf(facts, isOfSession) : [];
  return [
    ...setups.flatMap((call) => setupCall(call, facts, path)),
    ...sessions.flatMap((call) => sessionCall(call, facts, path)),
  ];
}

function setupCall(call: CallFact, facts: PythonFacts, path: string): readonly InstallCall[] {
  const out = new Declared(facts, path);
  for (const { name, value } of call.args) {
    const list = name === null ? undefined : KEYWORDS.get(name);
    if (list) out.addAll(value, list);
    if (name === 'dependency_links') out.addLinks(value);
    if (name !== 'extras_require' || value.kind !== 'dict') continue;
    for (const [key, items] of value.entries)
      if (key.kind === 'string')
        out.addAll(items, { name: `extras_require.${key.value}`, group: key.value, use: 'library' });
  }
  return out.call();
}

/** Collects what stands in lists of strings, where it is written in this file. */
class Declared {
  readonly #entries: ManifestEntries;
  readonly #texts: MappedText[] = [];
  readonly #editable: InstallCall['editable'][number][] = [];
  /** Where strings begin that are taken already: extras are put together from others. */
  readonly #seen = new Set<number>();
  /** What is looked up by its name, with the list that it is for. */
  readonly #named = new Map<string, RequirementList>();
  #isMade = false;

  constructor(
    private readonly facts: PythonFacts,
    path: string,
  ) {
    this.#entries = new ManifestEntries(path, '', 'pip');
  }

  addAll(value: Value, list: RequirementList): void {
    if (value.kind === 'string') return this.#add(value, list);
    if (value.kind === 'sequence') for (const item of value.items) this.#add(item, list);
    // What is put together otherwise is nearly always read from a file, or looked up in a table of all that there is.
    if (value.kind !== 'sequence' || !value.complete || value.items.some(({ kind }) => kind !== 'string'))
      this.#isMade = true;
    if (value.kind === 'sequence' && list.group === null) for (const item of value.items) this.#lookUp(item, list);
  }

  addLinks(value: Value): void {
    if (value.kind !== 'sequence') return;
    for (const item of value.items) {
      const text = this.#textOf(item);
      if (text) this.#entries.addIndex('--find-links', text, null);
    }
  }

  call(): readonly InstallCall[] {
    if (this.#isMade) {
      this.#addFiles();
      this.#addTables();
    }
    if (this.#entries.isEmpty) return [];
    const texts = [...this.#texts].sort((a, b) => a.offsetAt(0) - b.offsetAt(0));
    const facts = { ...this.#entries.facts(), ...MappedText.join(texts).inPlace(), latest: false };
    return [{ facts, editable: this.#editable, list: true }];
  }

  #add(value: Value, list: RequirementList): void {
    const text = this.#textOf(value);
    if (text) for (const line of linesOf(text)) this.#entries.addRequirement(line, list);
  }

  #textOf(value: Value): MappedText | null {
    if (value.kind !== 'string' || value.elsewhere || this.#seen.has(value.origin.start)) return null;
    this.#seen.add(value.origin.start);
    const source = this.facts.semantics.expressionAt(value.origin);
    const template = source && templateOf(source, this.facts.semantics);
    if (template?.text.text !== value.value) return null;
    this.#editable.push(...template.stretches);
    this.#texts.push(template.text);
    return template.text;
  }

  /** `deps["torch"]` */
  #lookUp(item: Value, list: RequirementList): void {
    const source = item.kind === 'unknown' ? this.facts.semantics.expressionAt(item.range) : null;
    const key = source?.kind === 'subscript' ? source.parts[1]?.value : undefined;
    if (key?.kind === 'string') this.#named.set(normalizeName(key.value), list);
  }

  /** `_deps = ["torch>=2", …]`: a table from which lists are made. What is not looked up for every install is for some. */
  #addTables(): void {
    for (const { name, value, functionName } of this.facts.assignments) {
      if (
        functionName !== null ||
        !TABLE.test(name) ||
        value.kind !== 'sequence' ||
        value.items.length < LEAST_OF_TABLE
      )
        continue;
      for (const item of value.items) {
        const text = this.#textOf(item);
        const known = text && /^[A-Za-z0-9][\w.-]*/.exec(text.text)?.[0];
        if (text && known)
          this.#entries.addRequirement(
            text,
            this.#named.get(normalizeName(known)) ?? { name, group: name, use: 'library' },
          );
      }
    }
  }

  /** `open("requirements.txt")`, `parse_requirements("requirements/base.txt")`: whatever reads them. */
  #addFiles(): void {
    const seen = new Set<string>();
    for (const { value: file, contentRange } of this.facts.strings) {
      if (file === null || file.length > LONGEST_PATH || /\s/.test(file) || !isRequirementsFile(file) || seen.has(file))
        continue;
      seen.add(file);
      this.#entries.addOption('--requirement', file, contentRange);
    }
  }
}

const LONGEST_PATH = 300;
/** Names of tables, and how many items one has at least. */
const TABLE = /^_?(?:deps|dependencies|requires|requirements|packages?_versions?)$/i;
const LEAST_OF_TABLE = 2;

/** A text of several lines is a list, too. */
function linesOf(text: MappedText): readonly MappedText[] {
  const lines: MappedText[] = [];
  for (const match of text.text.matchAll(/[^\n]+/g)) {
    const line = text.slice(match.index, match.index + match[0].length).trim();
    if (line.length > 0 && !line.text.startsWith('#')) lines.push(line);
  }
  return lines;
}

const isOfSession = ({ callee }: CallFact): boolean =>
  /^(?:\?|session|nox\.Session)\.(?:install|conda_install|run|run_install|run_always)$/.test(callee);

/** `session.install("pytest", "-r", "dev.txt")`: the arguments of pip; `session.run("pip", "install", …)`: all of a command. Source: nox, Sessions. */
function sessionCall(call: CallFact, { semantics }: PythonFacts, path: string): readonly InstallCall[] {
  const at = call.argumentsRange.start;
  const runs = /\.run(?:_\w+)?$/.test(call.callee);
  const conda = call.callee.endsWith('.conda_install');
  const lead = (runs ? [] : ['pip', 'install']).map((word): Word => ({
    value: MappedText.of(word, 0, word.length, at),
    range: { start: at, end: at },
    quoted: false,
  }));
  const words = call.args.flatMap(({ name, value }): Word[] => {
    if (name !== null || value.kind !== 'string' || value.elsewhere) return [];
    const source = semantics.expressionAt(value.origin);
    const template = source && templateOf(source, semantics);
    return template?.text.text === value.value ? [{ value: template.text, range: value.origin, quoted: true }] : [];
  });
  const command = words.length === 0 ? null : parseInstallWords([...lead, ...words], path);
  if (!command) return [];
  const list: RequirementList = {
    name: runs ? 'session.run' : 'session.install',
    group: call.functionName,
    use: 'development',
  };
  const entries = command.entries.map((entry): RequirementEntry =>
    entry.kind === 'requirement' ? { ...entry, list } : entry,
  );
  const installer = conda ? 'conda' : command.installer;
  const facts: RequirementsFacts = { ...command, form: 'manifest', installer, entries };
  return [{ facts, editable: words.map(({ range }) => range), list: true }];
}
