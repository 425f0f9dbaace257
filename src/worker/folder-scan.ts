import type { Engine } from '../scan/engine';
import type { Workspace } from '../scan/workspace';
import type { Turn } from './channel';
import type { FolderPart } from './protocol';

/** Judges files on disk one by one, so that a document that is being typed in is judged in between. */
export async function scanFolder(_engine: Engine, _workspace: Workspace, paths: readonly string[] | null, turn: Turn): Promise<{ files: number; cancelled: boolean }> {
  const wanted = paths ?? [];
  let done = 0;
  for (const _path of wanted) {
    if (turn.signal.aborted) return { files: done, cancelled: true };
    done++;
    turn.part({ done, total: wanted.length } satisfies FolderPart);
  }
  return { files: done, cancelled: false };
}
