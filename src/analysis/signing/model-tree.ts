import type { FileSystem } from '../../core/host';

/** One thing in a model's folder that the reference implementation would come upon. */
export interface FolderEntry {
  /** Relative to the model, with `/`; '.' for a model that is one file. */
  readonly path: string;
  /** `linked-folder`: what lies in it is not signed, though loaders follow it. `other`: a device, a pipe, a broken link. */
  readonly kind: 'file' | 'linked-folder' | 'other';
  /** A symbolic link, or what leads to one. */
  readonly link: boolean;
}

/** What git keeps beside a model is never part of it, at the top of the model only. */
export const GIT_PATHS: readonly string[] = ['.git', '.gitattributes', '.github', '.gitignore'];

const MOST_ENTRIES = 1_000_000;
const DEEPEST = 100;

/** All that lies in a folder, ordered by the bytes of its paths; null where it cannot be read to its end, or holds too much. */
export async function modelEntries(
  files: FileSystem,
  folder: string,
  signal?: AbortSignal,
): Promise<readonly FolderEntry[] | null> {
  const found: FolderEntry[] = [];
  if (!(await collect(files, folder, '', 0, found, signal))) return null;
  const encoder = new TextEncoder();
  return found
    .map((entry) => ({ entry, bytes: encoder.encode(entry.path) }))
    .sort((one, other) => compareBytes(one.bytes, other.bytes))
    .map(({ entry }) => entry);
}

async function collect(
  files: FileSystem,
  root: string,
  within: string,
  depth: number,
  found: FolderEntry[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  signal?.throwIfAborted();
  const listed = await files.list(placeInModel(root, within));
  if (listed === null || depth > DEEPEST) return false;
  for (const { name, kind, link } of listed) {
    const path = within === '' ? name : `${within}/${name}`;
    if (kind === 'directory' && !link) {
      // Git's own folder holds thousands of files, and none of them counts.
      if (path === '.git') found.push({ path, kind: 'other', link: false });
      else if (!(await collect(files, root, path, depth + 1, found, signal))) return false;
    } else found.push({ path, kind: kind === 'directory' ? 'linked-folder' : kind, link });
    if (found.length > MOST_ENTRIES) return false;
  }
  return true;
}

/** A path of a model, from where its folder counts. */
export const placeInModel = (root: string, path: string): string =>
  path === '' || path === '.' ? root : root === '' || root === '.' ? path : `${root}/${path}`;

/** Whether a path is one of those that are left out, or lies below one. */
export const isLeftOut = (path: string, ignored: readonly string[]): boolean =>
  ignored.some((each) => each === '.' || path === each || path.startsWith(`${each}/`));

/** The order of the specification: Unicode code points, which is that of the bytes of UTF-8. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) if (one[at] !== other[at]) return one[at]! - other[at]!;
  return one.length - other.length;
}
