import { stringEnd } from '../python/logical-lines';

const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const FORMATTED = /^[A-Za-z]{0,2}[fFtT][A-Za-z]{0,2}$/;

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
    if (code === 35) {
      const stop = text.indexOf('\n', i);
      i = stop === -1 ? end : stop;
      continue;
    }
    if (code === 34 || code === 39) {
      i = stringEnd(text, i) - 1;
      before = code;
      owner = '';
      continue;
    }
    if (!isWordStart(code)) {
      if (code === 40 || code === 91 || code === 123) depth++;
      else if (code === 41 || code === 93 || code === 125) depth--;
      if (code !== 46) owner = '';
      before = code;
      continue;
    }
    WORD.lastIndex = i;
    const name = WORD.exec(text)![0];
    const after = i + name.length;
    const quote = text.charCodeAt(after);
    if ((quote === 34 || quote === 39) && name.length <= 3) {
      const stop = stringEnd(text, after);
      if (FORMATTED.test(name)) visitNames(unquoted(text, after, stop), 0, stop - after, visit);
      i = stop - 1;
      before = quote;
      owner = '';
      continue;
    }
    let at = after;
    while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
    const next = text.charCodeAt(at);
    const use =
      before === 46
        ? owner === ''
          ? 'inner'
          : 'member'
        : depth > 0 && next === 61 && text.charCodeAt(at + 1) !== 61
          ? 'keyword'
          : 'name';
    visit(name, use, next, owner);
    owner = use === 'name' ? name : '';
    before = code;
    i = after - 1;
  }
}

/** A formatted string's text with its quotes taken for blanks, so that all in it counts as code. */
const unquoted = (text: string, start: number, end: number): string => text.slice(start, end).replace(/["'#]/g, ' ');

const isWordStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
