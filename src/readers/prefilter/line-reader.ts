import { stringEnd } from '../python/logical-lines';
import type { Line } from './outline';

/** What an offset in a line is in. */
export interface LinePlace {
  readonly kind: 'code' | 'string' | 'comment';
  /** In a string with interpolations; `depth` counts the braces that are open in it. */
  readonly formatted?: boolean;
  /** Where the string begins that it is in, with its quote. */
  readonly quote?: number;
  /** Brackets that are open. */
  readonly depth: number;
  /** Round brackets that opened before, closed or not. */
  readonly calls: number;
}

/** Reads one line from left to right, once, and answers what its offsets are in. */
export class LineReader {
  /** Read up to here: outside strings and comments, or where one begins that goes on to `#stop`. */
  #at: number;
  #stop = -1;
  #depth = 0;
  #calls = 0;
  /** In a formatted string: read up to here, with so many braces open. */
  #inner = -1;
  #braces = 0;
  #words: Map<string, number> | undefined;
  #alias: number | undefined;
  #quoted: { readonly quote: number; readonly equals: number } | undefined;

  constructor(
    readonly text: string,
    readonly line: Line,
  ) {
    this.#at = line.content;
  }

  /** What an offset is in. */
  at(offset: number): LinePlace {
    if (offset < this.#at) this.#begin(this.line.content);
    const { text } = this;
    for (; this.#at < offset; this.#at++) {
      switch (text.charCodeAt(this.#at)) {
        case 35: {
          if (this.#stop <= this.#at) this.#stop = endOfLine(text, this.#at);
          if (this.#stop >= offset) return { kind: 'comment', depth: this.#depth, calls: this.#calls };
          this.#at = this.#stop;
          break;
        }
        case 34:
        case 39: {
          if (this.#stop <= this.#at) this.#stop = stringEnd(text, this.#at);
          if (this.#stop > offset) return this.#inString(offset);
          this.#at = this.#stop - 1;
          break;
        }
        case 40:
          this.#calls++;
          this.#depth++;
          break;
        case 91:
        case 123:
          this.#depth++;
          break;
        case 41:
        case 93:
        case 125:
          this.#depth--;
          break;
        default:
      }
    }
    return { kind: 'code', depth: this.#depth, calls: this.#calls };
  }

  /** The same of an offset a little further on, without going there. */
  ahead(offset: number): LinePlace {
    const reader = new LineReader(this.text, this.line);
    reader.#begin(this.#at, this.#depth, this.#calls, this.#stop);
    return reader.at(offset);
  }

  /** Whether a word of code stands before an offset. */
  isBehind(word: string, offset: number): boolean {
    this.#words ??= new Map();
    let first = this.#words.get(word);
    if (first === undefined) {
      const found = new RegExp(`\\b${word}\\b`).exec(this.text.slice(this.line.content, this.line.end));
      this.#words.set(word, (first = found ? this.line.content + found.index + word.length : Infinity));
    }
    return first <= offset;
  }

  /** Whether an `as` follows an offset. */
  hasAlias(offset: number): boolean {
    if (this.#alias === undefined) {
      this.#alias = -1;
      for (const match of this.text.slice(this.line.content, this.line.end).matchAll(/ as\s/g))
        this.#alias = this.line.content + match.index;
    }
    return this.#alias >= offset;
  }

  /** Whether an `=` follows an offset, and a quote that. */
  givesQuote(offset: number): boolean {
    if (this.#quoted === undefined) {
      const last = this.line.end - 1;
      const quote = Math.max(this.text.lastIndexOf('"', last), this.text.lastIndexOf("'", last));
      this.#quoted = { quote, equals: quote < this.line.content ? -1 : this.text.lastIndexOf('=', quote) };
    }
    return this.#quoted.equals >= offset;
  }

  #begin(at: number, depth = 0, calls = 0, stop = -1): void {
    this.#at = at;
    this.#stop = stop;
    this.#inner = -1;
    this.#depth = depth;
    this.#calls = calls;
  }

  #inString(offset: number): LinePlace {
    const quote = this.#at;
    if (!isFormatted(this.text, quote)) return { kind: 'string', quote, depth: this.#depth, calls: this.#calls };
    if (this.#inner < quote || this.#inner > offset) {
      this.#inner = quote;
      this.#braces = 0;
    }
    const step = (code: number): number => (code === 123 ? 1 : code === 125 ? -1 : 0);
    for (; this.#inner < offset - 1; this.#inner++) {
      const code = this.text.charCodeAt(this.#inner);
      if (step(code) === 0) continue;
      if (this.text.charCodeAt(this.#inner + 1) === code) this.#inner++;
      else this.#braces += step(code);
    }
    // A brace right before the offset may be the first of two: it counts, but is not passed over.
    const depth = this.#braces + (this.#inner < offset ? step(this.text.charCodeAt(this.#inner)) : 0);
    return { kind: 'string', formatted: true, quote, depth, calls: this.#calls };
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

const isFormatted = (text: string, quote: number): boolean =>
  /[ft]/i.test(/[A-Za-z]{0,2}$/.exec(text.slice(Math.max(0, quote - 2), quote))![0]);
