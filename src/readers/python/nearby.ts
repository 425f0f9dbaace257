import { detached } from '../../core/detached-text';
import { afterGap, behindBrackets, escapedAt, FARTHEST_GAP, goesOnInNextLine, isOperator, lineEndAfter } from './gaps';
import { stringEnd } from './logical-lines';
import { BACKSLASH, CLOSING, COMMENT, OPENING, QUOTE, roleOf } from './units';

// What the text around a word tells before anything is parsed. The prefilter asks for listeners with a `near`, which may only
// be wanting where the rule would say nothing: an oracle test holds the scan to that.

/** How far a look goes; what is longer is parsed. */
const REACH = 600;
/** Content of the plain string literal that opens at a quote; null for one that is not closed on its line, or is triple-quoted. */
function contentAt(text: string, quote: number): { readonly content: string; readonly end: number } | null {
  const end = stringEnd(text, quote);
  const mark = text[quote]!;
  if (end - quote < 2 || text[end - 1] !== mark || (end - quote >= 6 && text.startsWith(mark.repeat(3), quote)))
    return null;
  return { content: text.slice(quote + 1, end - 1), end };
}

/** Letters, digits, the underscore and all that is not ASCII: what names and words are made of. */
export const isNameUnit = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code > 127;

/**
 * Whether the expression from `at` on (to the end of its argument, its brackets, or its line) may hold a text that `accepts`: as a
 * literal, or (`names`) by a name that this text binds to one. True when the look does not reach the end. With `list`: or one of those after it.
 */
export function mayHoldText(
  text: string,
  at: number,
  accepts: (content: string) => boolean,
  { list = false, names = false } = {},
): boolean {
  let depth = 0;
  /** Whether what was read last needs more. */
  let open = false;
  const ends = list ? nowhere : endsArgument;
  const limit = Math.min(text.length, at + REACH);
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (isNameUnit(code)) {
      const end = endOfName(text, i, limit);
      if (names && isNameOf(text, i, end, accepts)) return true;
      open = GOES_ON.test(text.slice(i, end));
      i = end - 1;
      continue;
    }
    switch (roleOf(code)) {
      case QUOTE: {
        const literal = contentAt(text, i);
        if (literal === null || mayBeAccepted(text, i, literal.content, accepts)) return true;
        i = literal.end - 1;
        open = false;
        break;
      }
      case OPENING:
        depth++;
        open = true;
        break;
      case CLOSING:
        if (--depth < 0) return false;
        open = false;
        break;
      case COMMENT:
        i = lineEndAfter(text, i) - 1;
        break;
      case BACKSLASH:
        i = escapedAt(text, i);
        break;
      default:
        if (depth === 0 && ends(text, i, code, open)) return false;
        if (code > 32) open = isOperator(code);
    }
  }
  return at + REACH < text.length;
}

const endsArgument = (text: string, at: number, code: number, open: boolean): boolean =>
  code === 44 || (code === 10 && !open && !goesOnInNextLine(text, at));

const nowhere = (): boolean => false;

function endOfName(text: string, at: number, limit: number): number {
  let end = at + 1;
  while (end < limit && isNameUnit(text.charCodeAt(end))) end++;
  return end;
}

/** Whether a name (no prefix of a string, no callee, no owner, no number) is bound to a text that is accepted. */
function isNameOf(text: string, start: number, end: number, accepts: (content: string) => boolean): boolean {
  const next = text.charCodeAt(end);
  return (
    next !== 34 &&
    next !== 39 &&
    next !== 40 &&
    next !== 46 &&
    text.charCodeAt(start) > 57 &&
    end - start < 100 &&
    isBoundTo(text, text.slice(start, end), accepts)
  );
}

/** Whether the text of a literal that opens at a quote is accepted, or not all of it is known. */
function mayBeAccepted(text: string, quote: number, content: string, accepts: (content: string) => boolean): boolean {
  if (accepts(content.includes('\\') ? content.replace(/\\./g, '') : content)) return true;
  // What an f-string holds may come from anywhere; a short one with a name in it is no secret but may be half of one.
  const before = text.charCodeAt(quote - 1) | 32;
  return (before === 102 || before === 116) && content.includes('{');
}

