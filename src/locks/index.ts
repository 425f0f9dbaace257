import type { Note } from '../core/finding';
import type { FileSystem } from '../core/host';
import type { LockFacts } from '../core/requirement-facts';

/** Stub: the requirements builder replaces this file. */
export async function readLocks(_files: FileSystem, _environment: FileSystem | undefined, _near: string): Promise<{ locks: readonly LockFacts[]; notes: readonly Note[] }> {
  return { locks: [], notes: [] };
}

export function resolveVersion(_locks: readonly LockFacts[], _name: string): { version: string; source: string } | null {
  return null;
}
