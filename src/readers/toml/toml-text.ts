import { MappedText } from '../../core/mapped-text';
import type { Range } from '../../core/range';

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** `\n`, `\u00e9`, `\U0001F600`, and a backslash that takes the line end and all blanks behind it away. */
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([ \t]*\r?\n\s*)|([btnfr"\\]))/g;

/** What a string of a TOML file says, with the way back to the file. `literal` has the quotes. Source: TOML 1.0.0, String. */
export function tomlText(source: string, literal: Range): MappedText {
  const quote = /^(?:"""|'''|"|')/.exec(source.slice(literal.start, literal.start + 3))?.[0] ?? '';
  let start = literal.start + quote.length;
  const end = Math.max(start, literal.end - quote.length);
  // A line end right behind the quotes is no part of it.
  if (quote.length === 3) start += /^\r?\n/.exec(source.slice(start, Math.min(start + 2, end)))?.[0].length ?? 0;
  if (!quote.startsWith('"')) return MappedText.of(source, start, end);
  const parts: MappedText[] = [];
  let at = start;
  for (const match of source.slice(start, end).matchAll(ESCAPE)) {
    const from = start + match.index;
    parts.push(MappedText.of(source, at, from));
    const sign = signOf(match);
    if (sign !== '') parts.push(MappedText.of(sign, 0, sign.length, from));
    at = from + match[0].length;
  }
  parts.push(MappedText.of(source, at, end));
  return MappedText.join(parts, start);
}

function signOf([, short, long, folded, single]: RegExpMatchArray): string {
  if (folded !== undefined) return '';
  if (single !== undefined) return ESCAPES[single] ?? '';
  const point = Number.parseInt(short ?? long ?? '', 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
