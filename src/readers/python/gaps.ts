// What stands between tokens, and what goes on behind it, as far as the text tells before anything is parsed.

/** UTF-16 units of blanks and comments that are looked over; what follows more of them is not known. */
export const FARTHEST_GAP = 400;

/** What may stand between two tokens, as the source of a pattern: blanks, line ends, comments. */
export const GAP = String.raw`(?:[\s\\]|#[^\n]*(?:\n|$))*`;

/** What neither a statement nor an argument begins with or ends at: an operator, an opening bracket, a quote, a keyword of expressions. */
const IN_EXPRESSION = /[^\w@)\]},\u0080-\uffff]|(?:or|and|if|else|not|in|is|for)\b|[rbufRBUF]{1,2}["']/y;

/** In brackets that opened before a line break the expression may go on in the next line: by what that begins with. */
export function goesOnInNextLine(text: string, lineBreak: number): boolean {
  IN_EXPRESSION.lastIndex = afterGap(text, lineBreak);
  return IN_EXPRESSION.test(text);
}

/** The first unit from an offset on that is no blank, line end or comment; after many of them one of those, as far as it was looked. */
export function afterGap(text: string, at: number): number {
  const stop = Math.min(text.length, at + FARTHEST_GAP);
  let i = at;
  for (; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code === 35) i = lineEndAfter(text, i);
    else if (code > 32 && code !== 92) break;
  }
  return i;
}

/** Signs after which an expression must go on. */
const OPERATORS = new Set([...'=+-*/%|&<>^~@'].map((sign) => sign.charCodeAt(0)));
export const isOperator = (code: number): boolean => OPERATORS.has(code);

/** The last unit of what a backslash stands before: a line end, or one unit. */
export const escapedAt = (text: string, at: number): number => at + (text.charCodeAt(at + 1) === 13 ? 2 : 1);

/** The line break after an offset, or the end. */
export function lineEndAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Brackets that close around a name, and what it is given stands behind them. */
const CLOSED = new RegExp(`^(?:${GAP}[)\\]])+(?=${GAP}[=:,.(])`);
const SUBSCRIPT = new RegExp(`^${GAP}\\]`);
/** A name in quotes that has brackets for itself: `("name")`, but not `get("name")`. */
const GROUPED = new RegExp(`[(,[{=:]${GAP}\\(${GAP}["'][^"'\\n]*$`);
/** UTF-16 units on either side of a name in which its brackets are looked for. */
const WIDEST_BEFORE = 120;
const WIDEST_AFTER = 200;

/** Behind the brackets that only a name in quotes has: `("name")` and `d["name"]`. `at` is behind its quote; `within` behind a part of the name. */
export function behindBrackets(text: string, at: number, within: number): number {
  const next = text.charCodeAt(afterGap(text, at));
  if (next !== 41 && next !== 93) return at;
  const isGrouped = GROUPED.test(text.slice(Math.max(0, within - WIDEST_BEFORE), Math.min(within, at - 1)));
  const after = text.slice(at, at + WIDEST_AFTER);
  return at + ((isGrouped ? CLOSED : SUBSCRIPT).exec(after)?.[0].length ?? 0);
}

/** The operator alone that stands between two offsets: no brackets, comments or line ends. */
export function operatorBetween(text: string, from: number, to: number): string {
  const between = text.slice(from, Math.min(to, from + FARTHEST_GAP));
  const code = between.includes('#') ? between.replace(/#[^\n]*/g, ' ') : between;
  return code
    .replace(/[()\\]/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}
