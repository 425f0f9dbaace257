import { LineLexer } from '../python/logical-lines';
import { indentOf, kindAt, type LineKind } from './line-kinds';

/** One logical line and where it stands. Indices are into `Outline.lines`; -1 is none. */
export interface Line {
  start: number;
  content: number;
  end: number;
  readonly kind: LineKind;
  /** Last `=` that assigns outside brackets; -1 for none. */
  equals: number;
  readonly walrus: boolean;
  /** The line whose suite this one stands in. */
  parent: number;
  /** The statement before in the same suite; comments do not count. */
  readonly previous: number;
  /** The innermost `def` or `class` around. */
  readonly scope: number;
}

/** Python as an outline: logical lines with their suites and scopes, by indentation alone. Nothing is parsed. */
export class Outline {
  readonly lines: Line[] = [];
  /** True when brackets, quotes or indentation do not fit together: only the parser can say what is meant. */
  readonly irregular: boolean;

  constructor(public text: string) {
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
      const scope =
        around === undefined ? -1 : around.kind === 'def' || around.kind === 'class' ? parent : around.scope;
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

  /**
   * Reads the lines of a changed text anew, from `from` (the start of a line, in place of line `first`) until they fall in with
   * those of this outline behind `changeEnd`; null when that takes more than `most` lines. `parents` are those of later lines that
   * stand elsewhere now. `previous` and `scope` of the new lines are not worked out.
   */
  reread(
    text: string,
    first: number,
    from: number,
    changeEnd: number,
    most: number,
  ): {
    readonly last: number;
    readonly lines: Line[];
    readonly unbalanced: boolean;
    readonly parents: ReadonlyMap<number, number>;
  } | null {
    const delta = text.length - this.text.length;
    const lexer = new LineLexer(text, from);
    const open = this.#openBefore(first);
    const lines: Line[] = [];
    const parentAt = (indent: number): number => {
      while (open.length > 0 && open[open.length - 1]!.indent >= indent) open.pop();
      return open.length === 0 ? -1 : open[open.length - 1]!.index;
    };
    let last = this.lines.length;
    while (lexer.open()) {
      const { start } = lexer;
      if (start - delta >= changeEnd) {
        const known = this.lineAt(start - delta);
        if (known >= first && this.lines[known]!.start === start - delta) {
          last = known;
          break;
        }
      }
      if (lines.length >= most) return null;
      lexer.close();
      const { content, end, equals, walrus } = lexer;
      const kind = kindAt(text, content, end);
      const indent = indentOf(text, start, content);
      const parent = kind === 'comment' ? -1 : parentAt(indent);
      if (kind !== 'comment') open.push({ index: first + lines.length, indent });
      lines.push({ start, content, end, kind, equals, walrus, parent, previous: -1, scope: -1 });
    }
    return { last, lines, unbalanced: lexer.unbalanced, parents: this.#parentsAfter(first, last, lines.length, open) };
  }

  /**
   * The parents of statements behind reread lines, by old index, in new indices, up to where they are those of before; -1 is none.
   * `open` are the suites that are open there.
   */
  #parentsAfter(
    first: number,
    last: number,
    count: number,
    open: { index: number; indent: number }[],
  ): ReadonlyMap<number, number> {
    const parents = new Map<number, number>();
    const more = count - (last - first);
    for (let i = last; i < this.lines.length; i++) {
      const line = this.lines[i]!;
      if (line.kind === 'comment') continue;
      const indent = indentOf(this.text, line.start, line.content);
      while (open.length > 0 && open[open.length - 1]!.indent >= indent) open.pop();
      const parent = open.length === 0 ? -1 : open[open.length - 1]!.index;
      const before = line.parent < first ? line.parent : line.parent < last ? null : line.parent + more;
      if (parent === before && parent < first) break;
      parents.set(i, parent);
      open.push({ index: i + more, indent });
    }
    return parents;
  }

  /** Puts lines that were read anew in the place of old ones. */
  replace(
    first: number,
    last: number,
    lines: readonly Line[],
    parents: ReadonlyMap<number, number>,
    text: string,
    delta: number,
  ): void {
    const more = lines.length - (last - first);
    for (let i = last; i < this.lines.length; i++) {
      const line = this.lines[i]!;
      line.start += delta;
      line.content += delta;
      line.end += delta;
      if (line.equals >= 0) line.equals += delta;
      const parent = parents.get(i);
      if (parent !== undefined) line.parent = parent;
      else if (line.parent >= last) line.parent += more;
    }
    this.lines.splice(first, last - first, ...lines);
    this.text = text;
  }

  /** The statements whose suites are open where a line begins, with their indents. */
  #openBefore(index: number): { index: number; indent: number }[] {
    const open: { index: number; indent: number }[] = [];
    let at = index - 1;
    while (at >= 0 && this.lines[at]!.kind === 'comment') at--;
    for (; at >= 0; at = this.lines[at]!.parent)
      open.unshift({ index: at, indent: indentOf(this.text, this.lines[at]!.start, this.lines[at]!.content) });
    return open;
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
      if (line.kind !== 'comment' && line.start > this.lines[index]!.end && line.parent === this.lines[index]!.parent)
        return -1;
    }
    return -1;
  }
}
