import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from '../../core/host';
import { joinedPath } from '../paths';

const LARGEST = 200_000;
const LONGEST_PATTERN = 500;
/** What DVC leaves out wherever it stands. Source: DVC 3.67, `dvc/ignore.py`. */
const ALWAYS = ignore({ allowRelativePaths: true, ignorecase: false }).add(['.hg/', '.git/', '.git', '.dvc/']);

/** What `.dvcignore` files leave out of a folder that DVC holds: gitignore(5)'s patterns, from the repository's root down. */
export class DvcIgnore {
  private constructor(private readonly layers: readonly { readonly base: string; readonly rules: Ignore }[]) {}

  /** Those that stand above a folder, and in it. */
  static async above(files: FileSystem, root: string, folder: string): Promise<DvcIgnore> {
    const layers: { readonly base: string; readonly rules: Ignore }[] = [];
    const rest = root === '' ? folder : folder.slice(root.length + 1);
    let base = root;
    for (const part of ['', ...rest.split('/')]) {
      base = part === '' ? base : joinedPath(base, part);
      const bytes = await files.read(joinedPath(base, '.dvcignore'), { start: 0, end: LARGEST });
      if (bytes === null) continue;
      const patterns = new TextDecoder()
        .decode(bytes)
        .split(/\r?\n/)
        .filter((line) => line.length <= LONGEST_PATTERN);
      layers.push({ base, rules: ignore({ allowRelativePaths: true, ignorecase: false }).add(patterns) });
    }
    return new DvcIgnore(layers);
  }

  /** Whether an entry is left out whose folders are not. */
  ignores(path: string, isFolder: boolean): boolean {
    const end = isFolder ? '/' : '';
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name.startsWith('.') && ALWAYS.ignores(name + end)) return true;
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const { base, rules } = this.layers[i]!;
      const { ignored, unignored } = rules.test((base === '' ? path : path.slice(base.length + 1)) + end);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}
