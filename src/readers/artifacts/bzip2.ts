import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';

const BLOCK_MAGIC = [0x314159, 0x265359];
const END_MAGIC = [0x177245, 0x385090];
const LONGEST_CODE = 20;
const GROUP = 50;

/** bzip2 as `bzip2 1.0.8` reads it, streams one behind another. Checksums are not looked at. */
export class Bzip2Decoder implements Decoder {
  #bits = 0;
  #count = 0;
  #blockSize = 0;

  constructor(private readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    for (;;) {
      // A block is at most what it makes and a little more: then all of it lies in the window.
      await this.reader.fill(Math.max(this.#blockSize * 100_000 * 1.3, 1 << 16) | 0);
      if (this.#blockSize === 0 && !this.#openStream()) return null;
      const magic = [this.#take(24), this.#take(24)];
      this.#take(16);
      this.#take(16);
      if (magic[0] === BLOCK_MAGIC[0] && magic[1] === BLOCK_MAGIC[1]) return this.#block();
      if (magic[0] !== END_MAGIC[0] || magic[1] !== END_MAGIC[1]) throw new DecodeFault('a block is of unknown kind');
      this.#blockSize = 0;
      this.#count = 0; // streams begin at whole bytes
    }
  }

  /** False where no stream begins. */
  #openStream(): boolean {
    const { reader } = this;
    if (reader.left < 4 || reader.peek() !== 0x42 || reader.peek(1) !== 0x5a || reader.peek(2) !== 0x68) return false;
    const level = reader.peek(3) - 0x30;
    if (level < 1 || level > 9) throw new DecodeFault('its block size is unknown');
    reader.bytes(4);
    this.#blockSize = level;
    return true;
  }

  #take(count: number): number {
    while (this.#count < count) {
      this.#bits = ((this.#bits << 8) | this.reader.u8()) >>> 0;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#bits >>> this.#count) & ((1 << count) - 1);
    this.#bits &= (1 << this.#count) - 1;
    return value;
  }

  #block(): Uint8Array {
    if (this.#take(1) === 1) throw new DecodeFault('a block is randomized');
    const origin = this.#take(24);
    const symbols = this.#symbolsUsed();
    const { selectors, tables } = this.#tables(symbols.length + 2);
    const most = this.#blockSize * 100_000;
    const links = linksFor(most);
    const counts = new Uint32Array(256);
    const end = symbols.length + 1;
    let [size, run, weight, group, left] = [0, 0, 1, -1, 0];
    const flush = (): void => {
      if (run === 0) return;
      if (size + run > most) throw new DecodeFault('a block is too large');
      const byte = symbols[0]!;
      counts[byte]! += run;
      links.fill(byte, size, size + run);
      size += run;
      [run, weight] = [0, 1];
    };
    for (;;) {
      if (left === 0) {
        if (++group >= selectors.length) throw new DecodeFault('a block has too few selectors');
        left = GROUP;
      }
      left--;
      const symbol = this.#symbol(tables[selectors[group]!]!);
      if (symbol <= 1) {
        if (weight > most) throw new DecodeFault('a block is too large');
        run += weight << symbol;
        weight <<= 1;
        continue;
      }
      flush();
      if (symbol === end) break;
      const byte = symbols[symbol - 1]!;
      symbols.copyWithin(1, 0, symbol - 1);
      symbols[0] = byte;
      if (size >= most) throw new DecodeFault('a block is too large');
      counts[byte]!++;
      links[size++] = byte;
    }
    return unrun(unsorted(links, counts, size, origin));
  }

  #symbolsUsed(): Uint8Array {
    const groups = this.#take(16);
    const symbols: number[] = [];
    for (let group = 0; group < 16; group++) {
      if (!(groups & (0x8000 >> group))) continue;
      const used = this.#take(16);
      for (let index = 0; index < 16; index++) if (used & (0x8000 >> index)) symbols.push(group * 16 + index);
    }
    if (symbols.length === 0) throw new DecodeFault('a block has no symbols');
    return Uint8Array.from(symbols);
  }

  #tables(size: number): { readonly selectors: Uint8Array; readonly tables: readonly CodeTable[] } {
    const count = this.#take(3);
    const selectorCount = this.#take(15);
    if (count < 2 || count > 6 || selectorCount === 0) throw new DecodeFault('a block has no codes');
    const order = Array.from({ length: count }, (_, index) => index);
    const selectors = new Uint8Array(selectorCount);
    for (let index = 0; index < selectorCount; index++) {
      let place = 0;
      while (this.#take(1) === 1) if (++place >= count) throw new DecodeFault('a selector is unknown');
      const [table] = order.splice(place, 1);
      order.unshift(table!);
      selectors[index] = table!;
    }
    return { selectors, tables: order.map(() => this.#codes(size)) };
  }

  #codes(size: number): CodeTable {
    const lengths = new Uint8Array(size);
    let length = this.#take(5);
    for (let symbol = 0; symbol < size; symbol++) {
      for (;;) {
        if (length < 1 || length > LONGEST_CODE) throw new DecodeFault('a code is too long');
        if (this.#take(1) === 0) break;
        length += this.#take(1) === 0 ? 1 : -1;
      }
      lengths[symbol] = length;
    }
    return codeTable(lengths);
  }

  #symbol({ first, counts, symbols }: CodeTable): number {
    let [code, index, start] = [0, 0, 0];
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code = (code << 1) | this.#take(1);
      start = first[length]!;
      if (code - start < counts[length]!) return symbols[index + code - start]!;
      index += counts[length]!;
    }
    throw new DecodeFault('a code is unknown');
  }
}

interface CodeTable {
  /** By length: the first code, and how many there are. */
  readonly first: Int32Array;
  readonly counts: Int32Array;
  /** In the order of their codes. */
  readonly symbols: Uint16Array;
}

function codeTable(lengths: Uint8Array): CodeTable {
  const counts = new Int32Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]!++;
  const first = new Int32Array(LONGEST_CODE + 1);
  for (let length = 1, code = 0; length <= LONGEST_CODE; length++) {
    first[length] = code;
    code = (code + counts[length]!) << 1;
  }
  const next = new Int32Array(LONGEST_CODE + 2);
  for (let length = 0; length <= LONGEST_CODE; length++) next[length + 1] = next[length]! + counts[length]!;
  const symbols = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol++) symbols[next[lengths[symbol]!]!++] = symbol;
  return { first, counts, symbols };
}

