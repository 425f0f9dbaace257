import { stringEnd } from '../python/logical-lines';
import type { Hit } from './signs';

const SPECIAL = new Uint8Array(128);
for (const unit of '#"\'()[]{}\\') SPECIAL[unit.charCodeAt(0)] = 1;

/**
 * Leaves out hits that mean nothing where they stand: code in comments and in docstrings, which is where most mentions of a function
 * are. One pass over the text up to the last hit, without looking at lines; what is not certain stays.
 */
export function withoutInert(text: string, hits: readonly Hit[]): readonly Hit[] {
  const ordered = hits.length > 1 ? [...hits].sort((a, b) => a.start - b.start) : hits;
  const kept: Hit[] = [];
  const last = ordered[ordered.length - 1]!.start;
  let next = 0;
  let depth = 0;
  /** Takes the hits before an offset; those that count only in code are dropped when what they stand in is `inert`. */
  const take = (before: number, inert: (hit: Hit) => boolean): void => {
    for (; next < ordered.length && ordered[next]!.start < before; next++) if (!inert(ordered[next]!)) kept.push(ordered[next]!);
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
      case 34: case 39: {
        const end = stringEnd(text, i);
        if (depth === 0 && end - i >= 6 && ordered[next] !== undefined && ordered[next]!.start < end && standsAlone(text, i, end, code)) {
          take(i, nothing);
          take(end, inDocstring);
        }
        i = end - 1;
        break;
      }
      case 92: i++; break;
      case 40: case 91: case 123: depth++; break;
      default: if (depth > 0) depth--;
    }
  }
  take(Infinity, nothing);
  return kept;
}

const nothing = (): boolean => false;
const inComment = ({ meaning: { kind } }: Hit): boolean => kind !== 'text' && kind !== 'token' && kind !== 'note';
const inDocstring = ({ meaning: { kind } }: Hit): boolean => kind !== 'text' && kind !== 'token';

/** A closed triple-quoted string without interpolations that is all there is on its lines. */
function standsAlone(text: string, quote: number, end: number, mark: number): boolean {
  for (const at of [quote + 1, quote + 2, end - 1, end - 2, end - 3]) if (text.charCodeAt(at) !== mark) return false;
  if (end - quote < 6) return false;
  let at = quote - 1;
  for (let letter = text.charCodeAt(at) | 32; letter === 114 || letter === 98 || letter === 117; letter = text.charCodeAt(at) | 32) at--;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at--;
  if (at >= 0 && text.charCodeAt(at) !== 10) return false;
  at = end;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 12 || text.charCodeAt(at) === 13) at++;
  return at >= text.length || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 35;
}
