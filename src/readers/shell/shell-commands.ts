import { rangeOf } from '../../core/range';
import { atOnePlace, unwrapped, type ShellCommand, type ShellRedirection, type ShellWord } from './shell-command';
import { ShellWordReader } from './shell-word';

/** Deeper substitutions are not looked into. */
const MAX_DEPTH = 6;
/** A script with more commands than this is read no further. */
const MAX_COMMANDS = 5000;

const RESERVED = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  '{',
  '}',
  'fi',
  'done',
  'esac',
  'time',
]);

/** Reads shell text into its commands, in the order of their beginnings. Never throws; ranges are `offset` plus the place in `text`. */
export function readShellCommands(text: string, offset = 0): readonly ShellCommand[] {
  return new ShellReader(text, offset, { left: MAX_COMMANDS }, 0).read();
}

/** All commands, those inside substitutions after the command that they stand in. */
export function withSubstitutions(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  return commands.flatMap((command) => [
    command,
    ...[
      ...command.assignments.map(({ word }) => word),
      ...command.words,
      ...command.redirections.flatMap(({ target }) => target ?? []),
    ]
      .flatMap((word) => word.substitutions)
      .flatMap((inner) => withSubstitutions(inner.commands)),
  ]);
}

/** The commands in the text that a shell is given: `bash -c "…"`, `eval "…"`, `powershell -Command "…"`. Empty for any other command. */
export function commandsWithin(command: ShellCommand, source: string): readonly ShellCommand[] {
  const word = scriptOf(command);
  if (word === null) return [];
  const written = source.slice(word.range.start, word.range.end);
  const exact = written.slice(1, -1) === word.text && written !== word.text;
  const inner = readShellCommands(word.text, word.range.start + 1);
  return exact ? inner : inner.map((other) => atOnePlace(other, word.range));
}

/** The word that a shell takes for its script; null for any other command. */
export function scriptOf({ name, words }: ShellCommand): ShellWord | null {
  if (name === 'eval') return words[1] ?? null;
  const isPowershell = /^(?:powershell|pwsh)$/i.test(name);
  if (!isPowershell && !/^(?:ba|z|da|k)?sh$/.test(name)) return null;
  const option = isPowershell ? /^[-/]c(?:o(?:m(?:m(?:a(?:nd?)?)?)?)?)?$/i : /^-[a-z]*c$/;
  const flag = words.findIndex((word, index) => index > 0 && option.test(word.text));
  return flag > 0 ? (words[flag + 1] ?? null) : null;
}

class ShellReader {
  at = 0;
  readonly #commands: ShellCommand[] = [];
  #words: ShellWord[] = [];
  #redirections: ShellRedirection[] = [];
  #input: ShellCommand | null = null;
  #heredocs: { readonly end: string; readonly tabs: boolean }[] = [];

  constructor(
    private readonly text: string,
    private readonly offset: number,
    private readonly budget: { left: number },
    private readonly depth: number,
  ) {}

  read(): readonly ShellCommand[] {
    const { text } = this;
    while (this.at < text.length && this.budget.left > 0) {
      const char = text[this.at]!;
      if (char === '\n') {
        this.#finish();
        this.#input = null;
        this.at++;
        this.#skipHeredocs();
      } else if (isBlank(char)) this.at++;
      else if (char === '\\' && /^\\\r?\n/.test(text.slice(this.at, this.at + 3)))
        this.at += text[this.at + 1] === '\r' ? 3 : 2;
      else if (char === '#') this.#skipComment();
      else if (char === ';' || char === '&' || char === '|' || char === '(' || char === ')') this.#operator(char);
      else if (
        char === '<' ||
        char === '>' ||
        (isDigit(char) && /^\d{1,3}[<>]/.test(text.slice(this.at, this.at + 4)))
      ) {
        if (/^[<>]\(/.test(text.slice(this.at, this.at + 2))) this.#word();
        else this.#redirection();
      } else this.#word();
    }
    this.#finish();
    return this.#commands;
  }

  #skipComment(): void {
    const stop = this.text.indexOf('\n', this.at);
    this.at = stop < 0 ? this.text.length : stop;
  }

  #operator(char: string): void {
    const { text } = this;
    if (char === '&' && text[this.at + 1] === '>') return this.#redirection();
    this.#finish();
    const doubled = text[this.at + 1] === char && char !== '(' && char !== ')';
    const pipe = char === '|' && !doubled;
    if (pipe) this.#input = this.#commands[this.#commands.length - 1] ?? null;
    else this.#input = null;
    this.at += doubled || (pipe && text[this.at + 1] === '&') ? 2 : 1;
    // A pipe may go on in the next line.
    if (pipe) while (/\s/.test(text[this.at] ?? '') || /^\\\r?\n/.test(text.slice(this.at, this.at + 3))) this.at++;
  }

  #redirection(): void {
    const operator = /^(?:\d{0,3}(?:<<<|<<-|<<|<>|<&|<|>>|>&|>\||>)|&>>?)/.exec(
      this.text.slice(this.at, this.at + 6),
    )![0];
    this.at += operator.length;
    while (isBlank(this.text[this.at] ?? '')) this.at++;
    const before = this.at;
    const target =
      /[\n;&|()<>]/.test(this.text[this.at] ?? '\n') && !/^[<>]\(/.test(this.text.slice(this.at, this.at + 2))
        ? null
        : this.#readWord();
    if (this.at === before && target !== null) this.at++;
    this.#redirections.push({ operator, target });
    if (target !== null && /<<-?$/.test(operator) && this.#heredocs.length < 20)
      this.#heredocs.push({ end: target.text, tabs: operator.endsWith('-') });
  }

  /** After a line: the texts that its `<<END` announced are data. */
  #skipHeredocs(): void {
    for (const { end, tabs } of this.#heredocs) {
      let at = this.at;
      for (;;) {
        const stop = this.text.indexOf('\n', at);
        const line = this.text.slice(at, stop < 0 ? this.text.length : stop).replace(/\r$/, '');
        at = stop < 0 ? this.text.length : stop + 1;
        if ((tabs ? line.replace(/^\t+/, '') : line) === end || stop < 0) break;
      }
      this.at = at;
    }
    this.#heredocs = [];
  }

  #word(): void {
    const word = this.#readWord();
    if (this.#words.length === 0 && !word.quoted && RESERVED.has(word.text)) return;
    this.#words.push(word);
  }

  #readWord(): ShellWord {
    const reader = new ShellWordReader(this.text, this.at, this.offset, (from, to) => this.#substituted(from, to));
    const word = reader.read();
    this.at = reader.at;
    return word;
  }

  #substituted(from: number, to: number): readonly ShellCommand[] {
    return this.depth < MAX_DEPTH
      ? new ShellReader(this.text.slice(from, to), this.offset + from, this.budget, this.depth + 1).read()
      : [];
  }

  #finish(): void {
    const first = this.#words[0]?.range ?? this.#redirections[0]?.target?.range;
    const last = this.#words[this.#words.length - 1]?.range ?? first;
    if (first && last && this.budget.left > 0) {
      this.budget.left--;
      this.#commands.push(
        unwrapped(
          this.#words,
          this.#redirections,
          this.#input,
          rangeOf(
            first.start,
            Math.max(last.end, this.#redirections[this.#redirections.length - 1]?.target?.range.end ?? 0),
          ),
        ),
      );
    }
    this.#words = [];
    this.#redirections = [];
  }
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\r';
const isDigit = (char: string): boolean => char >= '0' && char <= '9';