let links = new Uint32Array(0);

/** Room for one block, which is done with before another one begins; what was in it does not matter. */
function linksFor(most: number): Uint32Array {
  if (links.length < most) links = new Uint32Array(most);
  return links;
}

/** Undoes the Burrows-Wheeler transform: `links` holds the last column. */
function unsorted(links: Uint32Array, counts: Uint32Array, size: number, origin: number): Uint8Array {
  if (origin >= size) throw new DecodeFault('a block has no origin');
  const starts = new Uint32Array(256);
  for (let byte = 1; byte < 256; byte++) starts[byte] = starts[byte - 1]! + counts[byte - 1]!;
  for (let index = 0; index < size; index++) links[starts[links[index]! & 0xff]!++]! |= index << 8;
  const result = new Uint8Array(size);
  for (let index = 0, at = links[origin]! >>> 8; index < size; index++) {
    const link = links[at]!;
    result[index] = link & 0xff;
    at = link >>> 8;
  }
  return result;
}

/** Undoes the first run-length encoding: four equal bytes, then how many more. */
function unrun(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length + repeated(bytes));
  for (let index = 0, at = 0, same = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    same = same > 0 && bytes[index - 1] === byte ? same + 1 : 1;
    result[at++] = byte;
    if (same < 4) continue;
    if (++index === bytes.length) break;
    const count = bytes[index]!;
    result.fill(byte, at, at + count);
    at += count;
    same = 0;
  }
  return result;
}

/** How many bytes more there are than were written: each count stands for its bytes, and is none. */
function repeated(bytes: Uint8Array): number {
  let more = 0;
  for (let index = 0, same = 0; index < bytes.length; index++) {
    same = same > 0 && bytes[index - 1] === bytes[index] ? same + 1 : 1;
    if (same < 4) continue;
    if (++index === bytes.length) break;
    more += bytes[index]! - 1;
    same = 0;
  }
  return more;
}
