import type { Note } from '../core/finding';
import type { Entry, FileSystem, GitHost } from '../core/host';
import type { Policy } from '../core/policy';
import { joinedPath } from './paths';
import { parseRequirements, referencedFiles } from '../readers/requirements/requirements';
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

class FileWalker {
  readonly #seen = new Set<string>();
  readonly #wants: (path: string) => boolean;
  readonly #maxFiles: number;
  readonly #repositories: Repositories;
  #full = false;

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
    for (const entry of entries) {
      const path = joinedPath(directory, entry.name);
      if (entry.kind === 'directory') {
        const within = entry.link ? null : await entered(entry.name, path, policy, ignored);
        if (within) directories.push({ path, ignored: within });
      } else if (this.#wants(path) && isIncluded(policy, path) && !(await isLeftOut(path, ignored))) {
        const file = await this.#file(path, entry, policy);
        if (this.#stopped()) return;
        if (file) yield file;
      }
    }
    for (const each of directories) yield* this.#directory(each.path, each.ignored, depth + 1);
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
      if (!text) continue;
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
  ignored.ignores(path, false) && !(await ignored.tracks(path, false));

/** What is ignored in a directory; null for one that is not looked into. */
async function entered(name: string, path: string, policy: Policy, ignored: IgnoreFiles): Promise<IgnoreFiles | null> {
  if (name === '.git' || isPruned(policy, path)) return null;
  if (!ignored.ignores(path, true)) return ignored;
  return (await ignored.tracks(path, true)) ? ignored.closed : null;
}

/** Sorted, each once, so that the order of arguments does not change the report. */
const inOrder = (roots: readonly string[]): string[] => [...new Set(roots)].sort(compare);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
