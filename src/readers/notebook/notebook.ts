import type { CommandFact } from '../../core/command-facts';
import { rangeOf, type Range } from '../../core/range';
import { maskMagics } from './magics';

/** A notebook as one program: its Python cells in order, joined by line ends. */
export interface NotebookProgram {
  /** The cells' text as people wrote it, joined. */
  readonly text: string;
  readonly magics: readonly CommandFact[];
  readonly cells: readonly {
    readonly index: number;
    readonly range: Range;
    /** Equally long, without magics: what the parser gets. */ readonly masked: string;
  }[];
}

export interface CodeCell {
  readonly index: number;
  readonly text: string;
}

/** Joins Python cells. Each is parsed for itself, so that a half-typed cell does not swallow the next. */
export function joinCells(cells: readonly CodeCell[]): NotebookProgram {
  const parts: string[] = [];
  const magics: CommandFact[] = [];
  const placed: { index: number; range: Range; masked: string }[] = [];
  let at = 0;
  for (const cell of cells) {
    const masked = maskMagics(cell.text, at);
    magics.push(...masked.magics);
    placed.push({ index: cell.index, range: rangeOf(at, at + cell.text.length), masked: masked.text });
    parts.push(cell.text);
    at += cell.text.length + 1;
  }
  return { text: parts.join('\n'), magics, cells: placed };
}

/** The cell that holds an offset of the program; the end of a cell belongs to it. */
export function cellAt<Cell extends { readonly range: Range }>(
  cells: readonly Cell[],
  offset: number,
): Cell | undefined {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]!.range.start <= offset) low = middle + 1;
    else high = middle;
  }
  const cell = cells[low - 1];
  return cell !== undefined && offset <= cell.range.end ? cell : undefined;
}
