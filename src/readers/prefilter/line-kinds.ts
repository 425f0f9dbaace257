import { stringEnd } from '../python/logical-lines';

/** A `string` line is a string without interpolations and nothing else: a docstring, most often. */
export type LineKind =
  'comment' | 'decorator' | 'def' | 'class' | 'import' | 'global' | 'clause' | 'try' | 'string' | 'other';

const KINDS = new Map<string, LineKind>([
  ['def', 'def'],
  ['class', 'class'],
  ['import', 'import'],
  ['from', 'import'],
  ['global', 'global'],
  ['try', 'try'],
  ['else', 'clause'],
  ['elif', 'clause'],
  ['except', 'clause'],
  ['finally', 'clause'],
]);
const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const ASYNC_DEF = /async[ \t\f\\\r\n]+def\b/y;

/** As the grammar counts: a tab is eight blanks, a form feed begins anew. */
export function indentOf(text: string, start: number, content: number): number {
  let indent = 0;
  for (let i = start; i < content; i++) {
    const code = text.charCodeAt(i);
    indent = code === 32 ? indent + 1 : code === 9 ? indent + 8 : 0;
  }
  return indent;
}

/** What kind of line begins at `content`, by its first word alone. */
export function kindAt(text: string, content: number, end: number): LineKind {
  const code = text.charCodeAt(content);
  if (code === 35) return 'comment';
  if (code === 64) return 'decorator';
  if (code === 34 || code === 39) return standsAlone(text, content, end) ? 'string' : 'other';
  if (!(code >= 97 && code <= 122)) return 'other';
  WORD.lastIndex = content;
  const word = WORD.exec(text)![0];
  if (word === 'async') {
    ASYNC_DEF.lastIndex = content;
    return ASYNC_DEF.test(text) ? 'def' : 'other';
  }
  const after = text.charCodeAt(content + word.length);
  if (word.length <= 2 && (after === 34 || after === 39) && !/[ft]/.test(word))
    return standsAlone(text, content + word.length, end) ? 'string' : 'other';
  return KINDS.get(word) ?? 'other';
}

function standsAlone(text: string, quote: number, end: number): boolean {
  let at = stringEnd(text, quote);
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 12)) at++;
  return at >= end || text.charCodeAt(at) === 35;
}
