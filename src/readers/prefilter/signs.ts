import { continuesElsewhere, isNameUnit, isTokenUnit } from '../python/nearby';
import type { Look } from './near';

/**
 * What a string that some rule waits for says about the place where it stands.
 * `call`: the last name of a callee. `argument`: a word inside a call. `text`: inside a string or comment.
 * `token`: the same, in a long run of letters and digits. `value`: inside a string that is used as a value. `name`: in a name that is given a value with a quote in it. `any`: anywhere in code. `note`: a suppression comment.
 * `root`: a module that some callee begins with.
 */
export type Meaning =
  | { readonly kind: 'text' | 'token' | 'value' | 'any'; readonly near?: Look | undefined }
  | ArgumentWord
  | { readonly kind: 'note' | 'root' }
  | NameWord
  | CallWord;

export interface NameWord {
  readonly kind: 'name';
  readonly near?: Look | undefined;
  readonly accepts: (name: string) => boolean;
}

export interface ArgumentWord {
  readonly kind: 'argument';
  readonly near?: Look | undefined;
  /** Lists of words of which one must stand whole in the text; null when none need. */
  readonly needs: readonly (readonly string[])[] | null;
}

export interface CallWord {
  readonly kind: 'call';
  readonly word: string;
  /** Modules of which one must be named in the text; null when nothing need be. */
  readonly roots: ReadonlySet<string> | null;
  /** Lists of words of which one must stand whole in the text: the modules of the callees. */
  readonly needs: readonly (readonly string[])[];
  /** Some pattern is a name alone (`eval`): no method of that name is meant. */
  readonly bare: boolean;
  /** Statements of the same scope that matter when this call is there. */
  readonly beside: RegExp | null;
}

export interface Hit {
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
}

/** Whether there is more than marks for other tools, which silence what is found and are nothing by themselves. */
export const areTelling = (hits: readonly Hit[], text: string): boolean =>
  hits.some(({ meaning, start }) => meaning.kind !== 'note' || text.startsWith('touchstone:', start));

// What the units around a hit tell, without a look at lines: most hits end here, so all of it is cheap.

export const isWhole = (text: string, start: number, end: number): boolean =>
  !isNameUnit(text.charCodeAt(start - 1)) && !isNameUnit(text.charCodeAt(end));

/** A look at the units around: cheap, because most hits end here. */
export function isSign(meaning: Meaning, text: string, start: number, end: number): boolean {
  switch (meaning.kind) {
    case 'call':
      return isWhole(text, start, end) && text.startsWith(meaning.word, start) && isUsed(text, start, end);
    case 'name':
      return mayGiveText(text, start, end) && isAccepted(meaning, text, start, end);
    case 'token':
      return isLong(text, start, end);
    default:
      return true;
  }
}

/** What a text says as a whole about what stands in it: the modules it names, and what it imports. */
export class Surroundings {
  readonly #present = new Map<Meaning, boolean>();
  #imports: string | undefined;

  constructor(
    private readonly text: string,
    private readonly modules: ReadonlySet<string>,
  ) {}

  /** False for calls of modules that are not there, and for the modules' own names. */
  allow(meaning: Meaning, start: number): boolean {
    if (meaning.kind === 'root') return false;
    if (!isBound(meaning, this.text, start)) return true;
    let known = this.#present.get(meaning);
    if (known === undefined)
      this.#present.set(
        meaning,
        (known = meaning.needs!.some((words) => words.every((word) => this.modules.has(word)))),
      );
    return known;
  }

  /** False for bare calls of names that nothing brings in. */
  bring(meaning: Meaning, start: number, end: number): boolean {
    return (
      meaning.kind !== 'call' ||
      !isBound(meaning, this.text, start) ||
      isMember(this.text, start) ||
      isQuoted(this.text, start, end) ||
      this.#isImported(meaning.word)
    );
  }

  #isImported(word: string): boolean {
    this.#imports ??= importsOf(this.text);
    return (
      this.#imports.includes('*') ||
      (this.#imports.includes(word) && new RegExp(`(?<!\\w)${word}(?!\\w)`).test(this.#imports))
    );
  }
}

/** Whether something means what it may mean only where certain modules are named. */
const isBound = (meaning: Meaning, text: string, start: number): meaning is CallWord | ArgumentWord =>
  meaning.kind === 'argument'
    ? meaning.needs !== null
    : meaning.kind === 'call' && meaning.roots !== null && (!meaning.bare || isMember(text, start));

/** What stands after each `import`: every name that an import binds is in it. */
function importsOf(text: string): string {
  const parts: string[] = [];
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at + 6)) {
    if (isNameUnit(text.charCodeAt(at + 6))) continue;
    let from = at + 6;
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 9) from++;
    if (text.charCodeAt(from) === 92) from = text.indexOf('\n', from) + 1 || text.length;
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 9) from++;
    const end = text.charCodeAt(from) === 40 ? closingOf(text, from) : endOfImport(text, from);
    parts.push(text.slice(from, Math.min(end, from + 20_000)));
    at = Math.max(at, end - 6);
  }
  return parts.join('\n').replace(/#[^\n]*/g, '');
}

