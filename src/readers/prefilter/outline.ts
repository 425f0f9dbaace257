import { LineLexer } from '../python/logical-lines';
import { indentOf, kindAt, type LineKind } from './line-kinds';
import { OpenSuites } from './open-suites';

/** One statement, of a compound one the header, or a comment, and where it stands. Indices are into `Outline.lines`; -1 is none. */
export interface Line {
  start: number;
  content: number;
  end: number;
  /** Where its logical line begins: at `start`, unless it stands behind a `;` or on the line of its header. */
  margin: number;
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

/** Python as an outline: statements with their suites and scopes, by indentation, `;` and colons alone. Nothing is parsed. */
export class Outline {
  readonly lines: Line[] = [];
  /** True when brackets, quotes or indentation do not fit together: only the parser can say what is meant. */
  readonly irregular: boolean;

  constructor(public text: string) {
    const { lines } = this;
    const lexer = new LineLexer(text);
    const suites = new OpenSuites();
    while (lexer.open()) {
      lexer.close();
      const kind = kindAt(text, lexer.content, lexer.end);
      if (kind === 'comment') {
        lines.push(lineOf(lexer, kind, -1, -1, -1));
        continue;
      }
      place(suites, lexer, lines.length);
      const { parent, previous } = suites;
      const around = parent === -1 ? undefined : lines[parent]!;
      const scope =
        around === undefined ? -1 : around.kind === 'def' || around.kind === 'class' ? parent : around.scope;
      lines.push(lineOf(lexer, kind, parent, previous, scope));
    }
    this.irregular = suites.irregular || lexer.unbalanced;
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
   * Reads the lines of a changed text anew, from `from` (the start of a logical line, in place of line `first`) until they fall in
   * with those of this outline behind `changeEnd`; null when that takes more than `most` lines. `parents` are those of later lines
   * that stand elsewhere now. `previous` and `scope` of the new lines are not worked out.
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
    readonly irregular: boolean;
    readonly parents: ReadonlyMap<number, number>;
  } | null {
    const delta = text.length - this.text.length;
    const lexer = new LineLexer(text, from);
    const suites = this.#suitesBefore(first);
    const lines: Line[] = [];
    let last = this.lines.length;
    while (lexer.open()) {
      const { start } = lexer;
      if (start - delta >= changeEnd && start === lexer.margin) {
        const known = this.lineAt(start - delta);
        if (known >= first && this.lines[known]!.start === start - delta && !this.isJoined(known)) {
          last = known;
          break;
        }
      }
      if (lines.length >= most) return null;
      lexer.close();
      const kind = kindAt(text, lexer.content, lexer.end);
      if (kind !== 'comment') place(suites, lexer, first + lines.length);
      lines.push(lineOf(lexer, kind, kind === 'comment' ? -1 : suites.parent, -1, -1));
    }
    const irregular = suites.irregular || lexer.unbalanced;
    return { last, lines, irregular, parents: this.#parentsBehind(first, last, lines.length, suites) };
  }

  /**
   * The parents of statements behind reread lines, by old index, in new indices, up to where they are those of before; -1 is none.
   * `suites` are those that are open there.
   */
  #parentsBehind(first: number, last: number, count: number, suites: OpenSuites): ReadonlyMap<number, number> {
    const parents = new Map<number, number>();
    const more = count - (last - first);
    for (let i = last; i < this.lines.length; i++) {
      const line = this.lines[i]!;
      if (line.kind === 'comment') continue;
      if (this.isJoined(i)) suites.join(i + more);
      else
        suites.begin(
          i + more,
          indentOf(this.text, line.start, line.content),
          this.lines[i + 1]?.parent === i && this.isJoined(i + 1),
        );
      const { parent } = suites;
      const before = line.parent < first ? line.parent : line.parent < last ? null : line.parent + more;
      if (parent === before && parent < first && !this.isJoined(i)) break;
      parents.set(i, parent);
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
      line.margin += delta;
      if (line.equals >= 0) line.equals += delta;
      const parent = parents.get(i);
      if (parent !== undefined) line.parent = parent;
      else if (line.parent >= last) line.parent += more;
    }
    this.lines.splice(first, last - first, ...lines);
    this.text = text;
  }

  /** The suites that are open where a line begins. */
  #suitesBefore(index: number): OpenSuites {
    const { lines, text } = this;
    let at = index - 1;
    while (at >= 0 && (lines[at]!.kind === 'comment' || this.isJoined(at))) at--;
    const around: number[] = [];
    for (; at >= 0; at = lines[at]!.parent) around.push(at);
    const suites = new OpenSuites();
    for (const each of around.reverse())
      suites.open(
        each,
        indentOf(text, lines[each]!.start, lines[each]!.content),
        each + 1 < index && this.isJoined(each + 1),
      );
    return suites;
  }

  /** Whether a statement stands behind another one on its line. */
  isJoined(index: number): boolean {
    const line = this.lines[index];
    return line !== undefined && line.start !== line.margin;
  }

  /** Whether what scope `outer` binds is seen in scope `inner`: they are the same, or one encloses the other. */
  encloses(outer: number, inner: number): boolean {
    for (let scope = inner; ; scope = this.lines[scope]!.scope) {
      if (scope === outer) return true;
      if (scope === -1) return false;
    }
  }

  /** The last statement of a suite, by that of its header. */
  lastOf(index: number): number {
    const { lines } = this;
    let last = index;
    for (let i = index + 1; i < lines.length && (lines[i]!.kind === 'comment' || lines[i]!.parent >= index); i++)
      if (lines[i]!.kind !== 'comment') last = i;
    return last;
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

/** All lines have the same form: there are very many of them. */
const lineOf = (
  { start, content, end, margin, equals, walrus }: LineLexer,
  kind: LineKind,
  parent: number,
  previous: number,
  scope: number,
): Line => ({ start, content, end, margin, kind, equals, walrus, parent, previous, scope });

/** Tells the suites of the statement that the lexer is at. */
function place(suites: OpenSuites, lexer: LineLexer, index: number): void {
  const { text, start, content, margin, heads } = lexer;
  if (start === margin) suites.begin(index, indentOf(text, start, content), heads);
  else suites.join(index);
}
