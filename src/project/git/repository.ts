import type { Note } from '../../core/finding';
import type { FileSystem, GitHost } from '../../core/host';
import { foldersAbove, joinedPath } from '../paths';
import type { CommitFacts } from './commit';
import type { RepositoryContents } from './contents';
import { GitDisk, resolvedPath } from './disk';
import { readIndex } from './index-file';
import { headOf, type HeadFacts } from './refs';
import { placeOfRepository, usersFile, valueOf, type GitPlace } from './settings';

/** Bytes of what is read. An index has about a hundred bytes a file. */
const LARGEST_INDEX = 128_000_000;
const LARGEST_EXCLUDES = 1_000_000;
/** How far above the project's root a repository is looked for, where the host has a disk. */
const MAX_ABOVE = 8;

/** Folders above the project's root, the nearest first, up to that of the disk; none where there is no disk. */
export function foldersAboveRoot(host: GitHost | undefined): readonly string[] {
  const depth = host === undefined ? 0 : host.root.split('/').filter((part) => part !== '').length;
  return Array.from({ length: Math.min(depth, MAX_ABOVE) }, (_, index) => `${'../'.repeat(index)}..`);
}

/** The repositories of a project, each opened once. What cannot be read of one is a note. */
export class Repositories {
  readonly #opened = new Map<string, Promise<Repository>>();

  constructor(
    private readonly files: FileSystem,
    private readonly host: GitHost | undefined,
    private readonly note: (note: Note) => void,
  ) {}

  /** The repository whose work tree is a directory in which `.git` stands. */
  at(base: string): Promise<Repository> {
    let opened = this.#opened.get(base);
    if (!opened) this.#opened.set(base, (opened = this.#open(base)));
    return opened;
  }

  /** The same; null where no `.git` stands: most folders have none, and are told by one look. */
  async in(base: string): Promise<Repository | null> {
    if (this.#opened.has(base)) return this.at(base);
    const git = await new GitDisk(this.files, this.host).find(joinedPath(base, '.git'));
    return git === null ? null : this.at(base);
  }

  /** The repository whose work tree a file lies in, also above the project where the host has a disk; null for none. */
  async around(path: string): Promise<Repository | null> {
    for (const base of [...foldersAbove(path), ...foldersAboveRoot(this.host)]) {
      const repository = await this.in(base);
      if (repository !== null && (await repository.head()) !== null) return repository;
    }
    return null;
  }

  async #open(base: string): Promise<Repository> {
    const disk = new GitDisk(this.files, this.host);
    const place = await placeOfRepository(disk, base);
    const files = [usersFile(place, 'core.excludesfile', 'ignore', this.host), `${place.common}/info/exclude`];
    const excludes = await Promise.all(
      files.map(async (file) => (file === null ? null : disk.bytes(file, LARGEST_EXCLUDES))),
    );
    const note = (message: string): void => this.note({ path: joinedPath(base, '.git/index'), message });
    return new Repository(
      disk,
      place,
      excludes.filter((each) => each instanceof Uint8Array),
      note,
    );
  }
}

/** What is asked of a repository: what git tracks, what is checked out, and whether files are as they were committed. */
export class Repository {
  readonly base: string;
  /** The address of `origin` (git-config(1), `remote.<name>.url`). */
  readonly origin: string | null;
  #tracked: Promise<Tracked> | null = null;
  #contents: Promise<RepositoryContents> | null = null;
  #head: Promise<HeadFacts | null> | null = null;

  constructor(
    private readonly disk: GitDisk,
    private readonly place: GitPlace,
    /** Ignore files that hold for all of it, the weakest first: the user's own, and `info/exclude`. */
    readonly excludes: readonly Uint8Array[],
    private readonly note: (message: string) => void,
  ) {
    this.base = place.base;
    this.origin = valueOf(place.settings, 'remote.origin.url') ?? null;
  }

