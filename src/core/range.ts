/** A stretch of text. Offsets count UTF-16 code units from 0; `end` is exclusive. The only position type of the engine. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as people and hosts count it: line and column from 1, the column in UTF-16 units. Printers and hosts only. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

export const rangeOf = (start: number, end: number): Range => ({ start, end });

export const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

export const textAt = (text: string, range: Range): string => text.slice(range.start, range.end);

/** Converts between offsets and lines of one text. A line ends with `\n`, `\r\n` or `\r`, as in VS Code. */
export class LineIndex {
  readonly #length: number;
  /** Made when the first position is asked for: most texts have nothing to show. */
  #made: readonly number[] | undefined;

  constructor(private readonly text: string) {
    this.#length = text.length;
  }

  get #starts(): readonly number[] {
    return (this.#made ??= lineStarts(this.text));
  }

  /** The lines of the text after a change of what stood from `from` to `to`, which made it `delta` units longer. */
  changed(
    text: string,
    { from, to, delta }: { readonly from: number; readonly to: number; readonly delta: number },
  ): LineIndex {
    const next = new LineIndex(text);
    if (!this.#made) return next;
    // A line end of two units may come to be, or be taken apart, where the change begins.
    const first = Math.max(from - 1, 0);
    const starts = this.#made.slice(0, this.positionAt(first).line);
    addStarts(starts, text, first, to + delta);
    for (let i = this.positionAt(to).line; i < this.#made.length; i++) starts.push(this.#made[i]! + delta);
    next.#made = starts;
    return next;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first unit of a line (from 1). */
  startOf(line: number): number {
    return this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1]!;
  }

  positionAt(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 };
  }

  offsetAt(position: Position): number {
    const start = this.startOf(position.line);
    const next = position.line < this.#starts.length ? this.#starts[position.line]! : this.#length;
    return Math.min(start + position.column - 1, next);
  }

  positionsOf(range: Range): PositionRange {
    return { start: this.positionAt(range.start), end: this.positionAt(range.end) };
  }

  rangeOf(positions: PositionRange): Range {
    return { start: this.offsetAt(positions.start), end: this.offsetAt(positions.end) };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  addStarts(starts, text, 0, text.length);
  return starts;
}

/** The starts of lines behind the line ends from `from` to `to`. */
function addStarts(starts: number[], text: string, from: number, to: number): void {
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return;
  }
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
}
