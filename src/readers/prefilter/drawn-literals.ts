import type { Hit, Meaning } from './signs';

/** UTF-16 units of a literal that may be drawn by a machine; people type shorter ones, and longer ones hold data. */
const SHORTEST = 16;
const LONGEST = 200;
/** Letters, digits and the signs of base64 and of keys. */
const UNITS = new Uint8Array(128);
for (const unit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.~')
  UNITS[unit.charCodeAt(0)] = 1;

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
    let start = at + 1;
    const floor = at - LONGEST;
    while (start > floor && isUnit(text.charCodeAt(start - 1))) start--;
    // Nearly all runs end here: they are no literal.
    const quote = text.charCodeAt(start - 1);
    if (start > at || (quote !== 34 && quote !== 39)) continue;
    let end = at + 1;
    while (end - start <= LONGEST && isUnit(text.charCodeAt(end))) end++;
    at = Math.max(at, end - 1);
    if (end - start < SHORTEST || end - start > LONGEST || text.charCodeAt(end) !== quote) continue;
    if (!isArgument(text, start, end)) continue;
    const content = text.slice(start, end);
    if (accepts(content)) found.push({ start, end, content });
  }
  return found;
}

/** Those that are given to a call and that one of the listeners accepts: they have no word in them that could be waited for. */
export function drawnHits(text: string, accepts: readonly ((content: string) => boolean)[]): readonly Hit[] {
  if (accepts.length === 0) return [];
  return drawnLiterals(text, (content) => accepts.some((ask) => ask(content))).flatMap(({ start, end }) =>
    isGivenToCall(text, start - 1) ? [{ meaning: DRAWN, start, end }] : [],
  );
}

const isUnit = (code: number): boolean => code < 128 && UNITS[code] === 1;

/** Whether a literal may be all of an argument, as far as its line tells. */
function isArgument(text: string, start: number, end: number): boolean {
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
const NEVER = /(?:^|[^\w])(?:assert\w*|print|unhexlify|fromhex|b64decode|UUID)\s*$/i;
/** UTF-16 units before a literal in which the bracket that it stands in is looked for. */
const REACH = 600;

/** Whether the innermost bracket around a literal may be that of a call; true where the look does not reach so far. */
function isGivenToCall(text: string, quote: number): boolean {
  let depth = 0;
  const floor = Math.max(0, quote - REACH);
  for (let at = quote - 1; at >= floor; at--) {
    const sign = text[at]!;
    if (sign === '"' || sign === "'") {
      const open = text.lastIndexOf(sign, at - 1);
      // What does not close on its line is no plain literal, and the look ends.
      if (open < floor || text.slice(open, at).includes('\n')) return true;
      at = open;
    } else if (sign === '#') return true;
    else if (sign === ')' || sign === ']' || sign === '}') depth++;
    else if ((sign === '(' || sign === '[' || sign === '{') && depth-- === 0) {
      if (sign !== '(') return false;
      // Brackets around the literal alone mean nothing.
      if (
        /^[\s(\\]*[rRuU]?$/.test(text.slice(at + 1, quote)) &&
        !/[\w)\]\u0080-\uffff]\s*$/.test(text.slice(Math.max(0, at - 80), at))
      ) {
        depth = 0;
        continue;
      }
      const before = text.slice(Math.max(0, at - 80), at);
      return /[\w)\]\u0080-\uffff](?:[\s\\]|#[^\n]*\n)*$/.test(before) && !NEVER.test(before);
    }
  }
  return true;
}
