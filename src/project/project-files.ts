import type { FileSystem } from '../core/host';
import { joinedPath } from './paths';

/** Folders that hold no code of the project. */
const FOREIGN =
  /^(?:node_modules|site-packages|__pycache__|venv|env|build|dist|target|wandb|mlruns|outputs?|logs?)$|^\.(?!github$|gitlab$|devcontainer$|dvc$)/;
const MAX_FOLDERS = 400;

export interface ProjectFiles {
  /** Paths of the files that were asked for. */
  readonly files: readonly string[];
  /** Paths of all folders that were looked into, without the root. */
  readonly folders: readonly string[];
}

/** Files of the project's own, folder by folder from the root, so that of a large project the upper files are there: at most `most`. */
export async function projectFiles(
  files: FileSystem,
  accepts: (path: string) => boolean,
  most: number,
): Promise<ProjectFiles> {
  const found: string[] = [];
  const folders = [''];
  for (let i = 0; i < folders.length && i < MAX_FOLDERS && found.length < most; i++) {
    for (const { name, kind, link } of [...((await files.list(folders[i]!)) ?? [])].sort(byName)) {
      const path = joinedPath(folders[i]!, name);
      if (kind === 'directory' && !link && !FOREIGN.test(name)) folders.push(path);
      else if (kind === 'file' && accepts(path)) found.push(path);
    }
  }
  return { files: found.slice(0, most), folders: folders.slice(1) };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
