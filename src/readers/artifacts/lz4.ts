import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';

const WINDOW = 1 << 16;
const LARGEST_BLOCK = 4 << 20;

/** Frames of LZ4 (lz4_Frame_format.md 1.6.4). */
export class Lz4Decoder implements Decoder {
  #isOpen = false;
  #hasBlockSums = false;
  #hasContentSum = false;
  #isIndependent = false;
  /** The last 64 KB, which blocks that depend on one another copy from. */
  #history: Uint8Array = new Uint8Array(0);

  constructor(private readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    const { reader } = this;
    if (!this.#isOpen) {
      await reader.fill(19);
      if (!this.#openFrame()) return null;
    }
    await reader.fill(4);
    const head = reader.u32();
    if (head === 0) {
      if (this.#hasContentSum) await reader.fill(4);
      if (this.#hasContentSum) reader.bytes(4);
      this.#isOpen = false;
      return new Uint8Array(0);
    }
    const size = head & 0x7fffffff;
    if (size > LARGEST_BLOCK + 64) throw new DecodeFault('a block is too large');
    await reader.fill(size + 4);
    const block = reader.bytes(size);
    const bytes =
      head >>> 31 === 1 ? block.slice() : decodedBlock(block, this.#isIndependent ? new Uint8Array(0) : this.#history);
    if (this.#hasBlockSums) reader.bytes(4);
    this.#history = tailOf(this.#history, bytes);
    return bytes;
  }

  /** False at the end of the source. */
  #openFrame(): boolean {
    const { reader } = this;
    if (reader.left === 0) return false;
    if (reader.left < 7 || reader.u32() !== 0x184d2204) throw new DecodeFault('it is no lz4');
    const flags = reader.u8();
    reader.u8();
    if (flags >> 6 !== 1) throw new DecodeFault('its version is unknown');
    if (flags & 8) reader.bytes(8);
    if (flags & 1) reader.bytes(4);
    reader.u8(); // checksum of the header
    this.#isIndependent = (flags & 32) !== 0;
    this.#hasBlockSums = (flags & 16) !== 0;
    this.#hasContentSum = (flags & 4) !== 0;
    this.#history = new Uint8Array(0);
    return (this.#isOpen = true);
  }
}

function tailOf(history: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (bytes.length >= WINDOW) return bytes.slice(-WINDOW);
  const kept = history.subarray(Math.max(history.length + bytes.length - WINDOW, 0));
  const joined = new Uint8Array(kept.length + bytes.length);
  joined.set(kept);
  joined.set(bytes, kept.length);
  return joined;
}

function decodedBlock(block: Uint8Array, history: Uint8Array): Uint8Array {
  let out = new Uint8Array(history.length + Math.max(4 * block.length, 1 << 16));
  out.set(history);
  let [at, to] = [0, history.length];
  const length = (nibble: number): number => {
    let total = nibble;
    if (nibble === 15)
      for (let byte = 255; byte === 255; total += byte) {
        byte = block[at++] ?? -1;
        if (byte < 0) throw new DecodeFault('a block ends early');
      }
    return total;
  };
  const room = (count: number): void => {
    if (to + count - history.length > LARGEST_BLOCK) throw new DecodeFault('a block is too large');
    if (to + count <= out.length) return;
    const larger = new Uint8Array(Math.max(out.length * 2, to + count));
    larger.set(out);
    out = larger;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = length(token >> 4);
    if (at + literals > block.length) throw new DecodeFault('a block ends early');
    room(literals);
    out.set(block.subarray(at, at + literals), to);
    [at, to] = [at + literals, to + literals];
    if (at >= block.length) break;
    const distance = block[at]! | ((block[at + 1] ?? 0) << 8);
    at += 2;
    if (distance === 0 || distance > to) throw new DecodeFault('a distance leads before the beginning');
    const count = length(token & 15) + 4;
    room(count);
    for (let index = 0; index < count; index++, to++) out[to] = out[to - distance]!;
  }
  return out.slice(history.length, to);
}
