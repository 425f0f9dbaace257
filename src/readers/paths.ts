import type { DocumentKind } from './reading';

/** What tells by a path whether a document is of a kind. */
export type PathPatterns = Pick<DocumentKind, 'names' | 'paths' | 'except'>;

/** The first kind that has a path; null for none. The engine and the editor ask this alike. */
export function kindWith<Kind extends PathPatterns>(kinds: readonly Kind[], path: string): Kind | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  for (const kind of kinds) if (has(kind, path, name)) return kind;
  return null;
}

const has = ({ names, paths, except }: PathPatterns, path: string, name: string): boolean =>
  (names.some((pattern) => pattern.test(name)) || paths?.some((pattern) => pattern.test(path)) === true) &&
  !except?.some((pattern) => pattern.test(name));
