import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Entry, EntryKind, FileSystem, Stat } from '../core/host';
import { nameOfBytes } from '../core/file-name';
import type { TextRule } from '../readers/dvc/text-rule';
import { md5OfFile } from '../worker/node-md5';
import { exact, native } from './native-path';
import { whenOfDisk } from './own-files';
import { reasonOf } from './reasons';

/**
 * A directory of this machine. What a link leads to outside of it, and paths with `..`, are not there,
 * unless the user named them. Nothing rejects: what cannot be read is null.
 *
 * The calls below are synchronous: a scan does nothing else meanwhile, and going through the thread pool for every file
 * costs several times what reading a warm file does.
 */
export class NodeFileSystem implements FileSystem {
  readonly root: string;
  readonly #outside: boolean;
  readonly #named: readonly string[];
  /** Where the root, and what was named, really lie. */
  #bases: readonly string[] | undefined;
  #lastSeen: Stats | null = null;
  /** Directories, by their absolute path, that were found to lie within the root once every link is followed. */
  readonly #within = new Map<string, boolean>();

  constructor(
    root: string,
    options: {
      /** Allow paths and links that lead outside. */
      readonly outside?: boolean;
      /** Paths whose links may lead outside: those that the user named. */
      readonly named?: readonly string[];
    } = {},
  ) {
    this.root = path.resolve(root);
    this.#outside = options.outside ?? false;
    this.#named = options.named ?? [];
  }

  async list(directory: string): Promise<readonly Entry[] | null> {
    const at = this.#locate(directory);
    const entries = at === null ? null : orNull(() => readdirSync(native(at), { withFileTypes: true }));
    if (!entries?.some(({ name }) => name.includes('\ufffd')))
      return entries && entries.map((entry) => this.#entry(directory, entry.name, entry));
    // Names that are no UTF-8 come as their bytes.
    const exactly = orNull(() => readdirSync(native(at!), { withFileTypes: true, encoding: 'buffer' }));
    return exactly && exactly.map((entry) => this.#entry(directory, nameOfBytes(entry.name), entry));
  }

  async stat(file: string): Promise<Stat | null> {
    const at = this.#locate(file);
    if (at === null) return null;
    const found = this.#lastSeen;
    return found !== null && !found.isSymbolicLink() ? statOf(found) : this.#stat(at);
  }

  async read(file: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array | null> {
    return this.#opened(file, (descriptor, { size }) => {
      const start = Math.max(range?.start ?? 0, 0);
      return readPart(descriptor, new Uint8Array(Math.max(Math.min(range?.end ?? size, size) - start, 0)), start);
    });
  }

  /** The bytes of a file in a buffer that the next call overwrites: for a look at many files that keeps none. */
  peek(file: string): Uint8Array | null {
    return this.#opened(file, (descriptor, { size }) => {
      if (size > LARGEST_PEEK) return readPart(descriptor, new Uint8Array(size), 0);
      if (size > shared.length) shared = new Uint8Array(size * 2);
      return readPart(descriptor, shared.subarray(0, size), 0);
    });
  }

  /**
   * The size of a file (bytes) and when it was changed, and all of its bytes where they are at most `limit`: opened, asked and read
   * at once, since a look at thousands of small files costs little else. The bytes are overwritten by the next call.
   */
  look(file: string, limit: number): LookedAt | null {
    return this.#opened(file, (descriptor, stats) => {
      const { size, modified } = statOf(stats);
      if (size > limit) return { size, modified, bytes: null };
      if (size >= shared.length) shared = new Uint8Array(size * 2);
      // One byte more shows that it has grown.
      const bytes = readPart(descriptor, shared.subarray(0, size + 1), 0);
      return { size, modified, bytes: bytes.subarray(0, size), hasChanged: bytes.length !== size };
    });
  }

  async sha256(file: string, limit: number): Promise<string | null> {
    const at = this.#locate(file);
    const found = at === null ? null : this.#stat(at);
    if (at === null || found?.kind !== 'file' || found.size > limit) return null;
    try {
      return await sha256OfFile(at, limit);
    } catch (error) {
      return whenOfDisk(error);
    }
  }

  async md5(file: string, limit: number, lines: TextRule | null): Promise<string | null> {
    const at = this.#locate(file);
    const found = at === null ? null : this.#stat(at);
    if (at === null || found?.kind !== 'file' || found.size > limit) return null;
    try {
      return await md5OfFile(native(at), limit, lines);
    } catch (error) {
      return whenOfDisk(error);
    }
  }

  async target(file: string): Promise<Uint8Array | null> {
    const at = this.#absolute(file);
    if (file.includes('\0') || !(this.#outside || (isWithin(this.root, at) && this.#isReallyWithin(path.dirname(at)))))
      return null;
    return orNull(() => readlinkSync(native(at), 'buffer'));
  }

  async failure(file: string): Promise<string | null> {
    const at = this.#absolute(file);
    try {
      const found = statSync(native(at));
      if (this.#locate(file) === null) return 'its link leads outside the project';
      if (found.isDirectory()) readdirSync(native(at));
      else if (!found.isFile()) return 'neither a file nor a directory';
      else openedAt(at, 0, (descriptor) => readPart(descriptor, new Uint8Array(1), 0));
      return null;
    } catch (error) {
      whenOfDisk(error);
      return reasonOf(error);
    }
  }

  #stat(at: string): Stat | null {
    const found = orNull(() => statSync(native(at)));
    return found && statOf(found);
  }

  #opened<T>(file: string, use: (descriptor: number, stats: Stats) => T): T | null {
    // In a directory that is known to lie within, only the file itself could be a link; then it is not opened here.
    const plain = NO_FOLLOW !== 0 && PLAIN.test(file) && this.#within.get(path.dirname(this.#absolute(file))) === true;
    const done = plain ? orNull(() => openedAt(this.#absolute(file), NO_FOLLOW, use)) : null;
    if (done !== null) return done;
    const at = this.#locate(file);
    return at === null ? null : orNull(() => openedAt(at, 0, use));
  }

  #absolute(file: string): string {
    return PLAIN.test(file)
      ? file === ''
        ? this.root
        : `${this.root === path.sep ? '' : this.root}${path.sep}${file}`
      : file.length > 1 && file.startsWith(path.sep) && PLAIN.test(file.slice(1))
        ? file
        : path.resolve(this.root, file);
  }

  /** The absolute path; null for what lies outside, or does not exist. What was seen there is in `#lastSeen`. */
  #locate(file: string): string | null {
    this.#lastSeen = null;
    if (file.includes('\0')) return null;
    const at = this.#absolute(file);
    if (this.#outside) return at;
    if (!isWithin(this.root, at)) return null;
    const found = orNull(() => lstatSync(native(at)));
    if (found === null) return null;
    this.#lastSeen = found;
    if (found.isSymbolicLink() || found.isDirectory()) return this.#isReallyWithin(at) ? at : null;
    const directory = path.dirname(at);
    let within = this.#within.get(directory);
    if (within === undefined) this.#within.set(directory, (within = this.#isReallyWithin(directory)));
    return within || (this.#named.length > 0 && this.#isReallyWithin(at)) ? at : null;
  }

  #isReallyWithin(at: string): boolean {
    this.#bases ??= ['', ...this.#named].flatMap((each) => orNull(() => realPathOf(this.#absolute(each))) ?? []);
    const real = orNull(() => realPathOf(at));
    return real !== null && this.#bases.some((base) => isWithin(base, real));
  }

  #entry(directory: string, name: string, entry: Dirent | Dirent<Buffer>): Entry {
    if (!entry.isSymbolicLink()) return { name, kind: kindOf(entry), link: false };
    const file = path.join(directory, name);
    const at = this.#locate(file);
    const target = at === null ? null : this.#stat(at);
    const kind = target?.kind === 'directory' && this.#isAbove(file) ? 'other' : (target?.kind ?? 'other');
    return { name, kind, link: true };
  }

  /** Whether a link leads to a directory that holds it: a loop. */
  #isAbove(file: string): boolean {
    const at = path.resolve(this.root, file);
    const target = orNull(() => realPathOf(at));
    const holder = orNull(() => realPathOf(path.dirname(at)));
    return target !== null && holder !== null && isWithin(target, holder);
  }
}

