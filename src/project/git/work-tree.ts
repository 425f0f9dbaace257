import { joinedPath } from '../paths';
import { GitAttributes, type Conversion } from './attributes';
import { nameOfObject, Sha1 } from './digests';
import type { GitDisk, GitFile } from './disk';
import { readIndex, type IndexEntry } from './index-file';
import { readCommit } from './commit';
import type { GitObjects, NoObject } from './objects';
import { headOf } from './refs';
import { placeOfRepository, type GitPlace } from './settings';
import { MODE_LINK, MODE_SUBMODULE, Trees, type TreeEntry } from './tree';

/**
 * Whether a file is what the commit that is checked out has of it. `committed`: its bytes, or what git makes of them, have the
 * name that the commit has. `differs`: they have another. `new`: the commit has no such file. `missing`: it is not there.
 */
export interface FileState {
  readonly state: 'committed' | 'differs' | 'new' | 'missing' | 'unknown';
  /** Why nothing is known, as the end of a sentence. */
  readonly reason: string | null;
  /** The object that the commit has for it, and that the file is; in hex, null where there is none. */
  readonly expected: string | null;
  readonly actual: string | null;
}

/** Whether a work tree is what its commit has; files that git does not track are not looked for, and modes not compared. */
export interface TreeState {
  /** Null where that cannot be told. */
  readonly isDirty: boolean | null;
  /** Paths in the work tree that differ, or are staged; not more than `MOST_CHANGES`. */
  readonly changed: readonly string[];
  /** Why something could not be told, as ends of sentences. */
  readonly reasons: readonly string[];
  /** Bytes that were hashed. */
  readonly hashed: number;
}

const MOST_CHANGES = 1_000;
const LARGEST_INDEX = 128_000_000;
const MOST_FILES = 1_000_000;
/** Bytes of a file that are hashed in one piece; those above in pieces, and without looking at line ends. */
const IN_ONE = 32 * 1024 * 1024;
const PIECE = 4 * 1024 * 1024;
const NO_OBJECT: Readonly<Record<NoObject, string>> = {
  absent: 'objects of the commit are not here: the clone is shallow, partial or damaged',
  damaged: 'objects of the commit are damaged',
  large: 'the commit has more than can be looked at',
};

/** What lies in the folders of a repository, held to its commit by hashing: times and sizes prove nothing. */
export class WorkTree {
  readonly #trees: Trees;
  readonly #attributes: GitAttributes;

  constructor(
    private readonly disk: GitDisk,
    private readonly place: GitPlace,
    private readonly objects: GitObjects,
  ) {
    this.#trees = new Trees(objects, place.digest);
    this.#attributes = new GitAttributes(disk, place);
  }

  /** The state of one file, by its path in the work tree. */
  async fileState(path: string): Promise<FileState> {
    const none = { expected: null, actual: null };
    const tree = await this.#treeOfHead();
    if (typeof tree === 'string') return { ...none, state: 'unknown', reason: tree };
    const entry = tree === null ? null : await this.#trees.entryAt(tree.tree, path);
    if (typeof entry === 'string') return { ...none, state: 'unknown', reason: NO_OBJECT[entry] };
    if (entry === null) return { ...none, state: 'new', reason: null };
    return this.#held(path, entry);
  }

