import { LineLexer, stringEnd } from '../python/logical-lines';

/** A `string` line is a string without interpolations and nothing else: a docstring, most often. */
export type LineKind = 'comment' | 'decorator' | 'def' | 'class' | 'import' | 'global' | 'clause' | 'try' | 'string' | 'other';

/** One logical line and where it stands. Indices are into `Outline.lines`; -1 is none. */
export interface Line {
  readonly start: number;
  readonly content: number;
  readonly end: number;
  readonly kind: LineKind;
  /** Last `=` that assigns outside brackets; -1 for none. */
  readonly equals: number;
  readonly walrus: boolean;
  /** The line whose suite this one stands in. */
  readonly parent: number;
  /** The statement before in the same suite; comments do not count. */
  readonly previous: number;
  /** The innermost `def` or `class` around. */
  readonly scope: number;
}

const KINDS = new Map<string, LineKind>([
  ['def', 'def'], ['class', 'class'], ['import', 'import'], ['from', 'import'], ['global', 'global'], ['try', 'try'],
  ['else', 'clause'], ['elif', 'clause'], ['except', 'clause'], ['finally', 'clause'],
]);
const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const ASYNC_DEF = /async[ \t\f\\\r\n]+def\b/y;

/** Python as an outline: logical lines with their suites and scopes, by indentation alone. Nothing is parsed. */
export class Outline {
  readonly lines: Line[] = [];
  /** True when brackets, quotes or indentation do not fit together: only the parser can say what is meant. */
  readonly irregular: boolean;

  constructor(readonly text: string) {
    const lexer = new LineLexer(text);
    const open: { index: number; indent: number }[] = [];
    let irregular = false;
    while (lexer.open()) {
      lexer.close();
      const { start, content, end, equals, walrus } = lexer;
      const kind = kindAt(text, content, end);
      const index = this.lines.length;
      if (kind === 'comment') {
        this.lines.push({ start, content, end, kind, equals: -1, walrus: false, parent: -1, previous: -1, scope: -1 });
        continue;
      }
      const indent = indentOf(text, start, content);
      let previous = -1;
      while (open.length > 0 && open[open.length - 1]!.indent >= indent) {
        const closed = open.pop()!;
        previous = closed.indent === indent ? closed.index : -1;
        irregular ||= closed.indent > indent && (open.length === 0 || open[open.length - 1]!.indent < indent);
      }
      irregular ||= open.length === 0 && previous === -1 && indent > 0;
      const parent = open.length === 0 ? -1 : open[open.length - 1]!.index;
      const around = parent === -1 ? undefined : this.lines[parent]!;
      const scope = around === undefined ? -1 : around.kind === 'def' || around.kind === 'class' ? parent : around.scope;
      this.lines.push({ start, content, end, kind, equals, walrus, parent, previous, scope });
      open.push({ index, indent });
    }
    this.irregular = irregular || lexer.unbalanced;
  }

  /** Index of the line that an offset is in, or of the one before; -1 before the first. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Whether what scope `outer` binds is seen in scope `inner`: they are the same, or one encloses the other. */
  encloses(outer: number, inner: number): boolean {
    for (let scope = inner; ; scope = this.lines[scope]!.scope) {
      if (scope === outer) return true;
      if (scope === -1) return false;
    }
  }

  /** The next statement of the same suite, or -1. */
  following(index: number): number {
    for (let i = index + 1; i < this.lines.length; i++) {
      const line = this.lines[i]!;
      if (line.previous === index) return i;
      if (line.kind !== 'comment' && line.start > this.lines[index]!.end && line.parent === this.lines[index]!.parent) return -1;
    }
    return -1;
  }
}

/** As the grammar counts: a tab is eight blanks, a form feed begins anew. */
function indentOf(text: string, start: number, content: number): number {
  let indent = 0;
  for (let i = start; i < content; i++) {
    const code = text.charCodeAt(i);
    indent = code === 32 ? indent + 1 : code === 9 ? indent + 8 : 0;
  }
  return indent;
}

function kindAt(text: string, content: number, end: number): LineKind {
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
  if (word.length <= 2 && (after === 34 || after === 39) && !/[ft]/.test(word)) return standsAlone(text, content + word.length, end) ? 'string' : 'other';
  return KINDS.get(word) ?? 'other';
}

function standsAlone(text: string, quote: number, end: number): boolean {
  let at = stringEnd(text, quote);
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at >= end || text.charCodeAt(at) === 35;
}
