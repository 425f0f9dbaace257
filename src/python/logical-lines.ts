import { rangeOf, type Range } from '../core/range';

/** A logical line of Python (reference 2.1.5): it goes on through brackets, triple-quoted strings and backslashes. */
export interface LogicalLine extends Range {
  /** Offset of the first unit that is no blank. */
  readonly content: number;
}

/**
 * Splits text into logical lines by a light lexer: strings, comments, brackets and backslashes only, so broken code gives lines as well.
 * Blank lines are left out. `opaque` may claim the physical line at an offset (a magic): it is then taken as it stands.
 */
export function* logicalLines(text: string, opaque?: (content: number, lineEnd: number) => number | null): Generator<LogicalLine> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const start = at;
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
    const code = text.charCodeAt(at);
    if (at >= text.length) return;
    if (code === 10 || code === 13) { at++; continue; }
    const claimed = opaque?.(at, physicalEnd(text, at)) ?? null;
    const end = claimed ?? lineEndFrom(text, at);
    yield { start, end, content: at };
    at = end;
    if (text.charCodeAt(at) === 13) at++;
    if (text.charCodeAt(at) === 10) at++;
  }
}

/** End (exclusive, before the line end) of the physical line at an offset. */
export function physicalEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const stop = end === -1 ? text.length : end;
  return text.charCodeAt(stop - 1) === 13 && stop > at ? stop - 1 : stop;
}

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 12;

/** Brackets that are never closed must not swallow a file: a line that begins a statement at the margin ends them. */
const STATEMENT = /(?:import |from |def |class |async |with |try:|@)/y;

function lineEndFrom(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 10: {
        STATEMENT.lastIndex = i + 1;
        if (depth === 0 || STATEMENT.test(text)) return text.charCodeAt(i - 1) === 13 ? i - 1 : i;
        break;
      }
      case 35: i = nextLineBreak(text, i) - 1; break; // #
      case 34: case 39: i = stringEnd(text, i) - 1; break;
      case 40: case 91: case 123: depth++; break;
      case 41: case 93: case 125: if (depth > 0) depth--; break;
      case 92: if (text.charCodeAt(i + 1) === 13) i++; i++; break; // backslash: the next unit, also a line end, is part of the line
      default:
    }
  }
  return text.length;
}

function nextLineBreak(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Offset after the string that begins with the quote at `at`; a single-quoted string ends with its line at the latest. */
export function stringEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  for (let i = at + (triple ? 3 : 1); i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 10 && !triple) return i;
    else if (code === quote && (!triple || (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote))) return i + (triple ? 3 : 1);
  }
  return text.length;
}

/** The range without trailing blanks. */
export function trimmed(text: string, start: number, end: number): Range {
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return rangeOf(start, end);
}
