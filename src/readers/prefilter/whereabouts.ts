import { physicalEnd, stringEnd } from '../python/logical-lines';
import { rangeOf, type Range } from '../../core/range';
import type { Line, Outline } from './outline';
import type { Hit } from './signs';

/** What an offset in a line is in. */
interface Place {
  readonly kind: 'code' | 'string' | 'comment';
  /** In a string with interpolations; `depth` counts the braces that are open in it. */
  readonly formatted?: boolean;
  /** Brackets that are open. */
  readonly depth: number;
  /** Round brackets that opened before, closed or not. */
  readonly calls: number;
}

/**
 * Tells whether hits can be what they are signs of where they stand. It remembers how far it has read, so hits should come in
 * the order of the text: then a line is read once, however many hits it has.
 */
export class Whereabouts {
  #line: LineReader | undefined;
  #index = -1;

  constructor(private readonly outline: Outline) {}

  /** `comment`: the hit stands in one, where code means nothing. */
  isPossible(index: number, { meaning, start, end }: Hit): boolean | 'comment' {
    const line = this.outline.lines[index];
    if (line === undefined || start >= line.end) return false;
    if ((meaning.kind === 'text' || meaning.kind === 'token') && (line.kind === 'comment' || line.kind === 'string'))
      return true;
    if (line.kind === 'comment') return 'comment';
    if (line.kind === 'string' && meaning.kind !== 'note') return false;
    const reader = this.#reader(index, line);
    const place = reader.at(start);
    if (place.formatted)
      return meaning.kind === 'text' || meaning.kind === 'token' || meaning.kind === 'value' || place.depth > 0;
    if (meaning.kind === 'note') return place.kind === 'comment' ? 'comment' : false;
    if (meaning.kind === 'text' || meaning.kind === 'token' || meaning.kind === 'value') return place.kind !== 'code';
    if (place.kind === 'comment') return false;
    switch (meaning.kind) {
      case 'call':
        return isCalled(reader, place, start, end);
      case 'argument':
        return reader.ahead(end).calls > (line.kind === 'def' || line.kind === 'class' ? 1 : 0);
      case 'name':
        return givesText(reader, place, start, end);
      default:
        return true;
    }
  }

  #reader(index: number, line: Line): LineReader {
    if (this.#line === undefined || this.#index !== index) {
      this.#line = new LineReader(this.outline.text, line);
      this.#index = index;
    }
    return this.#line;
  }
}

/** Called where it stands, or taken to be called by another name later. */
function isCalled(reader: LineReader, place: Place, start: number, end: number): boolean {
  const { text, line } = reader;
  if (line.kind === 'import') return / as[\s\\]/.test(text.slice(end, end + 6));
  if (/^[\s"'\\)]*\(/.test(text.slice(end, end + 80)) && place.kind === 'code') return true;
  if (place.kind === 'string') return reader.isBehind('getattr', start);
  return (line.equals >= 0 && line.content < start) || line.walrus || reader.hasAlias(end);
}

/** A name that is given something with a quote in it: a target, a default of a parameter, a key of a dictionary. */
function givesText(reader: LineReader, place: Place, start: number, end: number): boolean {
  const { text, line } = reader;
  if (line.equals >= end) return reader.givesQuote(end);
  if (place.kind === 'string') return /^[^"'\n]{0,200}["'][\s\\]*:/.test(text.slice(end, end + 300));
  if (line.walrus) return true;
  if (place.depth === 0 || !(line.kind === 'def' || reader.isBehind('lambda', start))) return false;
  return /^[\w\u0080-\uffff]*[\s\\]*(?::[^=]{0,300})?=(?!=)/.test(text.slice(end, end + 400));
}

/** The comment that an offset is in; the search begins at the start of a logical line. */
export function commentAt(text: string, from: number, offset: number): Range | null {
  for (let i = from; i <= offset; i++) {
    const code = text.charCodeAt(i);
    if (code === 34 || code === 39) i = stringEnd(text, i) - 1;
    else if (code === 35) {
      const end = physicalEnd(text, i);
      if (end > offset) return rangeOf(i, end);
      i = end;
    }
  }
  return null;
}

/** Reads one line from left to right, once, and answers what its offsets are in. */
class LineReader {
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

  at(offset: number): Place {
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
  ahead(offset: number): Place {
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

  #inString(offset: number): Place {
    const quote = this.#at;
    if (!isFormatted(this.text, quote)) return { kind: 'string', depth: this.#depth, calls: this.#calls };
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
    return { kind: 'string', formatted: true, depth, calls: this.#calls };
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

const isFormatted = (text: string, quote: number): boolean =>
  /[ft]/i.test(/[A-Za-z]{0,2}$/.exec(text.slice(Math.max(0, quote - 2), quote))![0]);
