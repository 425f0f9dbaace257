/** The directory of a file: '' or with a `/` at its end. */
export const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Code is no policy and no lock. */
export const isCode = (path: string): boolean => /\.pyi?$/i.test(path);
