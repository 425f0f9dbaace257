import type { FileSystem } from '../../core/host';
import type { RepoType } from '../../core/finding';

/** How an answer of this reader calls itself in a fix's title. */
export const HUB_CACHE_SOURCE = 'the local model cache';

/** A ref file holds 40 digits; what is longer than this is something else. */
const MAX_REF_BYTES = 256;
const COMMIT = /^[0-9a-f]{40}$/;
const FOLDERS: Readonly<Record<RepoType, string>> = { model: 'models', dataset: 'datasets', space: 'spaces' };

/**
 * The commit that the local hub cache holds for a revision, or null. Layout (huggingface_hub, "Understand caching"):
 * `models--org--name/refs/<revision>` holds the commit, `snapshots/<commit>/` its files; a revision may have slashes
 * (`refs/pr/1`). A commit counts only when its snapshot is there, because only then is it what runs here.
 * Nothing but plain files inside the cache is read: a link among the folders on the way ends the look-up.
 */
export async function readHubCommit(
  cache: FileSystem,
  repoType: RepoType,
  id: string,
  revision: string,
): Promise<string | null> {
  const folder = folderOf(repoType, id);
  const parts = revision.split('/');
  if (folder === null || parts.length > 8 || !parts.every(isPlainName)) return null;
  if (COMMIT.test(revision))
    return (await isInside(cache, [folder, 'snapshots', revision], 'directory')) ? revision : null;
  const path = [folder, 'refs', ...parts];
  if (!(await isInside(cache, path, 'file'))) return null;
  const stat = await cache.stat(path.join('/'));
  if (!stat || stat.size > MAX_REF_BYTES) return null;
  const bytes = await cache.read(path.join('/'), { start: 0, end: MAX_REF_BYTES });
  const commit = bytes ? new TextDecoder().decode(bytes).trim() : '';
  return COMMIT.test(commit) && (await isInside(cache, [folder, 'snapshots', commit], 'directory')) ? commit : null;
}

/** `org/name` → `models--org--name`; null for what is no identifier of the hub. */
function folderOf(repoType: RepoType, id: string): string | null {
  const parts = id.split('/');
  return parts.length <= 2 && parts.every((part) => isPlainName(part) && part.length <= 96)
    ? [FOLDERS[repoType], ...parts].join('--')
    : null;
}

/** A path segment that cannot lead elsewhere. */
const isPlainName = (name: string): boolean => /^[\w.-]{1,200}$/.test(name) && name !== '.' && name !== '..';

/** Walks down by listing, so that a symbolic link on the way is seen and not followed. */
async function isInside(cache: FileSystem, path: readonly string[], kind: 'file' | 'directory'): Promise<boolean> {
  let directory = '';
  for (const [index, name] of path.entries()) {
    const entry = (await cache.list(directory))?.find((candidate) => candidate.name === name);
    if (!entry || entry.link || entry.kind !== (index === path.length - 1 ? kind : 'directory')) return false;
    directory = directory === '' ? name : `${directory}/${name}`;
  }
  return true;
}
