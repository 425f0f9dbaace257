import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from '../core/host';
import { joinedPath } from './paths';

/**
 * What git ignores in a directory: the `.gitignore` files from the repository's root down to it, and `.git/info/exclude`.
 * Source: gitignore(5); the nearest file decides, and nothing below an ignored directory can be taken back.
 */
export class IgnoreFiles {
  static readonly none = new IgnoreFiles([]);

  readonly #layers: readonly Layer[];

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  /** The same, with what the directory itself says. `names` are the names that stand in it. */
  async enter(files: FileSystem, directory: string, names: ReadonlySet<string>): Promise<IgnoreFiles> {
    // A repository inside another one has its own rules; those of the outer one end there.
    const layers = names.has('.git') ? [] : [...this.#layers];
    if (names.has('.git')) await addLayer(layers, files, directory, joinedPath(directory, '.git/info/exclude'));
    if (names.has('.gitignore')) await addLayer(layers, files, directory, joinedPath(directory, '.gitignore'));
    return new IgnoreFiles(layers);
  }

  /** Whether git ignores an entry of a directory that is not ignored itself. */
  ignores(path: string, directory: boolean): boolean {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const { base, rules } = this.#layers[i]!;
      const within = (base === '' ? path : path.slice(base.length + 1)) + (directory ? '/' : '');
      const { ignored, unignored } = rules.test(within);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

interface Layer {
  readonly base: string;
  readonly rules: Patterns;
}

/** The patterns of one file. */
class Patterns {
  readonly #rules: Ignore;
  readonly #without = new Map<string, Patterns>();

  constructor(readonly patterns: readonly string[]) {
    this.#rules = ignore({ allowRelativePaths: true, ignorecase: false }).add(patterns);
  }

  /** What they say of an entry whose directories are known not to be ignored. */
  test(within: string): { readonly ignored: boolean; readonly unignored: boolean } {
    const result = this.#rules.test(within);
    const parent = within.slice(0, within.lastIndexOf('/', within.length - 2) + 1);
    if (!result.ignored || parent === '') return result;
    const above = this.#rules.test(parent);
    // These patterns ignore the directory, but a deeper file took it back: then what ignores it says nothing here.
    return above.ignored && above.rule ? this.#but(above.rule.pattern).test(within) : result;
  }

  #but(pattern: string): Patterns {
    let rest = this.#without.get(pattern);
    if (!rest) {
      const fewer = this.patterns.filter((each) => each.trim() !== pattern.trim());
      this.#without.set(pattern, (rest = new Patterns(fewer.length < this.patterns.length ? fewer : [])));
    }
    return rest;
  }
}

/** Bytes of an ignore file that are read; git's own are some kilobytes. */
const LARGEST_IGNORE_FILE = 200_000;
/** Characters of one pattern; each becomes an expression, so its size is bounded. */
const LONGEST_PATTERN = 500;

async function addLayer(layers: Layer[], files: FileSystem, base: string, path: string): Promise<void> {
  const bytes = await files.read(path, { start: 0, end: LARGEST_IGNORE_FILE });
  if (!bytes) return;
  const patterns = new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .filter((line) => line.length <= LONGEST_PATTERN && line.trim() !== '' && !line.startsWith('#'));
  if (patterns.length > 0) layers.push({ base, rules: new Patterns(patterns) });
}
