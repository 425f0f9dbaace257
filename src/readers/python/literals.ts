import type { Range } from '../../core/range';

/** A string literal's parts, from its text alone (Python reference, 2.4.1 String and Bytes literals). */
export interface LiteralText {
  /** Lower-case prefix letters: '', 'r', 'b', 'f', 'rb' … */
  readonly prefix: string;
  /** Between the quotes, in program offsets. */
  readonly content: Range;
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly formatted: boolean;
}

/** Takes prefix and quotes off. A literal whose end quote is missing (half-typed) has its content to the end. */
export function readLiteral(text: string, range: Range): LiteralText {
  let at = range.start;
  while (at < range.end && text[at] !== '"' && text[at] !== "'") at++;
  const prefix = text.slice(range.start, at).toLowerCase();
  const quote = text[at] ?? '"';
  const triple = text.startsWith(quote.repeat(3), at);
  const width = triple ? 3 : 1;
  const start = Math.min(at + width, range.end);
  const closed = range.end - width >= start && text.slice(range.end - width, range.end) === quote.repeat(width);
  return {
    prefix,
    content: { start, end: closed ? range.end - width : range.end },
    raw: prefix.includes('r'),
    bytes: prefix.includes('b'),
    formatted: prefix.includes('f') || prefix.includes('t'),
  };
}

const SIMPLE: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const ESCAPE = /\\(?:\r\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{[^}\n]{0,80}\}|([0-7]{1,3})|([^]))/g;

/** Decodes escapes. Unknown escapes stay as they are, as Python does; named characters become U+FFFD. */
export function decodeEscapes(content: string): string {
  if (!content.includes('\\')) return content;
  return content.replace(
    ESCAPE,
    (whole: string, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) {
        const point = parseInt(hex, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      if (other === undefined) return whole.startsWith('\\N') ? '\ufffd' : '';
      return SIMPLE[other] ?? whole;
    },
  );
}

/** What a literal says itself, decoded; `{}` stands for each of the holes of a formatted one, which are given in their order. */
export function literalTemplate(text: string, literal: Range, holes: readonly Range[]): string {
  const { content, raw, formatted } = readLiteral(text, literal);
  const piece = (from: number, to: number): string => {
    const plain = raw ? text.slice(from, to) : decodeEscapes(text.slice(from, to));
    return formatted ? plain.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : plain;
  };
  let said = '';
  let from = content.start;
  for (const hole of holes) {
    said += `${piece(from, hole.start)}{}`;
    from = hole.end;
  }
  return said + piece(from, Math.max(from, content.end));
}
