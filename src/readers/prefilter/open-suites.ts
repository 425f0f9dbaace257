/** A statement in whose suite, or beside which, the next line may stand. */
interface OpenSuite {
  /** Of several on one line the last; but the header of a suite that stands on its line. */
  index: number;
  readonly indent: number;
  /** True when its suite stands on its line: no line below can belong to it. */
  heads: boolean;
  /** True once another statement stands on its line. */
  joined: boolean;
}

/** Where each statement of a text stands, as the indents and the statements before it say. -1 is none. */
export class OpenSuites {
  /** The statement in whose suite the last one stands. */
  parent = -1;
  /** The one before it in the same suite. */
  previous = -1;
  /** True once the indents did not fit together. */
  irregular = false;
  readonly #open: OpenSuite[] = [];

  /** A statement begins a line. `heads`: its suite stands on the same line. */
  begin(index: number, indent: number, heads: boolean): void {
    const open = this.#open;
    let last = open[open.length - 1];
    while (last !== undefined && last.indent > indent) {
      open.pop();
      last = open[open.length - 1];
      this.irregular ||= last === undefined || last.indent < indent;
    }
    if (last !== undefined && last.indent === indent) {
      this.previous = last.index;
      last.index = index;
      last.heads = heads;
      last.joined = false;
      // The suite is the same, unless others were closed.
      last = open[open.length - 2];
    } else {
      this.previous = -1;
      this.irregular ||= last === undefined ? indent > 0 : last.joined;
      open.push({ index, indent, heads, joined: false });
    }
    this.parent = last === undefined ? -1 : last.index;
  }

  /** A statement stands behind another one on its line. */
  join(index: number): void {
    const before = this.#open[this.#open.length - 1]!;
    this.previous = before.joined || !before.heads ? index - 1 : -1;
    if (before.heads) this.parent = before.index;
    else before.index = index;
    before.joined = true;
  }

  /** Is told of a statement whose suite is open, from the outermost in. */
  open(index: number, indent: number, joined: boolean): void {
    this.#open.push({ index, indent, heads: false, joined });
  }
}
