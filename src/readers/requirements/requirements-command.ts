import type { Range } from '../../core/range';
import type { RequirementEntry, RequirementsFacts } from '../../core/requirement-facts';
import { readCondaArchive } from './conda-archives';
import { readCondaRequirement } from './conda-requirements';
import { MappedText } from '../../core/mapped-text';
import { optionOf, requirementOf, UNKNOWN } from './requirements-entries';
import { normalizeName, readEditable, readRequirement, type ReadRequirement } from './requirements-grammar';
import { readAtVersion } from './at-versions';
import { readInstall, findInstall, type Install } from './installers';
import { optionsOfVariable, type VariableOptions } from './installer-variables';
import { readOptions } from './requirements-options';
import { type Word, WordReader } from '../shell/shell-words';
import { withValues, filledWord, type VariableLookup } from '../shell/variable-values';

/** What names a program whose arguments alone are given. */
export type NamedInstaller = 'pip' | 'uv' | 'conda';

/**
 * The first install command of a shell text: `pip install …`, `python -m pip install …`, `uv pip install …`, `uv add …`,
 * `conda install …`, with a `!` or `%` before it or not. Null when there is none. Ranges are `offset` plus the place in
 * `text`. With `installer`, `text` is what follows the installer's own name, as in the body of a `%pip` magic.
 */
export function parseInstallCommand(
  text: string,
  offset: number,
  path: string,
  installer?: NamedInstaller,
): RequirementsFacts | null {
  for (const facts of installCommands(MappedText.of(text, 0, text.length, offset), { text, offset }, path, installer))
    return facts;
  return null;
}

/** All install commands of a shell text of any number of lines: a `%%bash` cell, a `RUN` instruction, a script. `lookup`: what variables stand for that it does not set itself. */
export function parseInstallCommands(
  text: string,
  offset: number,
  path: string,
  lookup?: VariableLookup,
): readonly RequirementsFacts[] {
  return taken(installCommands(MappedText.of(text, 0, text.length, offset), { text, offset }, path, undefined, lookup));
}

/** The same of a text that was put together; its facts have it where it was taken from. */
export function installsIn(text: MappedText, path: string, installer?: NamedInstaller): readonly RequirementsFacts[] {
  return taken(installCommands(text, text.inPlace(), path, installer));
}

function taken(found: Iterable<RequirementsFacts>): readonly RequirementsFacts[] {
  const commands: RequirementsFacts[] = [];
  for (const command of found) if (commands.push(command) >= MOST_COMMANDS) break;
  return commands;
}

/** An install command whose words are told apart already, as a program gives them: `["pip", "install", "torch"]`. Null for any other command. */
export function parseInstallWords(words: readonly Word[], path: string): RequirementsFacts | null {
  const install = findInstall(words);
  if (!install) return null;
  const ordered = words.map(({ value }) => value).sort((a, b) => a.offsetAt(0) - b.offsetAt(0));
  return factsOf(install, path, MappedText.join(ordered).inPlace(), readArguments(install));
}

/** Install commands that one shell text may have. */
const MOST_COMMANDS = 5_000;

function* installCommands(
  source: MappedText,
  inPlace: Pick<RequirementsFacts, 'text' | 'offset'>,
  path: string,
  assumed?: NamedInstaller,
  lookup?: VariableLookup,
): Generator<RequirementsFacts> {
  for (const line of shellLines(source)) {
    for (const { words, broken } of simpleCommands(line)) {
      const set = settingsIn(words);
      const install = assumed === undefined ? findInstall(words) : readInstall(assumed, words);
      if (install === null) {
        for (const { installer, options } of set)
          yield { kind: 'requirements', form: 'command', installer, path, ...inPlace, entries: options };
        continue;
      }
      const entries = readArguments(install, lookup);
      for (const { options } of set) entries.push(...options);
      if (broken !== null) entries.push({ kind: 'invalid', message: broken.message, range: broken.range });
      yield factsOf(install, path, inPlace, set.length > 0 ? inOrder(entries) : entries);
    }
  }
}

