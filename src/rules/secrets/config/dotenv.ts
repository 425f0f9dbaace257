import ignore from 'ignore';
import type { Edit } from '../../../core/finding';
import type { Context } from '../../../core/rule';
import type { Project } from '../../../core/question';
import { joinedPath } from '../../../project/paths';
import { fileText } from '../../../project/questions/file-text';

/** Where a secret goes when it leaves the code: the `.env` file and the edits that put it there and keep it out of git. */
export interface DotenvMove {
  /** The variable's name; differs from the one asked for when that name holds something else already. */
  readonly name: string;
  readonly path: string;
  readonly edits: readonly Edit[];
}

/**
 * Plans to keep `name=value` in the nearest `.env` at or above the document, else in a new one at the project's root. `isTaken` tells
 * what else has a name for another secret; of a name that the file has for this one nobody asks it.
 */
export function moveToDotenv(
  context: Context,
  name: string,
  value: string,
  isTaken: (name: string) => boolean = () => false,
): DotenvMove {
  const { project } = context;
  const path = nearest(project, context.path, '.env') ?? '.env';
  const text = project.ask(fileText, path) ?? '';
  const variables = new Map(
    [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,100})[ \t]*=[ \t]*(.{0,10000})$/gm)].map((match) => [
      match[1]!,
      match[2]!.trim(),
    ]),
  );
  let free = name;
  const isOther = (each: string): boolean =>
    variables.has(each) ? !holds(variables.get(each)!, value) : isTaken(each);
  for (let i = 2; isOther(free); i++) free = `${name}_${i}`;
  const edits: Edit[] = variables.has(free) ? [] : [appendLine(path, text, `${free}=${quoteValue(value)}`)];
  const ignoring = ignoreEdit(context, path);
  return { name: free, path, edits: ignoring === null ? edits : [...edits, ignoring] };
}

/** The edit that adds a file to `.gitignore`; null when git ignores it already. */
export function ignoreEdit(context: Context, path: string): Edit | null {
  const { project } = context;
  if (isIgnored(project, path)) return null;
  const file = nearest(project, path, '.gitignore') ?? '.gitignore';
  const base = parentOf(file);
  const name = path.slice(path.lastIndexOf('/') + 1);
  // `.env` alone holds for every directory below; any other name is pinned to its place.
  const line = name === '.env' ? '.env' : `/${base === '' ? path : path.slice(base.length + 1)}`;
  return appendLine(file, project.ask(fileText, file) ?? '', line);
}

/** Whether git would ignore a file, by the `.gitignore` files from the root down to it (gitignore(5): the nearest decides). */
export function isIgnored(project: Project, path: string): boolean {
  for (const directory of directoriesAbove(path)) {
    const text = project.ask(fileText, joinedPath(directory, '.gitignore'));
    if (!text) continue;
    const rules = ignore({ ignorecase: false }).add(text.split(/\r?\n/).filter((line) => line.length <= 500));
    const { ignored, unignored } = rules.test(directory === '' ? path : path.slice(directory.length + 1));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** A value as dotenv readers take it back: bare when plain, in single quotes when literal, else in double quotes with escapes. */
export function quoteValue(value: string): string {
  if (/^[\w./:@%+,=~-]+$/.test(value)) return value;
  if (!/['\r\n\\]/.test(value)) return `'${value}'`;
  return `"${value
    .replace(/[\\"$]/g, '\\$&')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n')}"`;
}

/** A line at the end of a file, with the file's own line ends; makes the file when there is none. */
function appendLine(path: string, text: string, line: string): Edit {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const opening = text === '' || text.endsWith('\n') ? '' : end;
  return { path, range: { start: text.length, end: text.length }, text: `${opening}${line}${end}` };
}

function nearest(project: Project, path: string, name: string): string | null {
  for (const directory of directoriesAbove(path)) {
    const candidate = joinedPath(directory, name);
    if (typeof project.ask(fileText, candidate) === 'string') return candidate;
  }
  return null;
}

/** The directories that hold a file, its own first, the root ('') last. */
function directoriesAbove(path: string): string[] {
  const directories: string[] = [];
  for (let directory = parentOf(path); ; directory = parentOf(directory)) {
    directories.push(directory);
    if (directory === '') return directories;
  }
}

const parentOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

const holds = (written: string, value: string): boolean =>
  written === value || written === quoteValue(value) || written === `"${value}"` || written === `'${value}'`;
