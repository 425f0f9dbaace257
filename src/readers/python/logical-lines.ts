import { rangeOf, type Range } from '../../core/range';
import { BACKSLASH, CLOSING, COMMENT, EQUALS, LINE_BREAK, OPENING, QUOTE, ROLES } from './units';

/** A logical line of Python (reference 2.1.5): it goes on through brackets, triple-quoted strings and backslashes. */
export interface LogicalLine extends Range {
  /** Offset of the first unit that is no blank. */
  readonly content: number;
}

/**
 * Splits text into logical lines by a light lexer: strings, comments, brackets and backslashes only, so broken code gives lines as well.
 * Blank lines are left out. `opaque` may claim the physical line at an offset (a magic): it is then taken as it stands.
 */
export function* logicalLines(
  text: string,
  opaque?: (content: number, lineEnd: number) => number | null,
): Generator<LogicalLine> {
  const lexer = new LineLexer(text);
  while (lexer.open()) {
    const { start, content } = lexer;
    const claimed = opaque?.(content, physicalEnd(text, content)) ?? null;
    lexer.close(claimed);
    yield { start, end: lexer.end, content };
  }
}

/** Brackets that are never closed must not swallow a file: a line that can only begin a statement ends them, at the margin or (`KEYWORD`) anywhere. */
const STATEMENT = /(?:import |from |def |class |async |with |try:|@)/y;
const KEYWORD = /(?:(?:def|class|import|return|raise|while|assert|global|del)[ \t(\r\n]|try:)/y;

/** The lexer behind `logicalLines`, one line after the other without making objects: what the scan of whole repositories runs on. */
export class LineLexer {
  start = 0;
  content = 0;
  end = 0;
  /** Offset of the last `=` of the line that assigns, outside all brackets; -1 when there is none. */
  equals = -1;
  /** True when the line has a `:=` somewhere. */
  walrus = false;
  /** True once some bracket or quote had no partner. */
  unbalanced = false;
  #at: number;

  /** Begins at `from`, which must be the start of a line. */
  constructor(
    readonly text: string,
    from = 0,
  ) {
    this.#at = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
  }

  /** Goes to the next line that is not blank: sets `start` and `content`. False at the end of the text. */
  open(): boolean {
    const { text } = this;
    while (this.#at < text.length) {
      let at = this.#at;
      let code = text.charCodeAt(at);
      // A byte order mark in the middle is a blank to the grammar.
      while (code === 32 || code === 9 || code === 12 || code === 0xfeff) code = text.charCodeAt(++at);
      if (at >= text.length) return false;
      if (code !== 10 && code !== 13) {
        this.start = this.#at;
        this.content = at;
        return true;
      }
      this.#at = at + 1;
    }
    return false;
  }

  /** Finds the end of the line that was opened; `claimed` is its end when somebody else knows it. */
  close(claimed: number | null = null): void {
    this.equals = -1;
    this.walrus = false;
    this.end = claimed ?? this.#lineEnd();
    this.#at = this.end;
    if (this.text.charCodeAt(this.#at) === 13) this.#at++;
    if (this.text.charCodeAt(this.#at) === 10) this.#at++;
  }

  #lineEnd(): number {
    const { text } = this;
    const { length } = text;
    let depth = 0;
    for (let i = this.content; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127 || ROLES[code] === 0) continue;
      switch (ROLES[code]) {
        case LINE_BREAK:
          if (depth === 0 || this.#beginsStatement(i + 1)) return text.charCodeAt(i - 1) === 13 ? i - 1 : i;
          break;
        case COMMENT:
          i = nextLineBreak(text, i) - 1;
          break;
        case QUOTE:
          i = this.#stringEnd(i) - 1;
          break;
        case OPENING:
          depth++;
          break;
        case CLOSING:
          if (depth > 0) depth--;
          else this.unbalanced = true;
          break;
        case BACKSLASH: // the next unit, also a line end, is part of the line
          if (text.charCodeAt(i + 1) === 13) i++;
          i++;
          break;
        case EQUALS:
          i += this.#equals(i, depth);
          break;
        default:
      }
    }
    if (depth > 0) this.unbalanced = true;
    return length;
  }

  #stringEnd(at: number): number {
    const stop = stringEnd(this.text, at);
    this.unbalanced ||= !isClosed(this.text, at, stop);
    return stop;
  }

  #beginsStatement(at: number): boolean {
    let content = at;
    let code = this.text.charCodeAt(at);
    while (code === 32 || code === 9) code = this.text.charCodeAt(++content);
    if (code !== 64 && (code < 97 || code > 119)) return false;
    const pattern = content === at ? STATEMENT : KEYWORD;
    pattern.lastIndex = content;
    if (!pattern.test(this.text) && (content !== at || !this.#isKeyword(content))) return false;
    this.unbalanced = true;
    return true;
  }

  #isKeyword(at: number): boolean {
    KEYWORD.lastIndex = at;
    return KEYWORD.test(this.text);
  }

  /** How many units to pass over after an `=`. */
  #equals(i: number, depth: number): 0 | 1 {
    if (this.text.charCodeAt(i + 1) === 61) return 1;
    const before = this.text.charCodeAt(i - 1);
    if (before === 58) this.walrus = true;
    else if (
      depth === 0 &&
      before !== 33 &&
      !((before === 60 || before === 62) && this.text.charCodeAt(i - 2) !== before)
    )
      this.equals = i;
    return 0;
  }
}

/** End (exclusive, before the line end) of the physical line at an offset. */
export function physicalEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const stop = end === -1 ? text.length : end;
  return text.charCodeAt(stop - 1) === 13 && stop > at ? stop - 1 : stop;
}

function nextLineBreak(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Offset after the string that begins with the quote at `at`; a single-quoted string ends with its line at the latest. */
export function stringEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return tripleEnd(text, at, quote);
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === 92) {
      if (text.charCodeAt(i + 1) === 13) i++;
      i++;
    } else if (code === 10) return i;
  }
  return text.length;
}

function tripleEnd(text: string, at: number, quote: number): number {
  const closing = quote === 34 ? '"""' : "'''";
  for (let from = at + 3; ;) {
    const end = text.indexOf(closing, from);
    if (end === -1) return text.length;
    let escapes = end;
    while (escapes > at + 3 && text.charCodeAt(escapes - 1) === 92) escapes--;
    if ((end - escapes) % 2 === 0) return end + 3;
    from = end + 1;
  }
}

/** Whether the string from `at` to `end` ends with its quotes, not with the line or the text. */
export function isClosed(text: string, at: number, end: number): boolean {
  const quote = text.charCodeAt(at);
  const quotes = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote ? 3 : 1;
  if (end - at < 2 * quotes) return false;
  for (let i = 1; i <= quotes; i++) if (text.charCodeAt(end - i) !== quote) return false;
  let escapes = end - quotes;
  while (escapes > at + quotes && text.charCodeAt(escapes - 1) === 92) escapes--;
  return (end - quotes - escapes) % 2 === 0;
}

/** The range without trailing blanks. */
export function trimmed(text: string, start: number, end: number): Range {
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return rangeOf(start, end);
}
