import type { Range } from '../../core/range';
import { MappedText } from '../../core/mapped-text';

/** A word after quotes and escapes are taken away. */
export interface Word {
  readonly value: MappedText;
  /** The word as written, quotes included. */
  readonly range: Range;
  /** True when some of it was quoted or escaped. */
  readonly quoted: boolean;
}

/** Splits a text into words as Python's `shlex.split` does (POSIX mode). A string says why it cannot be split. */
export function splitWords(line: MappedText): readonly Word[] | string {
  const reader = new WordReader(line);
  const words: Word[] = [];
  for (let word = reader.next(); word !== null; word = reader.next()) {
    if (typeof word === 'string') return word;
    words.push(word);
  }
  return words;
}

/** Reads one word after the other, so that a caller can stop where a shell would. */
export class WordReader {
  at = 0;

  /** `ends`: says whether an unquoted place ends the word before it (a shell's operators); with it, substitutions count as one piece. */
  constructor(
    readonly line: MappedText,
    private readonly ends?: (text: string, at: number, wordStart: number) => boolean,
  ) {}

  /** The next word; null at the end or before an operator; a string when a quote or an escape is left open. */
  next(): Word | string | null {
    const { text } = this.line;
    while (this.at < text.length && isSeparator(text[this.at]!)) this.at++;
    const start = this.at;
    const pieces: MappedText[] = [];
    let run = start;
    let quoted = false;

    while (this.at < text.length && !isSeparator(text[this.at]!) && this.ends?.(text, this.at, start) !== true) {
      const char = text[this.at]!;
      if (char === '\\') {
        this.#flush(run, pieces);
        run = this.at + 1;
        if (run >= text.length) return 'A backslash at the end escapes nothing.';
        quoted = true;
        this.at += 2;
      } else if (char === "'" || char === '"') {
        this.#flush(run, pieces);
        quoted = true;
        if (!this.#readQuotes(char, pieces)) return 'A quote is not closed.';
        run = this.at;
      } else {
        this.at = this.ends === undefined ? this.at + 1 : endOfSubstitution(text, this.at);
      }
    }
    this.#flush(run, pieces);
    if (this.at === start) return null;
    return {
      value: pieces.length > 0 ? MappedText.join(pieces) : this.line.slice(start + 1, start + 1),
      range: this.line.range(start, this.at),
      quoted,
    };
  }

  /** Goes behind the quotes that open here and keeps what stands in them; false when they are not closed. */
  #readQuotes(quote: string, pieces: MappedText[]): boolean {
    const { text } = this.line;
    let run = ++this.at;
    while (this.at < text.length && text[this.at] !== quote) {
      const next = text[this.at + 1];
      if (quote === '"' && text[this.at] === '\\' && (next === '"' || next === '\\')) {
        this.#flush(run, pieces);
        run = ++this.at;
      }
      this.at++;
    }
    if (this.at >= text.length) return false;
    this.#flush(run, pieces);
    this.at++;
    return true;
  }

  /** Keeps what stands from an offset to here. */
  #flush(from: number, pieces: MappedText[]): void {
    if (from < this.at) pieces.push(this.line.slice(from, this.at));
  }
}

const isSeparator = (char: string): boolean => char === ' ' || char === '\t' || char === '\r' || char === '\n';

/** After `$(…)`, a backquoted command or IPython's `{…}` at `at`; else after one unit. One that is not closed is plain text. */
function endOfSubstitution(text: string, at: number): number {
  if (text[at] === '`') return afterNear(text, '`', at);
  if (text[at] === '{') return afterNear(text, '}', at);
  if (text[at] !== '$' || text[at + 1] !== '(') return at + 1;
  let depth = 0;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '(') depth++;
    else if (text[end] === ')' && --depth === 0) return end + 1;
  }
  return text.length;
}

/** Longer pieces are not looked for: a text of nothing but openings must not be searched to its end from each of them. */
const MAX_PIECE = 300;

function afterNear(text: string, close: string, at: number): number {
  for (let end = at + 1; end < text.length && end - at <= MAX_PIECE; end++) {
    if (text[end] === close) return end + 1;
  }
  return at + 1;
}
