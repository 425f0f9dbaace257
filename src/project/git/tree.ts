import { nameOfBytes } from '../../core/file-name';
import { hexOf } from './digests';
import type { GitObjects, NoObject } from './objects';

/** Modes of entries (git-fast-import(1), "filemodify"). */
export const [MODE_FOLDER, MODE_LINK, MODE_SUBMODULE] = [0o040000, 0o120000, 0o160000] as const;

export interface TreeEntry {
  readonly mode: number;
  readonly name: string;
  /** Name of the object, in hex. */
  readonly id: string;
}

const LARGEST_TREE = 32_000_000;
const DEEPEST = 200;

/** The entries of a tree; null for what is none. */
export function parseTree(bytes: Uint8Array, digest: number): readonly TreeEntry[] | null {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space + 1);
    if (space < 0 || space - at > 7 || end < 0 || end + digest >= bytes.length) return null;
    const mode = modeOf(bytes.subarray(at, space));
    const name = nameOfBytes(bytes.subarray(space + 1, end));
    if (mode === null || name === '' || name.includes('/')) return null;
    entries.push({ mode, name, id: hexOf(bytes, end + 1, end + 1 + digest) });
    at = end + 1 + digest;
  }
  return entries;
}

function modeOf(digits: Uint8Array): number | null {
  let mode = 0;
  for (const digit of digits) {
    if (digit < 0x30 || digit > 0x37) return null;
    mode = mode * 8 + digit - 0x30;
  }
  return digits.length === 0 ? null : mode;
}

/** The trees of a repository, each read once. */
export class Trees {
  readonly #read = new Map<string, Promise<readonly TreeEntry[] | NoObject>>();
  readonly #digest: number;

  constructor(
    private readonly objects: GitObjects,
    digest: number,
  ) {
    this.#digest = digest;
  }

  /** What stands at a path below a tree; null for nothing. */
  async entryAt(tree: string, path: string): Promise<TreeEntry | null | NoObject> {
    let entry: TreeEntry = { mode: MODE_FOLDER, name: '', id: tree };
    for (const part of path.split('/')) {
      if (entry.mode !== MODE_FOLDER) return null;
      const entries = await this.#entries(entry.id);
      if (typeof entries === 'string') return entries;
      const found = entries.find(({ name }) => name === part);
      if (!found) return null;
      entry = found;
    }
    return entry;
  }

  /** Every file below a tree by its path, at most so many; a folder too where `stops` says so of its path with a `/` behind. */
  async flat(
    tree: string,
    most: number,
    stops: (path: string) => boolean,
  ): Promise<ReadonlyMap<string, TreeEntry> | NoObject> {
    const files = new Map<string, TreeEntry>();
    let steps = 0; // a tree may stand in many, and be counted for each
    const visit = async (id: string, above: string, depth: number): Promise<NoObject | null> => {
      if (depth > DEEPEST) return 'damaged';
      const entries = await this.#entries(id);
      if (typeof entries === 'string') return entries;
      for (const entry of entries) {
        const path = above + entry.name;
        if (entry.mode !== MODE_FOLDER) files.set(path, entry);
        else if (stops(`${path}/`)) files.set(`${path}/`, entry);
        else {
          const problem = await visit(entry.id, `${path}/`, depth + 1);
          if (problem !== null) return problem;
        }
        if (++steps > most) return 'large';
      }
      return null;
    };
    return (await visit(tree, '', 0)) ?? files;
  }

  #entries(id: string): Promise<readonly TreeEntry[] | NoObject> {
    let read = this.#read.get(id);
    if (!read) this.#read.set(id, (read = this.#find(id)));
    return read;
  }

  async #find(id: string): Promise<readonly TreeEntry[] | NoObject> {
    const object = await this.objects.read(id, LARGEST_TREE);
    if (typeof object === 'string') return object;
    return (object.kind === 'tree' ? parseTree(object.bytes, this.#digest) : null) ?? 'damaged';
  }
}