const factsOf = (
  { installer, adds }: Install,
  path: string,
  inPlace: Pick<RequirementsFacts, 'text' | 'offset'>,
  entries: readonly RequirementEntry[],
): RequirementsFacts => ({
  kind: 'requirements',
  form: 'command',
  installer,
  path,
  ...inPlace,
  ...(adds && { adds }),
  entries,
});

const inOrder = (entries: readonly RequirementEntry[]): RequirementEntry[] =>
  [...entries].sort((a, b) => a.range.start - b.range.start);

/** What variables in front of a command, or exported, say to an installer: `PIP_INDEX_URL=… pip install torch`. */
function settingsIn(words: readonly Word[]): readonly VariableOptions[] {
  const found: VariableOptions[] = [];
  for (const { value, range } of words) {
    const [lead, name] = /^([A-Za-z_]\w{0,60})=/.exec(value.text) ?? [];
    if (name !== undefined) {
      const options = optionsOfVariable(name, value.slice(lead!.length), range);
      if (options) found.push(options);
    } else if (!/^(?:export|declare|local|readonly|env|sudo|-\w{1,10})$/.test(value.text)) break;
  }
  return found;
}

/** Lines of a shell text, joined where a backslash ends them. */
function* shellLines(source: MappedText): Generator<MappedText> {
  const { text } = source;
  let pieces: MappedText[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && text[i] !== '\n') continue;
    const end = text[i - 1] === '\r' ? i - 1 : i;
    const continued = end > start && text[end - 1] === '\\' && i < text.length;
    pieces.push(source.slice(start, continued ? end - 1 : end));
    start = i + 1;
    if (continued) continue;
    yield MappedText.join(pieces);
    pieces = [];
  }
}

interface SimpleCommand {
  readonly words: readonly Word[];
  /** A quote left open at the end. */
  readonly broken: {
    readonly message: string;
    readonly range: { readonly start: number; readonly end: number };
  } | null;
}

/** Splits a line at `;`, `&`, `|` and parentheses; redirections and comments are left out. */
function* simpleCommands(line: MappedText): Generator<SimpleCommand> {
  const reader = new WordReader(line, endsWord);
  let words: Word[] = [];
  while (reader.at < line.length) {
    const before = reader.at;
    const word = reader.next();
    if (typeof word === 'string') {
      yield { words, broken: { message: word, range: line.slice(before).trim().range() } };
      return;
    }
    const stop = line.text[reader.at];
    if (word !== null) {
      const descriptor = (stop === '>' || stop === '<') && !word.quoted && /^[0-9]+$/.test(word.value.text);
      if (!descriptor) words.push(word);
      continue;
    }
    if (stop === undefined || stop === '#') break;
    if (stop === '>' || stop === '<') {
      while (/[<>&|]/.test(line.text[reader.at] ?? '')) reader.at++;
      if (typeof reader.next() === 'string') break;
      continue;
    }
    reader.at++;
    if (words.length > 0) yield { words, broken: null };
    words = [];
  }
  if (words.length > 0) yield { words, broken: null };
}

/**
 * A shell's operators, with one liberty: `torch>=2.0` without quotes is read as the author means it, although a shell
 * would install `torch` and write to a file named `=2.0`.
 */
function endsWord(text: string, at: number, wordStart: number): boolean {
  const char = text[at]!;
  if (char === '#') return at === wordStart;
  if (char === '>' || char === '<')
    return (
      at === wordStart ||
      !/[=0-9]/.test(text[at + 1] ?? '') ||
      /^[0-9]+$/.test(text.slice(Math.max(wordStart, at - 9), at))
    );
  return char === ';' || char === '|' || char === '&' || char === '(' || char === ')';
}

