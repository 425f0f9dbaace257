import type { DocumentKind } from '../readers/reading';

/** What the editor knows of a kind of document before any engine is loaded. */
export type KnownDocument = Required<
  Pick<DocumentKind, 'kind' | 'names' | 'paths' | 'except' | 'globs' | 'languages' | 'notebookTypes' | 'suffix'>
>;

/** What providers of the editor listen to, as `vscode.DocumentFilter`s: text files, and the cells of notebooks. */
export const filtersOf = (
  kinds: readonly KnownDocument[],
): readonly { readonly language?: string; readonly notebookType?: string; readonly pattern?: string }[] => [
  ...kinds.flatMap(({ languages }) => languages.map((language) => ({ language }))),
  ...kinds.flatMap(({ notebookTypes }) => notebookTypes.map((notebookType) => ({ notebookType }))),
  ...kinds.flatMap(({ globs }) => globs.map((glob) => ({ pattern: anywhere(glob) }))),
];

/** One glob for files of some names or paths, wherever they lie. VS Code's watchers know no nested braces: the table of globs has none. */
export const watchedAt = (globs: readonly string[]): string => `**/{${globs.join(',')}}`;

/** Whether a path fits a glob of those that `watchedAt` takes. */
export function isWatched(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => patternOf(glob).test(path));
}

const anywhere = (glob: string): string => (glob.startsWith('**/') ? glob : `**/${glob}`);

const patterns = new Map<string, RegExp>();

function patternOf(glob: string): RegExp {
  let pattern = patterns.get(glob);
  if (!pattern) {
    const text = glob.replace(/[.+^$()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*');
    patterns.set(glob, (pattern = new RegExp(`(?:^|/)${text}$`)));
  }
  return pattern;
}
