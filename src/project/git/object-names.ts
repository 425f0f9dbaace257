import type { FileSystem } from '../../core/host';

const MAGIC = 0xff744f63; // of an index of version 2 (gitformat-pack(5))
const HEADER = 8;
const FAN_OUT = 1024;
const LARGEST_TEXT = 4_096;
/** Bytes of the names of one pack that begin with the same byte. */
const LARGEST_RUN = 64_000_000;
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
    let isUnsure = this.isShallow;
    for (const folder of this.folders) {
      if ((await this.files.stat(`${folder}/${id.slice(0, 2)}/${id.slice(2)}`))?.kind === 'file') return true;
      for (const pack of await this.#packsOf(folder)) {
        const found = await this.#isIn(`${folder}/pack/${pack}`, id);
        if (found) return true;
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

  /** Whether the index of a pack lists a name: a table by the first byte, then the names in order. Null where it is damaged. */
  async #isIn(index: string, id: string): Promise<boolean | null> {
    const head = await this.files.read(index, { start: 0, end: HEADER + FAN_OUT });
    if (head?.length !== HEADER + FAN_OUT) return null;
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== 2) return null;
    const first = parseInt(id.slice(0, 2), 16);
    const from = first === 0 ? 0 : view.getUint32(HEADER + (first - 1) * 4);
    const to = view.getUint32(HEADER + first * 4);
    if (to < from || (to - from) * this.digest > LARGEST_RUN) return null;
    const start = HEADER + FAN_OUT + from * this.digest;
    const names = await this.files.read(index, { start, end: start + (to - from) * this.digest });
    if (names?.length !== (to - from) * this.digest) return null;
    let [low, high] = [0, to - from];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const each = hex(names, middle * this.digest, this.digest);
      if (each === id) return true;
      if (each < id) low = middle + 1;
      else high = middle;
    }
    return false;
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

const hex = (bytes: Uint8Array, at: number, count: number): string => {
  let text = '';
  for (let i = at; i < at + count; i++) text += bytes[i]!.toString(16).padStart(2, '0');
  return text;
};
