import { commandFileOf, type CommandFile } from './shell/command-files';
import { configFormatOf } from './config/config';
import { isRequirementsFile } from './requirements/requirements-files';

export type DocumentKind = 'python' | 'notebook' | 'requirements' | 'config' | CommandFile;

/** A notebook may be this many times larger than a text file: most of it is images, which are passed over. */
export const NOTEBOOK_FACTOR = 50;

/** What a file is read as, by its path alone; null for what is not read. */
export function documentKindOf(path: string): DocumentKind | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name.endsWith('.py') || name.endsWith('.pyw') || name.endsWith('.pyi')) return 'python';
  if (name.endsWith('.ipynb')) return 'notebook';
  if (isRequirementsFile(path)) return 'requirements';
  return configFormatOf(path) ? 'config' : commandFileOf(path);
}

/** What a file is read as when somebody asks for it: a plain text that a requirements file names, or an editor calls one, is one too. */
export function readAs(path: string): DocumentKind | null {
  return documentKindOf(path) ?? (/\.(?:txt|in|pip|req|reqs)$/i.test(path) ? 'requirements' : null);
}
