import type { Note } from '../core/finding';
import type { Sbom, SbomOptions } from '../bom/index';
import type { Engine } from '../scan/engine';
import type { Workspace } from '../project/workspace';
import { findFiles, type FolderTurn } from './folder-scan';

/** In which format, and of CycloneDX in which version. */
export type SbomForm = Pick<SbomOptions, 'format' | 'specVersion'>;

/** A document with what is in it, and why it may not be all. */
export interface SbomAnswer {
  readonly text: string;
  readonly packages: number;
  readonly models: number;
  readonly datasets: number;
  /** Components whose version or content nothing in the project says. */
  readonly unresolved: number;
  readonly notes: readonly Note[];
}

/** The bill of materials of a folder: the same text as `touchstone sbom` gives there. Rejects when the document would not be valid. */
export async function sbomOf(
  engine: Engine,
  workspace: Workspace,
  options: SbomForm & Pick<SbomOptions, 'name' | 'toolVersion'>,
  turn: FolderTurn,
): Promise<SbomAnswer> {
  const { generateSbom, isInventoried } = await import('../bom/index');
  const notes: Note[] = [];
  const found = await findFiles(workspace, turn, notes, isInventoried);
  const paths = found.map(({ path }) => path);
  const made = await generateSbom(engine, workspace, paths, {
    ...options,
    signal: turn.signal,
    progress: (done, total) => turn.part({ done, total }),
  });
  if (made.bytes === null)
    throw new Error(`The document would not be valid: ${made.problems[0]?.message ?? 'it has no content'}`);
  const { packages, models, datasets, unresolved } = made.summary;
  return {
    text: new TextDecoder().decode(made.bytes),
    packages,
    models,
    datasets,
    unresolved,
    notes: [...notes, ...made.notes, ...made.problems.map(asNote)],
  };
}

const asNote = ({ pointer, message }: Sbom['problems'][number]): Note => ({ path: pointer || '/', message });
