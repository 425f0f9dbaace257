import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import { rangeOf, type Range } from '../../core/range';
import { nestsTooDeep } from './depth';

/** A value of a TOML file with its place. Strings are read by `tomlText`, which knows the way back to the file. */
export type TomlNode =
  | { readonly kind: 'text'; readonly value: string; readonly range: Range }
  /** A number, a truth value or a date, as it is written. */
  | { readonly kind: 'scalar'; readonly value: string; readonly range: Range }
  | { readonly kind: 'list'; readonly items: readonly TomlNode[]; readonly range: Range }
  | TomlTable;

/** A table of any form: `[table]`, inline, made by dotted keys, or several of these together. `range`: of an inline one, or of the first header. */
export interface TomlTable {
  readonly kind: 'table';
  readonly entries: Map<string, TomlPair>;
  readonly range: Range;
  /** Between braces. */
  readonly inline: boolean;
}

export interface TomlPair {
  readonly key: string;
  /** Of the key where the value is given, or of its part of a header. */
  readonly keyRange: Range;
  /** `key = value`; null for what a header or a dotted key opens. */
  readonly pairRange: Range | null;
  node: TomlNode;
}

export interface TomlTree {
  readonly root: TomlTable;
  /** Lines from 1 that make no sense and were left out. */
  readonly broken: readonly number[];
}

/** Units of a text that are parsed; tables that people write are far smaller. */
const LARGEST = 2_000_000;
/** Lines of one broken value that are left out, one after the other, until the rest makes sense. */
const MOST_MENDED = 30;
/** Units that are parsed for one broken value, all tries together. */
const MOST_PARSED = 1_000_000;
/** Statements that a broken file is cut into. */
const MOST_STATEMENTS = 5_000;

/**
 * Reads TOML 1.0 into a tree with the place of everything. Of a broken file, all statements that are right by themselves are
 * read, and of a broken list or table its lines that are. Never throws.
 */
export function readTomlTree(text: string): TomlTree {
  const root: TomlTable = { kind: 'table', entries: new Map(), range: rangeOf(0, 0), inline: false };
  if (text.length > LARGEST) return { root, broken: [1] };
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const whole = parsed(text.slice(start));
  if (Array.isArray(whole)) {
    for (const statement of whole) addStatement(statement, root, [], start);
    return { root, broken: [] };
  }
  const broken: number[] = [];
  let header: readonly Key[] = [];
  for (const { from, to } of statementsOf(text, start)) {
    const read = mended(text.slice(from, to), from, text, broken);
    for (const statement of read) {
      addStatement(statement, root, header, from);
      if (statement.type === 'TOMLTable') header = keysOf(statement.key, from, statement.kind === 'array');
    }
  }
  return { root, broken: [...new Set(broken)].sort((a, b) => a - b) };
}

type Statement = AST.TOMLKeyValue | AST.TOMLTable;

/** The statements of a text, or where its error is. */
function parsed(text: string): readonly Statement[] | number {
  if (nestsTooDeep(text)) return 0;
  try {
    return parseTOML(text, { tomlVersion: '1.0' }).body[0].body;
  } catch (error) {
    if (error instanceof ParseError) return error.index;
    throw error;
  }
}