  /** The state of all that is tracked, hashing at most so many bytes. */
  async treeState(mostBytes: number): Promise<TreeState> {
    const changed = new Set<string>();
    const reasons = new Set<string>();
    let hashed = 0;
    const done = (isDirty: boolean | null): TreeState => ({
      isDirty: changed.size > 0 ? true : reasons.size > 0 ? null : isDirty,
      changed: [...changed].sort(),
      reasons: [...reasons],
      hashed,
    });
    const tree = await this.#treeOfHead();
    if (typeof tree === 'string') reasons.add(tree);
    const entries = await this.#index();
    if (typeof entries === 'string') reasons.add(entries);
    if (typeof tree === 'string' || typeof entries === 'string') return done(null);
    const folders = new Set(entries.filter(({ path }) => path.endsWith('/')).map(({ path }) => path));
    const committed =
      tree === null
        ? new Map<string, TreeEntry>()
        : await this.#trees.flat(tree.tree, MOST_FILES, (path) => folders.has(path));
    if (typeof committed === 'string') reasons.add(NO_OBJECT[committed]);
    else this.#compare(entries, committed, changed);
    for (const entry of entries) {
      if (changed.size >= MOST_CHANGES) break;
      if (entry.path.endsWith('/') || changed.has(entry.path)) continue;
      if (hashed > mostBytes) {
        reasons.add(`more than ${mostBytes} bytes are tracked`);
        break;
      }
      const { state, reason } = await this.#held(entry.path, entry, (size) => (hashed += size));
      if (reason !== null) reasons.add(`${entry.path}: ${reason}`);
      else if (state === 'differs' || (state === 'missing' && !entry.isSkipped)) changed.add(entry.path);
    }
    return done(false);
  }