function closingOf(text: string, open: number): number {
  const limit = Math.min(text.length, open + 20_000);
  for (let i = open; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 41) return i;
    if (code === 35) {
      // a bracket in a comment is none
      const end = text.indexOf('\n', i);
      if (end < 0) return limit;
      i = end;
    }
  }
  return limit;
}

function endOfImport(text: string, from: number): number {
  let end = text.indexOf('\n', from);
  while (end > 0 && text.charCodeAt(text.charCodeAt(end - 1) === 13 ? end - 2 : end - 1) === 92)
    end = text.indexOf('\n', end + 1);
  return end < 0 ? text.length : end;
}

const isMember = (text: string, start: number): boolean =>
  text.charCodeAt(start - 1) === 46 || /\.[\s\\]{1,40}$/.test(text.slice(Math.max(0, start - 42), start));

export const isQuoted = (text: string, start: number, end: number): boolean =>
  isQuote(text.charCodeAt(start - 1)) && isQuote(text.charCodeAt(end));

const isQuote = (code: number): boolean => code === 34 || code === 39;

/** Not a keyword, a target or a word in quotes, unless `getattr` is near. */
function isUsed(text: string, start: number, end: number): boolean {
  if (isQuoted(text, start, end)) return /\bgetattr\b/.test(text.slice(Math.max(0, start - 300), start));
  let at = end;
  while (text.charCodeAt(at) === 32) at++;
  const next = text.charCodeAt(at);
  // The function's own definition, and the word in a sentence.
  if (next === 40) return !/\b(?:def|class)[ \t]+$/.test(text.slice(Math.max(0, start - 10), start));
  if (next === 61) return text.charCodeAt(at + 1) === 61;
  return (
    !(isNameUnit(next) && at > end) || /^(?:if|else|or|and|as|for|in|is|not|import)\b/.test(text.slice(at, at + 8))
  );
}

/** The identifier around the hit, or all that is in the quotes around it, is a name that the listener accepts. */
function isAccepted({ accepts }: NameWord, text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (isNameUnit(text.charCodeAt(from - 1))) from--;
  while (isNameUnit(text.charCodeAt(to))) to++;
  if (accepts(text.slice(from, to))) return true;
  const floor = Math.max(0, from - 100);
  const ceiling = Math.min(text.length, to + 100);
  if (isQuote(text.charCodeAt(from - 1)) && isQuote(text.charCodeAt(to))) return false;
  while (from > floor && isInQuotes(text.charCodeAt(from - 1))) from--;
  while (to < ceiling && isInQuotes(text.charCodeAt(to))) to++;
  return isQuote(text.charCodeAt(from - 1)) && isQuote(text.charCodeAt(to)) && accepts(text.slice(from, to));
}

const isInQuotes = (code: number): boolean => code !== 34 && code !== 39 && code !== 10 && code !== 13;

/** Begins at least 16 units without a gap, or what a quote, an escape or an interpolation cuts short. */
function isLong(text: string, start: number, end: number): boolean {
  if (isNameUnit(text.charCodeAt(start - 1)) && !text.slice(Math.max(0, start - 10), start).includes('\\'))
    return false;
  let to = end;
  while (to - start < 16 && isTokenUnit(text.charCodeAt(to))) to++;
  return to - start >= 16 || continuesElsewhere(text, end);
}

/** After a credential's name: something is given to it in this line that has a quote, or goes on in the next line. */
function mayGiveText(text: string, start: number, end: number): boolean {
  let depth = 0;
  let given = false;
  let last = 0;
  for (let i = end; i < text.length; i++) {
    const code = text.charCodeAt(i);
    switch (code) {
      case 10:
        return given && (depth > 0 || continues(text, start, i, last));
      case 35:
        if (given) return depth > 0 || continues(text, start, i, last);
        return false;
      case 34:
      case 39:
        if (given) return true;
        break;
      case 61:
        given ||= text.charCodeAt(i + 1) !== 61 && text.charCodeAt(i - 1) !== 61 && text.charCodeAt(i - 1) !== 33;
        break;
      case 58:
        given = true;
        break;
      case 40:
      case 91:
      case 123:
        depth++;
        break;
      case 41:
      case 93:
      case 125:
        depth--;
        break;
      default:
    }
    if (code !== 32 && code !== 9 && code !== 13) last = i;
  }
  return given && continues(text, start, text.length, last);
}

/** The line ends in the middle of an expression. */
const continues = (text: string, start: number, end: number, last: number): boolean =>
  !/[\w"')\]}]/.test(text[last]!) ||
  /\b(?:or|and|if|else|not|in|await|lambda)\s*$/.test(text.slice(Math.max(start, last - 10), end));
