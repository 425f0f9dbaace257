import { parseTree, type Node } from 'jsonc-parser';
import type { Range } from '../core/range';
import { withoutLargeOutputs } from '../readers/notebook/notebook-outputs';
import { applyEdits, type TextEdit } from './apply';

/** Where a cell's source stands in the JSON of a notebook. */
export interface CellPlace {
  /** The cell's text, decoded and joined. */
  readonly text: string;
  /** Offset in the JSON text of the character that gives an offset of the cell's text. */
  locate(offset: number): number;
}

/** A change of one cell: new text, or its outputs removed. Cells count from 0, as in the file. */
export type CellChange =
  { readonly cell: number; readonly text: string } | { readonly cell: number; readonly clearOutputs: true };

/** The cells of a notebook (nbformat 3 and 4) with their places; null for what is no notebook. */
export function cellPlaces(json: string): readonly CellPlace[] | null {
  const cells = cellsOf(json);
  return cells && cells.map((cell) => placeOf(json, sourceOf(cell)));
}

/**
 * The JSON with some cells changed, and not one other character: a source stays an array or a string, lines that stay keep
 * their spelling, new ones get the indentation of their neighbours. Null when there is no such cell.
 */
export function changeCells(json: string, changes: readonly CellChange[]): string | null {
  const edits = cellEdits(json, changes);
  return edits && applyEdits(json, edits);
}

/** As `changeCells`, as edits of the JSON text. */
export function cellEdits(json: string, changes: readonly CellChange[]): readonly TextEdit[] | null {
  const cells = cellsOf(json);
  if (!cells) return null;
  const edits: TextEdit[] = [];
  for (const change of changes) {
    const cell = cells[change.cell];
    if (!cell) return null;
    if ('clearOutputs' in change) edits.push(...clearing(cell));
    else {
      const source = sourceOf(cell);
      if (!source) return null;
      edits.push(replacing(json, source, change.text));
    }
  }
  return edits;
}

function cellsOf(whole: string): readonly Node[] | null {
  const { json } = withoutLargeOutputs(whole, true);
  // Depth is bounded by the parser's recursion; a notebook has seven levels.
  if (nestsDeeperThan(json, 500)) return null;
  const root = parseTree(json, [], { disallowComments: true });
  if (root?.type !== 'object') return null;
  const cells = valueOf(root, 'cells');
  if (cells?.type === 'array') return cells.children ?? [];
  const sheets = valueOf(root, 'worksheets');
  return sheets?.type === 'array'
    ? (sheets.children ?? []).flatMap((sheet) => valueOf(sheet, 'cells')?.children ?? [])
    : null;
}

function nestsDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0, quoted = false; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === 92 && quoted) i++;
    else if (code === 34) quoted = !quoted;
    else if (!quoted && (code === 91 || code === 123) && ++depth > limit) return true;
    else if (!quoted && (code === 93 || code === 125)) depth--;
  }
  return false;
}

/** The value of a property; of duplicates the last, as JSON.parse takes it. */
const valueOf = (object: Node | undefined, key: string): Node | undefined =>
  object?.type === 'object'
    ? object.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1]
    : undefined;

const sourceOf = (cell: Node): Node | undefined => valueOf(cell, 'source') ?? valueOf(cell, 'input');

const stringsOf = (source: Node | undefined): readonly Node[] =>
  source?.type === 'string'
    ? [source]
    : source?.type === 'array'
      ? (source.children ?? []).filter((child) => child.type === 'string')
      : [];

function placeOf(json: string, source: Node | undefined): CellPlace {
  const strings = stringsOf(source);
  return {
    text: strings.map((string) => string.value as string).join(''),
    locate(offset) {
      let rest = offset;
      for (const [index, string] of strings.entries()) {
        const { length } = string.value as string;
        if (rest < length || index === strings.length - 1) return rawOffset(json, string, Math.min(rest, length));
        rest -= length;
      }
      return source?.offset ?? 0;
    },
  };
}

/** Offset in the JSON of the n-th UTF-16 unit of a string, past quotes and escapes. */
function rawOffset(json: string, string: Node, n: number): number {
  let at = string.offset + 1;
  for (let i = 0; i < n; i++) at += json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
  return at;
}

function replacing(json: string, source: Node, text: string): TextEdit {
  const range = rangeOf(source);
  const spelling = (line: string): string => spelled(json, line);
  if (source.type !== 'array') return { range, text: spelling(text) };
  const items = stringsOf(source);
  // Lines that stay keep the very characters they had.
  const known = new Map(
    items.map((item) => [item.value as string, json.slice(item.offset, item.offset + item.length)]),
  );
  const lines = text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  const [first, second] = items;
  const last = items.at(-1);
  const head = first ? json.slice(source.offset + 1, first.offset) : indentationIn(json, source);
  const between =
    first && second ? json.slice(first.offset + first.length, second.offset) : `,${head === '' ? ' ' : head}`;
  const tail = last ? json.slice(last.offset + last.length, source.offset + source.length - 1) : outdentation(head);
  const body = lines.map((line) => known.get(line) ?? spelling(line)).join(between);
  return { range, text: lines.length === 0 ? '[]' : `[${head}${body}${tail}]` };
}

/** Line end and indentation for the first item of an empty array, one step deeper than its key. */
function indentationIn(json: string, source: Node): string {
  const before = json.slice(json.lastIndexOf('\n', source.offset) + 1, source.offset);
  const indent = /^[ \t]*/.exec(before)![0];
  if (!json.includes('\n') || indent === '') return '';
  return `${json.includes('\r\n') ? '\r\n' : '\n'}${indent}${indent.includes('\t') ? '\t' : ' '}`;
}

const outdentation = (head: string): string => (head === '' ? '' : head.slice(0, -1));

/** A JSON string; in a file that is pure ASCII with escapes, as Python's `json` writes by default, it stays so. */
function spelled(json: string, text: string): string {
  const quoted = JSON.stringify(text);
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  const ascii = !/[^\x00-\x7f]/.test(json) && /\\u[0-9a-f]{4}/i.test(json);
  return ascii
    ? quoted.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : quoted;
}

function clearing(cell: Node): TextEdit[] {
  const outputs = valueOf(cell, 'outputs');
  const count = valueOf(cell, 'execution_count');
  return [
    ...(outputs?.type === 'array' && outputs.children?.length ? [{ range: rangeOf(outputs), text: '[]' }] : []),
    ...(count && count.type !== 'null' ? [{ range: rangeOf(count), text: 'null' }] : []),
  ];
}

const rangeOf = (node: Node): Range => ({ start: node.offset, end: node.offset + node.length });
