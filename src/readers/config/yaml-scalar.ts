import type { Scalar } from 'yaml';
import { MappedText } from '../../core/mapped-text';
import { rangeOf, type Range } from '../../core/range';

/** The text of a scalar, with the way back to the file, and how other text is written there. */
export interface ScalarText {
  readonly text: MappedText;
  /** Of the scalar with its header or quotes. */
  readonly range: Range;
  /** Before the closing quote. */
  readonly contentEnd: number;
  /** A text as it is written inside of the scalar; null when it cannot be. */
  spell(inserted: string, at: number): string | null;
}

/** What a scalar says. `source` is the file, or a text of equal length. Source: YAML 1.2.2, chapters 7 and 8. */
export function scalarText(node: Scalar, source: string): ScalarText | null {
  const [start, end] = node.range ?? [0, 0];
  const range = rangeOf(Math.min(start, source.length), Math.min(end, source.length));
  const quoted = (pieces: Pieces, spell: ScalarText['spell']): ScalarText => {
    const contentEnd = Math.max(range.start + 1, range.end - 1);
    return { text: flowText(source, range.start + 1, contentEnd, pieces), range, contentEnd, spell };
  };
  switch (node.type) {
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return blockText(node, source, range);
    case 'PLAIN': {
      const text = flowText(source, range.start, range.end, plainPieces);
      return { text, range, contentEnd: range.end, spell: spellPlain(range.start) };
    }
    case 'QUOTE_SINGLE':
      return quoted(singlePieces, spellSingle);
    case 'QUOTE_DOUBLE':
      return quoted(doublePieces, spellDouble);
    default:
      return null;
  }
}

interface Line {
  /** Behind the indentation. */
  readonly start: number;
  /** Before the line's end. */
  readonly end: number;
  readonly feed: number;
}

function blockText(node: Scalar, source: string, range: Range): ScalarText | null {
  const header = source.indexOf('\n', range.start);
  if (header < 0 || header >= range.end) return null;
  const indent = indentOf(String(node.value), source.slice(header + 1, range.end));
  const lines: Line[] = [];
  for (let at = header + 1; at < range.end;) {
    const feed = source.indexOf('\n', at);
    const stop = feed < 0 ? range.end : Math.min(feed, range.end);
    const end = source[stop - 1] === '\r' && stop > at ? stop - 1 : stop;
    lines.push({ start: Math.min(at + indent, end), end, feed: feed < 0 ? -1 : feed });
    at = stop + 1;
  }
  const folded = node.type === 'BLOCK_FOLDED';
  const text = MappedText.join(
    lines.flatMap((line, index) => [
      MappedText.of(source, line.start, line.end),
      ...(line.feed < 0 ? [] : [lineEnd(source, lines, index, folded)]),
    ]),
    header + 1,
  );
  const mark = ' '.repeat(indent);
  const spell = (inserted: string): string | null =>
    folded && inserted.includes('\n') ? null : inserted.replace(/\n(?=[^\n])/g, `\n${mark}`);
  return { text, range, contentEnd: range.end, spell };
}

/** Blanks before each line: those that the value does not have any more. */
function indentOf(value: string, written: string): number {
  const blanks = (text: string): number => /^(?:[ \t]*\r?\n)*( *)(?=\S|\t)/.exec(text)?.[1]!.length ?? 0;
  return Math.max(0, blanks(written) - blanks(value));
}

/** What stands for a line's end: folded lines are joined by a blank, or by the empty lines between them; deeper ones are not. */
function lineEnd(source: string, lines: readonly Line[], index: number, folded: boolean): MappedText {
  const line = lines[index]!;
  const isDeeper = ({ start }: Line): boolean => /[ \t]/.test(source[start] ?? '');
  const next = lines.slice(index + 1, index + MOST_EMPTY).find(({ start, end }) => start < end);
  const joined = folded && line.start < line.end && next !== undefined && !isDeeper(line) && !isDeeper(next);
  const sign = !joined ? '\n' : next === lines[index + 1] ? ' ' : '';
  return MappedText.of(sign, 0, sign.length, line.end);
}

/** Empty lines that are looked over for the next one. */
const MOST_EMPTY = 200;

type Pieces = (source: string, start: number, end: number) => readonly MappedText[];

/** A scalar without a header: its lines are joined by a blank, and by line ends where empty lines stand between. */
function flowText(source: string, start: number, end: number, pieces: Pieces): MappedText {
  const parts: MappedText[] = [];
  let at = start;
  for (const match of source.slice(start, Math.max(start, end)).matchAll(/[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*/g)) {
    const from = start + match.index;
    const escaped = pieces === doublePieces && isEscaped(source, at, from);
    parts.push(...pieces(source, at, escaped ? from - 1 : from));
    const breaks = match[0].split('\n').length - 1;
    const first = from + match[0].indexOf('\n');
    if (breaks > 1) parts.push(MappedText.of('\n'.repeat(breaks - 1), 0, breaks - 1, first));
    else if (!escaped) parts.push(MappedText.of(' ', 0, 1, first));
    at = from + match[0].length;
  }
  parts.push(...pieces(source, at, Math.max(at, end)));
  return MappedText.join(parts, start);
}

/** Whether a backslash stands before an offset that is not escaped itself. */
function isEscaped(source: string, from: number, at: number): boolean {
  let signs = 0;
  while (at - signs > from && source[at - signs - 1] === '\\') signs++;
  return signs % 2 === 1;
}

const plainPieces: Pieces = (source, start, end) => [MappedText.of(source, start, end)];

const singlePieces: Pieces = (source, start, end) => {
  const parts: MappedText[] = [];
  let at = start;
  for (let quote = source.indexOf("''", at); quote >= 0 && quote + 1 < end; quote = source.indexOf("''", at)) {
    parts.push(MappedText.of(source, at, quote + 1));
    at = quote + 2;
  }
  return [...parts, MappedText.of(source, at, end)];
};

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^]))/g;

const doublePieces: Pieces = (source, start, end) => {
  const parts: MappedText[] = [];
  let at = start;
  for (const match of source.slice(start, end).matchAll(ESCAPE)) {
    const from = start + match.index;
    const code = match[1] ?? match[2] ?? match[3];
    const point = code === undefined ? Number.NaN : Number.parseInt(code, 16);
    const sign =
      match[4] === undefined
        ? point <= 0x10ffff
          ? String.fromCodePoint(point)
          : '?'
        : (ESCAPES[match[4]] ?? match[4]);
    parts.push(MappedText.of(source, at, from), MappedText.of(sign, 0, sign.length, from));
    at = from + match[0].length;
  }
  return [...parts, MappedText.of(source, at, end)];
};

/** Inside of a scalar without quotes only what cannot end it or be taken for something else. */
const spellPlain =
  (start: number) =>
  (inserted: string, at: number): string | null =>
    /^[\w .+=/@~<>:-]*$/.test(inserted) && !/:(?: |$)/.test(inserted) && (at > start || /^\w/.test(inserted))
      ? inserted
      : null;

const spellSingle = (inserted: string): string | null =>
  inserted.includes('\n') ? null : inserted.replaceAll("'", "''");

const spellDouble = (inserted: string): string =>
  inserted.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
