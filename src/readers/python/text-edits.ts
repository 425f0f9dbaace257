import { lastNameOf } from '../../core/callee-pattern';
import type { Edit } from '../../core/finding';
import type { PythonFacts, StringFact } from '../../core/python-facts';
import { contains, rangeOf, textAt, type Range } from '../../core/range';
import { replaceWith } from './edits';
import { readLiteral } from './literals';

/** False where Python wants a literal, or the quotes of an expression would collide: patterns of `case`, `Literal[…]`, in the braces of a formatted text. */
export const takesExpression = ({ semantics }: PythonFacts, place: Range): boolean =>
  !semantics
    .expressionsAround(place)
    .some(
      ({ kind, parts }) =>
        kind === 'pattern' ||
        kind === 'text' ||
        (kind === 'subscript' && lastNameOf(parts[0]?.qualified ?? '') === 'Literal'),
    );

/**
 * Has a part of a string filled in: its literal becomes a formatted one. `code` gets a quote that may stand in the braces. Null
 * where the part is not inside one literal, or the literal is of bytes or has `\N{…}`, the one escape with braces of its own.
 */
export function filledIn(
  { text }: PythonFacts,
  { range, contentRange }: StringFact,
  part: Range,
  code: (quote: '"' | "'") => string,
): Edit | null {
  const { prefix, content, bytes, formatted } = readLiteral(text, range);
  const quotes = text.slice(content.end, range.end);
  const isOne = contentRange.start === content.start && contentRange.end === content.end;
  if (!isOne || bytes || quotes === '' || !contains(content, part)) return null;
  const filling = `{${code(quotes.includes('"') ? "'" : '"')}}`;
  if (formatted) return replaceWith(part, filling);
  const before = textAt(text, rangeOf(content.start, part.start));
  const after = textAt(text, rangeOf(part.end, content.end));
  if (/\\N\{/.test(before + after)) return null;
  const doubled = (written: string): string => written.replace(/[{}]/g, '$&$&');
  const letters = prefix.replace('u', '');
  return replaceWith(range, `f${letters}${quotes}${doubled(before)}${filling}${doubled(after)}${quotes}`);
}
