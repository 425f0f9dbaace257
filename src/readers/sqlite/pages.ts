import type { ByteSource } from '../artifacts/byte-source';
import type { SqliteEncoding } from './record';
import { overlayOf } from './wal';

export type SizedSource = ByteSource & { readonly size: number };

/** The files of one database. None is written, and none is made. */
export interface SqliteFiles {
  readonly main: SizedSource;
  /** `<database>-wal`, where there is one. */
  readonly wal?: SizedSource | undefined;
  /** `<database>-journal`, where there is one. */
  readonly journal?: SizedSource | undefined;
}

/** Bytes that pages are read by: what lies between two wanted pages is read along where it is no more than that. */
const GAP = 16 * 1024;
/** Bytes that are held at once, beside the page that is looked at. */
export const HELD = 2 * 1024 * 1024;
const MAGIC = 'SQLite format 3\0';
const JOURNAL_MAGIC = 0xd9d505f9;

/** The pages of a database (file format, 1.2 and 1.3), as they are after the last transaction. */
export class SqlitePages {
  readonly #main: SizedSource;
  readonly #wal: SizedSource | undefined;
  readonly #overlay: ReadonlyMap<number, number>;

  private constructor(
    files: SqliteFiles,
    overlay: ReadonlyMap<number, number>,
    /** Bytes. */
    readonly pageSize: number,
    /** Bytes of a page that hold content. */
    readonly usable: number,
    readonly count: number,
    readonly encoding: SqliteEncoding,
    /** Whether somebody is writing, or stopped within it: ends of sentences about the store. */
    readonly problems: readonly string[],
  ) {
    this.#main = files.main;
    this.#wal = files.wal;
    this.#overlay = overlay;
  }

  /** Opens a database; a text says why it cannot be read, as the end of "The database cannot be read: …". */
  static async open(files: SqliteFiles): Promise<SqlitePages | string> {
    const header = await files.main.read(0, 100);
    if (header.length === 0) return 'it is empty';
    if (!isMagic(header)) return 'it is no SQLite database';
    if (header.length < 100) return 'it is cut short';
    const pageSize = pageSizeOf(header);
    if (pageSize === 0) return 'its page size is none of SQLite';
    const problems: string[] = [];
    if (files.journal && (await isHot(files.journal)))
      problems.push('it is being written: a rollback journal lies beside it');
    let [overlay, pageCount]: [ReadonlyMap<number, number>, number] = [new Map(), 0];
    if (files.wal && header[18] === 2) {
      const read = await overlayOf(files.wal, pageSize);
      [overlay, pageCount] = [read.offsets, read.pageCount];
      if (read.problem !== null) problems.push(read.problem);
    }
    const first = overlay.has(1) ? await files.wal!.read(overlay.get(1)!, 100) : header;
    if (first.length < 100 || !isMagic(first)) return 'its first page is damaged';
    const usable = pageSize - first[20]!;
    if (usable < 480) return 'its first page is damaged';
    const encoding = (['utf-8', 'utf-16le', 'utf-16be'] as const)[u32(first, 56) - 1] ?? 'utf-8';
    const count = pageCount || pagesOfFile(first, files.main.size, pageSize);
    if (!pageCount && count * pageSize > files.main.size) problems.push('it is cut short');
    return new SqlitePages(files, overlay, pageSize, usable, count, encoding, problems);
  }

  /** Whether such a page can be there. */
  has(page: number): boolean {
    return page >= 1 && page <= this.count;
  }

  /**
   * Reads pages, neighbours at once; what cannot be read is missing in the answer, or shorter than a page.
   * @param pages numbers, in any order; together no more than `HELD` bytes
   */
  async read(pages: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const result = new Map<number, Uint8Array>();
    const inMain: number[] = [];
    for (const page of new Set(pages)) {
      const offset = this.#overlay.get(page);
      if (offset === undefined) inMain.push(page);
      else result.set(page, await this.#wal!.read(offset, this.pageSize));
    }
    inMain.sort((a, b) => a - b);
    for (let from = 0; from < inMain.length;) {
      let to = from + 1;
      while (to < inMain.length && (inMain[to]! - inMain[to - 1]! - 1) * this.pageSize <= GAP) to++;
      const first = inMain[from]!;
      const bytes = await this.#main.read((first - 1) * this.pageSize, (inMain[to - 1]! - first + 1) * this.pageSize);
      for (const page of inMain.slice(from, to)) {
        const start = (page - first) * this.pageSize;
        if (start < bytes.length) result.set(page, bytes.subarray(start, start + this.pageSize));
      }
      from = to;
    }
    return result;
  }
}

/** What is in the header counts only while no other program wrote without it (file format, 1.3.7). */
function pagesOfFile(header: Uint8Array, size: number, pageSize: number): number {
  const said = u32(header, 28);
  return said > 0 && u32(header, 24) === u32(header, 92) ? said : Math.floor(size / pageSize);
}

function isMagic(header: Uint8Array): boolean {
  for (let i = 0; i < MAGIC.length; i++) if (header[i] !== MAGIC.charCodeAt(i)) return false;
  return true;
}

/** Bytes; 0 where it is no power of two from 512 to 65,536. */
function pageSizeOf(header: Uint8Array): number {
  const size = header[16]! * 256 + header[17]!;
  if (size === 1) return 65_536;
  return size >= 512 && (size & (size - 1)) === 0 ? size : 0;
}

async function isHot(journal: SizedSource): Promise<boolean> {
  const bytes = await journal.read(0, 8);
  return bytes.length === 8 && u32(bytes, 0) === JOURNAL_MAGIC;
}

const u32 = (bytes: Uint8Array, at: number): number =>
  bytes[at]! * 0x1000000 + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!);
