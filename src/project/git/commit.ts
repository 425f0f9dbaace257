import { PACK_NAMES, placeInPack } from './pack-index';

/** What is read of a repository: files by their paths, and parts of large ones; null for what cannot be read. */
export interface GitFiles {
  text(path: string, largest: number): Promise<string | null>;
  part(path: string, start: number, end: number): Promise<Uint8Array | null>;
  list(path: string): Promise<readonly string[]>;
}

const LARGEST_REF = 4_096;
const LARGEST_PACKED_REFS = 32_000_000;
/** Packs that are looked into. */
const MOST_PACKS = 200;
/** Deltas that one object may be made of; git makes no longer chains than this (`--depth`, gitformat-pack(5)). */
const LONGEST_CHAIN = 50;
/** Bytes of a commit that are read: those of the committer stand at its beginning. */
const LARGEST_COMMIT = 1_000_000;

/**
 * When the commit that is checked out was made, in seconds since the epoch; null where there is none or it cannot be read. `folder` is the
 * worktree's own, `common` what all worktrees share. Source: gitrepository-layout(5), gitformat-pack(5).
 */
export async function commitTime(files: GitFiles, folder: string, common: string): Promise<number | null> {
  const name = await headOf(files, folder, common);
  if (name === null) return null;
  try {
    const commit = (await looseObject(files, common, name)) ?? (await packedObject(files, common, name));
    if (commit === null) return null;
    const [headers = ''] = new TextDecoder().decode(commit).split('\n\n', 1);
    const seconds = /^committer .{0,1000}> (\d{1,12}) [+-]\d{4}$/mu.exec(headers)?.[1];
    return seconds === undefined ? null : Number(seconds);
  } catch {
    return null; // an object that is broken, which git itself says better
  }
}

const OBJECT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** The object that `HEAD` names, through the branch that it is on. */
async function headOf(files: GitFiles, folder: string, common: string): Promise<string | null> {
  const head = (await files.text(`${folder}/HEAD`, LARGEST_REF))?.trim() ?? '';
  const ref = /^ref: (refs\/[^\s]{1,1000})$/u.exec(head)?.[1];
  if (ref === undefined) return OBJECT.test(head) ? head : null;
  if (ref.split('/').includes('..')) return null;
  const loose = (await files.text(`${common}/${ref}`, LARGEST_REF))?.trim() ?? '';
  if (OBJECT.test(loose)) return loose;
  const packed = (await files.text(`${common}/packed-refs`, LARGEST_PACKED_REFS)) ?? '';
  const line = packed.split('\n').find((each) => each.endsWith(` ${ref}`)) ?? '';
  return OBJECT.test(line.slice(0, line.indexOf(' '))) ? line.slice(0, line.indexOf(' ')) : null;
}

async function looseObject(files: GitFiles, common: string, name: string): Promise<Uint8Array | null> {
  const packed = await files.part(`${common}/objects/${name.slice(0, 2)}/${name.slice(2)}`, 0, LARGEST_COMMIT);
  if (packed === null) return null;
  const object = await inflated(packed, LARGEST_COMMIT);
  const end = object.indexOf(0);
  return new TextDecoder().decode(object.subarray(0, 7)) === 'commit ' ? object.subarray(end + 1) : null;
}

async function packedObject(files: GitFiles, common: string, name: string): Promise<Uint8Array | null> {
  const folder = `${common}/objects/pack`;
  const indexes = (await files.list(folder)).filter((file) => file.endsWith('.idx')).sort();
  for (const index of indexes.slice(0, MOST_PACKS)) {
    const at = await offsetIn(files, `${folder}/${index}`, name);
    if (at !== null) return objectAt(files, `${folder}/${index.slice(0, -4)}.pack`, at);
  }
  return null;
}

/** Where an object is in the pack of an index; null where it is not. */
async function offsetIn(files: GitFiles, index: string, name: string): Promise<number | null> {
  const place = await placeInPack((path, start, end) => files.part(path, start, end), index, name);
  if (place === null || place === 'absent') return null;
  // Behind the names stand four bytes of checksum for each, then the offsets.
  const entry = PACK_NAMES + place.count * (name.length / 2 + 4) + place.at * 4;
  const offset = await files.part(index, entry, entry + 4);
  // The highest bit: an offset above two gigabytes, in a table of its own.
  return offset?.length === 4 && offset[0]! < 0x80
    ? new DataView(offset.buffer, offset.byteOffset, 4).getUint32(0)
    : null;
}

/** An object of a pack, and what it is a change of. */
async function objectAt(files: GitFiles, pack: string, start: number): Promise<Uint8Array | null> {
  const deltas: Uint8Array[] = [];
  for (let offset = start; deltas.length <= LONGEST_CHAIN;) {
    const bytes = await files.part(pack, offset, offset + LARGEST_COMMIT);
    if (bytes === null || bytes.length === 0) return null;
    const type = (bytes[0]! >> 4) & 7;
    let at = 1;
    while (bytes[at - 1]! & 0x80) at++;
    if (type === OF_OFFSET) {
      let distance = bytes[at]! & 0x7f;
      while (bytes[at++]! & 0x80) distance = (distance + 1) * 128 + (bytes[at]! & 0x7f);
      deltas.push(await inflated(bytes.subarray(at), LARGEST_COMMIT));
      if (distance === 0 || distance > offset) return null;
      offset -= distance;
    } else if (type === COMMIT) return deltas.reduceRight(applied, await inflated(bytes.subarray(at), LARGEST_COMMIT));
    // What is a change of an object that is only named is in packs that are sent, not in those that are kept.
    else return null;
  }
  return null;
}

const COMMIT = 1;
const OF_OFFSET = 6;

/** What a delta makes of a base: parts of it, and new bytes. Throws a RangeError for one that is none. */
function applied(base: Uint8Array, delta: Uint8Array): Uint8Array {
  let at = 0;
  const size = (): number => {
    let value = 0;
    for (let factor = 1, byte = 0x80; byte & 0x80; factor *= 128) value += ((byte = delta[at++] ?? 0) & 0x7f) * factor;
    return value;
  };
  size();
  const made = new Uint8Array(Math.min(size(), LARGEST_COMMIT));
  let end = 0;
  while (at < delta.length) {
    const code = delta[at++]!;
    if ((code & 0x80) === 0) {
      made.set(delta.subarray(at, at + code), end);
      [at, end] = [at + code, end + code];
      continue;
    }
    let [offset, length] = [0, 0];
    for (let byte = 0; byte < 4; byte++) if (code & (1 << byte)) offset += delta[at++]! * 2 ** (8 * byte);
    for (let byte = 0; byte < 3; byte++) if (code & (0x10 << byte)) length += delta[at++]! * 2 ** (8 * byte);
    length ||= 0x10000;
    made.set(base.subarray(offset, offset + length), end);
    end += length;
  }
  return made;
}

/** What a zlib stream (RFC 1950) holds, at most so many bytes; what stands behind the stream does not matter. */
async function inflated(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  // Both fail where something stands behind the stream, when all of it was read.
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close());
  written.catch(() => undefined);
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < most) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value as Uint8Array);
      length += (value as Uint8Array).length;
    }
  } catch (error) {
    if (length === 0) throw error;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
