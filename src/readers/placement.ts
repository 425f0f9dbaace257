import type { Edit } from '../core/finding';
import { LineIndex, type PositionRange, type Range } from '../core/range';
import { cellAt } from './notebook/notebook';

interface Placed {
  readonly cell: number | null;
  readonly range: PositionRange;
}

interface PlacedEdit extends Placed {
  readonly text: string;
}

/** Turns offsets of a document into lines and columns, and those of a notebook's program into cells. */
export interface Placement {
  readonly path: string;
  place(range: Range): Placed;
  /** For a document inside another one: the path that it has for its rules. */
  readonly alias?: string;
  /** An edit as it is made in the document around; null when it cannot be made there. Absent: as it stands. */
  placeEdit?(edit: Edit): PlacedEdit | null;
}

export function placeInText(path: string, text: string, lines = new LineIndex(text)): Placement {
  return { path, place: (range) => ({ cell: null, range: lines.positionsOf(range) }) };
}

/** `cells` are the program's Python cells; a range that leaves its cell is cut at the cell's end. */
export function placeInCells(
  path: string,
  text: string,
  cells: readonly { readonly index: number; readonly range: Range }[],
): Placement {
  const lines = new Map<number, LineIndex>();
  return {
    path,
    place(range) {
      const cell = cellAt(cells, range.start) ?? cells[cells.length - 1];
      if (!cell) return { cell: 0, range: ORIGIN };
      let index = lines.get(cell.index);
      if (!index) lines.set(cell.index, (index = new LineIndex(text.slice(cell.range.start, cell.range.end))));
      const start = Math.max(range.start - cell.range.start, 0);
      const end = Math.min(range.end, cell.range.end) - cell.range.start;
      return { cell: cell.index, range: index.positionsOf({ start, end: Math.max(start, end) }) };
    },
  };
}

/** On the first line of one cell, whatever the range: for what stands in its outputs. */
export function placeOnCell(path: string, cell: number, cellText: string): Placement {
  const end = /^[^\r\n]*/.exec(cellText)![0].length;
  return { path, place: () => ({ cell, range: { start: { line: 1, column: 1 }, end: { line: 1, column: end + 1 } } }) };
}

/** Where a document begins. */
export const ORIGIN: PositionRange = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
