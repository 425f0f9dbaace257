import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { open, readFile, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Entry, EntryKind, FileSystem, Stat } from '../core/host';

/**
 * A directory of this machine. What a link leads to outside of it, and paths with `..`, are not there,
 * unless the user named them. Nothing rejects: what cannot be read is null.
 */
export class NodeFileSystem implements FileSystem {
  readonly root: string;
  readonly #outside: boolean;
  #realRoot: Promise<string | null> | undefined;

  constructor(root: string, options: { /** Allow paths and links that lead outside. */ readonly outside?: boolean } = {}) {
    this.root = path.resolve(root);
    this.#outside = options.outside ?? false;
  }

  async list(directory: string): Promise<readonly Entry[] | null> {
    const at = await this.#locate(directory);
    if (at === null) return null;
    const entries = await orNull(readdir(at, { withFileTypes: true }));
    return entries && Promise.all(entries.map((entry) => this.#entry(directory, entry)));
  }

  async stat(file: string): Promise<Stat | null> {
    const at = await this.#locate(file);
    const found = at === null ? null : await orNull(stat(at));
    return found && { kind: found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other', size: found.size, modified: found.mtimeMs };
  }

  async read(file: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array | null> {
    const at = await this.#locate(file);
    // A pipe or a device would hold the reader for ever.
    if (at === null || (await this.stat(file))?.kind !== 'file') return null;
    if (!range) return orNull(readFile(at));
    return orNull(readRange(at, Math.max(range.start, 0), range.end));
  }

  async sha256(file: string, limit: number): Promise<string | null> {
    const found = await this.stat(file);
    if (found?.kind !== 'file' || found.size > limit) return null;
    const at = await this.#locate(file);
    return at === null ? null : orNull(digest(at, limit));
  }

  /** The absolute path; null for what lies outside, or does not exist. */
  async #locate(file: string): Promise<string | null> {
    if (file.includes('\0')) return null;
    const at = path.resolve(this.root, file);
    if (this.#outside) return at;
    if (!isWithin(this.root, at)) return null;
    const root = await (this.#realRoot ??= orNull(realpath(this.root)));
    const real = await orNull(realpath(at));
    return root !== null && real !== null && isWithin(root, real) ? at : null;
  }

  async #entry(directory: string, entry: Dirent): Promise<Entry> {
    if (!entry.isSymbolicLink()) return { name: entry.name, kind: kindOf(entry), link: false };
    const file = path.join(directory, entry.name);
    const target = await this.stat(file);
    const kind = target?.kind === 'directory' && (await this.#isAbove(file)) ? 'other' : target?.kind ?? 'other';
    return { name: entry.name, kind, link: true };
  }

  /** Whether a link leads to a directory that holds it: a loop. */
  async #isAbove(file: string): Promise<boolean> {
    const target = await orNull(realpath(path.resolve(this.root, file)));
    const holder = await orNull(realpath(path.dirname(path.resolve(this.root, file))));
    return target !== null && holder !== null && isWithin(target, holder);
  }
}

const kindOf = (entry: Dirent): EntryKind => (entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other');

/** Whether an absolute path is a directory or lies below it. */
export function isWithin(directory: string, file: string): boolean {
  const way = path.relative(directory, file);
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}

async function readRange(at: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(at, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = new Uint8Array(Math.max(Math.min(end, size) - start, 0));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) break; // it became shorter meanwhile
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function digest(at: string, limit: number): Promise<string | null> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(at, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
    if ((size += chunk.length) > limit) return null; // it grew meanwhile
    hash.update(chunk);
  }
  return hash.digest('hex');
}

/** A failure of the disk is an answer here: not there. Anything else is a bug and goes on. */
async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
