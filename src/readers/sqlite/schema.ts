import type { SqliteValue } from './record';

export interface SqliteColumn {
  readonly name: string;
  /** As declared, in capitals; '' where none is. */
  readonly type: string;
  /** Whether it is the row's number: its record holds NULL there. */
  readonly isRowid: boolean;
  /** Whether it is computed when it is asked for: it is in no record, and not read here. */
  readonly isVirtual: boolean;
  /** What rows have that were written before the column was added; undefined where it is no constant. */
  readonly fallback: SqliteValue;
}

export interface TableDeclaration {
  readonly columns: readonly SqliteColumn[];
  /** Names of the columns in the order of a record, for a table without row numbers; null for one that has them. */
  readonly keyedBy: readonly string[] | null;
}

interface Token {
  /** A name or word as it is meant, a symbol, or a literal without its quotes. */
  readonly text: string;
  readonly kind: 'word' | 'name' | 'string' | 'blob' | 'number' | 'symbol';
}

/** What ends the list of columns where it is not quoted. */
const TABLE_CONSTRAINTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);
/** What ends the type of a column. */
const COLUMN_CONSTRAINTS = new Set([
  'CONSTRAINT',
  'PRIMARY',
  'NOT',
  'NULL',
  'UNIQUE',
  'CHECK',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'GENERATED',
  'AS',
]);
const MOST_TOKENS = 200_000;

/**
 * Reads a `CREATE TABLE` as SQLite keeps it in its schema (lang_createtable). Null where it is none, or of a virtual table.
 */
export function readTableDeclaration(sql: string): TableDeclaration | null {
  const tokens = tokensOf(sql);
  const table = tokens?.findIndex((token) => isWord(token, 'TABLE')) ?? -1;
  if (!tokens || !isWord(tokens[0], 'CREATE') || table < 1 || isWord(tokens[table - 1], 'VIRTUAL')) return null;
  const open = tokens.findIndex((token, index) => index > table && isSymbol(token, '('));
  if (open < 0) return null;
  const { parts, end } = partsOf(tokens, open);
  const first = parts.findIndex(([word]) => word?.kind === 'word' && TABLE_CONSTRAINTS.has(word.text.toUpperCase()));
  const columns = (first < 0 ? parts : parts.slice(0, first)).filter((part) => part.length > 0).map(columnOf);
  const keys = (first < 0 ? [] : parts.slice(first)).map(keysOf).find((found) => found !== null) ?? null;
  if (tokens.slice(end).some((token) => isWord(token, 'WITHOUT'))) {
    const own = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
    return { columns: columns.map(plain), keyedBy: recordOrder(columns, keys ?? own) };
  }
  const rowid = rowidOf(columns, keys);
  return { columns: columns.map((column) => ({ ...plain(column), isRowid: column === rowid })), keyedBy: null };
}

/** A key of one INTEGER column is the row's number; written at the column, `DESC` keeps it from being so (lang_createtable, 5). */
function rowidOf(columns: readonly Column[], keys: readonly string[] | null): Column | undefined {
  if (keys?.length === 1) return columns.find(({ name, type }) => type === 'INTEGER' && isSameName(name, keys[0]!));
  if (keys) return undefined;
  return columns.find(({ isKey, isDescending, type }) => isKey && !isDescending && type === 'INTEGER');
}

interface Column extends SqliteColumn {
  readonly isKey: boolean;
  readonly isDescending: boolean;
}

const plain = ({ name, type, isVirtual, fallback }: Column): SqliteColumn => ({
  name,
  type,
  isRowid: false,
  isVirtual,
  fallback,
});

/** Names are the same whatever the case of their ASCII letters. */
export const isSameName = (a: string, b: string): boolean => a === b || lower(a) === lower(b);

const lower = (name: string): string => name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** A record of a table without row numbers begins with its key, each column once, and the others follow. */
function recordOrder(columns: readonly Column[], keys: readonly string[]): readonly string[] {
  const order: string[] = [];
  for (const key of [...keys, ...columns.map(({ name }) => name)]) {
    const column = columns.find(({ name }) => isSameName(name, key));
    if (column && !column.isVirtual && !order.includes(column.name)) order.push(column.name);
  }
  return order;
}

/** The columns of `PRIMARY KEY (a, b COLLATE c DESC)`; null for another constraint. */
function keysOf(part: readonly Token[]): readonly string[] | null {
  const primary = part.findIndex((token, index) => isWord(token, 'PRIMARY') && isWord(part[index + 1], 'KEY'));
  const open = part.findIndex((token, index) => index > primary && isSymbol(token, '('));
  if (primary < 0 || primary > 2 || open < 0) return null;
  return partsOf(part, open).parts.flatMap(([name]) => (name ? [name.text] : []));
}

