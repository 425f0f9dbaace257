import { Minimatch } from 'minimatch';

/**
 * Globs of a policy, compiled once. A glob without a slash matches a name at any depth; one that matches a directory
 * holds for everything below it, with or without `/**` at its end.
 */
export class Globs {
  readonly #patterns: readonly Minimatch[];

  constructor(globs: readonly string[]) {
    this.#patterns = globs.map(compiled).filter((pattern) => pattern !== null);
  }

  /** Whether the path itself, or a directory that holds it, matches. */
  matches(path: string): boolean {
    if (this.#patterns.length === 0) return false;
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
      if (this.#matchesEntry(path.slice(0, end))) return true;
    return this.#matchesEntry(path);
  }

  #matchesEntry(path: string): boolean {
    return this.#patterns.some((pattern) => pattern.match(path));
  }
}

// Comments and negation are the business of ignore files; in a list of globs `!` and `#` are ordinary.
// A configuration may be hostile, so expansion is bounded.
const OPTIONS = { dot: true, nocomment: true, nonegate: true, platform: 'linux', braceExpandMax: 1_000 } as const;

// `a` and `a/` mean a directory `a` anywhere, with what is in it; `./a` and `a/**` only the one beside the policy file.
function compiled(glob: string): Minimatch | null {
  const written = glob.trim();
  const matchBase = !/\/(?=[^/])/.test(written);
  let plain = written.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  while (plain.length > 3 && plain.endsWith('/**')) plain = plain.slice(0, -3);
  if (plain === '' && written === '') return null;
  return new Minimatch(plain === '' || plain === '.' ? '**' : plain, { ...OPTIONS, matchBase });
}
