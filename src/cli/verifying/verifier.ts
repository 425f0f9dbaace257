import path from 'node:path';
import type { EntryKind } from '../../core/host';
import type { VerifiedItem } from '../../report/verification';
import type { DigestThreads } from '../digest-threads';
import type { SignerOptions } from './signature-verifier';

/** A path that `touchstone verify` was given. */
export interface NamedPath {
  /** As it was written. */
  readonly name: string;
  /** Absolute, as the system writes it. */
  readonly at: string;
  /** Null where nothing is there. */
  readonly kind: EntryKind | null;
}

/** What every verifier works with. */
export interface VerifyTools {
  /** Items count their paths from here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whatever digest is compared is worked out by these, from all bytes of the file: no time stamp is believed. */
  readonly threads: DigestThreads;
  readonly signal: AbortSignal;
  /** Whose signatures count, as the command line says; where it says nothing, the configuration does. */
  readonly signers: SignerOptions;
  /** Tells what was not looked at, and why. `path` counts from the working directory. */
  note(path: string, message: string): void;
}

/** Looks at one thing that is recorded, or at several that are told from each other only then. */
export type Check = () => Promise<readonly VerifiedItem[]>;

export interface FoundChecks {
  readonly checks: readonly Check[];
  /**
   * What this kind of record says of a named path: `recorded` of it, or of something below it; `unrecorded` where there are such
   * records, but none of it; null where there are none.
   */
  speaksOf(path: NamedPath): 'recorded' | 'unrecorded' | null;
  /** The path of the item that says whether this file is what was recorded; absolute in, as it is shown out. Null where none does. */
  itemFor?(at: string): string | null;
  /** What follows from all items of files: it is asked last. */
  conclude?(items: readonly VerifiedItem[], found: readonly FoundChecks[]): readonly VerifiedItem[];
}

/**
 * One kind of record by which files are verified: the lock, DVC, signatures. It finds what is recorded at, below and above the named
 * paths; what `find` rejects with a `Failure` ends the command. A check never rejects for what is wrong with a file: that is an item.
 */
export interface Verifier {
  readonly name: string;
  find(named: readonly NamedPath[], tools: VerifyTools): Promise<FoundChecks>;
}

/** A path as items show it: from the working directory, with `/`. */
export function shownFrom(cwd: string, at: string): string {
  // Of a hundred thousand files nearly all lie below, and are written plainly.
  const way =
    at.startsWith(cwd) && at.charAt(cwd.length) === path.sep ? at.slice(cwd.length + 1) : path.relative(cwd, at);
  return (path.sep === '/' ? way : way.split(path.sep).join('/')) || '.';
}

/** The absolute path of what lies below a folder, by its path with `/` from there: it has no `.` and no `..`. */
export const absoluteBelow = (root: string, at: string): string =>
  path.sep === '/' && at !== '' && root !== '/' ? `${root}/${at}` : path.join(root, at);

/** Whether an absolute path is another one, or lies below it. */
export const isAtOrBelow = (above: string, at: string): boolean =>
  at === above || at.startsWith(above.endsWith(path.sep) ? above : `${above}${path.sep}`);

/** The folder of a path, or the path itself where it is one, and all above: the nearest first. */
export function foldersFrom({ at, kind }: NamedPath): readonly string[] {
  const found = [kind === 'directory' ? at : path.dirname(at)];
  for (let above = path.dirname(found[0]!); above !== found.at(-1); above = path.dirname(above)) found.push(above);
  return found;
}
