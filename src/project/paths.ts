/** The directory of a file: '' or with a `/` at its end. */
export const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A name in a directory that is given without a `/` at its end. */
export const joinedPath = (directory: string, name: string): string =>
  directory === '' ? name : `${directory}/${name}`;

/** Code is no policy and no lock. */
export const isCode = (path: string): boolean => /\.pyi?$/i.test(path);
