import { stringEnd } from '../python/logical-lines';
import { isNameUnit } from '../python/nearby';
import { CLOSING, COMMENT, OPENING, QUOTE, roleOf } from '../python/units';

const FORMATTED = /^[A-Za-z]{0,2}[fFtT][A-Za-z]{0,2}$/;

/** Keywords of the language: nothing is called like them. */
export const KEYWORDS = new Set(
  'and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield'.split(
    ' ',
  ),
);

/**
 * How a name stands in code: by itself, behind a dot, or as the name of a keyword argument. `inner`: behind a dot that stands
 * behind more than a name (`a.b.inner`, `f().inner`): only fields of classes and options are looked for by such a name.
 */
export type Use = 'name' | 'member' | 'inner' | 'keyword';

/**
 * Visits the names in a piece of code, strings and comments left out (what f-strings hold is code). `next` is the unit after
 * the name, blanks left out; `owner` what a member belongs to. Keywords of the language come too: nothing is called like them.
 */
export function visitNames(
  text: string,
  start: number,
  end: number,
  visit: (name: string, use: Use, next: number, owner: string) => void,
): void {
  let depth = 0;
  let before = 0;
  /** The name before, when nothing but a dot has come since. */
  let owner = '';
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9 || code === 10 || code === 13) continue;
    if (isWordStart(code)) {
      const after = endOfWord(text, i);
      const name = text.slice(i, after);
      const quote = text.charCodeAt(after);
      if (name.length <= 3 && roleOf(quote) === QUOTE) {
        const stop = stringEnd(text, after);
        if (FORMATTED.test(name)) visitNames(unquoted(text, after, stop), 0, stop - after, visit);
        i = stop - 1;
        before = quote;
        owner = '';
        continue;
      }
      const at = afterBlanks(text, after, end);
      const next = text.charCodeAt(at);
      const isKeyword = depth > 0 && next === 61 && text.charCodeAt(at + 1) !== 61;
      const use = before === 46 ? memberOf(owner) : isKeyword ? 'keyword' : 'name';
      visit(name, use, next, owner);
      owner = use === 'name' ? name : '';
      before = code;
      i = after - 1;
      continue;
    }
    const role = roleOf(code);
    if (role === COMMENT) {
      i = endOfLine(text, i, end);
      continue;
    }
    if (role === QUOTE) i = stringEnd(text, i) - 1;
    else if (role === OPENING) depth++;
    else if (role === CLOSING) depth--;
    if (code !== 46) owner = '';
    before = code;
  }
}

const memberOf = (owner: string): Use => (owner === '' ? 'inner' : 'member');

function afterBlanks(text: string, at: number, end: number): number {
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at;
}

/** The line break after an offset, or the end. */
function endOfLine(text: string, at: number, end: number): number {
  const stop = text.indexOf('\n', at);
  return stop === -1 ? end : stop;
}

/** A formatted string's text with its quotes taken for blanks, so that all in it counts as code. */
const unquoted = (text: string, start: number, end: number): string => text.slice(start, end).replace(/["'#]/g, ' ');

/** Calls `found` with each word that is no number, and its offset. */
export function visitWords(text: string, found: (word: string, at: number) => void): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isWordStart(code)) continue;
    const end = endOfWord(text, i);
    found(text.slice(i, end), i);
    i = end - 1;
  }
}

function endOfWord(text: string, start: number): number {
  let at = start + 1;
  while (isNameUnit(text.charCodeAt(at))) at++;
  return at;
}

const isWordStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
