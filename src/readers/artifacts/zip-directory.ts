import { lookAtRest, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { ByteReader } from './byte-reader';
import { latin1 } from './pickle-values';

/** An entry of a zip's central directory, with what its local header says where that differs. */
export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly compressed: number;
  readonly uncompressed: number;
  /** Of the local header, in the source. */
  readonly header: number;
  /** Of the bytes, behind the local header; null where there is no header. */
  readonly data: number | null;
  readonly isLink: boolean;
  readonly isDirectory: boolean;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Bytes of headers. */
  readonly headerBytes: number;
  /** Of the directory itself, in the source. */
  readonly start: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

const END_SIZE = 22;
const LARGEST_COMMENT = 0xffff;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
/** Entries that are listed. */
const MOST_ENTRIES = 100_000;

interface EndRecord {
  readonly at: number;
  readonly count: number;
  readonly size: number;
  readonly start: number;
  readonly comment: number;
}

/** Where the end record of a zip stands, in the last 64 KB; null where no zip ends here. */
export const zipEndOf = async (part: ArtifactPart): Promise<number | null> =>
  (await endRecords(part)).at(-1)?.at ?? null;

/** Reads the central directory (APPNOTE 6.3.10) and holds it to the local headers. Null where there is none. */
export async function readZipDirectory(part: ArtifactPart, record: ArtifactRecord): Promise<ZipDirectory | null> {
  const ends = await endRecords(part);
  const end = ends.at(-1);
  if (!end) return null;
  const size = part.source.size!;
  const behind = size - (end.at + END_SIZE + end.comment);
  if (behind > 0) await lookAtRest(part, record, size - behind);
  // Bytes before the archive move everything: what stands right before the end record is the directory.
  const shift = Math.max(end.at - end.size - end.start, 0);
  // One before the directory is that of an archive in the archive.
  for (const other of ends.slice(0, -1))
    if (other.at + END_SIZE + other.comment > end.start + shift) record.sign('fake-directory', part, other.at);
  if (shift > 0) record.sign('leading-bytes', part, 0);
  const reader = new ByteReader(part.source, end.start + shift);
  const entries: ZipEntry[] = [];
  let headerBytes = END_SIZE + end.comment + Math.min(end.size, size);
  while (reader.offset < end.at && (await reader.fill(CENTRAL_SIZE)) && entries.length < MOST_ENTRIES) {
    record.budget.step();
    const at = reader.offset;
    if (reader.u32() !== CENTRAL) break;
    const central = await centralEntry(reader);
    const entry = await withLocal(part, record, { ...central, header: central.header + shift }, at);
    headerBytes += (entry.data ?? entry.header) - entry.header;
    entries.push(entry);
  }
  if (entries.length !== end.count && entries.length < MOST_ENTRIES)
    record.sign('header-mismatch', part, end.at, 'the number of members');
  if (entries.length >= MOST_ENTRIES) record.sign('over-budget', part, end.at, 'members');
  return { entries, headerBytes, start: end.start + shift };
}

/** End records that point at a directory, in their order; zip64 ones are followed. */
async function endRecords({ source }: ArtifactPart): Promise<EndRecord[]> {
  if (source.size === null || source.size < END_SIZE) return [];
  const from = Math.max(source.size - END_SIZE - LARGEST_COMMENT - 20, 0);
  const tail = await source.read(from, source.size - from);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  const found: EndRecord[] = [];
  for (let at = tail.indexOf(0x50); at >= 0 && at + END_SIZE <= tail.length; at = tail.indexOf(0x50, at + 1)) {
    if (tail[at + 1] !== 0x4b || view.getUint32(at, true) !== END) continue;
    const end = {
      at: from + at,
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      start: view.getUint32(at + 16, true),
      comment: view.getUint16(at + 20, true),
    };
    const large = at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64;
    const record = large ? await end64(source, Number(view.getBigUint64(at - 12, true)), end) : end;
    if (record !== null && record.start + record.size <= end.at) found.push(record);
  }
  return found;
}

async function end64(source: ArtifactPart['source'], at: number, end: EndRecord): Promise<EndRecord | null> {
  if (!Number.isSafeInteger(at)) return null;
  const bytes = await source.read(at, 56);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 56 || view.getUint32(0, true) !== END_64) return end;
  const [count, size, start] = [32, 40, 48].map((offset) => Number(view.getBigUint64(offset, true))) as [
    number,
    number,
    number,
  ];
  return Number.isSafeInteger(start + size) ? { ...end, count, size: size + (end.at - at), start } : null;
}

