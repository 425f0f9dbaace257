/** Writes write-ahead logs by the file format (https://www.sqlite.org/fileformat2.html, 4), as SQLite in WebAssembly has none. */
export class WalWriter {
  readonly #frames: Uint8Array[] = [];
  #sums: [number, number] = [0, 0];

  constructor(
    readonly pageSize: number,
    readonly littleEndian: boolean,
    readonly salts: readonly [number, number] = [0x12345678, 0x9abcdef0],
  ) {
    const header = new DataView(new ArrayBuffer(32));
    [littleEndian ? 0x377f0682 : 0x377f0683, 3_007_000, pageSize, 3, ...salts].forEach((value, index) =>
      header.setUint32(index * 4, value),
    );
    this.#add(header, 0, 24);
    this.#sums.forEach((sum, index) => header.setUint32(24 + index * 4, sum));
    this.#frames.push(new Uint8Array(header.buffer));
  }

  /** Adds a page; `committed` is the number of pages of the database where a transaction ends, else 0. */
  frame(page: number, content: Uint8Array, committed: number): void {
    const bytes = new Uint8Array(24 + this.pageSize);
    bytes.set(content, 24);
    const view = new DataView(bytes.buffer);
    [page, committed, ...this.salts].forEach((value, index) => view.setUint32(index * 4, value));
    this.#add(view, 0, 8);
    this.#add(view, 24, this.pageSize);
    this.#sums.forEach((sum, index) => view.setUint32(16 + index * 4, sum));
    this.#frames.push(bytes);
  }

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#frames));
  }

  #add(view: DataView, start: number, length: number): void {
    for (let at = start; at < start + length; at += 8) {
      this.#sums[0] = (this.#sums[0] + view.getUint32(at, this.littleEndian) + this.#sums[1]) >>> 0;
      this.#sums[1] = (this.#sums[1] + view.getUint32(at + 4, this.littleEndian) + this.#sums[0]) >>> 0;
    }
  }
}

export const pageSizeOf = (image: Uint8Array): number => (image[16]! * 256 + image[17]!) & 0xfffe || 65_536;

export const pageOfImage = (image: Uint8Array, page: number): Uint8Array => {
  const size = pageSizeOf(image);
  return image.subarray((page - 1) * size, page * size);
};

/** The same database, said to be in WAL mode. */
export function inWalMode(image: Uint8Array): Uint8Array {
  const bytes = image.slice();
  bytes[18] = bytes[19] = 2;
  return bytes;
}

/** A log that makes `after` of `before`, in some transactions. */
export function walBetween(before: Uint8Array, after: Uint8Array, littleEndian: boolean): WalWriter {
  const size = pageSizeOf(after);
  const wal = new WalWriter(size, littleEndian);
  const count = after.length / size;
  const changed = Array.from({ length: count }, (_unused, index) => index + 1).filter(
    (page) => Buffer.compare(pageOfImage(before, page), pageOfImage(after, page)) !== 0,
  );
  // A page that is written twice: the last one counts.
  const first = changed[0] ?? 1;
  wal.frame(first, new Uint8Array(size).fill(0x5a), 0);
  for (const page of changed) wal.frame(page, pageOfImage(after, page), page === changed.at(-1) ? count : 0);
  if (changed.length === 0) wal.frame(first, pageOfImage(after, first), count);
  return wal;
}
