import { stringEnd } from '../python/logical-lines';

/** A `string` is one without interpolations and nothing else: a docstring, most often. */
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
/** The first two letters of these words: most statements begin with others. */
const TELLING = new Uint8Array(1 << 14);
for (const word of [...KINDS.keys(), 'async']) TELLING[(word.charCodeAt(0) << 7) | word.charCodeAt(1)] = 1;
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

/** What kind of statement begins at `content`, by its first word alone. */
export function kindAt(text: string, content: number, end: number): LineKind {
  const code = text.charCodeAt(content);
  if (code === 35) return 'comment';
  if (code === 64) return 'decorator';
  if (isQuote(code)) return standsAlone(text, content, end) ? 'string' : 'other';
  if (!(code >= 97 && code <= 122)) return 'other';
  const second = text.charCodeAt(content + 1);
  const quote = isQuote(second) ? content + 1 : content + 2;
  if (isQuote(text.charCodeAt(quote)) && !/[^a-z]|[ft]/.test(text.slice(content, quote)))
    return standsAlone(text, quote, end) ? 'string' : 'other';
  if (second > 127 || TELLING[(code << 7) | second] === 0) return 'other';
  WORD.lastIndex = content;
  const word = WORD.exec(text)![0];
  if (word !== 'async') return KINDS.get(word) ?? 'other';
  ASYNC_DEF.lastIndex = content;
  return ASYNC_DEF.test(text) ? 'def' : 'other';
}

const isQuote = (code: number): boolean => code === 34 || code === 39;

/** Nothing comes behind the string but a comment; a statement may end with a `;`. */
function standsAlone(text: string, quote: number, end: number): boolean {
  let at = afterBlanks(text, stringEnd(text, quote), end);
  if (at < end && text.charCodeAt(at) === 59) at = afterBlanks(text, at + 1, end);
  return at >= end || text.charCodeAt(at) === 35;
}

function afterBlanks(text: string, at: number, end: number): number {
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 12)) at++;
  return at;
}