/** What a look at a file showed. */
export interface LookedAt {
  readonly size: number;
  readonly modified: number;
  /** Null where the file is larger than what was asked for. */
  readonly bytes: Uint8Array | null;
  /** It became longer or shorter while it was read. */
  readonly hasChanged?: boolean;
}

/** A relative path that needs no resolving. */
const PLAIN = path.sep === '/' ? /^(?!\.{0,2}(?:\/|$))(?!.*\/\.{0,2}(?:\/|$)).*$|^$/s : /^$/;

/** Where the system has it: a link is not opened. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

const LARGEST_PEEK = 8_000_000;
let shared = new Uint8Array(1 << 20);

const statOf = (found: Stats): Stat => ({
  kind: found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other',
  size: found.size,
  modified: found.mtimeMs,
});

const kindOf = (entry: Dirent | Dirent<Buffer>): EntryKind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';

/** Where a path really leads, past every link. Throws what the system throws. */
export const realPathOf = (at: string): string =>
  exact(realpathSync.native(native(at)), () => realpathSync.native(native(at), 'buffer'));

/** Whether an absolute path is a directory or lies below it. */
export function isWithin(directory: string, file: string): boolean {
  if (file.startsWith(directory) && file.charAt(directory.length) === path.sep && !file.includes('..')) return true;
  const way = path.relative(directory, file);
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}

function openedAt<T>(at: string, flags: number, use: (descriptor: number, stats: Stats) => T): T | null {
  // A pipe would hold the reader for ever; so it is opened without waiting, and not read.
  const descriptor = openSync(native(at), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags);
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() ? use(descriptor, stats) : null;
  } finally {
    closeSync(descriptor);
  }
}

function readPart(descriptor: number, buffer: Uint8Array, start: number): Uint8Array {
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(descriptor, buffer, filled, buffer.length - filled, start + filled);
    if (read === 0) break; // it became shorter meanwhile
    filled += read;
  }
  return buffer.subarray(0, filled);
}

/**
 * The SHA-256 of a file; null above `limit` bytes. Reads the next piece while the one before is hashed: a stream would make a new
 * buffer, and wait, for each. Rejects with what the system says.
 */
export async function sha256OfFile(at: string, limit: number): Promise<string | null> {
  const hash = createHash('sha256');
  const file = await open(native(at), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    let [piece, next] = [Buffer.allocUnsafeSlow(HASHED_AT_ONCE), Buffer.allocUnsafeSlow(HASHED_AT_ONCE)];
    let size = 0;
    let { bytesRead } = await file.read(piece, 0, HASHED_AT_ONCE, size);
    while (bytesRead > 0) {
      if ((size += bytesRead) > limit) return null; // it grew meanwhile
      const reading = file.read(next, 0, HASHED_AT_ONCE, size);
      hash.update(piece.subarray(0, bytesRead));
      [{ bytesRead }, piece, next] = [await reading, next, piece];
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

const HASHED_AT_ONCE = 1 << 20;

function orNull<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    return whenOfDisk(error);
  }
}
