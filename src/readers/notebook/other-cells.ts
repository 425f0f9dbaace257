import type { NotebookCell } from '../../core/input';
import { MappedText } from '../../core/mapped-text';
import { LineIndex } from '../../core/range';
import { readEmbedded, textPart } from '../embedded';
import type { Placement } from '../placement';
import type { Reading, ReadingTools } from '../reading';
import { isPythonCell, isShellLanguage } from './languages';

/** A cell that is no Python: a script where its language is a shell's, else a text in which keys are found. */
export function otherCell(
  cell: NotebookCell,
  index: number,
  path: string,
  tools: ReadingTools,
): readonly (Reading | Promise<Reading>)[] {
  const { kind, text, language } = cell;
  if (text.trim() === '' || (kind === 'code' && isPythonCell(cell))) return [];
  const embedded = { text: MappedText.of(text), host: { placement: placeInCell(path, index, text), text }, path };
  const shell = kind === 'code' && isShellLanguage(language) ? tools.documentOf('cell.sh') : null;
  return [shell ? readEmbedded(shell, embedded, tools) : { parts: [textPart(embedded)], notes: [] }];
}

function placeInCell(path: string, cell: number, text: string): Placement {
  const lines = new LineIndex(text);
  return { path, place: (range) => ({ cell, range: lines.positionsOf(range) }) };
}