function columnOf(part: readonly Token[]): Column {
  const type: string[] = [];
  let at = 1;
  for (; at < part.length && !(part[at]!.kind === 'word' && COLUMN_CONSTRAINTS.has(part[at]!.text.toUpperCase())); at++)
    type.push(part[at]!.text);
  const declared = type.join(' ').toUpperCase();
  const words = (...wanted: readonly string[]): number =>
    part.findIndex(
      (_token, index) => index >= at && wanted.every((word, distance) => isWord(part[index + distance], word)),
    );
  const key = words('PRIMARY', 'KEY');
  const computed = Math.max(words('GENERATED', 'ALWAYS', 'AS'), isComputed(part, at) ? at : -1);
  const given = words('DEFAULT');
  return {
    name: part[0]!.text,
    type: declared,
    isRowid: false,
    isKey: key >= 0,
    isDescending: key >= 0 && isWord(part[key + 2], 'DESC'),
    isVirtual: computed >= 0 && !isWord(part.at(-1), 'STORED') && words('STORED') < 0,
    fallback: given < 0 ? null : constantOf(part.slice(given + 1), declared),
  };
}

/** `AS (…)` may stand without its words before, behind any constraint. */
function isComputed(part: readonly Token[], from: number): boolean {
  return part.some((token, index) => index >= from && isWord(token, 'AS') && isSymbol(part[index + 1], '('));
}

/** A constant as a column of that type holds it (datatype3, 3.1); undefined for what is computed. */
function constantOf([first, second]: readonly Token[], type: string): SqliteValue {
  if (!first) return undefined;
  const sign = isSymbol(first, '-') ? -1 : 1;
  const token = sign < 0 || isSymbol(first, '+') ? second : first;
  if (!token) return undefined;
  if (token.kind === 'number') return held(numberOf(token.text, sign), type);
  if (token.kind === 'blob') return Uint8Array.from(token.text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  if (token.kind === 'string' || token.kind === 'name') return held(token.text, type);
  const word = token.text.toUpperCase();
  if (word === 'NULL') return null;
  if (word === 'TRUE' || word === 'FALSE') return held(word === 'TRUE' ? 1 : 0, type);
  return token.kind === 'word' && !word.startsWith('CURRENT_') ? held(token.text, type) : undefined;
}

/** Exact, also where a number of JavaScript is not. */
function numberOf(text: string, sign: number): number | bigint {
  const number = sign * Number(text);
  return Number.isSafeInteger(number) || !/^(?:\d+|0[xX].*)$/.test(text) ? number : BigInt(sign) * BigInt(text);
}

const NUMERIC_TEXT = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

function held(value: number | bigint | string, type: string): SqliteValue {
  const isInteger = type.includes('INT');
  if (!isInteger && /CHAR|CLOB|TEXT/.test(type)) return String(value);
  if (!isInteger && (type === '' || type.includes('BLOB'))) return value;
  return typeof value === 'string' && NUMERIC_TEXT.test(value) ? Number(value) : value;
}

/** The parts of a list in brackets, without its commas, and where it is closed. */
function partsOf(tokens: readonly Token[], open: number): { parts: Token[][]; end: number } {
  const parts: Token[][] = [[]];
  let depth = 0;
  let at = open;
  for (; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (isSymbol(token, ')') && --depth === 0) break;
    if (depth === 1 && isSymbol(token, ',')) parts.push([]);
    else if (depth > 0) parts.at(-1)!.push(token);
    if (isSymbol(token, '(')) depth++;
  }
  return { parts, end: at + 1 };
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

const isSymbol = (token: Token | undefined, symbol: string): boolean =>
  token?.kind === 'symbol' && token.text === symbol;

const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$))|[xX]'(?<blob>[0-9a-fA-F]*)'|'(?<string>(?:[^']|'')*)(?:'|$)|"(?<double>(?:[^"]|"")*)(?:"|$)|`(?<back>(?:[^`]|``)*)(?:`|$)|\[(?<bracket>[^\]]*)(?:\]|$)|(?<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*)|(?<symbol>[^])/uy;

/** The tokens of a statement; null for one that has too many. */
function tokensOf(sql: string): readonly Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(sql); match; match = TOKEN.exec(sql)) {
    const token = tokenOf(match.groups!);
    if (token) tokens.push(token);
    if (tokens.length > MOST_TOKENS) return null;
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token | null {
  if (groups.space !== undefined) return null;
  if (groups.word !== undefined) return { kind: 'word', text: groups.word };
  if (groups.symbol !== undefined) return { kind: 'symbol', text: groups.symbol };
  if (groups.number !== undefined) return { kind: 'number', text: groups.number };
  if (groups.blob !== undefined) return { kind: 'blob', text: groups.blob };
  if (groups.string !== undefined) return { kind: 'string', text: groups.string.replaceAll("''", "'") };
  if (groups.double !== undefined) return { kind: 'name', text: groups.double.replaceAll('""', '"') };
  return { kind: 'name', text: groups.back?.replaceAll('``', '`') ?? groups.bracket ?? '' };
}
