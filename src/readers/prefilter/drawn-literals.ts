import { QUOTE, roleOf } from '../python/units';
import { standingIn } from './enclosing';
import type { Hit, Meaning } from './signs';

/** UTF-16 units of a literal that may be drawn by a machine; people type shorter ones, and longer ones hold data. */
const SHORTEST = 16;
const LONGEST = 200;
/** Letters, digits and the signs of base64 and of keys. */
const UNITS = new Uint8Array(128);
for (const unit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.~')
  UNITS[unit.charCodeAt(0)] = 1;

/** How such a literal is written where it is all of an argument. */
export const DRAWN_LITERAL = new RegExp(`^[rRuU]?(["'])([\\w+/=.~-]{${SHORTEST},${LONGEST}})\\1$`);

/** The contents of a literal, where they stand. */
export interface DrawnLiteral {
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/**
 * Literals that may be an argument by position and are one long run of letters, digits and signs: nothing stands before them in their
 * line but an open bracket or a comma, and nothing behind them but a comma or a closing one. Such a run is seen from any of its units, so
 * that of the text only every sixteenth unit is looked at.
 */
export function drawnLiterals(text: string, accepts: (content: string) => boolean): readonly DrawnLiteral[] {
  const found: DrawnLiteral[] = [];
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isUnit(text.charCodeAt(at))) continue;
    let start = at;
    while (at - start <= LONGEST && isUnit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end - start <= LONGEST && isUnit(text.charCodeAt(end))) end++;
    at = Math.max(at, end - 1);
    if (end - start < SHORTEST || end - start > LONGEST || !isArgument(text, start, end)) continue;
    const content = text.slice(start, end);
    if (accepts(content)) found.push({ start, end, content });
  }
  return found;
}

/** Those that are given to a call and that one of the listeners accepts: they have no word in them that could be waited for. */
export function drawnHits(text: string, accepts: readonly ((content: string) => boolean)[]): readonly Hit[] {
  if (accepts.length === 0) return [];
  return drawnLiterals(text, (content) => accepts.some((ask) => ask(content))).flatMap(({ start, end }) =>
    GIVEN(text, start, end) === true ? [{ meaning: DRAWN, start, end }] : [],
  );
}

const isUnit = (code: number): boolean => code < 128 && UNITS[code] === 1;

/** Whether a literal may be all of an argument, as far as its line tells. */
function isArgument(text: string, start: number, end: number): boolean {
  const quote = text.charCodeAt(start - 1);
  if (roleOf(quote) !== QUOTE || text.charCodeAt(end) !== quote) return false;
  let before = start - 2;
  if (/[rRuU]/.test(text[before] ?? '')) before--;
  while (isBlank(text.charCodeAt(before))) before--;
  let after = end + 1;
  while (isBlank(text.charCodeAt(after))) after++;
  return /[(,\n]/.test(text[before] ?? '\n') && /[),\n\r#\\]/.test(text[after] ?? '\n');
}

const isBlank = (code: number): boolean => code === 32 || code === 9;

/** A literal that looks drawn is a sign of the call that it is given to. */
const DRAWN: Meaning = { kind: 'argument', needs: null, follows: true, failures: false };
/** Calls of Python's own that digests and data of tests are given to, and never a key. */
const GIVEN = standingIn(/^(?!\.?\s*(?:assert\w*|print|unhexlify|fromhex|b64decode|UUID)\s*\($)/i);
