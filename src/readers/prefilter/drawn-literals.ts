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

/**
 * The same in the bytes of a text. A run is seen from any of its units, so that of the text only every sixteenth is looked at, and goes
 * on for eight of them before or behind it: most are told apart four at a time.
 */
export function drawnRuns(bytes: Uint8Array): number[] {
  const runs: number[] = [];
  const { length } = bytes;
  const four = bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, length >> 2) : null;
  let known = 0;
  for (let at = SHORTEST - 1; at < length; at += SHORTEST) {
    if (at < known || UNITS[bytes[at]!] === 0 || (four !== null && !goesOn(four, at >> 2))) continue;
    let start = at;
    const floor = Math.max(1, at - LONGEST);
    while (start > floor && UNITS[bytes[start - 1]!] === 1) start--;
    const quote = bytes[start - 1]!;
    // Nearly all runs end here: they are no literal.
    if (quote !== 34 && quote !== 39) continue;
    known = at + 1;
    const ceiling = Math.min(length, start + LONGEST + 1);
    while (known < ceiling && UNITS[bytes[known]!] === 1) known++;
    if (known - start >= SHORTEST && bytes[known] === quote) runs.push(known - start, known);
  }
  return runs;
}

/** Whether the run around the last byte of a word of four may go on for eight bytes before or behind it. */
const goesOn = (four: Uint32Array, word: number): boolean =>
  (areUnits(four[word]!) && areUnits(four[word - 1]!)) ||
  (word + 2 < four.length && areUnits(four[word + 1]!) && areUnits(four[word + 2]!));

/** Whether four bytes may all be units: none is a blank, a quote, a bracket, or no ASCII. `+` is the least. */
const areUnits = (four: number): boolean =>
  (((four & 0x7f7f7f7f) + 0x55555555) & ~four & 0x80808080) === (0x80808080 | 0);

/** Those that are given to a call and that one of the listeners accepts: they have no word in them that could be waited for. */
export function drawnHits(
  text: string,
  accepts: readonly ((content: string) => boolean)[],
  runs: readonly number[] | null = null,
): Hit[] {
  if (accepts.length === 0) return [];
  const literals = drawnLiterals(text, (content) => accepts.some((ask) => ask(content)), runs ?? undefined);
  return literals.flatMap(({ start, end }) => (isGivenToCall(text, start - 1) ? [{ meaning: DRAWN, start, end }] : []));
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
