import { rangeOf } from '../../core/range';
import { afterBackquote, afterBrace, afterBracket, MAX_BRACES } from './shell-brackets';
import type { ShellCommand, ShellSubstitution, ShellWord } from './shell-command';

/** Reads the commands of a substitution, which stand from one offset to another. */
export type ReadSubstitution = (from: number, to: number) => readonly ShellCommand[];

/** Reads one word of shell text. Ranges are `offset` plus the place in `text`. */
export class ShellWordReader {
  at: number;
  #value = '';
  #quoted = false;
  #literal = true;
  readonly #substitutions: ShellSubstitution[] = [];

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly offset: number,
    private readonly readSubstitution: ReadSubstitution,
  ) {
    this.at = start;
  }

  /** The word that begins at `start`; empty where none does. `at` is behind it then. */
  read(): ShellWord {
    const { text } = this;
    while (this.at < text.length) {
      const char = text[this.at]!;
      if (char === '\\') this.#escape();
      else if (char === "'" || (char === '$' && text[this.at + 1] === "'")) this.#singleQuotes();
      else if (char === '"') this.#doubleQuotes();
      else if (char === '$') this.#dollar();
      else if (char === '`') this.#substitute('command', this.at + 1, '`');
      else if ((char === '<' || char === '>') && text[this.at + 1] === '(' && this.at === this.start)
        this.#substitute('process', this.at + 2, ')');
      else if (char === '{' && !/\s/.test(text[this.at + 1] ?? ' ')) {
        this.#literal = false;
        this.#take(afterBrace(text, this.at));
      } else if (/[ \t\r\n;&|()<>]/.test(char)) break;
      else this.#plain(char);
    }
    return {
      text: this.#value,
      range: rangeOf(this.offset + this.start, this.offset + this.at),
      quoted: this.#quoted,
      literal: this.#literal,
      substitutions: this.#substitutions,
    };
  }

  /** Goes on to an offset; what comes before belongs to the word as it stands. */
  #take(end: number): void {
    this.#value += this.text.slice(this.at, end);
    this.at = end;
  }

  #plain(char: string): void {
    // The `?` of a web address is hardly ever meant as a pattern.
    if (char === '*' || char === '?' || char === '[') this.#literal &&= this.#value.includes('://');
    this.#take(this.at + 1);
  }

  #escape(): void {
    const newline = /^\\\r?\n/.exec(this.text.slice(this.at, this.at + 3));
    if (newline) {
      this.at += newline[0].length;
      return;
    }
    this.#quoted = true;
    this.#value += this.text[this.at + 1] ?? '';
    this.at = Math.min(this.at + 2, this.text.length);
  }

  #singleQuotes(): void {
    const { text } = this;
    this.#quoted = true;
    if (text[this.at] === '$') this.at++;
    const stop = text.indexOf("'", this.at + 1);
    const end = stop < 0 ? text.length : stop;
    this.#value += text.slice(this.at + 1, end);
    this.at = Math.min(end + 1, text.length);
  }

  #doubleQuotes(): void {
    const { text } = this;
    this.#quoted = true;
    this.at++;
    while (this.at < text.length && text[this.at] !== '"') {
      const inner = text[this.at]!;
      if (inner === '\\' && /["\\$`\n]/.test(text[this.at + 1] ?? '')) {
        if (text[this.at + 1] !== '\n') this.#value += text[this.at + 1]!;
        this.at += 2;
      } else if (inner === '$') this.#dollar();
      else if (inner === '`') this.#substitute('command', this.at + 1, '`');
      else {
        if (inner === '{' && /^\{[A-Za-z_]/.test(text.slice(this.at, this.at + 2))) this.#literal = false;
        this.#take(this.at + 1);
      }
    }
    this.at = Math.min(this.at + 1, text.length);
  }

  /** `$name`, `${name}`, `$(command)`, `$((sum))`, or a dollar alone. */
  #dollar(): void {
    const { text } = this;
    this.#literal &&= !/^\$[\w{(?!@*#$-]/.test(text.slice(this.at, this.at + 2));
    if (text.startsWith('$((', this.at)) this.#take(afterBracket(text, this.at + 2));
    else if (text[this.at + 1] === '(') this.#substitute('command', this.at + 2, ')');
    else if (text[this.at + 1] === '{') {
      const stop = text.indexOf('}', this.at);
      this.#take(stop < 0 || stop - this.at > MAX_BRACES ? this.at + 2 : stop + 1);
    } else this.#take(this.at + 1);
  }

  #substitute(kind: ShellSubstitution['kind'], from: number, close: string): void {
    const end = close === '`' ? afterBackquote(this.text, from) : afterBracket(this.text, from);
    this.#substitutions.push({ kind, commands: this.readSubstitution(from, Math.max(from, end - 1)) });
    this.#literal = false;
    this.#take(end);
  }
}
