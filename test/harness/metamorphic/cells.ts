import { statementsOf } from './statements';
import type { Program } from './program';

/** A program as cells of a notebook: each is a stretch of its text, from `starts` on. */
export interface Cells {
  readonly texts: readonly string[];
  readonly starts: readonly number[];
}

/** A cell for each statement at the margin, with the comments above it. */
export function cellsOf(program: Program): Cells {
  const { text } = program;
  const starts = [0];
  for (const { node, first, lineStart, before } of statementsOf(program)) {
    if (node.parent !== program.root || !first || before === null) continue;
    // Comments belong to what comes below them, but for one that ends the line before.
    const behind = text.indexOf('\n', before.node.end) + 1;
    if (behind > 0 && behind <= lineStart && behind > starts.at(-1)!) starts.push(behind);
  }
  return { starts, texts: starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length)) };
}

/** The whole of it in one cell. */
export const inOneCell = ({ text }: Program): Cells => ({ starts: [0], texts: [text] });
