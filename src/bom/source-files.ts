import type { FileSystem } from '../core/host';
import { sha256Of } from '../project/digests';
import type { Component, SourceFile } from './inventory';
import { sorted } from './order';

/** Files whose digests a document says; of a project that has more, those that come first by path. */
const MOST_FILES = 5000;
/** Bytes of a file that is hashed: what is read for a document is far smaller. */
const MAX_SIZE = 64 * 1024 ** 2;

/** Where components were seen, but for files that are components themselves: those have their digest there. */
export function placesOf(components: readonly Component[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { kind, ref, occurrences } of components)
    for (const { path } of occurrences) if (kind === 'package' || !ref.endsWith(`:./${path}`)) places.add(path);
  return places;
}

/**
 * The files of the project that the document rests on, with the SHA-256 of each as it is now: evidence that names a file and a line says
 * little to whoever has another state of it. What lies outside the project or cannot be read is left out.
 */
export async function hashSources(paths: Iterable<string>, files: FileSystem): Promise<readonly SourceFile[]> {
  const found: SourceFile[] = [];
  for (const path of sorted([...new Set(paths)]).slice(0, MOST_FILES)) {
    if (path === '' || path.startsWith('/') || /^[A-Za-z]:/u.test(path) || path.split('/').includes('..')) continue;
    const value = await digestOfFile(path, files);
    if (value !== null) found.push({ path, hashes: [{ algorithm: 'sha256', value }] });
  }
  return found;
}

async function digestOfFile(path: string, files: FileSystem): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_SIZE) return null;
  const bytes = await files.read(path);
  return bytes === null ? null : sha256Of(bytes);
}
