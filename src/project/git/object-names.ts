import type { FileSystem } from '../../core/host';
import { placeInPack, type ReadPart } from './pack-index';

const LARGEST_TEXT = 4_096;
const MOST_PACKS = 10_000;
const MOST_ALTERNATES = 5;

/**
 * Which objects a repository has, by their names alone: loose ones and those of packs, also of the repositories that it borrows
 * from (gitrepository-layout(5)). No object is read.
 */
export class ObjectNames {
  readonly #packs = new Map<string, readonly string[]>();

  private constructor(
    private readonly files: FileSystem,
    private readonly folders: readonly string[],
    /** Whether history was left out when it was cloned: what is missing proves nothing then. */
    readonly isShallow: boolean,
    /** Bytes of a name: 20 for SHA-1, 32 for SHA-256. */
    private readonly digest: number,
  ) {}

  /** The objects of the repository whose work tree is `base`; null where there is none that can be read. */
  static async at(files: FileSystem, base: string): Promise<ObjectNames | null> {
    const git = await gitFolder(files, joined(base, '.git'));
    if (git === null) return null;
    const link = await textOf(files, `${git}/commondir`);
    const common = link === null ? git : joined(git, link.trim());
    const folders = [`${common}/objects`];
    for (let at = 0; at < folders.length && folders.length <= MOST_ALTERNATES; at++)
      for (const line of ((await textOf(files, `${folders[at]!}/info/alternates`)) ?? '').split('\n'))
        if (line !== '' && !line.startsWith('#')) folders.push(joined(folders[at]!, line));
    const config = (await textOf(files, `${common}/config`, 1_000_000)) ?? '';
    const digest = /^\s*objectformat\s*=\s*"?sha256/im.test(config) ? 32 : 20;
    return new ObjectNames(files, folders, (await files.stat(`${common}/shallow`)) !== null, digest);
  }

  /** Whether an object is there; null where that cannot be told, as of a shallow clone or a name that is cut short. */
  async has(name: string): Promise<boolean | null> {
    const id = name.toLowerCase();
    if (!/^[0-9a-f]+$/.test(id) || id.length !== this.digest * 2) return null;
    const read: ReadPart = (path, start, end) => this.files.read(path, { start, end });
    let isUnsure = this.isShallow;
    for (const folder of this.folders) {
      if ((await this.files.stat(`${folder}/${id.slice(0, 2)}/${id.slice(2)}`))?.kind === 'file') return true;
      for (const pack of await this.#packsOf(folder)) {
        const found = await placeInPack(read, `${folder}/pack/${pack}`, id);
        if (found !== null && found !== 'absent') return true;
        isUnsure ||= found === null;
      }
    }
    return isUnsure ? null : false;
  }

  async #packsOf(folder: string): Promise<readonly string[]> {
    let packs = this.#packs.get(folder);
    if (!packs) {
      const names = ((await this.files.list(`${folder}/pack`)) ?? []).map(({ name }) => name);
      packs = names.filter((name) => name.endsWith('.idx')).slice(0, MOST_PACKS);
      this.#packs.set(folder, packs);
    }
    return packs;
  }
}

/** `.git`, or what a file of that name says: worktrees and submodules have one. */
async function gitFolder(files: FileSystem, at: string): Promise<string | null> {
  const stat = await files.stat(at);
  if (stat?.kind === 'directory') return at;
  const said = /^gitdir: ([^\r\n]+)/.exec((await textOf(files, at)) ?? '')?.[1];
  return said === undefined ? null : joined(at.slice(0, Math.max(at.lastIndexOf('/'), 0)), said.trimEnd());
}

async function textOf(files: FileSystem, path: string, largest = LARGEST_TEXT): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > largest) return null;
  const bytes = await files.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

const joined = (folder: string, path: string): string =>
  /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path) || folder === '' ? path : `${folder}/${path}`;
