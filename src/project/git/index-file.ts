import { nameOfBytes } from '../../core/file-name';
import { hexOf } from './digests';

/** An entry of the index: what will be in the next commit, or one side of a conflict. */
export interface IndexEntry {
  readonly path: string;
  /** Name of its object, in hex. */
  readonly id: string;
  readonly mode: number;
  /** 0, or 1 to 3 for the sides of a conflict. */
  readonly stage: number;
  /** Not checked out, by a sparse checkout or by hand. */
  readonly isSkipped: boolean;
  /** Only announced, with `git add -N`: nothing of it is kept yet. */
  readonly isIntended: boolean;
}

/** What the index of a repository says is tracked. */
export interface IndexFacts {
  /** Paths of files and of submodules, relative to the work tree, with `/`. A half-read index gives those that were read. */
  readonly paths: readonly string[];
  /** Hex name of the shared index that this one adds to; null where it stands alone. */
  readonly base: string | null;
  /** Why it was not read to its end, as the end of a sentence. */
  readonly problem: string | null;
}

const NOTHING: IndexFacts = { paths: [], base: null, problem: null };

/** More than any repository has; git itself slows down long before. */
const MAX_ENTRIES = 1_000_000;
/** Bytes of all names: version 4 repeats long ones in two bytes. */
const MAX_NAMES = 128_000_000;
/** Bytes of a path: what Linux takes. */
const LONGEST_PATH = 4_096;

const EXTENDED = 0x4000;
/** Of the second flags. */
const SKIPPED = 0x4000;
const INTENDED = 0x2000;
const LONG_NAME = 0xfff;
const KIND = 0o170000;
const DIRECTORY = 0o040000;
/** Times, device, owner, mode and size of an entry, before the digest. */
const STAT_BYTES = 40;

/**
 * Reads `.git/index`, versions 2 to 4 (gitformat-index(5)). `digest` is the length of object names in bytes: 20, or 32 in a repository of
 * SHA-256. `take` gets each entry, and the folders of a sparse index, with a `/` at their end. Never throws: what is damaged is read as far
 * as it makes sense.
 */
export function readIndex(bytes: Uint8Array, digest = 20, take?: (entry: IndexEntry) => void): IndexFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 + digest || view.getUint32(0) !== 0x44495243) return { ...NOTHING, problem: 'it is no index' };
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return { ...NOTHING, problem: `version ${version} is not known` };
  const count = view.getUint32(8);
  const reader = new EntryReader(bytes, view, version, digest, take);
  while (reader.read < count) {
    if (reader.read >= MAX_ENTRIES || reader.size > MAX_NAMES)
      return { ...NOTHING, paths: reader.paths, problem: 'there are too many names in it' };
    if (!reader.next())
      return { ...NOTHING, paths: reader.paths, problem: `entry ${reader.read + 1} of ${count} is damaged` };
  }
  return { paths: reader.paths, base: sharedIndex(bytes, view, reader.at, digest), problem: null };
}

class EntryReader {
  readonly paths: string[] = [];
  at = 12;
  read = 0;
  /** Bytes of the names so far. */
  size = 0;
  #name: Uint8Array = new Uint8Array();
  readonly #end: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly view: DataView,
    private readonly version: number,
    private readonly digest: number,
    private readonly take: ((entry: IndexEntry) => void) | undefined,
  ) {
    this.#end = bytes.length - digest;
  }

  /** False when no entry stands here. */
  next(): boolean {
    const start = this.at;
    const flagsAt = start + STAT_BYTES + this.digest;
    if (flagsAt + 4 > this.#end) return false;
    const flags = this.view.getUint16(flagsAt);
    const isExtended = (flags & EXTENDED) !== 0;
    if (isExtended && this.version < 3) return false;
    const nameAt = flagsAt + (isExtended ? 4 : 2);
    if (!(this.version === 4 ? this.#compressed(nameAt) : this.#plain(start, nameAt, flags & LONG_NAME))) return false;
    this.read++;
    this.size += this.#name.length;
    // In a sparse index a folder that is not checked out stands for what is in it; no file of it is there.
    const mode = this.view.getUint32(start + 24);
    if (this.#name.length === 0) return true;
    const path = nameOfBytes(this.#name);
    if ((mode & KIND) !== DIRECTORY) this.paths.push(path);
    if (this.take) {
      const more = isExtended ? this.view.getUint16(flagsAt + 2) : 0;
      const id = hexOf(this.bytes, start + STAT_BYTES, flagsAt);
      const stage = (flags >> 12) & 3;
      this.take({ path, id, mode, stage, isSkipped: (more & SKIPPED) !== 0, isIntended: (more & INTENDED) !== 0 });
    }
    return true;
  }

  /** A name, with one to eight NULs behind it up to a multiple of eight bytes. */
  #plain(start: number, nameAt: number, length: number): boolean {
    const end = this.bytes.indexOf(0, nameAt);
    if (end < 0 || end - nameAt > LONGEST_PATH || (length < LONG_NAME && end - nameAt !== length)) return false;
    this.#name = this.bytes.subarray(nameAt, end);
    this.at = start + ((end - start + 8) & ~7);
    return this.at <= this.#end;
  }

  /** How much of the name before goes, and what comes instead. */
  #compressed(at: number): boolean {
    let byte = this.bytes[at++]!;
    let removed = byte & 0x7f;
    while (byte & 0x80) {
      byte = this.bytes[at++] ?? 0;
      removed = (removed + 1) * 128 + (byte & 0x7f);
      if (removed > LONGEST_PATH) return false;
    }
    const end = this.bytes.indexOf(0, at);
    const kept = this.#name.length - removed;
    if (end < 0 || end >= this.#end || kept < 0 || kept + end - at > LONGEST_PATH) return false;
    const name = new Uint8Array(kept + end - at);
    name.set(this.#name.subarray(0, kept));
    name.set(this.bytes.subarray(at, end), kept);
    this.#name = name;
    this.at = end + 1;
    return true;
  }
}

/** The extension `link` of a split index begins with the name of the other file; zeros mean none. */
function sharedIndex(bytes: Uint8Array, view: DataView, from: number, digest: number): string | null {
  for (let at = from; at + 8 + digest <= bytes.length;) {
    const size = view.getUint32(at + 4);
    if (view.getUint32(at) === 0x6c696e6b && size >= digest) {
      const name = bytes.subarray(at + 8, at + 8 + digest);
      return name.some((byte) => byte !== 0)
        ? Array.from(name, (byte) => byte.toString(16).padStart(2, '0')).join('')
        : null;
    }
    at += 8 + size;
  }
  return null;
}
