/** Gives the exports of a part of a bundle by its file's name, as `require` does, but later. */
export type LoadPart = (file: string) => Promise<unknown>;

/** Runs the text of a CommonJS bundle, as the web host itself does with extensions, and gives what it exports. */
export function evaluate(code: string, require: (file: string) => unknown): unknown {
  const module: { exports: unknown } = { exports: {} };
  new Function('module', 'require', code)(module, require);
  return module.exports;
}

/** Loads parts where there is no file system to `require` them from. `read` gives a part's text; `whole` what the bundle exports, which parts take modules from. */
export function partLoader(read: (file: string) => Promise<string>, whole: () => unknown): LoadPart {
  const parts = new Map<string, Promise<unknown>>();
  return (file) => {
    let part = parts.get(file);
    if (!part) {
      part = read(file).then((code) => evaluate(code, whole));
      parts.set(file, part);
      part.catch(() => parts.delete(file)); // asked for again, it is read again
    }
    return part;
  };
}
