import type { ByteSource } from '../artifacts/byte-source';

/** The pages that a write-ahead log holds instead of those in the file of the database. */
export interface WalOverlay {
  /** Offset in the log of the newest committed content of a page, by the page's number. */
  readonly offsets: ReadonlyMap<number, number>;
  /** Pages of the whole database after the last transaction; 0 where none is committed. */
  readonly pageCount: number;
  readonly problem: string | null;
}

const HEADER = 32;
const FRAME_HEADER = 24;
const NOTHING: ReadonlyMap<number, number> = new Map();
/** A log of more bytes is not read: SQLite moves it into the database at about 4 MB. */
export const LARGEST_WAL = 512 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/**
 * Reads a write-ahead log (file format, 4) as a reader of SQLite would: frames count as far as their salts and their checksums
 * are those of the log, and up to the last that ends a transaction. What was rolled back, or is being written, is behind that.
 */
export async function overlayOf(source: ByteSource & { readonly size: number }, pageSize: number): Promise<WalOverlay> {
  const none = (problem: string | null): WalOverlay => ({ offsets: NOTHING, pageCount: 0, problem });
  if (source.size < HEADER + FRAME_HEADER) return none(null); // empty, or only begun
  if (source.size > LARGEST_WAL) return none('its write-ahead log is too large to be read');
  const header = view(await source.read(0, HEADER));
  if (header.byteLength < HEADER) return none(null);
  const magic = header.getUint32(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return none(null); // zeroed after a checkpoint, or no log
  if (header.getUint32(4) !== 3_007_000) return none('its write-ahead log is of an unknown version');
  if (header.getUint32(8) !== pageSize) return none('its write-ahead log is of another database');
  const sum = new Checksum(magic === 0x377f0682);
  sum.add(header, 0, 24);
  if (!sum.is(header, 24)) return none(null);
  return framesOf(source, pageSize, header, sum);
}

async function framesOf(
  source: ByteSource & { readonly size: number },
  pageSize: number,
  header: DataView,
  sum: Checksum,
): Promise<WalOverlay> {
  const offsets = new Map<number, number>();
  let open: [page: number, offset: number][] = [];
  let pageCount = 0;
  const frame = FRAME_HEADER + pageSize;
  const atOnce = Math.max(Math.floor(CHUNK / frame), 1);
  for (let offset = HEADER; ;) {
    const bytes = view(await source.read(offset, atOnce * frame));
    const count = Math.floor(bytes.byteLength / frame);
    for (let index = 0; index < count; index++, offset += frame) {
      const at = index * frame;
      const isOfLog =
        bytes.getUint32(at + 8) === header.getUint32(16) && bytes.getUint32(at + 12) === header.getUint32(20);
      if (!isOfLog || bytes.getUint32(at) === 0) return { offsets, pageCount, problem: null };
      sum.add(bytes, at, 8);
      sum.add(bytes, at + FRAME_HEADER, pageSize);
      if (!sum.is(bytes, at + 16)) return { offsets, pageCount, problem: null };
      open.push([bytes.getUint32(at), offset + FRAME_HEADER]);
      const committed = bytes.getUint32(at + 4);
      if (committed === 0) continue;
      for (const [page, start] of open) offsets.set(page, start);
      open = [];
      pageCount = committed;
    }
    if (count < atOnce) return { offsets, pageCount, problem: null };
  }
}

/** The sum that goes through a log from its first byte on (file format, 4.2). */
class Checksum {
  #first = 0;
  #second = 0;

  constructor(readonly littleEndian: boolean) {}

  /** Adds bytes, a multiple of eight of them. */
  add(bytes: DataView, start: number, length: number): void {
    let [first, second] = [this.#first, this.#second];
    for (let at = start; at < start + length; at += 8) {
      first = (first + bytes.getUint32(at, this.littleEndian) + second) >>> 0;
      second = (second + bytes.getUint32(at + 4, this.littleEndian) + first) >>> 0;
    }
    [this.#first, this.#second] = [first, second];
  }

  /** Whether it is what is written there, the high bytes first. */
  is(bytes: DataView, at: number): boolean {
    return bytes.getUint32(at) === this.#first && bytes.getUint32(at + 4) === this.#second;
  }
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
