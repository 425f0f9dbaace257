import type { ByteSource } from '../../readers/artifacts/byte-source';
import { nameOfObject } from './digests';
import { resolvedPath, type GitDisk } from './disk';
import { inflated } from './inflated';
import { offsetInPack } from './pack-index';
import { Pack, type GitObject, type GitObjectKind } from './pack';
import { isObjectName } from './refs';
import { valueOf, type GitPlace } from './settings';

export type { GitObject, GitObjectKind } from './pack';

/** Why there is no object. `absent` may be no fault: a shallow or partial clone leaves objects out. */
export type NoObject = 'absent' | 'damaged' | 'large';

const LARGEST_ALTERNATES = 64_000;
const MOST_PACKS = 10_000;
const MOST_ALTERNATES = 5;
const LONGEST_HEADER = 32;

interface Folder {
  readonly path: string;
  readonly packs: readonly { readonly index: ByteSource; readonly pack: Pack }[];
  /** Whether a pack could not be opened. */
  readonly isUnsure: boolean;
}

/** The objects of a repository: loose ones and those of packs, also of the repositories that it borrows from (gitrepository-layout(5)). */
export class GitObjects {
  #folders: Promise<readonly Folder[]> | null = null;

  constructor(
    private readonly disk: GitDisk,
    private readonly place: GitPlace,
  ) {}

  /** Whether an object is there; null where that cannot be told, as of a shallow clone or a name that is cut short. No object is read. */
  async has(name: string): Promise<boolean | null> {
    const id = name.toLowerCase();
    if (!isObjectName(id, this.place)) return null;
    let isUnsure = await this.leavesOut();
    for (const { path, packs, isUnsure: isPartly } of await this.#all()) {
      if ((await this.disk.find(looseAt(path, id)))?.stat.kind === 'file') return true;
      isUnsure ||= isPartly;
      for (const { index } of packs) {
        const found = await offsetInPack(index, id);
        if (typeof found === 'number') return true;
        isUnsure ||= found === null;
      }
    }
    return isUnsure ? null : false;
  }

  /** Whether history or contents were left out when it was cloned: what is missing proves nothing then. */
  async leavesOut(): Promise<boolean> {
    const { settings, common } = this.place;
    return (
      valueOf(settings, 'extensions.partialclone') !== undefined || (await this.disk.find(`${common}/shallow`)) !== null
    );
  }

  /** An object of at most `most` bytes. Its content is held to its name, so that nothing is given that is not what the name stands for. */
  async read(name: string, most: number): Promise<GitObject | NoObject> {
    if (!isObjectName(name, this.place)) return 'absent';
    let worst: NoObject = 'absent';
    for (const { path, packs } of await this.#all()) {
      for (const look of [
        () => this.#loose(looseAt(path, name), most),
        ...packs.map((each) => () => packed(each, name, most)),
      ]) {
        const found = await look().catch((): NoObject => 'damaged');
        if (typeof found === 'string') worst = found === 'absent' ? worst : found;
        else if ((await nameOfObject(found.kind, found.bytes, this.place.digest)) === name) return found;
        else worst = 'damaged';
      }
    }
    return worst;
  }

  async #loose(path: string, most: number): Promise<GitObject | NoObject> {
    const source = await this.disk.source(path);
    if (source === null) return 'absent';
    const object = await inflated(source, 0, most + LONGEST_HEADER);
    const end = object.indexOf(0);
    const [, kind, size] =
      /^(commit|tree|blob|tag) (\d{1,15})$/.exec(latin1(object.subarray(0, Math.min(end, LONGEST_HEADER)))) ?? [];
    if (kind === undefined) return 'damaged';
    if (Number(size) > most) return 'large';
    const bytes = object.subarray(end + 1);
    return bytes.length === Number(size) ? { kind: kind as GitObjectKind, bytes } : 'damaged';
  }

  #all(): Promise<readonly Folder[]> {
    return (this.#folders ??= this.#open());
  }

  async #open(): Promise<readonly Folder[]> {
    const paths = [`${this.place.common}/objects`];
    const folders: Folder[] = [];
    for (let at = 0; at < paths.length && at <= MOST_ALTERNATES; at++) {
      const path = paths[at]!;
      folders.push(await this.#folder(path));
      const said = (await this.disk.text(`${path}/info/alternates`, LARGEST_ALTERNATES)) ?? '';
      for (const line of said.split('\n'))
        if (line !== '' && !line.startsWith('#')) paths.push(resolvedPath(path, line));
    }
    return folders;
  }

  async #folder(path: string): Promise<Folder> {
    const names = await this.disk.list(`${path}/pack`);
    const packs: { index: ByteSource; pack: Pack }[] = [];
    let isUnsure = names.length > MOST_PACKS;
    for (const name of names.filter((each) => each.endsWith('.idx')).slice(0, MOST_PACKS)) {
      const index = await this.disk.source(`${path}/pack/${name}`);
      const pack = await this.disk.source(`${path}/pack/${name.slice(0, -4)}.pack`);
      if (index === null || pack === null) isUnsure = true;
      else packs.push({ index, pack: new Pack(pack, this.place.digest, (each) => offsetOf(index, each)) });
    }
    return { path, packs, isUnsure };
  }
}

const looseAt = (folder: string, name: string): string => `${folder}/${name.slice(0, 2)}/${name.slice(2)}`;

async function offsetOf(index: ByteSource, name: string): Promise<number | null> {
  const offset = await offsetInPack(index, name);
  return typeof offset === 'number' ? offset : null;
}

async function packed(
  { index, pack }: { readonly index: ByteSource; readonly pack: Pack },
  name: string,
  most: number,
): Promise<GitObject | NoObject> {
  const offset = await offsetInPack(index, name);
  if (offset === null) return 'damaged';
  return offset === 'absent' ? 'absent' : pack.objectAt(offset, most);
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