const GOES_ON = /^(?:or|and|if|else|not|in|is|await|lambda|for)$/;
const KEYWORDS = new Set([
  'None',
  'True',
  'False',
  'if',
  'else',
  'or',
  'and',
  'not',
  'in',
  'is',
  'self',
  'str',
  'int',
  'bool',
  'lambda',
  'await',
  'for',
]);

/** Whether a name is given, somewhere in the text, a value with a literal that `accepts`; options of a command line count by their name. */
function isBoundTo(text: string, name: string, accepts: (content: string) => boolean): boolean {
  if (KEYWORDS.has(name)) return false;
  if (last.text !== text) last = { text, answers: new Map(), options: undefined };
  let names = last.answers.get(accepts);
  if (!names) last.answers.set(accepts, (names = new Map()));
  let bound = names.get(name);
  if (bound === undefined) names.set(name, (bound = findBinding(text, name, accepts)));
  return bound;
}

/** The answers about the text that was asked about last: it is asked about the same few names again and again. */
let last: {
  readonly text: string;
  readonly answers: Map<unknown, Map<string, boolean>>;
  options: readonly string[] | undefined;
} = { text: '', answers: new Map(), options: undefined };

/** Options of a command line as their values are called: `--api-key` is `api_key`. */
const optionsIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/--([A-Za-z][\w-]*)/g), ([, option]) => option!.replace(/-/g, '_'))),
];

/** The names that were asked about in a text: what binds one of them may change an answer. */
export const namesAskedIn = (text: string): readonly string[] =>
  last.text === text ? [...last.answers.values()].flatMap((names) => [...names.keys()]) : [];

function findBinding(text: string, name: string, accepts: (content: string) => boolean): boolean {
  if ((last.options ??= optionsIn(text)).some((option) => option.startsWith(name))) return true;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (isNameUnit(text.charCodeAt(at - 1)) || isNameUnit(text.charCodeAt(at + name.length))) continue;
    let next = at + name.length;
    while (text.charCodeAt(next) === 32) next++;
    const code = text.charCodeAt(next);
    if (code === 92 || (code === 35 && /[=:]/.test(text[afterGap(text, next)] ?? ''))) return true;
    if (code !== 61 && code !== 58 && code !== 34 && code !== 39) continue;
    const stop = text.indexOf('\n', next);
    const rest = text.slice(next, Math.min(stop < 0 ? text.length : stop, next + 300));
    const given = /^["']?\]?\s*(?::\s*[^=,(){};]{0,120})?(?:=(?!=)|:=)|^["']?\s*:/.exec(rest);
    if (!given) continue;
    if (givesText(text, next + given[0].length, accepts)) return true;
  }
  return false;
}

/** Whether the statement or item that goes on at `at` has a literal that is accepted, or one that goes over several lines. */
function givesText(text: string, at: number, accepts: (content: string) => boolean): boolean {
  let depth = 0;
  let open = true;
  for (let i = at; i < Math.min(text.length, at + REACH); i++) {
    const code = text.charCodeAt(i);
    switch (roleOf(code)) {
      case QUOTE: {
        const literal = contentAt(text, i);
        // A text over several lines, or one that goes on to the end of its line as an apostrophe in prose does.
        if (literal === null) return open;
        if (accepts(literal.content)) return true;
        i = literal.end - 1;
        open = false;
        break;
      }
      case OPENING:
        depth++;
        break;
      case CLOSING:
        if (--depth < 0) return false;
        open = false;
        break;
      case COMMENT:
        i = lineEndAfter(text, i) - 1;
        break;
      case BACKSLASH:
        i = escapedAt(text, i);
        break;
      default:
        if (depth === 0 && code === 10 && !open && !goesOnInNextLine(text, i)) return false;
        if (code > 32) open = isOperator(code);
    }
  }
  return false;
}

/** Whether a run of letters, digits and signs that goes on at `at` is cut short by an escape or an interpolation, or its literal may be joined with the next. */
export function continuesElsewhere(text: string, at: number): boolean {
  let to = at;
  while (to - at < 5000 && isTokenUnit(text.charCodeAt(to))) to++;
  const stop = text[to] ?? '';
  if (stop === '\\' || stop === '{') return true;
  return (stop === '"' || stop === "'") && JOINED_AFTER.test(text.slice(to, to + FARTHEST_GAP));
}

