import { existsSync, lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FileResult, Note } from '../core/finding';
import { meantBy, native } from './native-path';
import { isWithin, realPathOf } from './node-files';
import { whenOfDisk } from './own-files';
import { reasonOf } from './reasons';

/** Paths to scan that belong to one project, whose configuration, locks and ignore files hold for them. */
export interface ProjectPaths {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/`; '' is the root. */
  readonly paths: readonly string[];
  /** Those of the paths whose links lead out of the project: they are read since the user named them. */
  readonly outside: readonly string[];
}

/** What the user named, sorted into projects; and a sentence for each name that cannot be looked at. */
export interface NamedPaths {
  readonly projects: readonly ProjectPaths[];
  readonly failures: readonly string[];
}

export function projectsOf(cwd: string, named: readonly string[]): NamedPaths {
  const projects = new Map<string, string[]>();
  const failures: string[] = [];
  for (const name of named.length > 0 ? named : ['.']) {
    const absolute = path.resolve(cwd, name);
    try {
      const meant = name.includes('\ufffd') && !existsSync(absolute) ? meantBy(absolute) : [absolute];
      if (meant.length === 0) failures.push(`${name} does not exist`);
      for (const at of meant) {
        const found = statSync(native(at), { throwIfNoEntry: false });
        if (!found) {
          const isLink = lstatSync(native(at), { throwIfNoEntry: false })?.isSymbolicLink();
          failures.push(isLink ? `${name} cannot be read: its link leads nowhere` : `${name} does not exist`);
          continue;
        }
        const root = projectFolderOf(cwd, found.isDirectory() ? at : path.dirname(at));
        projects.set(root, [...(projects.get(root) ?? []), slashed(path.relative(root, at))]);
      }
    } catch (error) {
      whenOfDisk(error);
      failures.push(`${name} cannot be read: ${reasonOf(error)}`);
    }
  }
  return {
    projects: [...projects]
      .map(([root, paths]) => ({ root, paths, outside: paths.filter((each) => leadsOut(root, each)) }))
      .sort((a, b) => (a.root < b.root ? -1 : 1)),
    failures,
  };
}

function leadsOut(root: string, file: string): boolean {
  try {
    return !isWithin(realPathOf(root), realPathOf(path.resolve(root, file)));
  } catch (error) {
    whenOfDisk(error);
    return false;
  }
}

/** The project that a directory belongs to: its repository, else the nearest directory with a touchstone.toml, else the working directory. */
export function projectFolderOf(cwd: string, directory: string): string {
  const ancestors = ancestorsOf(directory);
  return (
    ancestors.find((each) => existsSync(native(path.join(each, '.git')))) ??
    ancestors.find((each) => existsSync(native(path.join(each, 'touchstone.toml')))) ??
    (isWithin(cwd, directory) ? cwd : directory)
  );
}

/** The same result with paths relative to the working directory. */
export const seenFrom = (cwd: string, root: string, result: FileResult): FileResult =>
  withPaths(result, (file) => slashed(path.relative(cwd, path.resolve(root, file))) || '.');

/** The same result with other paths in every place. */
export const withPaths = (result: FileResult, seen: (file: string) => string): FileResult => ({
  ...result,
  path: seen(result.path),
  notes: result.notes.map((note) => ({ ...note, path: seen(note.path) })),
  findings: result.findings.map((finding) => ({
    ...finding,
    path: seen(finding.path),
    related: finding.related.map((related) => ({ ...related, path: seen(related.path) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, path: seen(edit.path) })),
    })),
    ...(finding.reasons && {
      reasons: finding.reasons.map((reason) =>
        reason.map((part) => (typeof part === 'string' ? part : { ...part, path: seen(part.path) })),
      ),
    }),
  })),
});

/** The same of one note. */
export const noteSeenFrom = (cwd: string, root: string, note: Note): Note =>
  seenFrom(cwd, root, { path: note.path, bytes: 0, findings: [], notes: [note], suppressed: 0 }).notes[0]!;

const slashed = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

function ancestorsOf(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestorsOf(parent)];
}
