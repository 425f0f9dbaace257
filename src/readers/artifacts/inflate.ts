import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';
import { borrowed, giveBack } from './spare-room';

/** Deflate, RFC 1951, from front to back. The reader stands behind the stream when it has ended. */
export class InflateDecoder implements Decoder {
  #bits = 0;
  #bitCount = 0;
  readonly #out = borrowed(ROOM);
  /** Where the next byte goes; before it lies what matches copy from. */
  #at = 0;
  #isLast = false;
  #isOver = false;
  /** The block that is being read: its codes, or how much of it is stored; null between blocks. */
  #codes: { readonly literals: HuffmanTable; readonly distances: HuffmanTable } | null = null;
  #stored = 0;
  #failure: Error | null = null;

  constructor(readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.#isOver) return null;
    if (this.#at > WINDOW) {
      this.#out.copyWithin(0, this.#at - WINDOW, this.#at);
      this.#at = WINDOW;
    }
    if (this.#failure !== null) throw this.#failure;
    const start = this.#at;
    try {
      while (this.#at < start + CHUNK && !this.#isOver) await this.#step(start + CHUNK);
    } catch (error) {
      if (this.#at === start || !(error instanceof Error)) throw error;
      this.#failure = error; // what came before it is told first
    }
    const made = this.#out.slice(start, this.#at);
    if (this.#isOver) giveBack(this.#out);
    return made;
  }

  async #step(end: number): Promise<void> {
    if (!this.reader.isLast && this.reader.left < AHEAD) await this.reader.fill(AHEAD);
    if (this.#stored > 0) this.#copyStored(end);
    else if (this.#codes !== null) this.#inflate(end);
    else if (this.#isLast) this.#end();
    else this.#beginBlock();
  }

  /** Whole bytes that were taken ahead go back. */
  #end(): void {
    this.#isOver = true;
    this.reader.unread(this.#bitCount >> 3);
    this.#bitCount = 0;
  }

  #beginBlock(): void {
    this.#isLast = this.#take(1) === 1;
    const kind = this.#take(2);
    if (kind === 0) {
      this.reader.unread(this.#bitCount >> 3);
      [this.#bits, this.#bitCount] = [0, 0];
      const length = this.reader.u16();
      if ((length ^ this.reader.u16()) !== 0xffff) throw new DecodeFault('a stored block has a wrong length');
      this.#stored = length;
    } else if (kind === 1)
      this.#codes = fixed ??= { literals: table(FIXED_LITERALS), distances: table(FIXED_DISTANCES) };
    else if (kind === 2) this.#codes = this.#dynamicCodes();
    else throw new DecodeFault('a block is of unknown kind');
  }

  #copyStored(end: number): void {
    const count = Math.min(this.#stored, this.reader.left, end - this.#at);
    if (count === 0) this.reader.u8(); // throws: the source has ended
    this.#out.set(this.reader.bytes(count), this.#at);
    this.#at += count;
    this.#stored -= count;
  }

  /** RFC 1951, 3.2.7. */
  #dynamicCodes(): { literals: HuffmanTable; distances: HuffmanTable } {
    const [literals, distances, lengths] = [this.#take(5) + 257, this.#take(5) + 1, this.#take(4) + 4];
    if (literals > 286 || distances > 30) throw new DecodeFault('a block has too many codes');
    const order = new Uint8Array(19);
    for (let index = 0; index < lengths; index++) order[LENGTH_ORDER[index]!] = this.#take(3);
    const code = table(order);
    const all = new Uint8Array(literals + distances);
    for (let index = 0; index < all.length;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) all[index++] = symbol;
      else {
        if (symbol === 16 && index === 0) throw new DecodeFault('a length repeats nothing');
        const value = symbol === 16 ? all[index - 1]! : 0;
        const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
        if (index + times > all.length) throw new DecodeFault('too many lengths');
        all.fill(value, index, index + times);
        index += times;
      }
    }
    return { literals: table(all.subarray(0, literals)), distances: table(all.subarray(literals)) };
  }

  /** Symbols until the chunk is full, the block has ended or the window of the reader is nearly empty. */
  #inflate(end: number): void {
    const { literals, distances } = this.#codes!;
    const out = this.#out;
    while (this.#at < end) {
      if (this.reader.left < NEEDED && !this.reader.isLast) return;
      const symbol = this.#symbol(literals);
      if (symbol < 256) out[this.#at++] = symbol;
      else if (symbol === 256) {
        this.#codes = null;
        return;
      } else {
        if (symbol > 285) throw new DecodeFault('a length is unknown');
        const length = LENGTHS[symbol - 257]! + this.#take(LENGTH_BITS[symbol - 257]!);
        const code = this.#symbol(distances);
        if (code > 29) throw new DecodeFault('a distance is unknown');
        const distance = DISTANCES[code]! + this.#take(DISTANCE_BITS[code]!);
        if (distance > this.#at) throw new DecodeFault('a distance leads before the beginning');
        for (let count = 0, from = this.#at - distance; count < length; count++) out[this.#at++] = out[from++]!;
      }
    }
  }

  #take(count: number): number {
    while (this.#bitCount < count) {
      this.#bits |= this.reader.u8() << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return value;
  }

  #symbol({ entries, longest }: HuffmanTable): number {
    while (this.#bitCount < longest) {
      const byte = this.reader.left > 0 ? this.reader.u8() : -1;
      if (byte < 0) break; // the last code may be shorter
      this.#bits |= byte << this.#bitCount;
      this.#bitCount += 8;
    }
    const entry = entries[this.#bits & ((1 << longest) - 1)]!;
    const length = entry & 15;
    if (length === 0) throw new DecodeFault('a code is unknown');
    if (length > this.#bitCount) this.reader.u8(); // throws: the source has ended
    this.#bits >>>= length;
    this.#bitCount -= length;
    return entry >> 4;
  }
}

const WINDOW = 1 << 15;
const CHUNK = 1 << 16;
const LONGEST_MATCH = 258;
const ROOM = WINDOW + CHUNK + LONGEST_MATCH;
/** Compressed bytes in the window before a block's head, and before a symbol with its match. */
const AHEAD = 4096;
const NEEDED = 16;

interface HuffmanTable {
  /** By the next `longest` bits: the symbol, and in the lowest four bits the length of its code. */
  readonly entries: Uint16Array;
  readonly longest: number;
}

/** A table of canonical codes, RFC 1951, 3.2.2. Bits that are no code have an entry of length 0. */
function table(lengths: Uint8Array): HuffmanTable {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const longest = Math.max(
    1,
    counts.findLastIndex((count) => count > 0),
  );
  const next = new Uint16Array(17);
  for (let length = 1, code = 0; length <= 15; length++) {
    next[length] = code;
    code += counts[length]!;
    if (code > 1 << length) throw new DecodeFault('codes overlap');
    code <<= 1;
  }
  const entries = new Uint16Array(1 << longest);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const code = reversed(next[length]!++, length);
    for (let index = code; index < entries.length; index += 1 << length) entries[index] = (symbol << 4) | length;
  }
  return { entries, longest };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

const FIXED_LITERALS = Uint8Array.from({ length: 288 }, (_, symbol) =>
  symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
);
const FIXED_DISTANCES = new Uint8Array(30).fill(5);
let fixed: { literals: HuffmanTable; distances: HuffmanTable } | null = null;

const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
