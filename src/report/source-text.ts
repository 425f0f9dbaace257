import { LineIndex, type Position, type PositionRange, type Range } from '../core/range';
import { cellPlaces, type CellPlace } from '../scan/notebook-edit';

/** The text of a file, or of a notebook's cells, as findings count in it. */
export class SourceText {
  readonly #cells: readonly CellPlace[] | null;
  readonly #lines = new Map<number | null, { text: string; index: LineIndex }>();
  #last: { readonly cell: number | null; readonly line: number; readonly text: string } | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    this.#cells = path.toLowerCase().endsWith('.ipynb') ? cellPlaces(text) : null;
  }

  /** One line (from 1) without its end; null when there is none. */
  line(cell: number | null, line: number): string | null {
    if (this.#last?.cell === cell && this.#last.line === line) return this.#last.text;
    const part = this.#part(cell);
    if (!part || line < 1 || line > part.index.lineCount) return null;
    const begin = part.index.startOf(line);
    let end = line < part.index.lineCount ? part.index.startOf(line + 1) : part.text.length;
    while (end > begin && /[\r\n]/.test(part.text[end - 1]!)) end--;
    const text = part.text.slice(begin, end);
    this.#last = { cell, line, text };
    return text;
  }

  lineCount(cell: number | null): number {
    return this.#part(cell)?.index.lineCount ?? 0;
  }

  textAt(cell: number | null, range: PositionRange): string {
    const part = this.#part(cell);
    if (!part) return '';
    const { start, end } = part.index.rangeOf(range);
    return part.text.slice(start, end);
  }

  /** Where the text stands in the file itself: for a notebook, in its JSON. */
  onDisk(cell: number | null, range: PositionRange): PositionRange | null {
    if (cell === null) return range;
    const part = this.#part(cell);
    const place = this.#cells?.[cell];
    if (!part || !place) return null;
    const inside = part.index.rangeOf(range);
    return this.#whole().index.positionsOf({ start: place.locate(inside.start), end: endOf(place, inside) });
  }

  /** The text of a cell, or of the file. */
  textOf(cell: number | null): string | null {
    return this.#part(cell)?.text ?? null;
  }

  offsetsOf(cell: number | null, range: PositionRange): Range | null {
    return this.#part(cell)?.index.rangeOf(range) ?? null;
  }

  positionOnDisk(cell: number | null, position: Position): Position | null {
    return this.onDisk(cell, { start: position, end: position })?.start ?? null;
  }

  #whole(): { text: string; index: LineIndex } {
    return this.#memo(null, this.text);
  }

  #part(cell: number | null): { text: string; index: LineIndex } | null {
    if (cell === null) return this.#whole();
    const place = this.#cells?.[cell];
    return place ? this.#memo(cell, place.text) : null;
  }

  #memo(key: number | null, text: string): { text: string; index: LineIndex } {
    let part = this.#lines.get(key);
    if (!part) this.#lines.set(key, (part = { text, index: new LineIndex(text) }));
    return part;
  }
}

/** The end belongs to the last character, so that a range never reaches into the next string of the array. */
const endOf = (place: CellPlace, { start, end }: Range): number =>
  end > start ? place.locate(end - 1) + 1 : place.locate(start);