/** A statement begins at the start of a line, with a header or a key. */
function* statementsOf(text: string, start: number): Generator<{ readonly from: number; readonly to: number }> {
  const BEGIN =
    /^[ \t]*(?:\[{1,2}[\w."' \t-]{1,300}\]{1,2}[ \t]*(?:#.*)?$|(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*[ \t]*=)/gm;
  BEGIN.lastIndex = start;
  let from = start;
  let count = 0;
  for (let match = BEGIN.exec(text); match !== null && count < MOST_STATEMENTS; match = BEGIN.exec(text)) {
    if (match.index > from) yield { from, to: match.index };
    from = match.index;
    count++;
  }
  if (from < text.length) yield { from, to: text.length };
}

/** Reads one statement; where it is broken, without the lines that break it, and closed where it ends open. */
function mended(statement: string, at: number, whole: string, broken: number[]): readonly Statement[] {
  const before = broken.length;
  let text = statement;
  const tries = Math.min(MOST_MENDED, Math.max(2, Math.floor(MOST_PARSED / statement.length)));
  for (let i = 0; i < tries; i++) {
    const read = parsed(text);
    if (typeof read !== 'number') return read;
    const rest = text.slice(read);
    if (rest.trim() === '' || read >= text.length) {
      const closed = parsed(`${text.trimEnd()}${/=\s*\[/.test(text) ? ']' : '}'}`);
      if (typeof closed !== 'number') return closed;
      broken.push(lineOf(whole, at));
      text = withoutLine(text, Math.max(0, text.trimEnd().length - 1));
      continue;
    }
    const separated = withComma(text, read);
    if (separated === null) broken.push(lineOf(whole, at + read));
    text = separated ?? withoutLine(text, read);
  }
  broken.length = before;
  return listOfLines(statement, at, whole, broken);
}

const lineOf = (text: string, offset: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
};

/** A list with too many mistakes to look for one after the other: of its lines those that are a text each. */
function listOfLines(statement: string, at: number, whole: string, broken: number[]): readonly Statement[] {
  const first = lineOf(whole, at);
  const [head = '', ...lines] = statement.split('\n');
  const kept = lines.map((line, index) => {
    if (/^[ \t]*(?:"[^"\\\r]*"|'[^'\r]*')[ \t]*,[ \t]*(?:#.*)?\r?$/.test(line)) return line;
    if (/[^\s\]]/.test(line)) broken.push(first + index + 1);
    return line.replace(/[^\r]/g, ' ');
  });
  const read = parsed(`${[head, ...kept].join('\n')}]`);
  if (typeof read !== 'number') return read;
  broken.push(first);
  return [];
}

/** A comma between two values where only blanks stand, at equal length; null where that is not what is missing. */
function withComma(text: string, offset: number): string | null {
  if (!/["'[{]/.test(text[offset] ?? '')) return null;
  const before = text.slice(0, offset).trimEnd();
  return before.length < offset && /["'\]}]$/.test(before) ? `${before},${text.slice(before.length + 1)}` : null;
}

/** The line around an offset, blank at equal length; one that is blank already goes with what stands before it. */
function withoutLine(text: string, offset: number): string {
  let at = Math.min(offset, text.length);
  while (at > 0 && /\s/.test(text[at] ?? ' ')) at--;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r]/g, ' ') + text.slice(end);
}

interface Key {
  readonly name: string;
  readonly range: Range;
  /** Opens a new item of a list of tables. */
  readonly item: boolean;
}

const keysOf = (key: AST.TOMLKey, base: number, item: boolean): readonly Key[] =>
  key.keys.map((part, index) => ({
    name: part.type === 'TOMLBare' ? part.name : part.value,
    range: rangeOf(part.range[0] + base, part.range[1] + base),
    item: item && index === key.keys.length - 1,
  }));

function addStatement(statement: Statement, root: TomlTable, header: readonly Key[], base: number): void {
  if (statement.type === 'TOMLKeyValue') {
    // The keys of a header open its table again, and never a new item.
    addPair(
      statement,
      tableAt(
        root,
        header.map((key) => ({ ...key, item: false })),
      ),
      base,
    );
    return;
  }
  const table = tableAt(root, keysOf(statement.key, base, statement.kind === 'array'));
  for (const pair of statement.body) addPair(pair, table, base);
}

function addPair(pair: AST.TOMLKeyValue, table: TomlTable, base: number): void {
  const keys = keysOf(pair.key, base, false);
  const last = keys.at(-1);
  if (last === undefined) return;
  const holder = tableAt(table, keys.slice(0, -1));
  const known = holder.entries.get(last.name);
  if (known?.node.kind === 'table' && !known.node.inline) return;
  holder.entries.set(last.name, {
    key: last.name,
    keyRange: last.range,
    pairRange: rangeOf(pair.range[0] + base, pair.range[1] + base),
    node: nodeOf(pair.value, base),
  });
}

/** The table at a path of keys, made where there is none. */
function tableAt(root: TomlTable, keys: readonly Key[]): TomlTable {
  let table = root;
  for (const { name, range, item } of keys) {
    const known = table.entries.get(name);
    const next: TomlTable = { kind: 'table', entries: new Map(), range, inline: false };
    if (known?.node.kind === 'list') {
      const last = known.node.items.at(-1);
      if (!item && last?.kind === 'table') table = last;
      else {
        known.node = { ...known.node, items: [...known.node.items, next] };
        table = next;
      }
    } else if (known?.node.kind === 'table' && !item) table = known.node;
    else {
      const node: TomlNode = item ? { kind: 'list', items: [next], range } : next;
      table.entries.set(name, { key: name, keyRange: range, pairRange: null, node });
      table = next;
    }
  }
  return table;
}

function nodeOf(node: AST.TOMLContentNode, base: number): TomlNode {
  const range = rangeOf(node.range[0] + base, node.range[1] + base);
  if (node.type === 'TOMLArray')
    return { kind: 'list', items: node.elements.map((element) => nodeOf(element, base)), range };
  if (node.type === 'TOMLInlineTable') {
    const table: TomlTable = { kind: 'table', entries: new Map(), range, inline: true };
    for (const pair of node.body) addPair(pair, table, base);
    return table;
  }
  return node.kind === 'string'
    ? { kind: 'text', value: node.value, range }
    : { kind: 'scalar', value: String(node.value), range };
}

/** What stands at a path of keys; undefined where nothing does. */
export function tomlAt(table: TomlTable, ...keys: readonly string[]): TomlNode | undefined {
  let node: TomlNode | undefined = table;
  for (const key of keys) node = node?.kind === 'table' ? node.entries.get(key)?.node : undefined;
  return node;
}

/** The table at a path of keys; an empty one where there is none. */
export function tomlTable(table: TomlTable, ...keys: readonly string[]): readonly TomlPair[] {
  const node = tomlAt(table, ...keys);
  return node?.kind === 'table' ? [...node.entries.values()] : [];
}

/** The text at a path of keys; null where there is none. */
export function tomlString(table: TomlTable, ...keys: readonly string[]): string | null {
  const node = tomlAt(table, ...keys);
  return node?.kind === 'text' ? node.value : null;
}

/** The items of a list at a path of keys. */
export function tomlList(table: TomlTable, ...keys: readonly string[]): readonly TomlNode[] {
  const node = tomlAt(table, ...keys);
  return node?.kind === 'list' ? node.items : [];
}