function readArguments(install: Install, lookup?: VariableLookup): RequirementEntry[] {
  const { options: known, words } = install;
  const given = lookup ? words.flatMap((word) => filledWord(word, lookup)) : words;
  const read = readOptions(given, known, true);
  if (typeof read === 'string') return [];
  const wanted: Word[] = [...read.words];
  const entries = read.options.flatMap((option): RequirementEntry[] => {
    if (option.name === '--with' && install.installer === 'uv' && option.value) {
      wanted.push(...wordsIn(option.value));
      return [];
    }
    return [option.name === '--editable' && option.value ? editableOf(option.value, option.range) : optionOf(option)];
  });
  return inOrder([...entries, ...wanted.map((word) => wordOf(word, install, lookup))]);
}

/** `--with torch,numpy==2` */
const wordsIn = (list: MappedText): readonly Word[] =>
  [...list.text.matchAll(/[^,]+(?:\[[^\]]*\][^,]*)?/g)].map(({ 0: part, index }) => {
    const value = list.slice(index, index + part.length).trim();
    return { value, range: value.range(), quoted: false };
  });

function editableOf(value: MappedText, range: Range): RequirementEntry {
  const shape = shapeOf(value.text);
  const editable = readEditable(value, shape);
  const dynamic = shape !== value.text;
  if (typeof editable === 'string' && !dynamic) return { kind: 'invalid', message: editable, range };
  return { ...requirementOf(typeof editable === 'string' ? UNKNOWN : editable, value, [], true, dynamic), range };
}

function wordOf(
  { value: written, range }: Word,
  { at, installer }: Install,
  lookup?: VariableLookup,
): RequirementEntry {
  const value = lookup && mayBeFilled(written.text) ? withValues(written, lookup) : written;
  const shape = shapeOf(value.text);
  const dynamic = shape !== value.text;
  const requirement = (at && readAtVersion(value, at)) ?? readWord(installer, value, shape);
  if (typeof requirement === 'string' && !dynamic) return { kind: 'invalid', message: requirement, range };
  return {
    ...requirementOf(typeof requirement === 'string' ? namedOf(value) : requirement, value, [], false, dynamic),
    range,
    ...(value !== written && { filled: true }),
  };
}

/** `name[extra]$VERSIONS`: the name is certain, whatever the variable has. */
function namedOf(value: MappedText): ReadRequirement {
  const [whole, name] = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\[[\w\s,.-]*\](?=[$`{])/.exec(value.text) ?? [];
  if (name === undefined) return UNKNOWN;
  const extrasRange = value.range(name.length, whole!.length);
  const extras = whole!
    .slice(name.length + 1, -1)
    .split(',')
    .map((extra) => extra.trim());
  return {
    ...UNKNOWN,
    name,
    nameRange: value.range(0, name.length),
    normalizedName: normalizeName(name),
    extras: extras.filter((extra) => extra !== ''),
    extrasRange,
  };
}

const readWord = (installer: RequirementsFacts['installer'], value: MappedText, shape: string) =>
  installer === 'conda' || installer === 'pixi'
    ? (readCondaArchive(value) ?? readCondaRequirement(value, shape))
    : readRequirement(value, shape);

/** Variables of an address are filled in behind its host alone: what stands before is judged as it is written. */
const mayBeFilled = (text: string): boolean => text.includes('$') && !/:\/\/[^/?#\s]*\$|^\$.*:\/\//.test(text);

/** The text with shell variables, command substitutions and IPython's `{…}` replaced by digits; a variable may stand in another one's default. */
function shapeOf(text: string): string {
  if (!/[$`{]/.test(text)) return text;
  const once = replaced(text);
  return once.includes('${') ? replaced(once) : once;
}

const replaced = (text: string): string =>
  text.replace(
    /\$\([^()]{0,500}\)|\$\{[^${}]{0,200}\}|\$[A-Za-z_][A-Za-z0-9_]{0,200}|`[^`]{0,500}`|\{[^{}]{0,500}\}/g,
    (variable) => '0'.repeat(variable.length),
  );
