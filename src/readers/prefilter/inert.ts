import { isClosed, stringEnd } from '../python/logical-lines';
import { isQuoted, type Hit } from './signs';

const SPECIAL = new Uint8Array(128);
for (const unit of '#"\'()[]{}\\') SPECIAL[unit.charCodeAt(0)] = 1;

/**
 * Leaves out hits that mean nothing where they stand: code in comments, docstrings and other texts, which is where most mentions of a
 * function are. One pass over the text up to the last hit, without looking at lines; what is not certain stays.
 */
export function withoutInert(text: string, hits: readonly Hit[]): readonly Hit[] {
  const ordered = hits.length > 1 ? [...hits].sort((a, b) => a.start - b.start) : hits;
  const kept: Hit[] = [];
  const last = ordered[ordered.length - 1]!.start;
  let next = 0;
  let depth = 0;
  /** Takes the hits before an offset; those that count only in code are dropped when what they stand in is `inert`. */
  const take = (before: number, inert: (hit: Hit, text: string) => boolean): void => {
    for (; next < ordered.length && ordered[next]!.start < before; next++)
      if (!inert(ordered[next]!, text)) kept.push(ordered[next]!);
  };
  for (let i = 0; i <= last; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || SPECIAL[code] === 0) continue;
    switch (code) {
      case 35: {
        take(i, nothing);
        const end = text.indexOf('\n', i);
        i = end < 0 ? text.length : end;
        take(i, inComment);
        break;
      }
      case 34:
      case 39: {
        const end = stringEnd(text, i);
        if (ordered[next] !== undefined && ordered[next]!.start < end) {
          take(i, nothing);
          const letters = lettersBefore(text, i);
          if (isClosed(text, i, end))
            take(
              end,
              depth === 0 && standsAlone(text, letters, i, end)
                ? inDocstring
                : isPlain(text, letters, i)
                  ? inString
                  : nothing,
            );
        }
        i = end - 1;
        break;
      }
      case 92:
        i++;
        break;
      case 40:
      case 91:
      case 123:
        depth++;
        break;
      default:
        if (depth > 0) depth--;
    }
  }
  take(Infinity, nothing);
  return kept;
}

const nothing = (): boolean => false;
const inComment = ({ meaning: { kind } }: Hit): boolean => kind !== 'text' && kind !== 'token' && kind !== 'note';
const inDocstring = ({ meaning: { kind } }: Hit): boolean => kind !== 'text' && kind !== 'token';

/** A function in a string may be called only by a name that is all of the string: `getattr(torch, "load")`. */
const inString = ({ meaning, start, end }: Hit, text: string): boolean =>
  meaning.kind === 'call' && !isQuoted(text, start, end);

/** Where the letters before a quote begin. */
function lettersBefore(text: string, quote: number): number {
  let at = quote;
  while (isLetter(text.charCodeAt(at - 1))) at--;
  return at;
}

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

/** No interpolations: letters make none, or the string is not one of its own kind. */
function isPlain(text: string, letters: number, quote: number): boolean {
  for (let at = letters; at < quote; at++)
    if ((text.charCodeAt(at) | 32) === 102 || (text.charCodeAt(at) | 32) === 116) return false;
  return true;
}

const isTriple = (text: string, quote: number): boolean =>
  text.charCodeAt(quote + 1) === text.charCodeAt(quote) && text.charCodeAt(quote + 2) === text.charCodeAt(quote);

/** A triple-quoted string without interpolations that is all there is on its lines. */
function standsAlone(text: string, letters: number, quote: number, end: number): boolean {
  if (!isTriple(text, quote) || !/^[rbuRBU]*$/.test(text.slice(letters, quote))) return false;
  let at = letters - 1;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at--;
  if (at >= 0 && text.charCodeAt(at) !== 10) return false;
  at = end;
  while (
    text.charCodeAt(at) === 32 ||
    text.charCodeAt(at) === 9 ||
    text.charCodeAt(at) === 12 ||
    text.charCodeAt(at) === 13
  )
    at++;
  return at >= text.length || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 35;
}
