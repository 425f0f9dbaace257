import type { Range } from '../core/range';

/** A name or a value of a TOML file, with the keys that lead to it. */
export interface TomlMark {
  readonly kind: 'key' | 'header' | 'value';
  /** From the root; for a key with its own name, for a value with that of its key. */
  readonly path: readonly string[];
  readonly range: Range;
}

/** What may be written at an offset. */
export interface TomlPosition {
  readonly kind: 'key' | 'header' | 'value';
  /** The keys that stand before: of a value all, of a key those before its last dot. */
  readonly path: readonly string[];
  /** The word that is there already, with its quotes; empty where there is none. */
  readonly word: Range;
  /** The quote that the word begins with. */
  readonly quote: '"' | "'" | null;
  readonly inArray: boolean;
  /** Whether only blanks stand before the word on its line. */
  readonly startsLine: boolean;
}

export interface TomlOutline {
  readonly marks: readonly TomlMark[];
  /** Null where nothing can be written: in a comment, behind a value. */
  readonly at: TomlPosition | null;
}

/**
 * Reads a TOML file that is being typed: what is broken ends with its line, and what follows is read again. For reading what
 * somebody meant there is `tomlEntries`; this is for what they may mean.
 */
export const outlineOf = (text: string, offset: number): TomlOutline => new TomlReader(text, offset).read();

interface Frame {
  readonly kind: 'array' | 'inline';
  /** Of an inline table: the keys that lead to it. */
  readonly path: readonly string[];
}

