import type { DependencyReport } from '../core/dependency-report';
import type { Note } from '../core/finding';
import type { Workspace } from '../project/workspace';
import type { Engine } from '../scan/engine';
import { findFiles, type FolderTurn } from './folder-scan';

/** The dependencies of a folder in every form that a panel needs. */
export interface DependenciesAnswer {
  /** Null when it was given up. */
  readonly html: string | null;
  readonly json: string;
  readonly csv: string;
  readonly packages: number;
}

/** Collects what a folder depends on: the same as `touchstone report` gives there. Links of the page are commands of the editor. */
export async function dependenciesOf(
  engine: Engine,
  workspace: Workspace,
  { folder, name, nonce }: { readonly folder: string; readonly name: string; readonly nonce: string },
  turn: FolderTurn,
): Promise<DependenciesAnswer> {
  const [
    { reportDependencies, isInventoried },
    { printDependencyPage, printDependencyJson, printDependencyCsv, commandAddress },
  ] = await Promise.all([import('../bom/index'), import('./pages')]);
  const notes: Note[] = [];
  const found = await findFiles(workspace, turn, notes, isInventoried);
  const made = await reportDependencies(
    engine,
    workspace,
    found.map(({ path }) => path),
    { name, signal: turn.signal, progress: (done, total) => turn.part({ done, total }) },
  );
  const report: DependencyReport = {
    ...made,
    notes: [...notes.map(({ path, message }) => ({ path, message })), ...made.notes],
  };
  const html = printDependencyPage(report, {
    look: 'editor',
    nonce,
    place: (path, cell, line, column) => commandAddress('touchstone.openPlace', [folder, path, cell, line, column]),
    exports: (['JSON', 'CSV'] as const).map((form) => ({
      title: `Save as ${form}`,
      address: commandAddress('touchstone.saveDependencies', [form.toLowerCase()]),
    })),
  });
  return {
    html: turn.signal.aborted ? null : html,
    json: printDependencyJson(report),
    csv: printDependencyCsv(report),
    packages: report.summary.packages,
  };
}
