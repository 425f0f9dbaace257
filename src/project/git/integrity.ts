import type { ByteSource } from '../../readers/artifacts/byte-source';
import { hexOf, nameOfObject, Sha1 } from './digests';
import type { GitDisk } from './disk';
import { inflated } from './inflated';
import type { GitPlace } from './settings';

/** A file in which a repository keeps objects, held to the digest that it has for a name or at its end. */
export interface ObjectFile {
  readonly path: string;
  readonly state: 'verified' | 'differs' | 'unknown';
  readonly expected: string;
  readonly actual: string | null;
  /** Why nothing is known, or what is wrong, as the end of a sentence. */
  readonly reason: string | null;
}

const LARGEST_LOOSE = 256 * 1024 * 1024;
const PIECE = 4 * 1024 * 1024;

/**
 * Hashes all that a repository keeps of its own: each loose object has the digest of its content for a name, packs and their indexes have one of
 * all before it at their end (gitformat-pack(5)). Objects that are borrowed from another repository are not looked at.
 */
export async function* objectFiles(disk: GitDisk, { common, digest }: GitPlace): AsyncGenerator<ObjectFile> {
  const folder = `${common}/objects`;
  const width = digest * 2;
  for (const first of [...(await disk.list(folder))].sort()) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const rest of [...(await disk.list(`${folder}/${first}`))].sort())
      if (/^[0-9a-f]+$/.test(rest) && rest.length === width - 2) {
        const source = await disk.source(`${folder}/${first}/${rest}`);
        if (source) yield looseFile(`${folder}/${first}/${rest}`, source, first + rest, digest);
      }
  }
  for (const name of [...(await disk.list(`${folder}/pack`))].sort())
    if (/\.(?:pack|idx|rev)$/.test(name)) {
      const source = await disk.source(`${folder}/pack/${name}`);
      if (source) yield packFile(`${folder}/pack/${name}`, source, digest);
    }
}

async function looseFile(path: string, source: ByteSource, expected: string, digest: 20 | 32): Promise<ObjectFile> {
  const broken = { path, expected, actual: null } as const;
  try {
    const all = await inflated(source, 0, LARGEST_LOOSE + 1);
    if (all.length > LARGEST_LOOSE) return { ...broken, state: 'unknown', reason: 'it is too large to be hashed' };
    const end = all.indexOf(0);
    const [, kind, size] =
      /^([a-z]{3,6}) (\d{1,15})$/.exec(new TextDecoder().decode(all.subarray(0, Math.min(end, 32)))) ?? [];
    if (kind === undefined || Number(size) !== all.length - end - 1)
      return { ...broken, state: 'differs', reason: 'it is no object' };
    const actual = await nameOfObject(kind, all.subarray(end + 1), digest);
    return { path, expected, actual, reason: null, state: actual === expected ? 'verified' : 'differs' };
  } catch {
    return { ...broken, state: 'differs', reason: 'it cannot be unpacked' };
  }
}

async function packFile(
  path: string,
  source: ByteSource & { readonly size: number },
  digest: 20 | 32,
): Promise<ObjectFile> {
  const end = source.size - digest;
  const expected = end < 0 ? '' : hexOf(await source.read(end, digest));
  const broken = { path, expected, actual: null } as const;
  if (end < 12) return { ...broken, state: 'differs', reason: 'it is cut short' };
  if (digest === 32) {
    if (end > LARGEST_LOOSE) return { ...broken, state: 'unknown', reason: 'it is too large to be hashed' };
    const actual = hexOf(
      new Uint8Array(await crypto.subtle.digest('SHA-256', (await source.read(0, end)) as Uint8Array<ArrayBuffer>)),
    );
    return { path, expected, actual, reason: null, state: actual === expected ? 'verified' : 'differs' };
  }
  const sum = new Sha1();
  for (let at = 0; at < end; at += PIECE) {
    const bytes = await source.read(at, Math.min(PIECE, end - at));
    if (bytes.length === 0) return { ...broken, state: 'unknown', reason: 'it cannot be read' };
    sum.add(bytes);
  }
  const actual = sum.digest();
  return { path, expected, actual, reason: null, state: actual === expected ? 'verified' : 'differs' };
}
