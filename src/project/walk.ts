import type { Note } from '../core/finding';
import type { Entry, FileSystem, GitHost } from '../core/host';
import type { Policy } from '../core/policy';
import { joinedPath } from './paths';
import { parseRequirements } from '../readers/requirements/requirements';
import { mayReference, referencedFiles } from '../readers/requirements/requirements-files';
import { documentKindOf, documentOf, readAs } from '../readers/documents';
import { Repositories } from './git/repository';
import { IgnoreFiles } from './ignore-files';
import { decodeText } from './text-encoding';
import { isIncluded, isPruned } from './policy';

/** A file to be read, with its size in bytes when it was found. */
export interface WalkedFile {
  readonly path: string;
  readonly size: number;
}

export interface WalkOptions {
  /** The policy that holds for a path: nearest wins, so it is asked for each directory. */
  policyFor(path: string): Policy | Promise<Policy>;
  /** Gets what was not walked, and why. */
  note?(note: Note): void;
  /** Which files are of interest; by default those that the engine reads. */
  wants?(path: string): boolean;
  readonly gitignore?: boolean;
  /** Where git keeps what lies outside of the project. */
  readonly git?: GitHost | undefined;
  readonly signal?: AbortSignal;
  /** Entries of one directory that are looked at. */
  readonly maxEntries?: number;
  readonly maxFiles?: number;
}

/**
 * Finds the files to scan below some files and directories, in one fixed order, each once. Rejects for nothing: what cannot be
 * read is a note. A file that is named itself is given although git or the policy leaves it out, and so is what git tracks although
 * an ignore file matches it; links to directories
 * are not followed (what they lead to is found where it lives, or is outside), links to files are, within the root.
 * Kinds that are read `evenIgnored` are looked for in what git ignores as well, as far as that is reasonable.
 * Last come the files that requirements files name with `-r` or `-c` and whose own names do not tell what they are.
 */
export async function* walk(
  files: FileSystem,
  roots: readonly string[],
  options: WalkOptions,
): AsyncGenerator<WalkedFile> {
  const walker = new FileWalker(files, options);
  for (const root of inOrder(roots)) yield* walker.from(root);
  yield* walker.referenced();
}

const MAX_ENTRIES = 50_000;
const MAX_FILES = 200_000;
const MAX_DEPTH = 100;
/** Directories that git ignores are looked through so far: caches and build trees have no end, and hold no models. */
const MAX_IGNORED_DIRECTORIES = 2_000;
const MAX_IGNORED_DEPTH = 8;
/** What tools fill again and again, and nobody keeps a model in. */
const CACHES =
  /^(?:\..*|node_modules|__pycache__|site-packages|__pypackages__|bower_components|vendor|target|htmlcov|coverage)$/;

class FileWalker {
  readonly #seen = new Set<string>();
  readonly #wants: (path: string) => boolean;
  readonly #maxFiles: number;
  readonly #repositories: Repositories;
  #full = false;
  #ignoredDirectories = 0;

  constructor(
    readonly files: FileSystem,
    readonly options: WalkOptions,
  ) {
    this.#wants = options.wants ?? ((path) => documentKindOf(path) !== null);
    this.#maxFiles = options.maxFiles ?? MAX_FILES;
    this.#repositories = new Repositories(files, options.git, (note) => this.options.note?.(note));
  }

