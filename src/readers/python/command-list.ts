import type { PythonFacts } from '../../core/python-facts';
import { contains } from '../../core/range';
import type { Expression } from '../../core/semantics';
import { commandParts, type CommandPart } from './command-parts';

type Piece = string | Extract<CommandPart, { readonly value: Expression }>;

/** Commands that only a shell has, also that of Windows. Source: POSIX.1-2024, 2.9 and 2.15; the `help` of cmd.exe. */
const ONLY_IN_A_SHELL = new Set(
  `. : alias bg break builtin case cd command continue declare eval exec exit export fc fg for function getopts hash if jobs let local popd pushd read readonly return select set shift shopt source time times trap type ulimit umask unalias unset until wait while ! [ [[ { assoc call cls copy del dir erase md mklink move rd ren rename start title ver`.split(
    ' ',
  ),
);

/** What is hardly ever one word. */
const SEVERAL =
  /(?:^|_)(?:args?|arguments?|flags?|opts?|options?|params?|cmd|commands?|extras?|rest|files|paths|words|suffix)$/i;

/**
 * The list of words, as Python, that a shell would make of a command: `["ffmpeg", "-i", path]` of `f"ffmpeg -i {path}"`. Null where the
 * shell does more than to cut it into words, where the program itself is not known, and where a part is hardly one word.
 * Source: POSIX.1-2024, Shell Command Language, 2.2 and 2.6.
 */
export function commandAsList(expression: Expression, facts: PythonFacts): string | null {
  // A comment between the parts would be lost.
  if (facts.comments.some(({ range }) => contains(expression, range))) return null;
  const parts = commandParts(expression, facts.semantics);
  const words = parts && wordsOf(parts);
  const [program, ...more] = words ?? [];
  if (!words || !program || !startsProgram(program)) return null;
  const codes = [program, ...more].map((word) => codeOf(word, facts));
  return codes.every((code) => code !== null) ? `[${codes.join(', ')}]` : null;
}

function startsProgram(word: readonly Piece[]): boolean {
  const [only, other] = word;
  if (only === undefined || other !== undefined) return false;
  if (typeof only === 'string') return only !== '' && !only.includes('=') && !ONLY_IN_A_SHELL.has(only.toLowerCase());
  return only.value.qualified === 'sys.executable';
}

function wordsOf(parts: readonly CommandPart[]): readonly (readonly Piece[])[] | null {
  const reader = new CommandWords();
  for (const part of parts) if (!('text' in part ? reader.take(part.text) : reader.put(part))) return null;
  return reader.end();
}

/** Cuts a command into words, as long as nothing in it means anything else to a shell. */
class CommandWords {
  readonly #words: Piece[][] = [];
  #word: Piece[] | null = null;
  #quote = '';

  /** False where the text means more than words. */
  take(text: string): boolean {
    for (const char of text) {
      if (this.#quote === '' && (char === ' ' || char === '\t')) this.#close();
      else if (char === this.#quote) this.#quote = '';
      else if (this.#quote === '' && (char === '"' || char === "'")) {
        this.#quote = char;
        this.#add('');
      } else if (this.#quote === '' ? /[\w@%+=:,./-]/.test(char) : !/["'$`\\!\n\r]/.test(char)) this.#add(char);
      else return false;
    }
    return true;
  }

  /** Puts in what is known at run time; false where it may be several words. */
  put(piece: Exclude<Piece, string>): boolean {
    const { kind, name } = piece.value;
    const isQuoted = quotedBy(piece.value) !== null;
    if (isQuoted && this.#quote !== '') return false;
    if (!isQuoted && this.#quote === '' && SEVERAL.test(name)) return false;
    if (!/^(?:name|attribute|subscript|call|star)$/.test(kind) || joinsWords(piece.value)) return false;
    (this.#word ??= []).push(piece);
    return true;
  }

  end(): readonly (readonly Piece[])[] | null {
    if (this.#quote !== '') return null;
    this.#close();
    return this.#words;
  }

  #add(text: string): void {
    const word = (this.#word ??= []);
    const last = word.at(-1);
    if (typeof last === 'string') word[word.length - 1] = last + text;
    else word.push(text);
  }

  #close(): void {
    if (this.#word) this.#words.push(this.#word);
    this.#word = null;
  }
}

/** `x` of `shlex.quote(x)`, which a list must not quote. */
const quotedBy = ({ kind, parts }: Expression): Expression | null =>
  kind === 'call' && /^(?:shlex|pipes)\.quote$/.test(parts[0]?.qualified ?? '') ? (parts[1] ?? null) : null;

/** `" ".join(words)`: as many words as there are. */
const joinsWords = ({ kind, parts: [callee] }: Expression): boolean =>
  kind === 'call' && callee?.kind === 'attribute' && callee.name === 'join' && callee.parts[0]?.value.kind === 'string'
    ? /\s/.test(callee.parts[0].value.value)
    : false;

/** Calls that give a text. */
const GIVES_TEXT = /^(?:str|input|shlex\.quote|pipes\.quote|os\.path\.\w+|os\.fspath|os\.getenv|os\.environ\.get)$/;

/** Names that hold a text, or texts of which one is taken. */
const HOLDS_TEXT = /^(?:sys\.executable|sys\.argv|os\.environ)$/;

function codeOf(word: readonly Piece[], { text }: PythonFacts): string | null {
  const pieces = word.filter((piece) => piece !== '');
  const [first = '', second] = pieces;
  if (second === undefined) return typeof first === 'string' ? quoted(first) : oneValue(first, text);
  let code = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      if (piece.includes('"')) return null;
      code += piece.replace(/[{}]/g, '$&$&');
      continue;
    }
    const inner = quotedBy(piece.value);
    const written =
      piece.braces && !inner
        ? text.slice(piece.braces.start, piece.braces.end)
        : `{${sourceOf(inner ?? piece.value, text) ?? '"'}}`;
    // Before Python 3.12 no quote of the text may stand in the braces.
    if (/["\\\n\r#]/.test(written) || piece.value.kind === 'star') return null;
    code += written;
  }
  return `f"${code}"`;
}

const quoted = (word: string): string | null =>
  !word.includes('"') ? `"${word}"` : word.includes("'") ? null : `'${word}'`;

/** A word that is all of it one value. A list takes texts and paths only, so that what may be a number is made a text. */
function oneValue(piece: Exclude<Piece, string>, text: string): string | null {
  const inner = quotedBy(piece.value);
  const { braces, value, isText } = piece;
  const source = sourceOf(inner ?? value, text);
  if (source === null || value.kind === 'star') return source;
  // A conversion or a format belongs to it.
  const plain = braces ? text.slice(braces.start + 1, braces.end - 1).trim() : null;
  if (plain !== null && !inner && plain !== source) return `f"${text.slice(braces!.start, braces!.end)}"`;
  const known = inner ?? value;
  const isKnown =
    isText || inner !== null || known.value.kind === 'string' || GIVES_TEXT.test(known.parts[0]?.qualified ?? '');
  return isKnown || HOLDS_TEXT.test((known.kind === 'subscript' ? known.parts[0]! : known).qualified)
    ? source
    : `str(${source})`;
}

/** An expression as it is written; null where a word before it belongs to it. */
const sourceOf = ({ start, end }: Expression, text: string): string | null =>
  /\bawait[\s(]*$/.test(text.slice(Math.max(0, start - 20), start)) ? null : text.slice(start, end);