  /** What is staged, or in conflict. */
  #compare(entries: readonly IndexEntry[], committed: ReadonlyMap<string, TreeEntry>, changed: Set<string>): void {
    const paths = new Set<string>();
    for (const { path, id, mode, stage, isIntended } of entries) {
      paths.add(path);
      const before = committed.get(path);
      if (stage !== 0 || isIntended || before?.id !== id || before.mode !== mode) changed.add(path);
    }
    for (const path of committed.keys()) if (!paths.has(path)) changed.add(path);
  }

  async #treeOfHead(): Promise<{ readonly tree: string } | string | null> {
    const head = await headOf(this.disk, this.place);
    if (head === null) return 'there is no repository';
    if (head.problem !== null) return head.problem;
    if (head.commit === null) return null;
    const commit = await readCommit(this.objects, head.commit);
    return typeof commit === 'string' ? commit : { tree: commit.tree };
  }

  async #index(): Promise<readonly IndexEntry[] | string> {
    const bytes = await this.disk.bytes(`${this.place.folder}/index`, LARGEST_INDEX);
    if (bytes === null) return [];
    if (bytes === 'large') return 'the index is too large to be read';
    const entries: IndexEntry[] = [];
    const { base, problem } = readIndex(bytes, this.place.digest, (entry) => entries.push(entry));
    if (problem !== null) return `the index cannot be read: ${problem}`;
    return base === null ? entries : 'the index is split in two files';
  }

  async #held(
    path: string,
    { mode, id }: Pick<TreeEntry, 'mode' | 'id'>,
    took: (size: number) => void = () => undefined,
  ): Promise<FileState> {
    const unknown = (reason: string): FileState => ({ state: 'unknown', reason, expected: id, actual: null });
    if (mode === MODE_SUBMODULE) return this.#submodule(path, id);
    const at = joinedPath(this.place.base, path);
    const link = await this.disk.linkAt(at);
    if (mode === MODE_LINK) return this.#link(at, id, link);
    const file = await this.disk.find(at);
    if (link) return this.#named(link, id); // it became a link
    if (file?.stat.kind !== 'file') return { state: 'missing', reason: null, expected: id, actual: null };
    took(file.stat.size);
    const bytes = file.stat.size <= IN_ONE ? await file.files.read(file.path) : null;
    if (bytes === null && file.stat.size <= IN_ONE) return unknown('it cannot be read');
    const actual = bytes ? await nameOfObject('blob', bytes, this.place.digest) : await this.#long(file);
    if (actual === null) return unknown('it is too large to be hashed');
    if (actual === id) return { state: 'committed', reason: null, expected: id, actual };
    return this.#converted(await this.#attributes.conversionOf(path), file, bytes, {
      state: 'differs',
      reason: null,
      expected: id,
      actual,
    });
  }

  /** What git would make of a file that is not what the commit has, byte by byte. */
  async #converted(
    { filter, isOther, endOfLine }: Conversion,
    file: GitFile,
    bytes: Uint8Array | null,
    plain: FileState,
  ): Promise<FileState> {
    const id = plain.expected!;
    if (filter === 'lfs') {
      const pointer = await this.objects.read(id, LONGEST_POINTER);
      const text = typeof pointer === 'string' ? '' : new TextDecoder().decode(pointer.bytes);
      const expected = POINTER.exec(text)?.[1];
      if (expected === undefined) return { ...plain, state: 'unknown', reason: 'a filter of git changes it' };
      const actual = (await file.files.sha256?.(file.path, Infinity)) ?? null;
      if (actual === null) return { ...plain, state: 'unknown', reason: 'its SHA-256 cannot be taken here' };
      return { ...plain, state: actual === expected ? 'committed' : 'differs', expected, actual };
    }
    if (filter !== null || isOther) return { ...plain, state: 'unknown', reason: 'a filter of git changes it' };
    if (!endOfLine || (bytes && !hasCrlf(bytes))) return plain;
    if (bytes === null) return { ...plain, state: 'unknown', reason: 'git may change its line ends' };
    const actual = await nameOfObject('blob', withoutCr(bytes), this.place.digest);
    return actual === id ? { ...plain, state: 'committed', actual } : plain;
  }

  /** The content of a symbolic link is where it leads. */
  async #link(at: string, id: string, target: Uint8Array | null | undefined): Promise<FileState> {
    if (target === undefined)
      return {
        state: 'unknown',
        reason: 'where a symbolic link leads cannot be seen here',
        expected: id,
        actual: null,
      };
    if (target === null) {
      // Where links are not supported, git writes a file with what the link would say.
      const bytes = await this.disk.bytes(at, 4_096);
      if (!(bytes instanceof Uint8Array)) return { state: 'missing', reason: null, expected: id, actual: null };
      return this.#named(bytes, id);
    }
    return this.#named(target, id);
  }

  async #named(bytes: Uint8Array, id: string): Promise<FileState> {
    const actual = await nameOfObject('blob', bytes, this.place.digest);
    return { state: actual === id ? 'committed' : 'differs', reason: null, expected: id, actual };
  }

  /** A submodule is the commit that is checked out in it; what is changed there is not looked at. */
  async #submodule(path: string, id: string): Promise<FileState> {
    const place = await placeOfRepository(this.disk, joinedPath(this.place.base, path));
    const head = await headOf(this.disk, place);
    if (head === null) return { state: 'committed', reason: null, expected: id, actual: null }; // not checked out
    if (head.commit === null)
      return { state: 'unknown', reason: head.problem ?? 'its commit is not known', expected: id, actual: null };
    return { state: head.commit === id ? 'committed' : 'differs', reason: null, expected: id, actual: head.commit };
  }

  async #long(file: GitFile): Promise<string | null> {
    if (this.place.digest !== 20) return null;
    const { size } = file.stat;
    const sum = new Sha1();
    sum.add(new TextEncoder().encode(`blob ${size}\0`));
    for (let at = 0; at < size; at += PIECE) {
      const bytes = await file.files.read(file.path, { start: at, end: Math.min(at + PIECE, size) });
      if (bytes?.length !== Math.min(PIECE, size - at)) return null;
      sum.add(bytes);
    }
    return sum.digest();
  }
}

/** The pointer that LFS keeps in place of a file (git-lfs, docs/spec.md). */
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[\w.-]+ [^\n]+\n)*?oid sha256:([0-9a-f]{64})\n/;
const LONGEST_POINTER = 1_024;

function hasCrlf(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) if (bytes[at + 1] === 10) return true;
  return false;
}

function withoutCr(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 13 || bytes[at + 1] !== 10) kept[end++] = bytes[at]!;
  return kept.subarray(0, end);
}