/** Deeper ones are of no use to anybody; the count is kept right below them. */
const DEEPEST = 200;
/** A line that cannot be part of an array of strings: somebody forgot to close it. */
const FRESH = /[ \t]*(?:\[{1,2}[\w."' -]+\]{1,2}[ \t]*(?:#.*)?(?:\r?\n|$)|[\w."'-]+[ \t]*=)/y;

class TomlReader {
  readonly #marks: TomlMark[] = [];
  #at: TomlPosition | null | undefined;
  #i = 0;
  #lineStart = 0;
  #table: readonly string[] = [];
  #frames: Frame[] = [];
  #kind: TomlPosition['kind'] = 'key';
  #keys: string[] = [];
  /** A name that no dot, `=` or `]` has ended yet, or a value that no comma has. */
  #last: Range | null = null;

  constructor(
    private readonly text: string,
    private readonly offset: number,
  ) {}

  read(): TomlOutline {
    const { text } = this;
    while (this.#i < text.length) {
      const sign = text[this.#i]!;
      if (sign === '\n') this.#newLine();
      else if (sign === '#') this.#comment();
      else if (sign === '"' || sign === "'") this.#string(sign);
      else if (/[\w+-]/.test(sign)) this.#word();
      else this.#sign(sign);
    }
    this.#look(text.length);
    return { marks: this.#marks, at: this.#at ?? null };
  }

  get #path(): readonly string[] {
    const inline = this.#frames.findLast(({ kind }) => kind === 'inline');
    if (this.#kind === 'header') return [...this.#keys];
    return [...(inline ? inline.path : this.#table), ...this.#keys];
  }

  get #isList(): boolean {
    return this.#frames.at(-1)?.kind === 'array';
  }

  /** Settles what may be written at the offset, when nothing but what was read so far stands before it. */
  #look(end: number, word: Range = { start: end, end }, quote: '"' | "'" | null = null): void {
    if (this.#at !== undefined || this.offset > end) return;
    const start = word.end > word.start ? word.start : this.offset;
    const isFree = this.#last === null || (word.start === this.#last.start && word.end > word.start);
    this.#at = isFree
      ? {
          kind: this.#kind,
          path: this.#path,
          word: word.end > word.start ? word : { start, end: start },
          quote,
          inArray: this.#isList,
          startsLine: this.text.slice(this.#lineStart, start).trim() === '',
        }
      : null;
  }

  #newLine(): void {
    this.#look(this.#i);
    this.#i++;
    this.#lineStart = this.#i;
    FRESH.lastIndex = this.#i;
    if (this.#isList && !FRESH.test(this.text)) return;
    this.#frames = [];
    this.#kind = 'key';
    this.#keys = [];
    this.#last = null;
  }

  #comment(): void {
    this.#look(this.#i);
    const end = this.text.indexOf('\n', this.#i);
    this.#i = end === -1 ? this.text.length : end;
    if (this.#at === undefined && this.offset <= this.#i) this.#at = null;
  }

  #string(quote: '"' | "'"): void {
    const start = this.#i;
    const triple = quote.repeat(3);
    const literal = quote === "'";
    const pattern = this.text.startsWith(triple, start)
      ? literal
        ? /'''[\s\S]*?(?:'''|$)/y
        : /"""(?:\\[\s\S]|[^\\])*?(?:"""|$)/y
      : literal
        ? /'[^'\n]*'?/y
        : /"(?:\\.|[^"\\\n])*"?/y;
    pattern.lastIndex = start;
    const found = pattern.exec(this.text)?.[0] ?? quote;
    const closed = found.length > 1 && found.endsWith(quote);
    this.#take(start, start + found.length, found.slice(1, closed ? -1 : undefined), quote, closed);
  }

  #word(): void {
    const pattern = this.#kind === 'value' ? /[\w+:.-]+/y : /[\w+-]+/y;
    pattern.lastIndex = this.#i;
    const word = pattern.exec(this.text)![0];
    this.#take(this.#i, this.#i + word.length, word, null, false);
  }

  /** A name or a value. Behind the quote that closes it nothing can be added. */
  #take(start: number, end: number, name: string, quote: '"' | "'" | null, closed: boolean): void {
    this.#look(start - 1);
    if (this.#at === undefined && this.offset === start && quote !== null) this.#look(start);
    const range = { start, end };
    if (this.#last === null) this.#last = range;
    this.#look(closed ? end - 1 : end, range, quote);
    if (this.#kind === 'value') this.#marks.push({ kind: 'value', path: this.#path, range });
    else {
      this.#keys.push(name);
      this.#marks.push({ kind: this.#kind, path: this.#path, range });
      this.#keys.pop();
      if (this.#last.start === start) this.#pending = name;
    }
    this.#i = end;
  }

  #pending = '';

  #endName(): void {
    if (this.#last !== null) this.#keys.push(this.#pending);
    this.#last = null;
  }

  #sign(sign: string): void {
    this.#look(this.#i);
    const start = this.#i++;
    if (this.#kind === 'value') return this.#valueSign(sign, start);
    if (sign === '.') this.#endName();
    else if (sign === '=' && this.#kind === 'key') {
      this.#endName();
      this.#kind = 'value';
    } else if (sign === '[' && this.#frames.length === 0 && this.text.slice(this.#lineStart, start).trim() === '')
      this.#kind = 'header';
    else if (sign === ']' && this.#kind === 'header') {
      this.#endName();
      this.#table = [...this.#keys];
      this.#last = { start, end: this.#i };
    } else if (sign === '}') this.#close(start);
    else if (sign === ',') this.#next();
  }

  #valueSign(sign: string, start: number): void {
    if (sign === '[' || sign === '{') {
      if (this.#frames.length > DEEPEST) return;
      this.#frames.push({ kind: sign === '[' ? 'array' : 'inline', path: this.#path });
      this.#last = null;
      if (sign === '{') {
        this.#kind = 'key';
        this.#keys = [];
      }
    } else if (sign === ']' || sign === '}') this.#close(start);
    else if (sign === ',') this.#next();
  }

  #close(start: number): void {
    const closed = this.#frames.pop();
    if (closed?.kind === 'inline') {
      const above = this.#frames.findLast(({ kind }) => kind === 'inline')?.path ?? this.#table;
      this.#keys = closed.path.slice(above.length);
    }
    this.#kind = 'value';
    this.#last = { start, end: start + 1 };
  }

  #next(): void {
    this.#last = null;
    if (this.#frames.at(-1)?.kind !== 'inline') return;
    this.#kind = 'key';
    this.#keys = [];
  }
}