  /** Whether git tracks a file, or for a directory anything in it. Paths count from the project. The index is read when first asked. */
  async tracks(path: string, directory: boolean): Promise<boolean> {
    const tracked = await (this.#tracked ??= trackedIn(this.disk, this.place, this.note));
    const own = this.ownPath(path);
    return tracked.files.has(own) || (directory && tracked.hasBelow(own));
  }

  /** The first file in the order of the index, by its path in the work tree, that is a path or lies below it and is accepted; null for none. */
  async firstTracked(path: string, accepts: (path: string) => boolean): Promise<string | null> {
    const tracked = await (this.#tracked ??= trackedIn(this.disk, this.place, this.note));
    for (const file of tracked.files) if ((file === path || file.startsWith(`${path}/`)) && accepts(file)) return file;
    return null;
  }

  /** All files in the order of the index, by their paths in the work tree, that are a path or lie below it (empty: all) and are accepted. */
  async trackedBelow(path: string, accepts: (path: string) => boolean): Promise<readonly string[]> {
    const tracked = await (this.#tracked ??= trackedIn(this.disk, this.place, this.note));
    const isBelow = (file: string): boolean => path === '' || file === path || file.startsWith(`${path}/`);
    return [...tracked.files].filter((file) => isBelow(file) && accepts(file));
  }

  /** A path in the work tree, of one that counts from the project. */
  ownPath(path: string): string {
    const { host } = this.disk;
    if (host && /^\.\.(?:\/|$)/.test(this.base))
      return resolvedPath(host.root, path).slice(resolvedPath(host.root, this.base).length).replace(/^\//, '');
    return this.base === '' ? path : path.slice(this.base.length + 1);
  }

  /** What is checked out; null where there is no repository. */
  head(): Promise<HeadFacts | null> {
    return (this.#head ??= headOf(this.disk, this.place));
  }

  /** The commit that is checked out; a text, as the end of a sentence, where it cannot be told. */
  async commit(): Promise<CommitFacts | string> {
    const head = await this.head();
    if (head?.commit == null) return head?.problem ?? (head ? 'nothing is committed yet' : 'there is no repository');
    return (await this.contents()).commit(head.commit);
  }

  /** Its objects and the files in its folders; what reads them is loaded with the first call. */
  contents(): Promise<RepositoryContents> {
    return (this.#contents ??= import('./contents').then((git) => new git.RepositoryContents(this.disk, this.place)));
  }

  /** When the commit that is checked out was made, in seconds since the epoch; null where nothing says it. */
  async committed(): Promise<number | null> {
    const commit = await this.commit();
    return typeof commit === 'string' ? null : (commit.committer?.time ?? null);
  }
}

class Tracked {
  readonly files: ReadonlySet<string>;
  #directories: Set<string> | null = null;

  constructor(paths: readonly string[]) {
    this.files = new Set(paths);
  }

  hasBelow(directory: string): boolean {
    if (!this.#directories) {
      this.#directories = new Set();
      for (const file of this.files)
        for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
          const above = file.slice(0, at);
          if (this.#directories.has(above)) break;
          this.#directories.add(above);
        }
    }
    return this.#directories.has(directory);
  }
}

async function trackedIn(
  disk: GitDisk,
  { folder, digest }: GitPlace,
  note: (message: string) => void,
): Promise<Tracked> {
  const bytes = await disk.bytes(`${folder}/index`, LARGEST_INDEX);
  if (bytes === 'large')
    note(`not read: larger than ${LARGEST_INDEX} bytes, so ignored files that git tracks are not judged`);
  if (bytes === null || bytes === 'large') return new Tracked([]);
  const own = readIndex(bytes, digest);
  const base = own.base === null ? null : await disk.bytes(`${folder}/sharedindex.${own.base}`, LARGEST_INDEX);
  // What a split index removes of the shared one counts still: a file too many is judged, none too few.
  const shared = base instanceof Uint8Array ? readIndex(base, digest) : null;
  const problem =
    own.problem ?? shared?.problem ?? (own.base !== null && !shared ? 'its shared index cannot be read' : null);
  if (problem !== null)
    note(`not read to its end: ${problem}, so some ignored files that git tracks may not be judged`);
  return new Tracked([...own.paths, ...(shared?.paths ?? [])]);
}