  async *from(root: string): AsyncGenerator<WalkedFile> {
    const stat = await this.files.stat(root);
    if (stat?.kind === 'directory') {
      yield* this.#directory(root, await this.#ignoredAbove(root), 0);
    } else if (stat && stat.kind !== 'file') {
      this.#unread(root, 'neither a file nor a directory');
    } else if (!stat) {
      this.#unread(root, (await this.files.failure?.(root)) ?? 'there is no such file, or it cannot be read');
    } else if (!this.#wants(root)) {
      this.#note(root, 'not read: not a kind of file that is scanned');
    } else {
      const policy = await this.options.policyFor(root);
      if (this.#take(root, stat.size, policy)) yield { path: root, size: stat.size };
    }
  }

  async *#directory(directory: string, above: IgnoreFiles, depth: number): AsyncGenerator<WalkedFile> {
    if (this.#stopped()) return;
    if (depth > MAX_DEPTH) return this.#note(directory, `not read: more than ${MAX_DEPTH} directories deep`);
    const listed = await this.files.list(directory);
    if (!listed) {
      const reason = await this.files.failure?.(directory);
      return this.#unread(directory || '.', `the directory cannot be listed${reason ? ` (${reason})` : ''}`);
    }
    const entries = this.#bounded(directory, listed);
    const ignored = await this.#ignoredIn(directory, listed, above);
    const policy = await this.options.policyFor(joinedPath(directory, 'x'));

    const directories: { readonly path: string; readonly ignored: IgnoreFiles }[] = [];
    const hidden: string[] = [];
    for (const entry of entries) {
      const path = joinedPath(directory, entry.name);
      if (entry.kind === 'directory') {
        if (entry.link || entry.name === '.git' || isPruned(policy, path)) continue;
        const within = await entered(path, ignored);
        if (within) directories.push({ path, ignored: within });
        else hidden.push(path);
      } else if (this.#wants(path) && isIncluded(policy, path) && !(await isLeftOut(path, ignored))) {
        const file = await this.#file(path, entry, policy);
        if (this.#stopped()) return;
        if (file) yield file;
      }
    }
    for (const each of directories) yield* this.#directory(each.path, each.ignored, depth + 1);
    for (const each of hidden) yield* this.#hidden(each, 0);
  }

  /** A directory that git ignores: of it only what is read all the same is of interest. */
  async *#hidden(directory: string, depth: number): AsyncGenerator<WalkedFile> {
    const name = directory.slice(directory.lastIndexOf('/') + 1);
    if (this.#stopped() || CACHES.test(name) || depth > MAX_IGNORED_DEPTH) return;
    if (this.#ignoredDirectories++ >= MAX_IGNORED_DIRECTORIES) {
      if (this.#ignoredDirectories === MAX_IGNORED_DIRECTORIES + 1)
        this.#note(
          directory,
          `not looked through for models, like what follows: git ignores more than ${MAX_IGNORED_DIRECTORIES} directories`,
        );
      return;
    }
    const listed = (await this.files.list(directory)) ?? [];
    if (listed.some(({ name: inner }) => inner === 'pyvenv.cfg' || inner === 'conda-meta')) return;
    const policy = await this.options.policyFor(joinedPath(directory, 'x'));
    const deeper: string[] = [];
    for (const entry of this.#bounded(directory, listed)) {
      const path = joinedPath(directory, entry.name);
      if (entry.kind === 'directory') {
        if (!entry.link && !isPruned(policy, path)) deeper.push(path);
      } else if (isEvenIgnored(path) && this.#wants(path) && isIncluded(policy, path)) {
        const file = await this.#file(path, entry, policy);
        if (this.#stopped()) return;
        if (file) yield file;
      }
    }
    for (const path of deeper) yield* this.#hidden(path, depth + 1);
  }

  async #file(path: string, entry: Entry, policy: Policy): Promise<WalkedFile | null> {
    if (entry.kind === 'other') {
      // A device, a pipe, a socket is nothing to read.
      if (entry.link) this.#note(path, 'not read: the link leads outside the project, or nowhere');
      return null;
    }
    const stat = await this.files.stat(path);
    if (stat?.kind !== 'file') this.#unread(path, (await this.files.failure?.(path)) ?? 'the file vanished');
    else if (this.#take(path, stat.size, policy)) return { path, size: stat.size };
    return null;
  }

  async #ignoredIn(directory: string, listed: readonly Entry[], above: IgnoreFiles): Promise<IgnoreFiles> {
    if (this.options.gitignore === false) return above;
    return above.enter(this.files, directory, new Set(listed.map(({ name }) => name)), this.#repositories);
  }

  async *referenced(): AsyncGenerator<WalkedFile> {
    // Files that are found on the way join the set, so chains of -r are followed to their end.
    for (const path of this.#seen) {
      if (this.#stopped() || readAs(path)?.kind !== 'requirements') continue;
      const bytes = await this.files.read(path);
      const text = bytes && decodeText(bytes)?.text;
      if (!text || !mayReference(text)) continue;
      for (const { path: target } of referencedFiles(parseRequirements(text, path))) {
        if (
          this.#seen.has(target) ||
          target.startsWith('../') ||
          documentKindOf(target) !== null ||
          readAs(target) === null
        )
          continue;
        const policy = await this.options.policyFor(target);
        const stat = isIncluded(policy, target) ? await this.files.stat(target) : null;
        if (stat?.kind === 'file' && this.#take(target, stat.size, policy)) yield { path: target, size: stat.size };
      }
    }
  }

  /** The ignore files that hold above a directory that was named; none when they would ignore the directory itself. */
  async #ignoredAbove(directory: string): Promise<IgnoreFiles> {
    let ignored = IgnoreFiles.none;
    if (directory === '' || this.options.gitignore === false) return ignored;
    const parts = directory.split('/');
    for (let i = 0; i < parts.length; i++) {
      const above = parts.slice(0, i).join('/');
      const names = new Set<string>();
      for (const name of ['.git', '.gitignore']) if (await this.files.stat(joinedPath(above, name))) names.add(name);
      ignored = await ignored.enter(this.files, above, names, this.#repositories);
      if (ignored.ignores(parts.slice(0, i + 1).join('/'), true)) return IgnoreFiles.none;
    }
    return ignored;
  }

  #take(path: string, size: number, policy: Policy): boolean {
    if (this.#seen.has(path) || this.#stopped()) return false;
    const limit = policy.maxFileSize * (documentOf(path)?.times ?? 1);
    if (size > limit) {
      this.#note(path, `not read: ${size} bytes, larger than ${limit}`);
      return false;
    }
    if (this.#seen.size >= this.#maxFiles) {
      this.#full = true;
      this.#note(path, `not read, like all files after it: more than ${this.#maxFiles} files`);
      return false;
    }
    this.#seen.add(path);
    return true;
  }

  #bounded(directory: string, listed: readonly Entry[]): readonly Entry[] {
    const limit = this.options.maxEntries ?? MAX_ENTRIES;
    const sorted = [...listed].sort((a, b) => compare(a.name, b.name));
    if (sorted.length <= limit) return sorted;
    // A directory of a million images has few files of interest, and those are what counts.
    const wanted = sorted.filter(
      (entry) =>
        entry.kind === 'directory' || (entry.kind === 'file' && this.#wants(joinedPath(directory, entry.name))),
    );
    if (wanted.length > limit)
      this.#note(directory || '.', `not read to its end: more than ${limit} entries to look at`);
    return wanted.slice(0, limit);
  }

  #stopped(): boolean {
    return this.#full || this.options.signal?.aborted === true;
  }

  #unread(path: string, unread: string): void {
    this.options.note?.({ path, message: `not read: ${unread}`, unread });
  }

  #note(path: string, message: string): void {
    this.options.note?.({ path, message });
  }
}

const isLeftOut = async (path: string, ignored: IgnoreFiles): Promise<boolean> =>
  ignored.ignores(path, false) && !isEvenIgnored(path) && !(await ignored.tracks(path, false));

const isEvenIgnored = (path: string): boolean => documentOf(path)?.evenIgnored === true;

/** What is ignored in a directory; null for one that is ignored itself. */
async function entered(path: string, ignored: IgnoreFiles): Promise<IgnoreFiles | null> {
  if (!ignored.ignores(path, true)) return ignored;
  return (await ignored.tracks(path, true)) ? ignored.closed : null;
}

/** Sorted, each once, so that the order of arguments does not change the report. */
const inOrder = (roots: readonly string[]): string[] => [...new Set(roots)].sort(compare);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
