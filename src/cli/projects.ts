import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FileResult, Note } from '../core/finding';
import { Failure } from './failure';
import { isWithin } from './node-files';

/** Paths to scan that belong to one project, whose configuration, locks and ignore files hold for them. */
export interface ProjectPaths {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/`; '' is the root. */
  readonly paths: readonly string[];
}

/** Sorts what the user named into projects. Throws a Failure for a path that does not exist. */
export function projectsOf(cwd: string, named: readonly string[]): ProjectPaths[] {
  const projects = new Map<string, string[]>();
  for (const name of named.length > 0 ? named : ['.']) {
    const absolute = path.resolve(cwd, name);
    const found = statSync(absolute, { throwIfNoEntry: false });
    if (!found) throw new Failure(`${name} does not exist`);
    const root = projectFolderOf(cwd, found.isDirectory() ? absolute : path.dirname(absolute));
    projects.set(root, [...(projects.get(root) ?? []), slashed(path.relative(root, absolute))]);
  }
  return [...projects].map(([root, paths]) => ({ root, paths })).sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** The project that a directory belongs to: its repository, else the nearest directory with a touchstone.toml, else the working directory. */
export function projectFolderOf(cwd: string, directory: string): string {
  const ancestors = ancestorsOf(directory);
  return (
    ancestors.find((each) => existsSync(path.join(each, '.git'))) ??
    ancestors.find((each) => existsSync(path.join(each, 'touchstone.toml'))) ??
    (isWithin(cwd, directory) ? cwd : directory)
  );
}

/** The same result with paths as people see them: relative to the working directory. */
export function seenFrom(cwd: string, root: string, result: FileResult): FileResult {
  const seen = (file: string): string => slashed(path.relative(cwd, path.resolve(root, file))) || '.';
  return {
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
  };
}

/** The same of one note. */
export const noteSeenFrom = (cwd: string, root: string, note: Note): Note =>
  seenFrom(cwd, root, { path: note.path, bytes: 0, findings: [], notes: [note], suppressed: 0 }).notes[0]!;

const slashed = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

function ancestorsOf(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestorsOf(parent)];
}
