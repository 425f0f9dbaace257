import type { ConfigEntry } from '../../../core/config-facts';
import { rangeOf, textAt, type Range } from '../../../core/range';

/**
 * Where a part of an entry's value is written. A value of several lines is written with an indentation that it has not, and one in
 * quotes with escapes; the part is then looked for as often as it stands in the value before. All of the literal where it is not found.
 */
export function placeInEntry({ value, valueRange, literalRange }: ConfigEntry, part: Range, text: string): Range {
  if (part.start === 0 && part.end === value.length) return literalRange;
  const source = textAt(text, valueRange);
  const at = (start: number, end: number): Range => rangeOf(valueRange.start + start, valueRange.start + end);
  if (source === value) return at(part.start, part.end);
  const wanted = textAt(value, part);
  const found = sameOccurrence(wanted, value, part.start, source);
  if (found >= 0) return at(found, found + wanted.length);
  // A key of several lines begins and ends where its first and its last line do.
  const lines = wanted.split(/\r?\n/).map((line) => line.trim());
  const [first, last] = [lines[0]!, lines.findLast((line) => line !== '') ?? ''];
  const begin = sameOccurrence(first, value, part.start, source);
  const end = begin < 0 ? -1 : source.indexOf(last, begin + (lines.length > 1 ? first.length : 0));
  return begin < 0 || end < 0 ? literalRange : at(begin, end + last.length);
}

/** Where a stretch of a value stands in how it is written: as often before as in the value. -1 where it is written otherwise. */
function sameOccurrence(wanted: string, value: string, start: number, source: string): number {
  if (wanted === '') return -1;
  let found = -1;
  for (let at = value.indexOf(wanted); at >= 0 && at <= start; at = value.indexOf(wanted, at + 1)) {
    found = source.indexOf(wanted, found + 1);
    if (found < 0) return -1;
  }
  return found;
}
