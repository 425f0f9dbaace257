import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from '../core/host';
import type { Repositories, Repository } from './git/repository';
import { joinedPath } from './paths';

/**
 * What git ignores in a directory: by the `.gitignore` files from the repository's root down to it, `info/exclude` and the user's own
 * ignore file. Source: gitignore(5); the nearest file decides, and nothing below an ignored directory can be taken back. What
 * git tracks it does not ignore, whatever those say.
 */
export class IgnoreFiles {
  static readonly none = new IgnoreFiles([], null, false);

  readonly #layers: readonly Layer[];
  readonly #repository: Repository | null;
  /** Whether all that is not tracked is ignored, since a directory above is. */
  readonly #closed: boolean;

  private constructor(layers: readonly Layer[], repository: Repository | null, closed: boolean) {
    this.#layers = layers;
    this.#repository = repository;
    this.#closed = closed;
  }

  /** The same, with what the directory itself says. `names` are the names that stand in it. */
  async enter(
    files: FileSystem,
    directory: string,
    names: ReadonlySet<string>,
    repositories: Repositories,
  ): Promise<IgnoreFiles> {
    // A repository inside another one has its own rules; those of the outer one end there.
    const isOwn = names.has('.git');
    const repository = isOwn ? await repositories.at(directory) : this.#repository;
    const layers = isOwn ? [] : [...this.#layers];
    if (isOwn) for (const bytes of repository!.excludes) addLayer(layers, directory, bytes);
    if (names.has('.gitignore')) {
      const bytes = await files.read(joinedPath(directory, '.gitignore'), { start: 0, end: LARGEST_IGNORE_FILE });
      if (bytes) addLayer(layers, directory, bytes);
    }
    return new IgnoreFiles(layers, repository, this.#closed && !isOwn);
  }

  /** What holds in a directory that is ignored, but in which git tracks something. */
  get closed(): IgnoreFiles {
    return this.#closed ? this : new IgnoreFiles(this.#layers, this.#repository, true);
  }

  /** Whether ignore files leave out an entry of a directory that they do not leave out. */
  ignores(path: string, directory: boolean): boolean {
    if (this.#closed) return true;
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const { base, rules } = this.#layers[i]!;
      const within = (base === '' ? path : path.slice(base.length + 1)) + (directory ? '/' : '');
      const { ignored, unignored } = rules.test(within);
      if (ignored || unignored) return ignored;
    }
    return false;
  }

  /** Whether git tracks an entry that is ignored, or something in it. */
  async tracks(path: string, directory: boolean): Promise<boolean> {
    return this.#repository !== null && (await this.#repository.tracks(path, directory));
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

function addLayer(layers: Layer[], base: string, bytes: Uint8Array): void {
  const patterns = new TextDecoder()
    .decode(bytes.subarray(0, LARGEST_IGNORE_FILE))
    .split(/\r?\n/)
    .filter((line) => line.length <= LONGEST_PATTERN && line.trim() !== '' && !line.startsWith('#'));
  if (patterns.length > 0) layers.push({ base, rules: new Patterns(patterns) });
}