type CentralEntry = Omit<ZipEntry, 'data'>;

async function centralEntry(reader: ByteReader): Promise<CentralEntry> {
  const made = reader.u16();
  reader.u16();
  const [flags, method] = [reader.u16(), reader.u16()];
  reader.bytes(8); // time and checksum
  let [compressed, uncompressed] = [reader.u32(), reader.u32()];
  const [nameLength, extraLength, commentLength] = [reader.u16(), reader.u16(), reader.u16()];
  reader.bytes(4);
  const attributes = reader.u32();
  let header = reader.u32();
  await reader.fill(nameLength + extraLength + commentLength);
  const name = nameOf(reader.bytes(Math.min(nameLength, reader.left)), flags);
  const extra = reader.bytes(Math.min(extraLength, reader.left));
  reader.bytes(Math.min(commentLength, reader.left));
  const large = zip64Values(extra);
  if (uncompressed === 0xffffffff) uncompressed = large.shift() ?? uncompressed;
  if (compressed === 0xffffffff) compressed = large.shift() ?? compressed;
  if (header === 0xffffffff) header = large.shift() ?? header;
  const isUnix = made >> 8 === 3;
  const isLink = isUnix && attributes >>> 28 === 0xa;
  return { name, flags, method, compressed, uncompressed, header, isLink, isDirectory: name.endsWith('/') };
}

function zip64Values(extra: Uint8Array): number[] {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (id === 1) {
      const count = Math.min(size >> 3, (extra.length - at - 4) >> 3);
      return Array.from({ length: count }, (_, index) => Number(view.getBigUint64(at + 4 + 8 * index, true)));
    }
    at += 4 + size;
  }
  return [];
}

/** Finds the bytes of an entry, and says where its local header tells another story than the directory. */
async function withLocal(
  part: ArtifactPart,
  record: ArtifactRecord,
  entry: CentralEntry,
  at: number,
): Promise<ZipEntry> {
  const bytes = await part.source.read(entry.header, LOCAL_SIZE);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL) {
    record.sign('header-mismatch', part, at, `${entry.name}: it has no header of its own`);
    return { ...entry, data: null };
  }
  const [flags, method] = [view.getUint16(6, true), view.getUint16(8, true)];
  const [compressed, uncompressed] = [view.getUint32(18, true), view.getUint32(22, true)];
  const [nameLength, extraLength] = [view.getUint16(26, true), view.getUint16(28, true)];
  const name = nameOf(await part.source.read(entry.header + LOCAL_SIZE, nameLength), flags);
  const follows = (flags & 8) !== 0; // sizes stand behind the bytes
  const differs = [
    ...(name === entry.name ? [] : ['name']),
    ...(method === entry.method ? [] : ['method']),
    ...((flags ^ entry.flags) & COMPARED_FLAGS ? ['flags'] : []),
    ...(follows || isSame(compressed, entry.compressed) ? [] : ['size']),
    ...(follows || isSame(uncompressed, entry.uncompressed) ? [] : ['uncompressed size']),
  ];
  if (differs.length > 0) record.sign('header-mismatch', part, entry.header, `${entry.name}: ${differs.join(', ')}`);
  return { ...entry, data: entry.header + LOCAL_SIZE + nameLength + extraLength };
}

const COMPARED_FLAGS = 0x2061;

const isSame = (local: number, central: number): boolean => local === central || local === 0xffffffff;

const UTF8 = new TextDecoder();

const nameOf = (bytes: Uint8Array, flags: number): string =>
  isAscii(bytes) ? latin1(bytes) : (flags & 0x800) !== 0 || isUtf8(bytes) ? UTF8.decode(bytes) : latin1(bytes);

function isAscii(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index]! >= 0x80) return false;
  return true;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    STRICT.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true });
