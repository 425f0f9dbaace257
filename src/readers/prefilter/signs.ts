import { afterGap, escapedAt, goesOnInNextLine } from '../python/gaps';
import { continuesElsewhere, isNameUnit, isTokenUnit } from '../python/nearby';
import { BACKSLASH, CLOSING, COMMENT, EQUALS, LINE_BREAK, OPENING, QUOTE, roleOf } from '../python/units';
import type { Look } from './near';
import type { Outline } from './outline';

/**
 * What a string that some rule waits for says about the place where it stands.
 * `call`: the last name of a callee. `argument`: a word inside a call. `text`: inside a string or comment.
 * `token`: the same, in a long run of letters and digits. `value`: inside a string that is used as a value. `name`: in a name that is given a value with a quote in it. `any`: anywhere in code. `note`: a suppression comment.
 * `root`: a module that some callee begins with. `mark`: what readers ask about, and no sign. `imported`: where it stands, calls of what is imported count. `base`: in the header of a class.
 */
export type Meaning =
  | { readonly kind: 'text' | 'token' | 'value' | 'any'; readonly near?: Look | undefined }
  | ArgumentWord
  | { readonly kind: 'note' | 'root' | 'mark' | 'base' }
  | {
      readonly kind: 'imported';
      readonly near?: Look | undefined;
      /** What stands before it in a string, from the quote on. */
      readonly lead: RegExp;
    }
  | NameWord
  | CallWord;

export interface NameWord {
  readonly kind: 'name';
  readonly near?: Look | undefined;
  readonly accepts: (name: string) => boolean;
}

export interface ArgumentWord {
  readonly kind: 'argument';
  /** What happens when the call fails counts, and what the function is called for that it stands in. */
  readonly failures: boolean;
  readonly near?: Look | undefined;
  /** Lists of words of which one must stand whole in the text; null when none need. */
  readonly needs: readonly (readonly string[])[] | null;
  /** Whether values are followed from here to where they come from. */
  readonly follows: boolean;
}

/** From which calls values are followed. */
export type Follows =
  boolean | { readonly unless: RegExp | null; /** What the text must have. */ readonly anywhere: Look | null };

export interface CallWord {
  readonly kind: 'call';
  readonly word: string;
  /** Modules of which one must be named in the text; null when nothing need be. */
  readonly roots: ReadonlySet<string> | null;
  /** Lists of words of which one must stand whole in the text: the modules of the callees. */
  readonly needs: readonly (readonly string[])[];
  /** Some pattern is a name alone (`eval`): no method of that name is meant. */
  readonly bare: boolean;
  readonly failures: boolean;
  /** Where its result goes counts too. */
  readonly results: boolean;
  /** Statements of the same scope that matter when this call is there. */
  readonly beside: RegExp | null;
  /** Whether values are followed from here to where they come from. */
  readonly follows: Follows;
  /** In which texts anybody asks. */
  readonly near?: Look | undefined;
}

/** A bracket comes behind what ends there: what only names a function follows nothing. */
const CALLED = /\s*\(/y;

function isCalled(text: string, end: number): boolean {
  CALLED.lastIndex = end;
  return CALLED.test(text);
}

/** Whether values are followed from the call of a word that ends at an offset. */
export function follows(
  { follows: asked, word }: Pick<CallWord, 'follows' | 'word'>,
  { text, lines }: Outline,
  index: number,
  end: number,
): boolean {
  if (asked === false || !isCalled(text, end)) return false;
  if (asked === true) return true;
  if (asked.anywhere && asked.anywhere(text, 0, 0) !== true) return false;
  if (!asked.unless) return true;
  const line = lines[index]!;
  const statement = text.slice(line.content, line.end);
  return !asked.unless.test(statement) || !standsOnce(word, statement);
}

/** Whether a word stands in a text no more than once, as a whole one. */
function standsOnce(word: string, text: string): boolean {
  let times = 0;
  for (let at = text.indexOf(word); at >= 0 && times < 2; at = text.indexOf(word, at + word.length))
    if (isWhole(text, at, at + word.length)) times++;
  return times < 2;
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
      return mayBeGivenText(text, start, end) && isAccepted(meaning, text, start, end);
    case 'token':
      return isLong(text, start, end);
    default:
      return true;
  }
}

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

/** The identifier that was looked at last: several rules ask about one, and a string knows its hash when it is looked up again. */
let name = { text: '', start: -1, name: '' };

/** The identifier around the hit, or all that is in the quotes around it, is a name that the listener accepts. */
function isAccepted({ accepts }: NameWord, text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (isNameUnit(text.charCodeAt(from - 1))) from--;
  while (isNameUnit(text.charCodeAt(to))) to++;
  if (name.text !== text || name.start !== from) name = { text, start: from, name: text.slice(from, to) };
  if (accepts(name.name)) return true;
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

/** UTF-16 units of one line that are looked through for what a name is given. */
const FARTHEST = 4000;

let asked = { text: '', end: -1, answer: false };

/** Several rules ask the same of one occurrence. */
function mayBeGivenText(text: string, start: number, end: number): boolean {
  if (asked.end !== end || asked.text !== text) asked = { text, end, answer: mayGiveText(text, start, end) };
  return asked.answer;
}

/** After a credential's name: something is given to it in this line that has a quote, or goes on in the next line. */
function mayGiveText(text: string, start: number, end: number): boolean {
  let depth = 0;
  let given = false;
  let last = 0;
  const stop = Math.min(text.length, end + FARTHEST);
  for (let i = end; i < stop; i++) {
    const code = text.charCodeAt(i);
    switch (roleOf(code)) {
      case LINE_BREAK:
      case COMMENT:
        if (given) return depth > 0 || endsInExpression(text, start, i, last) || goesOnInNextLine(text, i);
        i = lineOfSign(text, i, isQuote(text.charCodeAt(last)));
        if (i < 0) return false;
        break;
      case QUOTE:
        if (given) return true;
        break;
      case EQUALS:
        given ||= isAssignment(text, i);
        break;
      case OPENING:
        depth++;
        break;
      case CLOSING:
        depth--;
        break;
      case BACKSLASH:
        i = escapedAt(text, i);
        break;
      default:
        given ||= code === 58;
    }
    if (code > 32) last = i;
  }
  // A line this long is read, whatever it is: looking on from each of its words would take ever longer.
  return stop < text.length || (given && endsInExpression(text, start, text.length, last));
}

/** The line break before which a name stands that goes on behind it: with the sign that it is given something, or the bracket before that. -1 for any other. */
const lineOfSign = (text: string, at: number, isQuoted: boolean): number =>
  (isQuoted ? /[=:\])]/ : /[=:\]]/).test(text[afterGap(text, at)] ?? '') ? text.indexOf('\n', at) : -1;

/** Whether an `=` is no part of `==` or `!=`. */
const isAssignment = (text: string, at: number): boolean =>
  text.charCodeAt(at + 1) !== 61 && text.charCodeAt(at - 1) !== 61 && text.charCodeAt(at - 1) !== 33;

/** The line ends in the middle of an expression. */
const endsInExpression = (text: string, start: number, end: number, last: number): boolean =>
  !/[\w"')\]}]/.test(text[last]!) ||
  /\b(?:or|and|if|else|not|in|await|lambda)\s*$/.test(text.slice(Math.max(start, last - 10), end));
