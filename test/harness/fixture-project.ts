import type { LocatedEdit, LocatedFinding, LocatedFix } from '../../src/core/finding';
import { LineIndex } from '../../src/core/range';
import type { Rule } from '../../src/core/rule';
import { applyEdits } from '../../src/scan/apply';
import type { NotebookCell } from '../../src/core/input';
import { Engine } from '../../src/scan/engine';
import { documentOf } from '../../src/readers/documents';
import { Workspace } from '../../src/project/workspace';
import { grammars } from './grammars';
import { ADVISORIES } from './advisory-records';
import { INDEX, PACKAGES } from './index-records';
import { MemoryFiles } from './memory-files';
import { assertStored } from './stored';
import type { Fixture } from './fixture-files';

/** A document in one of its two forms: lines, or cells. */
export type Document =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'notebook'; readonly cells: readonly string[] };

/** The state of a fixture's project: fixes make a new one. */
export interface State {
  readonly document: Document;
  readonly companions: Readonly<Record<string, string>>;
}

const SEPARATOR = /^# %%.*$/;

/** Percent format to cells; `# %%` lines stay the first line of their cell, so that lines keep their numbers. */
export function toCells(text: string): string[] {
  const cells: string[][] = [[]];
  for (const line of text.split('\n')) {
    if (SEPARATOR.test(line) && (cells.length > 1 || cells[0]!.length > 0)) cells.push([]);
    cells[cells.length - 1]!.push(line);
  }
  return cells.map((lines) => lines.join('\n'));
}

/** The text of a document in either form; its lines have the same numbers in both. */
export const textOf = (document: Document): string =>
  document.kind === 'text' ? document.text : document.cells.join('\n');

/** By the rules that they judge with. */
const engines = new Map<string, Promise<Engine>>();

/** Judges a document by some rules, in its project. */
export async function scan(
  fixture: Pick<Fixture, 'path'> & Partial<Pick<Fixture, 'hubCache'>>,
  state: State,
  rules: readonly Rule[],
): Promise<readonly LocatedFinding[]> {
  const key = rules.map(({ id }) => id).join();
  let engine = engines.get(key);
  if (!engine) engines.set(key, (engine = Engine.create(grammars, rules)));
  return scanWith(await engine, fixture, state);
}

/** The same with a given engine. */
export async function scanWith(
  engine: Engine,
  fixture: Pick<Fixture, 'path'> & Partial<Pick<Fixture, 'hubCache'>>,
  state: State,
): Promise<readonly LocatedFinding[]> {
  const path =
    state.document.kind === 'notebook' && !fixture.path.endsWith('.ipynb')
      ? fixture.path.replace(/\.\w+$/, '.ipynb')
      : fixture.path;
  const own = state.document.kind === 'text' ? state.document.text : '{}';
  const workspace = new Workspace({
    files: new MemoryFiles({ ...state.companions, [path]: own }),
    hubCache: new MemoryFiles(fixture.hubCache ?? {}),
    advisories: ADVISORIES,
    http: INDEX,
    packages: PACKAGES,
    clock: { now: () => Date.UTC(2026, 10, 1) },
    logger: {
      info: () => {},
      warn: () => {},
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  const bytes = new TextEncoder().encode(own);
  const outcome =
    documentOf(path)?.input === 'bytes'
      ? await engine.scan(
          { kind: 'bytes', path, size: bytes.length, read: async (start, end) => bytes.slice(start, end) },
          workspace,
        )
      : state.document.kind === 'text'
        ? await engine.scan({ kind: 'text', path, text: state.document.text }, workspace)
        : await engine.scan(
            {
              kind: 'notebook',
              path,
              cells: state.document.cells.map(cellOf),
            },
            workspace,
          );
  return outcome.findings;
}

/** `# %% [markdown]` and `# %% [scala]` say what a cell is that is no Python. */
function cellOf(text: string): NotebookCell {
  const language = /^# %% \[(\w+)\]/.exec(text)?.[1] ?? 'python';
  return { kind: language === 'markdown' ? 'markup' : 'code', language, text, outputs: outputsOf(text) };
}

/** Lines that begin with `#>` are what the cell printed. */
export function outputsOf(cell: string): string[] {
  const lines = cell
    .split('\n')
    .filter((line) => line.startsWith('#>'))
    .map((line) => line.slice(2).trim());
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** The line in the fixture's file, for both forms. */
export function lineOf(finding: Pick<LocatedFinding, 'cell' | 'range'>, document: Document): number {
  if (document.kind === 'text' || finding.cell === null) return finding.range.start.line;
  return (
    document.cells.slice(0, finding.cell).reduce((lines, cell) => lines + cell.split('\n').length, 0) +
    finding.range.start.line
  );
}

/** The project after some fixes. */
export function apply(fixture: Pick<Fixture, 'path'>, state: State, fixes: readonly LocatedFix[]): State {
  const companions: Record<string, string> = { ...state.companions };
  const own: LocatedEdit[] = [];
  const others = new Map<string, LocatedEdit[]>();
  for (const edit of fixes.flatMap((fix) => fix.edits)) {
    const isOwn = edit.path === fixture.path || edit.path === fixture.path.replace(/\.\w+$/, '.ipynb');
    if (isOwn) own.push(edit);
    else others.set(edit.path, [...(others.get(edit.path) ?? []), edit]);
  }
  for (const [path, edits] of others) companions[path] = edited(companions[path] ?? '', edits);
  const document: Document =
    state.document.kind === 'text'
      ? { kind: 'text', text: edited(state.document.text, own) }
      : {
          kind: 'notebook',
          cells: state.document.cells.map((text, cell) =>
            edited(
              text,
              own.filter((edit) => edit.cell === cell),
            ),
          ),
        };
  return { document, companions };
}

function edited(text: string, edits: readonly LocatedEdit[]): string {
  if (edits.length === 0) return text; // it may be no text at all
  const lines = new LineIndex(text);
  const unique = new Map(edits.map((edit) => [JSON.stringify(edit), edit]));
  const placed = [...unique.values()].map((edit) => ({ range: lines.rangeOf(edit.range), text: edit.text }));
  assertStored(text, placed);
  return applyEdits(text, placed);
}
