import { HELD, type SqlitePages } from './pages';
import type { Cell } from './tree-page';

/** Pages that were looked at for one table: none counts twice, so that no circle is walked. */
export class Seen {
  readonly #bits: Uint8Array;

  constructor(pages: number) {
    this.#bits = new Uint8Array((pages >>> 3) + 1);
  }

  /** False for a page that was there before. */
  add(page: number): boolean {
    const [at, bit] = [page >>> 3, 1 << (page & 7)];
    if ((this.#bits[at]! & bit) !== 0) return false;
    this.#bits[at]! |= bit;
    return true;
  }
}

/** The parts of a long record, read only as far as they are asked for. */
export class Chain {
  /** Why it ends before its end, as the end of "A row …". */
  problem: string | null = null;
  #bytes: Uint8Array;
  #length: number;
  #next: number;
  /** Pages that were read ahead, as a chain mostly lies in one piece. */
  #ahead: ReadonlyMap<number, Uint8Array> = new Map();

  constructor(
    readonly pages: SqlitePages,
    readonly seen: Seen,
    readonly cell: Cell,
    local: Uint8Array,
    readonly most: number,
  ) {
    this.#bytes = local;
    this.#length = local.length;
    this.#next = cell.overflow;
  }

  /** The first bytes of the record: `count` of them, or fewer where it is damaged or too long. */
  async first(count: number): Promise<Uint8Array> {
    const wanted = Math.min(count, this.cell.payload);
    if (wanted > this.most) this.problem ??= `has more than ${this.most} bytes`;
    while (this.#length < Math.min(wanted, this.most) && this.problem === null) await this.#more(wanted);
    return this.#bytes.subarray(0, Math.min(this.#length, wanted));
  }

  async #more(wanted: number): Promise<void> {
    const { pages } = this;
    const number = this.#next;
    if (!pages.has(number) || !this.seen.add(number)) {
      this.problem = number === 0 ? 'ends too early' : `goes on in page ${number}, which is not its own`;
      return;
    }
    const content = pages.usable - 4;
    if (!this.#ahead.has(number)) {
      const count = Math.min(Math.ceil((wanted - this.#length) / content), Math.floor(HELD / pages.pageSize));
      const run = Array.from({ length: Math.max(count, 1) }, (_unused, index) => number + index);
      this.#ahead = await pages.read(run.filter((each) => pages.has(each)));
    }
    const page = this.#ahead.get(number);
    if (page?.length !== pages.pageSize) {
      this.problem = `goes on in page ${number}, which cannot be read`;
      return;
    }
    const part = page.subarray(4, 4 + Math.min(content, this.cell.payload - this.#length));
    this.#grow(part);
    this.#next = new DataView(page.buffer, page.byteOffset, 4).getUint32(0);
  }

  #grow(part: Uint8Array): void {
    if (this.#length + part.length > this.#bytes.length) {
      const room = new Uint8Array(Math.min(Math.max((this.#length + part.length) * 2, 4_096), this.cell.payload));
      room.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = room;
    }
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
  }
}