/** Whether the run that an offset is in may go on before it: an escape or an interpolation comes first, or its literal is joined with the one before. */
export function beganElsewhere(text: string, at: number): boolean {
  let from = at;
  while (at - from < 300 && isTokenUnit(text.charCodeAt(from - 1))) from--;
  const before = text[from - 1] ?? '';
  if (before === '\\' || before === '}') return true;
  return (before === '"' || before === "'") && JOINED_BEFORE.test(text.slice(Math.max(0, from - FARTHEST_GAP), from));
}

/** Between literals that are joined brackets may stand too. */
const JOINED_AFTER = /^["'](?:["']{2})?(?:[\s\\)]|#[^\n]*(?:\n|$))*(?:\+|[A-Za-z]{0,2}["']|$)/;
const JOINED_BEFORE = /(?:\+|["'])(?:[\s\\()]|#[^\n]*\n)*[A-Za-z]{0,2}["']{1,3}$/;

/** What keys are made of. */
export const isTokenUnit = (code: number): boolean =>
  isNameUnit(code) ||
  code === 45 ||
  code === 46 ||
  code === 47 ||
  code === 43 ||
  code === 61 ||
  code === 126 ||
  code === 58 ||
  code === 37;

/** Remembers the answers of a costly question about text. */
export function remembered<T>(ask: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size > 20_000) known.clear();
      known.set(detached(text), (answer = ask(text)));
    }
    return answer;
  };
}

/** What gives something to a name, or to a key. */
const GIVEN_TO_NAME = /^[ \t]*(?::[^=,(){};\n]{0,120})?=(?!=)[ \t\n]*/;
const GIVEN_TO_KEY = /^[ \t]*(?:(?::[^=,(){};\n]{0,120})?=(?!=)|[:,])[ \t\n]*/;
/** Holders of what somebody else decided: arguments, options, keyword arguments. */
const HANDED =
  /^(?:(?:self|cls|args?|\w*_args|\w*kwargs|opts?|options|params?|hparams|training_args|model_args|data_args)\s*\.\s*){1,3}$/;

/**
 * Whether an occurrence of a flag's name says nothing by itself: it is handed on under the same name, mentioned, or given a value
 * that `harmless` matches. Such occurrences matter only where another one gives the flag a value.
 */
export function isHandedOn(text: string, start: number, end: number, harmless: RegExp): boolean {
  const word = text.slice(start, end);
  // Between back quotes it is part of a sentence.
  if (text.charCodeAt(start - 1) === 96) return true;
  // With the sign behind it, as in `ssl=`, it is given something.
  if (text.charCodeAt(start - 1) === 45 || word.endsWith('=') || word !== word.toLowerCase()) return false;
  if (isNameUnit(text.charCodeAt(start - 1)) || isNameUnit(text.charCodeAt(end))) return true;
  const isQuoted = text.charCodeAt(end) === 34 || text.charCodeAt(end) === 39;
  const behind = isQuoted ? behindBrackets(text, end + 1, end) : end;
  const rest = text.slice(behind, behind + 300);
  const isKey = isQuoted && text.charCodeAt(behind - 1) !== 93;
  const given = (isKey ? GIVEN_TO_KEY : GIVEN_TO_NAME).exec(rest);
  if (!given) return !isQuoted || behind > end + 1 || /^[ \t]*(?:\)|\]|in\b|not\b|\}|:[ \t]*$)/.test(rest);
  const value = rest.slice(given[0].length);
  const bare = /^((?:[A-Za-z_]\w*[ \t]*\.[ \t]*)*)([A-Za-z_]\w*)[ \t]*(?=[,)\]}\n#]|$)/.exec(value);
  if (bare && bare[2] === word) return bare[1] === '' || HANDED.test(bare[1]!);
  if (/^\w*kwargs\.(?:pop|get)\(\s*["']\w+["']\s*(?:,\s*(?:None|False|True)\s*)?\)/.test(value))
    return harmlessDefault(value, harmless);
  // What a function returns is not known.
  if (/^(?:[A-Za-z_]\w*[ \t]*\.[ \t]*)*[A-Za-z_]\w*\((?![^()]*\bTrue\b)/.test(value)) return true;
  return /^[\w.]+[ \t]*[,)\]}\n#]/.test(value) && harmless.test(value);
}

const harmlessDefault = (value: string, harmless: RegExp): boolean => {
  const given = /,\s*(None|False|True)\s*\)/.exec(value)?.[1];
  return given === undefined || given === 'None' || harmless.test(given);
};
