import type { PythonFacts } from '../../core/python-facts';
import { once } from '../../readers/python/fact-index';
import { stringEnd } from '../../readers/python/logical-lines';
import { closing } from './expressions';

/** The text of the only function of that name in this file; null when there is none. */
export function functionText(name: string, facts: PythonFacts): string | null {
  const text = plainText(facts);
  if (!/^[\w\u0080-\uffff]+$/.test(name)) return null;
  const headers = [...text.matchAll(new RegExp(`^([ \\t]*)(?:async[ \\t]+)?def[ \\t]+${name}[ \\t]*\\(`, 'gm'))];
  const [header] = headers;
  const open = header ? header.index + header[0].length - 1 : -1;
  const start = open < 0 ? -1 : closing(text, open, text.length);
  if (headers.length !== 1 || start < 0) return null;
  const rest = text.slice(start);
  const stop = new RegExp(`\\n(?!${header![1]}[ \\t])[ \\t]*\\S`).exec(rest);
  return rest.slice(0, stop ? stop.index : undefined);
}

const blanked = (text: string): string =>
  text.includes('\n') ? text.replace(/[^\n]+/g, (line) => ' '.repeat(line.length)) : ' '.repeat(text.length);

/** The program with comments and long strings blanked, offsets kept. */
export const plainText = once(({ text }: PythonFacts): string => {
  const parts: string[] = [];
  let from = 0;
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(from, start), blanked(text.slice(start, end)));
    from = end;
  };
  const mark = /["'#]/g;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const at = found.index;
    if (found[0] === '#') {
      const end = text.indexOf('\n', at);
      mark.lastIndex = end < 0 ? text.length : end;
      blank(at, mark.lastIndex);
      continue;
    }
    const quotes = found[0].repeat(3);
    const close = text.startsWith(quotes, at) ? text.indexOf(quotes, at + 3) : -1;
    if (close >= 0) {
      mark.lastIndex = close + 3;
      blank(at, mark.lastIndex);
    } else {
      const end = stringEnd(text, at);
      // A quote that nothing closes in its line begins no string.
      mark.lastIndex =
        end - at > 1 && text[end - 1] === found[0] && !text.startsWith(quotes, at)
          ? end
          : text.startsWith(quotes, at)
            ? at + 2
            : at + 1;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
});
