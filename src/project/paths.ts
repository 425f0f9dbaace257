/** The directory of a file: '' or with a `/` at its end. */
export const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A name in a directory that is given without a `/` at its end. */
export const joinedPath = (directory: string, name: string): string =>
  directory === '' ? name : `${directory}/${name}`;

/** The folder of a file and those above it, to the project's root, without a slash at the end. */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}

/** Code is no policy and no lock. */
export const isCode = (path: string): boolean => /\.pyi?$/i.test(path);

/** A relative path with `/` and without `.` and `..`; null for what is absolute, leads out of the project or to its root. */
export function normalizedPath(path: string): string | null {
  const parts: string[] = [];
  if (/^[/~]|^[A-Za-z]:|[\0\n]/.test(path)) return null;
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}
