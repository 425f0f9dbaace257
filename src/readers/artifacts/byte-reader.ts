import type { ByteSource } from './byte-source';

/** The source ended inside of what was to be read. */
export class EndOfBytes extends Error {
  override readonly name = 'EndOfBytes';
}

/** Always the same one: a stack would be written down for each, and nobody reads it. */
export const END_OF_BYTES = new EndOfBytes();

const WINDOW = 256 * 1024;
/** Bytes before the window that `unread` goes back over. */
const UNREAD = 8;

/** What a window is before it is filled; each buffer costs memory outside of the heap. */
export const NO_BYTES: Uint8Array = new Uint8Array(0);
export const NO_VIEW: DataView = new DataView(NO_BYTES.buffer);

/**
 * Reads a source from front to back through a window: what lies in it is read without waiting. All numbers are offsets in the
 * source. Methods with `await` move the window; all others throw `EndOfBytes` for what does not lie in it.
 */
export class ByteReader {
  #window = NO_BYTES;
  #view = NO_VIEW;
  /** Offset of the window. */
  #start = 0;
  #at = 0;
  #isLast = false;

  constructor(
    readonly source: ByteSource,
    offset = 0,
  ) {
    this.#start = offset;
  }

  get offset(): number {
    return this.#start + this.#at;
  }

  /** Bytes that can be read without waiting. */
  get left(): number {
    return this.#window.length - this.#at;
  }

  /** What lies in the window, for a loop that reads many small things; good until the next wait. */
  get window(): Uint8Array {
    return this.#window;
  }

  get view(): DataView {
    return this.#view;
  }

  /** Where the reader stands in the window. */
  get position(): number {
    return this.#at;
  }

  /** Goes on by what was read from the window itself. */
  advance(count: number): void {
    this.#take(count);
  }

  /** Whether the source ends with the window. */
  get isLast(): boolean {
    return this.#isLast;
  }

  /** Has `count` bytes in the window (at most a few megabytes); false where the source ends before. */
  async fill(count: number): Promise<boolean> {
    if (this.left >= count) return true;
    if (this.#isLast) return false;
    const back = Math.min(this.#at, UNREAD);
    const start = this.offset - back;
    const wanted = back + Math.max(count, WINDOW);
    const bytes = await this.source.read(start, wanted);
    this.#start = start;
    this.#at = Math.min(back, bytes.length);
    this.#window = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#isLast = bytes.length < wanted;
    return bytes.length >= back + count;
  }

  /** Whether nothing is left. */
  async isAtEnd(): Promise<boolean> {
    return !(await this.fill(1));
  }

  async seek(offset: number): Promise<void> {
    if (offset >= this.#start && offset <= this.#start + this.#window.length) {
      this.#at = offset - this.#start;
      return;
    }
    this.#start = offset;
    this.#at = 0;
    this.#window = this.#window.subarray(0, 0);
    this.#isLast = this.source.size !== null && offset >= this.source.size;
  }

  u8(): number {
    const value = this.#window[this.#at];
    if (value === undefined) throw END_OF_BYTES;
    this.#at++;
    return value;
  }

  /** The byte at a distance from here; -1 outside of the window. */
  peek(distance = 0): number {
    return this.#window[this.#at + distance] ?? -1;
  }

  u16(littleEndian = true): number {
    return this.#view.getUint16(this.#take(2), littleEndian);
  }

  u32(littleEndian = true): number {
    return this.#view.getUint32(this.#take(4), littleEndian);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  /** As a number; above 2^53 it is not exact, and no offset. */
  u64(littleEndian = true): number {
    return Number(this.#view.getBigUint64(this.#take(8), littleEndian));
  }

  f64(littleEndian: boolean): number {
    return this.#view.getFloat64(this.#take(8), littleEndian);
  }

  /** A view of the window; it is good until the next wait. */
  bytes(count: number): Uint8Array {
    const at = this.#take(count);
    return this.#window.subarray(at, at + count);
  }

  /** Goes back over bytes that were just read, at most eight. */
  unread(count: number): void {
    this.#at = Math.max(this.#at - count, 0);
  }

  /** Distance to the next newline in the window; -1 when there is none. */
  lineLength(): number {
    const found = this.#window.indexOf(0x0a, this.#at);
    return found < 0 ? -1 : found - this.#at;
  }

  #take(count: number): number {
    const at = this.#at;
    if (at + count > this.#window.length) throw END_OF_BYTES;
    this.#at = at + count;
    return at;
  }
}
