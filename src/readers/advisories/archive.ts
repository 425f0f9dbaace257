/** A member of a ZIP archive: where its local header begins, before which its data ends, and its sizes in bytes. */
export interface ArchiveEntry {
  readonly start: number;
  readonly end: number;
  readonly packed: number;
  readonly size: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
}

/** Bytes start..end of the archive; null where they cannot be read. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array | null>;

/** Gives the `size` bytes that raw deflate holds; null where it does not hold exactly them. */
export type Inflate = (packed: Uint8Array, size: number) => Uint8Array | null;

/** Bounds of what is read: bytes of one member, members, bytes of the list of them. */
const MAX_MEMBER = 8 * 1024 * 1024;
const MAX_MEMBERS = 400_000;
const MAX_DIRECTORY = 96 * 1024 * 1024;
/** A member that grows more than this is a bomb: deflate of text stays far below. */
const MAX_RATIO = 400;
const WINDOW = 4 * 1024 * 1024;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const MEMBER = 0x02014b50;
const LOCAL = 0x04034b50;

/** The list of an archive's members. */
export interface ArchiveDirectory {
  readonly entries: readonly ArchiveEntry[];
  readonly left: number;
  /** Its bytes, with the check sum of each member. */
  readonly bytes: Uint8Array;
}

/**
 * The members of an archive whose names end in `.json`, in the order in which they lie, and how many others were left out because they
 * are too large, overlap or are packed in another way. Null where it is no archive. Source: PKWARE APPNOTE 6.3.10, with ZIP64.
 */
export async function readDirectory(size: number, read: ReadBytes): Promise<ArchiveDirectory | null> {
  const end = await readEnd(size, read);
  if (end === null || end.length > MAX_DIRECTORY || end.count > MAX_MEMBERS || end.start + end.length > size)
    return null;
  const bytes = await read(end.start, end.start + end.length);
  if (bytes?.length !== end.length) return null;
  const view = viewOf(bytes);
  const found: Omit<ArchiveEntry, 'end'>[] = [];
  let left = 0;
  let at = 0;
  for (let i = 0; i < end.count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== MEMBER) return null;
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) return null;
    const isJson = bytes[nameEnd - 5] === 0x2e && bytes[nameEnd - 1] === 0x6e && nameEnd - at > 51; // `.json`
    if (isJson) {
      const entry = {
        start: view.getUint32(at + 42, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
      };
      const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
      if (isEncrypted || !isRead(entry)) left++;
      else found.push(entry);
    }
    at = next;
  }
  found.sort((a, b) => a.start - b.start);
  const entries = found.map((entry, i) => ({ ...entry, end: found[i + 1]?.start ?? end.start }));
  // Members that share bytes with others are how a small archive grows without end.
  const apart = entries.filter((entry) => entry.start + 30 + entry.packed <= entry.end);
  return { entries: apart, left: left + entries.length - apart.length, bytes };
}

/** The bytes of each of some members, in the order in which they lie; null for one that cannot be unpacked. */
export async function* unpacked(
  entries: readonly ArchiveEntry[],
  read: ReadBytes,
  inflate: Inflate,
): AsyncGenerator<Uint8Array | null> {
  for (let first = 0; first < entries.length;) {
    const start = entries[first]!.start;
    let last = first;
    while (last + 1 < entries.length && endOf(entries[last + 1]!) - start <= WINDOW) last++;
    const window = await read(start, endOf(entries[last]!));
    for (; first <= last; first++) yield window && memberOf(entries[first]!, window, start, inflate);
  }
}

/** Where the data of a member ends at the latest: its local header may have a longer list of extras than the directory says. */
const endOf = ({ start, end, packed }: ArchiveEntry): number => Math.min(end, start + 30 + packed + 2 * 0xffff);

function memberOf(entry: ArchiveEntry, window: Uint8Array, base: number, inflate: Inflate): Uint8Array | null {
  const at = entry.start - base;
  if (at + 30 > window.length) return null;
  const view = viewOf(window);
  if (view.getUint32(at, true) !== LOCAL) return null;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.packed > Math.min(window.length, entry.end - base)) return null;
  const packed = window.subarray(start, start + entry.packed);
  const plain = entry.method === 0 ? packed : inflate(packed, entry.size);
  return plain?.length === entry.size ? plain : null;
}

const isRead = ({ packed, size, method }: Pick<ArchiveEntry, 'packed' | 'size' | 'method'>): boolean =>
  (method === 8 || (method === 0 && packed === size)) && size <= MAX_MEMBER && size <= packed * MAX_RATIO + 1024;

interface Directory {
  readonly start: number;
  readonly length: number;
  readonly count: number;
}

async function readEnd(size: number, read: ReadBytes): Promise<Directory | null> {
  const from = Math.max(0, size - 22 - 0xffff);
  const tail = await read(from, size);
  if (tail === null || tail.length < 22) return null;
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) !== tail.length) continue;
    const end = {
      count: view.getUint16(at + 10, true),
      length: view.getUint32(at + 12, true),
      start: view.getUint32(at + 16, true),
    };
    const isLarge = end.count === 0xffff || end.length === 0xffffffff || end.start === 0xffffffff;
    if (!isLarge) return end;
    const locator = at - 20;
    if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return end;
    return readEnd64(Number(view.getBigUint64(locator + 8, true)), size, read);
  }
  return null;
}

async function readEnd64(at: number, size: number, read: ReadBytes): Promise<Directory | null> {
  const bytes = at + 56 <= size ? await read(at, at + 56) : null;
  if (bytes?.length !== 56) return null;
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== END_64) return null;
  return {
    count: Number(view.getBigUint64(32, true)),
    length: Number(view.getBigUint64(40, true)),
    start: Number(view.getBigUint64(48, true)),
  };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** CRC-32 of bytes, as archives have it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});
