import type { FileSystem } from '../../core/host';
import { readConfig } from '../../readers/config/config';
import { readDvcOptions } from '../../readers/dvc/dvc-config';
import { foldersAbove, joinedPath } from '../paths';

/** A repository of DVC: a folder in which `.dvc` stands. */
export interface DvcProject {
  /** Without a slash at its end; empty for the root of the files. */
  readonly root: string;
  /** Where its cache lies in the files; null where it lies outside of them. */
  readonly cache: string | null;
  /** The path that `cache.dir` names, where it is absolute. */
  readonly outside: string | null;
}

/** Bytes of a configuration. */
const LARGEST_CONFIG = 500_000;

/** The nearest repository of DVC at or above a path; null where there is none. */
export async function dvcProjectAt(files: FileSystem, path: string): Promise<DvcProject | null> {
  for (const folder of foldersAbove(path)) {
    const stat = await files.stat(joinedPath(folder, '.dvc'));
    if (stat?.kind === 'directory') return dvcProjectIn(files, folder);
  }
  return null;
}

export async function dvcProjectIn(files: FileSystem, root: string): Promise<DvcProject> {
  let written: string | null = null;
  // The local one counts more.
  for (const name of ['config', 'config.local']) {
    const path = joinedPath(root, `.dvc/${name}`);
    const bytes = await files.read(path, { start: 0, end: LARGEST_CONFIG });
    if (bytes === null) continue;
    const text = new TextDecoder().decode(bytes);
    const { options } = readDvcOptions(path, text, readConfig(text, path, 'ini').facts.entries);
    written = options.findLast(({ section, key }) => section === 'cache' && key === 'dir')?.value ?? written;
  }
  if (written === null) return { root, cache: joinedPath(root, '.dvc/cache'), outside: null };
  if (/^[/~\\]|^[A-Za-z]:/.test(written)) return { root, cache: null, outside: written };
  // It counts from the folder of the configuration. Source: dvc.org, "dvc cache dir".
  const cache = pathFrom(joinedPath(root, '.dvc'), written);
  return { root, cache, outside: null };
}

/** A path that counts from a folder; null where it leads out of the files. */
export function pathFrom(folder: string, path: string): string | null {
  if (/^[/\\]|^[A-Za-z]:[/\\]|^[a-z][\w+.-]*:\/\/|\0/i.test(path)) return null;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}

/** Where an object lies in a cache: by DVC 3, or by DVC 2 and before. */
export const objectPath = (digest: string, hash: 'md5' | 'md5-dos2unix', isFolder: boolean): string =>
  `${hash === 'md5' ? 'files/md5/' : ''}${digest.slice(0, 2)}/${digest.slice(2)}${isFolder ? '.dir' : ''}`;
