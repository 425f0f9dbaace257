import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';
import {
  BackwardBits,
  decodeHuffman,
  fseOfOne,
  fseTable,
  readFse,
  readHuffman,
  type FseTable,
  type HuffmanCodes,
} from './zstd-tables';

const MAGIC = 0xfd2fb528;
/** Sixteen of them, for what a reader skips. */
const SKIPPED_MAGIC = 0x184d2a50;
const LARGEST_BLOCK = 128 * 1024;
/** A frame that looks back further is not followed; only `--ultra` and `--long` make such. */
const LARGEST_WINDOW = 64 * 1024 * 1024;

/** Zstandard, RFC 8878, frames one behind another. Checksums are not looked at; there are no dictionaries. */
export class ZstdDecoder implements Decoder {
  #isOpen = false;
  #hasChecksum = false;
  #window = 0;
  /** What was made, as far as later blocks may look back. */
  #out = new Uint8Array(0);
  #at = 0;
  readonly #block = new ZstdBlock();

  constructor(private readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    const { reader } = this;
    await reader.fill(2 * LARGEST_BLOCK);
    if (!this.#isOpen) {
      if (reader.left === 0 || !(await this.#openFrame())) return null;
      await reader.fill(2 * LARGEST_BLOCK);
    }
    const head = reader.u8() | (reader.u8() << 8) | (reader.u8() << 16);
    const [kind, size] = [(head >> 1) & 3, head >> 3];
    if (size > LARGEST_BLOCK || kind === 3) throw new DecodeFault('a block is of unknown kind');
    this.#makeRoom();
    const start = this.#at;
    if (kind === 0) this.#out.set(reader.bytes(size), start);
    else if (kind === 1) this.#out.fill(reader.u8(), start, start + size);
    this.#at = kind === 2 ? this.#block.decode(reader.bytes(size), this.#out, start, this.#window) : start + size;
    if (head & 1) {
      this.#isOpen = false;
      if (this.#hasChecksum) reader.bytes(4);
    }
    return this.#out.slice(start, this.#at);
  }

  /** False where no frame begins. */
  async #openFrame(): Promise<boolean> {
    const { reader } = this;
    for (;;) {
      if (reader.left < 4) return false;
      const magic = reader.u32();
      if (magic === MAGIC) break;
      if ((magic & 0xfffffff0) >>> 0 !== SKIPPED_MAGIC) {
        reader.unread(4);
        return false;
      }
      const end = reader.u32() + reader.offset;
      await reader.seek(end);
      await reader.fill(2 * LARGEST_BLOCK);
    }
    const flags = reader.u8();
    const isSingle = (flags & 32) !== 0;
    if (flags & 8) throw new DecodeFault('a frame is of unknown kind');
    const window = isSingle ? 0 : windowOf(reader.u8());
    let dictionary = 0;
    for (const byte of reader.bytes([0, 1, 2, 4][flags & 3]!)) dictionary |= byte;
    if (dictionary !== 0) throw new DecodeFault('a frame needs a dictionary');
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6]!;
    let size = 0;
    for (const byte of [...reader.bytes(sizeBytes)].reverse()) size = size * 256 + byte;
    this.#window = isSingle ? size : window;
    if (this.#window > LARGEST_WINDOW) throw new DecodeFault('its window is too large');
    this.#hasChecksum = (flags & 4) !== 0;
    this.#isOpen = true;
    this.#at = 0;
    this.#block.reset();
    return true;
  }

  #makeRoom(): void {
    if (this.#at + LARGEST_BLOCK <= this.#out.length) return;
    if (this.#at >= 2 * this.#window + LARGEST_BLOCK) {
      this.#out.copyWithin(0, this.#at - this.#window, this.#at);
      this.#at = this.#window;
    }
    if (this.#at + LARGEST_BLOCK <= this.#out.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#out.length, this.#at + LARGEST_BLOCK));
    larger.set(this.#out.subarray(0, this.#at));
    this.#out = larger;
  }
}

function windowOf(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

/** A block that is compressed, and what the next one takes over from it. */
class ZstdBlock {
  #codes: HuffmanCodes | null = null;
  #tables: (FseTable | null)[] = [null, null, null];
  #offsets: [number, number, number] = [1, 4, 8];
  #literals: Uint8Array = new Uint8Array(0);

  reset(): void {
    this.#codes = null;
    this.#tables = [null, null, null];
    this.#offsets = [1, 4, 8];
  }

  /** Decodes into `out` from `start` on; tells where it ended. */
  decode(bytes: Uint8Array, out: Uint8Array, start: number, window: number): number {
    let at = this.#readLiterals(bytes);
    const first = byteAt(bytes, at++);
    let count = first;
    if (first === 255) {
      count = byteAt(bytes, at) + (byteAt(bytes, at + 1) << 8) + 0x7f00;
      at += 2;
    } else if (first >= 128) count = ((first - 128) << 8) + byteAt(bytes, at++);
    if (count === 0) {
      out.set(this.#literals, start);
      return start + this.#literals.length;
    }
    const modes = byteAt(bytes, at++);
    for (let index = 0; index < 3; index++) at = this.#readTable(index, (modes >> (6 - 2 * index)) & 3, bytes, at);
    return this.#sequences(new BackwardBits(bytes, at, bytes.length), count, out, start, window);
  }

  /** RFC 8878, 3.1.1.3.1. Tells where the section ends. */
  #readLiterals(bytes: Uint8Array): number {
    const head = byteAt(bytes, 0);
    const [kind, format] = [head & 3, (head >> 2) & 3];
    if (kind <= 1) {
      const length = [1, 2, 1, 3][format]!;
      const size = numberAt(bytes, 0, length) >> (length === 1 ? 3 : 4);
      if (size > LARGEST_BLOCK) throw new DecodeFault('a block is too large');
      if (kind === 1) {
        this.#literals = new Uint8Array(size).fill(byteAt(bytes, length));
        return length + 1;
      }
      if (length + size > bytes.length) throw new DecodeFault('a block ends early');
      this.#literals = bytes.subarray(length, length + size);
      return length + size;
    }
    const [length, width] = (
      [
        [3, 10],
        [3, 10],
        [4, 14],
        [5, 18],
      ] as const
    )[format]!;
    const sizes = numberAt(bytes, 0, length);
    const size = Math.floor(sizes / 16) % 2 ** width;
    const end = length + Math.floor(sizes / 2 ** (4 + width));
    if (size > LARGEST_BLOCK || end > bytes.length) throw new DecodeFault('a block ends early');
    let at: number = length;
    if (kind === 2) ({ codes: this.#codes, end: at } = readHuffman(bytes, at, end));
    if (this.#codes === null) throw new DecodeFault('a block has no code');
    this.#literals = new Uint8Array(size);
    this.#decodeStreams(this.#codes, bytes, at, end, format === 0);
    return end;
  }

  #decodeStreams(codes: HuffmanCodes, bytes: Uint8Array, at: number, end: number, isOne: boolean): void {
    const literals = this.#literals;
    if (isOne) return decodeHuffman(codes, bytes, at, end, literals);
    const each = (literals.length + 3) >> 2;
    if (3 * each > literals.length || at + 6 > end) throw new DecodeFault('a block ends early');
    let from = at + 6;
    for (let stream = 0; stream < 4; stream++) {
      const to = stream === 3 ? end : from + numberAt(bytes, at + 2 * stream, 2);
      if (to > end) throw new DecodeFault('a block ends early');
      decodeHuffman(
        codes,
        bytes,
        from,
        to,
        literals.subarray(stream * each, stream === 3 ? undefined : (stream + 1) * each),
      );
      from = to;
    }
  }

  #readTable(index: number, mode: number, bytes: Uint8Array, at: number): number {
    const { log, symbols, predefined } = TABLES[index]!;
    if (mode === 0) this.#tables[index] = predefined;
    else if (mode === 1) {
      const symbol = byteAt(bytes, at++);
      if (symbol >= symbols) throw new DecodeFault('a symbol is unknown');
      this.#tables[index] = fseOfOne(symbol);
    } else if (mode === 2) {
      const { table, end } = readFse(bytes, at, bytes.length, { log, symbols });
      this.#tables[index] = table;
      at = end;
    }
    return at;
  }

  #sequences(bits: BackwardBits, count: number, out: Uint8Array, start: number, window: number): number {
    const [lengths, offsets, matches] = this.#tables;
    if (!lengths || !offsets || !matches) throw new DecodeFault('a block has no table');
    const literals = this.#literals;
    const most = start + LARGEST_BLOCK;
    let [length, offset, match] = [bits.take(lengths.log), bits.take(offsets.log), bits.take(matches.log)];
    let [at, used] = [start, 0];
    for (let index = 0; index < count; index++) {
      const code = offsets.symbols[offset]!;
      const value = 2 ** code + bits.take(code);
      const [matchCode, lengthCode] = [matches.symbols[match]!, lengths.symbols[length]!];
      const copied = MATCH_BASES[matchCode]! + bits.take(MATCH_BITS[matchCode]!);
      const taken = LITERAL_BASES[lengthCode]! + bits.take(LITERAL_BITS[lengthCode]!);
      if (index < count - 1) {
        length = lengths.next[length]! + bits.take(lengths.bits[length]!);
        match = matches.next[match]! + bits.take(matches.bits[match]!);
        offset = offsets.next[offset]! + bits.take(offsets.bits[offset]!);
      }
      const distance = this.#distance(value, taken);
      if (bits.left < 0 || used + taken > literals.length || at + taken + copied > most)
        throw new DecodeFault('a sequence is longer than its block');
      out.set(literals.subarray(used, used + taken), at);
      [used, at] = [used + taken, at + taken];
      if (distance > at || distance > Math.max(window, at - start) || distance <= 0)
        throw new DecodeFault('a distance leads before the beginning');
      for (let end = at + copied, from = at - distance; at < end;) out[at++] = out[from++]!;
    }
    const rest = literals.subarray(used);
    if (at + rest.length > most) throw new DecodeFault('a block is too large');
    out.set(rest, at);
    return at + rest.length;
  }

  /** RFC 8878, 3.1.1.5: the first three values stand for distances that were used before. */
  #distance(value: number, literals: number): number {
    const [first, second, third] = this.#offsets;
    if (value > 3) {
      this.#offsets = [value - 3, first, second];
      return value - 3;
    }
    const which = value - 1 + (literals === 0 ? 1 : 0);
    if (which === 0) return first;
    const distance = which === 1 ? second : which === 2 ? third : first - 1;
    this.#offsets = which === 1 ? [distance, first, third] : [distance, first, second];
    return distance;
  }
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new DecodeFault('a block ends early');
  return byte;
}

function numberAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = count - 1; index >= 0; index--) value = value * 256 + byteAt(bytes, at + index);
  return value;
}

/** What a code begins with and how many bits follow; RFC 8878, 3.1.1.3.2.1.1. */
function bases(first: number, plain: number, bits: readonly number[]): readonly [number[], number[]] {
  const all = [...new Array<number>(plain).fill(0), ...bits];
  let next = first;
  return [
    all.map((count) => {
      const base = next;
      next += 2 ** count;
      return base;
    }),
    all,
  ];
}

const [LITERAL_BASES, LITERAL_BITS] = bases(0, 16, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const [MATCH_BASES, MATCH_BITS] = bases(3, 32, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

const frequencies = (text: string): number[] => text.split(' ').map(Number);

/** Of literal lengths, offsets and match lengths: the largest table, how many symbols, and what holds where nothing is said. */
const TABLES = [
  {
    log: 9,
    symbols: 36,
    predefined: fseTable(frequencies('4 3 2 2 2 2 2 2 2 2 2 2 2 1 1 1 2 2 2 2 2 2 2 2 2 3 2 1 1 1 1 1 -1 -1 -1 -1'), 6),
  },
  {
    log: 8,
    symbols: 32,
    predefined: fseTable(frequencies('1 1 1 1 1 1 2 2 2 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 -1 -1 -1 -1 -1'), 5),
  },
  {
    log: 9,
    symbols: 53,
    predefined: fseTable(
      frequencies(
        '1 4 3 2 2 2 2 2 2 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 -1 -1 -1 -1 -1 -1 -1',
      ),
      6,
    ),
  },
] as const;
