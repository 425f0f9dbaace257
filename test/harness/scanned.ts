import type { FileResult, LocatedFinding, LocatedFix } from '../../src/core/finding';
import { LineIndex } from '../../src/core/range';
import { Workspace } from '../../src/project/workspace';
import { applyEdits } from '../../src/scan/apply';
import { Engine } from '../../src/scan/engine';
import { cellPlaces, changeCells } from '../../src/scan/notebook-edit';
import { grammars } from './grammars';
import { MemoryFiles } from './memory-files';

let engine: Promise<Engine> | undefined;

/** Judges one file of a small project as it lies on disk, by all rules. */
export async function scanned(path: string, files: Readonly<Record<string, string>>): Promise<FileResult> {
  const workspace = new Workspace({
    files: new MemoryFiles(files),
    clock: { now: () => Date.UTC(2026, 10, 1) },
    logger: {
      info: () => {},
      warn: () => {},
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  engine ??= Engine.create(grammars);
  return (await engine).scan({ kind: 'text', path, text: files[path]! }, workspace);
}

/** `rule cell:line:column`, the cell only in notebooks: everything counts from 1. */
export const placesOf = ({ findings }: FileResult): string[] =>
  findings.map(
    ({ rule, cell, range: { start } }) => `${rule} ${cell === null ? '' : `${cell + 1}:`}${start.line}:${start.column}`,
  );

/** The text from where a finding begins to where it ends. */
export function markedText({ cell, range }: LocatedFinding, text: string): string {
  const own = cell === null ? text : cellPlaces(text)![cell]!.text;
  const { start, end } = new LineIndex(own).rangeOf(range);
  return own.slice(start, end);
}

/** A file after one fix; edits of other files are left out. */
export function fixedText(fix: LocatedFix, path: string, text: string): string {
  const edits = fix.edits.filter((edit) => edit.path === path);
  const inText = (own: string, all: typeof edits): string =>
    applyEdits(
      own,
      all.map((edit) => ({ range: new LineIndex(own).rangeOf(edit.range), text: edit.text })),
    );
  if (!path.endsWith('.ipynb')) return inText(text, edits);
  const cells = cellPlaces(text)!;
  return changeCells(
    text,
    [...new Set(edits.map(({ cell }) => cell!))].map((cell) => ({
      cell,
      text: inText(
        cells[cell]!.text,
        edits.filter((edit) => edit.cell === cell),
      ),
    })),
  )!;
}
