import type { Hit, Meaning } from './signs';

/** UTF-16 units of a literal that may be drawn by a machine; people type shorter ones, and longer ones hold data. */
const SHORTEST = 16;
const LONGEST = 200;
/** Letters, digits and the signs of base64 and of keys. */
const UNITS = new Uint8Array(256);
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
 * line but an open bracket or a comma, and nothing behind them but a comma or a closing one. `runs`: those of the text, where they are
 * known (`drawnRuns`).
 */
export function drawnLiterals(
  text: string,
  accepts: (content: string) => boolean,
  runs: readonly number[] = runsIn(text),
): readonly DrawnLiteral[] {
  const found: DrawnLiteral[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const end = runs[i + 1]!;
    const start = end - runs[i]!;
    if (!isArgument(text, start, end)) continue;
    const content = text.slice(start, end);
    if (accepts(content)) found.push({ start, end, content });
  }
  return found;
}

/** Such runs in quotes: the length of each, and the offset after it, by turns. */
function runsIn(text: string): readonly number[] {
  const runs: number[] = [];
  RUN.lastIndex = 0;
  for (let match = RUN.exec(text); match !== null; match = RUN.exec(text)) {
    const length = match[0].length - 2;
    runs.push(length, match.index + 1 + length);
    // The quote that closes one may open the next.
    RUN.lastIndex--;
  }
  return runs;
}

const RUN = new RegExp(`(["'])[\\w\\-+/=.~]{${SHORTEST},${LONGEST}}\\1`, 'g');

/** The same in the bytes of a text. Quotes are rare, and whether four bytes have one is told at once. */
export function drawnRuns(bytes: Uint8Array): number[] {
  const runs: number[] = [];
  const { length } = bytes;
  const four = bytes.byteOffset % 4 === 0 ? new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2) : NO_WORDS;
  for (let word = 0; word < four.length; word++)
    if (mayHaveQuote(four[word]!)) for (let at = word * 4; at < word * 4 + 4; at++) addRun(bytes, at, runs);
  for (let at = four.length * 4; at < length; at++) addRun(bytes, at, runs);
  return runs;
}

const NO_WORDS = new Int32Array(0);

/** Whether one of four bytes is a quote: taking 1 from each borrows where there is nothing (Alan Mycroft, 1987); too often, never too rarely. */
function mayHaveQuote(four: number): boolean {
  const double = four ^ 0x22222222;
  const single = four ^ 0x27272727;
  return ((((double - 0x01010101) & ~double) | ((single - 0x01010101) & ~single)) & 0x80808080) !== 0;
}

/** The run behind a quote, where it ends in the same quote. */
function addRun(bytes: Uint8Array, open: number, runs: number[]): void {
  const quote = bytes[open]!;
  if (quote !== 34 && quote !== 39) return;
  const ceiling = Math.min(bytes.length, open + LONGEST + 2);
  let at = open + 1;
  while (at < ceiling && UNITS[bytes[at]!] === 1) at++;
  const size = at - open - 1;
  if (size >= SHORTEST && at < ceiling && bytes[at] === quote) runs.push(size, at);
}

/** The runs of the text that was looked through last: whoever judges it asks again. */
let last: { readonly text: string; readonly runs: readonly number[] } = { text: '', runs: [] };

/** Those that are given to a call and that one of the listeners accepts: they have no word in them that could be waited for. */
export function drawnHits(
  text: string,
  accepts: readonly ((content: string) => boolean)[],
  runs: readonly number[] | null = null,
): Hit[] {
  if (accepts.length === 0) return [];
  if (runs !== null || last.text !== text) last = { text, runs: runs ?? runsIn(text) };
  const literals = drawnLiterals(text, (content) => accepts.some((ask) => ask(content)), last.runs);
  const reach: Reach = { left: MOST_REACHED };
  return literals.flatMap(({ start, end }) =>
    isGivenToCall(text, start - 1, end + 1, reach) ? [{ meaning: DRAWN, start, end }] : [],
  );
}

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
/** UTF-16 units before a literal in which the bracket that it stands in is looked for: of one, and of all of a text together. */
const REACH = 20_000;
const MOST_REACHED = 1_000_000;
const NEAREST = 600;

interface Reach {
  left: number;
}

/** Whether the innermost bracket around a literal, which ends before `end`, may be that of a call; true where the look does not reach so far. */
function isGivenToCall(text: string, quote: number, end: number, reach: Reach): boolean {
  const floor = Math.max(0, quote - Math.max(NEAREST, Math.min(REACH, reach.left)));
  const open = bracketBefore(text, quote, floor);
  reach.left -= quote - Math.max(open, floor);
  if (open === UNSURE) return true;
  if (text[open] !== '(') return false;
  const before = codeBefore(text, open);
  if (before < 0) return true;
  if (CALLS.test(text[before - 1] ?? '')) return !NEVER.test(text.slice(Math.max(0, before - 80), before));
  // Brackets around the literal alone mean nothing.
  const closed = FIRST.test(text.slice(open + 1, quote)) ? CLOSED.exec(text.slice(end, end + 400)) : null;
  return closed !== null && isGivenToCall(text, open, end + closed[0].length, reach);
}

/** Calls end in a name or a bracket before their own. */
const CALLS = /[\w)\]\u0080-\uffff]/;
const FIRST = /^(?:[\s(\\]|#[^\n]*\n)*[rRuU]?$/;
const CLOSED = /^(?:[\s\\]|#[^\n]*\n)*\)/;
/** Where nobody can say what is a bracket, and what stands in a string. */
const UNSURE = -2;

/** The bracket that is open before an offset; -1 where there is none down to `floor`. */
function bracketBefore(text: string, offset: number, floor: number): number {
  let depth = 0;
  for (let at = offset - 1; at >= floor; at--) {
    switch (text[at]) {
      case '"':
      case "'": {
        const open = text.lastIndexOf(text[at]!, at - 1);
        // What does not close on its line is no plain literal, and the look ends; so it does at three quotes.
        if (open < floor || text.slice(open, at).includes('\n') || isThird(text, at)) return UNSURE;
        at = open;
        break;
      }
      case '\n':
        at = codeEndBefore(text, at);
        if (at < 0) return at;
        break;
      case ')':
      case ']':
      case '}':
        depth++;
        break;
      case '(':
      case '[':
      case '{':
        if (depth-- === 0) return at;
        break;
      default:
    }
  }
  return floor === 0 ? -1 : UNSURE;
}

const isThird = (text: string, at: number): boolean => text[at - 1] === text[at] && text[at - 2] === text[at];

/** The end of the code before an offset: no blanks and no comments. */
function codeBefore(text: string, offset: number): number {
  let end = offset;
  while (end > 0 && (text.charCodeAt(end - 1) <= 32 || text[end - 1] === '\\'))
    end = text[end - 1] === '\n' ? codeEndBefore(text, end - 1) : end - 1;
  return end;
}

/** Where the line that ends at an offset has its comment, or the offset. */
function codeEndBefore(text: string, end: number): number {
  const start = text.lastIndexOf('\n', end - 1) + 1;
  const comment = text.indexOf('#', start);
  if (comment < 0 || comment >= end) return end;
  for (let at = start; at < end; at++) {
    const sign = text[at]!;
    if (sign === '#') return at;
    if (sign !== '"' && sign !== "'") continue;
    do at = text.indexOf(sign, at + 1);
    while (at > 0 && text[at - 1] === '\\');
    if (at < 0 || at >= end) return UNSURE;
  }
  return end;
}
