import { rangeOf, type Range } from '../../core/range';
import { BACKSLASH, CLOSING, COMMENT, EQUALS, LINE_BREAK, OPENING, QUOTE, ROLES, SEPARATOR } from './units';

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
    while (lexer.goesOn && lexer.open()) lexer.close();
    yield { start, end: lexer.end, content };
  }
}

/** Brackets that are never closed must not swallow a file: a line that can only begin a statement ends them, at the margin or (`KEYWORD`) anywhere. */
const STATEMENT = /(?:import |from |def |class |async |with |try:|@)/y;
const KEYWORD = /(?:(?:def|class|import|return|raise|while|assert|global|del)[ \t(\r\n]|try:)/y;

/** What begins a compound statement, whose suite may stand behind its colon. A `case` may be a name as well. */
const COMPOUND =
  /(?:if|elif|else|for|while|with|try|except|finally|def|class|async[ \t\f\\\r\n]+(?:def|for|with)|case(?![ \t]*(?:[:=.,)\];#\r\n]|$)))(?![\w\u0080-\uffff])/y;

/**
 * The lexer behind `logicalLines`, one statement after the other without making objects: what the scan of whole repositories runs on.
 * A statement ends at its line's end, at a `;`, or, a header whose suite stands on its line, at the colon. A `;` with nothing
 * behind it belongs to the statement before, as the comment at a line's end does.
 */
export class LineLexer {
  start = 0;
  content = 0;
  end = 0;
  /** Where the logical line begins that the statement stands on; `start`, but for those that stand behind others. */
  margin = 0;
  /** True when the statement is a header and its suite stands on its line. */
  heads = false;
  /** Offset of the last `=` of the statement that assigns, outside all brackets; -1 when there is none. */
  equals = -1;
  /** True when the statement has a `:=` somewhere. */
  walrus = false;
  /** True once some bracket or quote had no partner, or a statement stood where none may. */
  unbalanced = false;
  #at: number;
  /** Where the next statement of the same logical line begins; -1 when there is none. */
  #next = -1;
  /** Lambdas outside brackets whose colon has not come yet, counted up to an offset. */
  #lambdas = 0;
  #counted = 0;

  /** Begins at `from`, where a statement or a line begins. */
  constructor(
    readonly text: string,
    from = 0,
  ) {
    this.#at = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
  }

  /** True when another statement follows on the same logical line. */
  get goesOn(): boolean {
    return this.#next >= 0;
  }

  /** Behind what was read: where the next statement of the line begins, or the next line. */
  get next(): number {
    return this.#next >= 0 ? this.#next : this.#at;
  }

  /** Goes to the next statement: sets `start`, `content` and `margin`. False at the end of the text. */
  open(): boolean {
    const { text } = this;
    if (this.#next >= 0) {
      this.start = this.content = this.#next;
      return true;
    }
    while (this.#at < text.length) {
      let at = this.#at;
      let code = text.charCodeAt(at);
      // A byte order mark in the middle is a blank to the grammar.
      while (code === 32 || code === 9 || code === 12 || code === 0xfeff) code = text.charCodeAt(++at);
      if (at >= text.length) return false;
      if (code !== 10 && code !== 13) {
        this.start = this.margin = this.#at;
        this.content = at;
        return true;
      }
      this.#at = at + 1;
    }
    return false;
  }

  /** Finds the end of the statement that was opened; `claimed` is the end of its line when somebody else knows it. */
  close(claimed: number | null = null): void {
    this.equals = -1;
    this.walrus = false;
    this.heads = false;
    this.#next = -1;
    this.end = claimed ?? this.#statementEnd();
    if (this.#next >= 0) return;
    this.#at = this.end;
    if (this.text.charCodeAt(this.#at) === 13) this.#at++;
    if (this.text.charCodeAt(this.#at) === 10) this.#at++;
  }

  #statementEnd(): number {
    const { text } = this;
    const { length } = text;
    let depth = 0;
    for (let i = this.content; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127 || ROLES[code] === 0) continue;
      switch (ROLES[code]) {
        case LINE_BREAK:
          if (depth === 0 || this.#beginsStatement(i + 1)) return beforeBreak(text, i);
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
        case SEPARATOR:
          if (depth === 0 && this.#endsAt(i, code)) return this.heads ? i + 1 : i;
          break;
        default:
      }
    }
    if (depth > 0) this.unbalanced = true;
    return length;
  }

  /** Whether a `;` or a colon outside brackets ends the statement: the colon of a header whose suite stands on its line. */
  #endsAt(mark: number, code: number): boolean {
    const next = this.#nextBehind(mark);
    if (next < 0 || (code === 58 && !this.#endsHeader(mark))) return false;
    this.heads = code === 58;
    this.#split(mark, next);
    return true;
  }

  #endsHeader(colon: number): boolean {
    const { text, content } = this;
    // Behind another statement none may stand that has a suite, and in `:=` the sign is no colon.
    if (this.start !== this.margin || text.charCodeAt(colon + 1) === 61 || !isAt(COMPOUND, text, content)) return false;
    if (this.#counted <= content) this.#lambdas = 0;
    this.#lambdas += lambdasIn(text, Math.max(content, this.#counted), colon);
    this.#counted = colon + 1;
    if (this.#lambdas === 0) return true;
    this.#lambdas--;
    return false;
  }

  /** Where on the same logical line something stands behind a `;` or a colon; -1 when nothing does. */
  #nextBehind(mark: number): number {
    const { text } = this;
    for (let at = mark + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 59) {
        this.unbalanced = true;
        return -1;
      }
      if (code === 92 && isLineBreak(text.charCodeAt(at + 1)))
        at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
      else if (code !== 32 && code !== 9 && code !== 12 && code !== 0xfeff)
        return isLineBreak(code) || code === 35 ? -1 : at;
    }
    return -1;
  }

  #split(mark: number, next: number): void {
    const { text, content } = this;
    this.#next = next;
    this.unbalanced ||=
      mark === content ||
      text.charCodeAt(next) === 64 ||
      isAt(COMPOUND, text, next) ||
      cutsFormatted(text, content, mark);
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
    if (!isAt(KEYWORD, this.text, content) && (content !== at || !isAt(STATEMENT, this.text, content))) return false;
    this.unbalanced = true;
    return true;
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

/** Whether a sticky pattern matches at an offset. */
function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Whether between two offsets an f-string ends in a brace: since 3.12 (PEP 701) it goes on behind its own quote there. */
function cutsFormatted(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const role = text.charCodeAt(i) < 128 ? ROLES[text.charCodeAt(i)] : 0;
    if (role === COMMENT) i = nextLineBreak(text, i);
    if (role !== QUOTE) continue;
    const end = stringEnd(text, i);
    if (/(?<!\w)[rR]?[fFtT][rR]?$/.test(text.slice(Math.max(from, i - 3), i)) && isBraceOpen(text.slice(i, end)))
      return true;
    i = end - 1;
  }
  return false;
}

/** Whether more braces open than close. */
const isBraceOpen = (text: string): boolean => text.split('{').length > text.split('}').length;

/** Where a line ends: before its carriage return, when it has one. */
const beforeBreak = (text: string, feed: number): number => (text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed);

const isLineBreak = (code: number): boolean => code === 10 || code === 13;

/** How many lambdas stand between two offsets outside brackets and strings: each of them takes a colon. */
function lambdasIn(text: string, from: number, to: number): number {
  const part = text.slice(from, to);
  if (!part.includes('lambda')) return 0;
  let depth = 0;
  let count = 0;
  for (let i = 0; i < part.length; i++) {
    const role = ROLES[part.charCodeAt(i)] ?? 0;
    if (role === QUOTE) i = stringEnd(part, i) - 1;
    else if (role === COMMENT) i = nextLineBreak(part, i);
    else if (role === OPENING) depth++;
    else if (role === CLOSING) depth--;
    else if (depth === 0 && part.startsWith('lambda', i) && !/[\w\u0080-\uffff]/.test(part[i - 1] ?? '')) {
      if (!/[\w\u0080-\uffff]/.test(part[i + 6] ?? '')) count++;
      i += 5;
    }
  }
  return count;
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
