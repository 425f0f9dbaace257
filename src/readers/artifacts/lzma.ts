import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';
import { CHUNK, LzmaDictionary, LzmaState } from './lzma-state';

/** Largest dictionary that is followed: that of `xz -9`. */
const LARGEST_DICTIONARY = 64 * 1024 * 1024;
/** Compressed bytes that a chunk may need. */
const AHEAD = 2 * CHUNK;

/** LZMA alone: `.lzma`, and as zip has it. */
export class LzmaDecoder implements Decoder {
  #state: LzmaState | null = null;
  #dictionary = new LzmaDictionary(0);
  #left = Infinity;
  #isOver = false;

  constructor(
    private readonly reader: ByteReader,
    private readonly isZip = false,
  ) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    await this.reader.fill(AHEAD);
    this.#state ??= this.#begin();
    if (this.#isOver || this.#left === 0) return null;
    const count = Math.min(CHUNK, this.#left);
    const before = this.#dictionary.total;
    this.#isOver = !this.#state.decode(count);
    this.#left -= this.#dictionary.total - before;
    return this.#dictionary.take();
  }

  #begin(): LzmaState {
    const { reader } = this;
    if (this.isZip) reader.bytes(4); // version, and the size of the properties
    const properties = reader.u8();
    this.#dictionary = new LzmaDictionary(Math.min(Math.max(reader.u32(), 4096), LARGEST_DICTIONARY));
    if (!this.isZip) {
      const [low, high] = [reader.u32(), reader.u32()];
      if (low !== 0xffffffff || high !== 0xffffffff) this.#left = high * 2 ** 32 + low;
    }
    const state = new LzmaState(reader, this.#dictionary);
    state.properties(properties);
    state.reset();
    state.begin();
    return state;
  }
}

/** `.xz` with LZMA2 alone, as nearly all are (xz-file-format.txt 1.2); checksums are not looked at. */
export class XzDecoder implements Decoder {
  #checkSize = 0;
  #dictionary: LzmaDictionary | null = null;
  #state: LzmaState | null = null;
  /** Where the block's bytes begin. */
  #blockStart = 0;
  #isOpen = false;

  constructor(private readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    const { reader } = this;
    await reader.fill(AHEAD);
    if (!this.#isOpen) {
      if (reader.left === 0) return null;
      this.#openStream();
    }
    if (this.#dictionary === null) {
      if (reader.peek() === 0) return this.#index();
      this.#openBlock();
    }
    const chunk = await this.#chunk();
    if (chunk !== null) return chunk;
    while ((reader.offset - this.#blockStart) % 4 !== 0) reader.u8();
    reader.bytes(this.#checkSize);
    this.#dictionary = null;
    return new Uint8Array(0);
  }

  #openStream(): void {
    const { reader } = this;
    if (reader.u32() !== 0x587a37fd || reader.u16() !== 0x005a) throw new DecodeFault('it is no xz');
    const [zero, check] = [reader.u8(), reader.u8()];
    if (zero !== 0) throw new DecodeFault('its flags are unknown');
    this.#checkSize = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][check & 15]!;
    reader.bytes(4);
    this.#isOpen = true;
  }

  #openBlock(): void {
    const { reader } = this;
    const start = reader.offset;
    const size = (reader.u8() + 1) * 4;
    const flags = reader.u8();
    if ((flags & 3) !== 0) throw new DecodeFault('it has more than one filter');
    if (flags & 0x40) this.#number();
    if (flags & 0x80) this.#number();
    if (this.#number() !== 0x21 || this.#number() !== 1) throw new DecodeFault('its filter is unknown');
    const bits = reader.u8() & 63;
    const dictionary = bits >= 40 ? LARGEST_DICTIONARY : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
    const rest = size - (reader.offset - start);
    if (rest < 0) throw new DecodeFault('a block header is too short');
    reader.bytes(rest);
    this.#dictionary = new LzmaDictionary(Math.min(dictionary, LARGEST_DICTIONARY));
    this.#state = new LzmaState(reader, this.#dictionary);
    this.#blockStart = reader.offset;
  }

  /** One chunk of LZMA2; null at the end of the block. */
  async #chunk(): Promise<Uint8Array | null> {
    const { reader } = this;
    const [state, dictionary] = [this.#state!, this.#dictionary!];
    const control = reader.u8();
    if (control === 0) return null;
    if (control === 1) dictionary.reset();
    if (control < 0x80) {
      if (control > 2) throw new DecodeFault('a chunk is of unknown kind');
      const size = reader.u16(false) + 1;
      await reader.fill(size);
      for (const byte of reader.bytes(size)) dictionary.put(byte);
      return dictionary.take();
    }
    const size = ((control & 31) << 16) + reader.u16(false) + 1;
    const compressed = reader.u16(false) + 1;
    const reset = (control >> 5) & 3;
    if (reset === 3) dictionary.reset();
    if (reset >= 2) state.properties(reader.u8());
    if (reset >= 1) state.reset();
    await reader.fill(compressed);
    state.begin();
    state.decode(size);
    return dictionary.take();
  }

  /** The index and the footer; another stream may follow. */
  #index(): Uint8Array {
    const { reader } = this;
    const start = reader.offset;
    reader.u8();
    for (let count = this.#number(); count > 0; count--) {
      this.#number();
      this.#number();
    }
    while ((reader.offset - start) % 4 !== 0) reader.u8();
    reader.bytes(4 + 12);
    while (reader.left >= 4 && reader.peek() === 0 && reader.peek(1) === 0) reader.bytes(4);
    this.#isOpen = false;
    return new Uint8Array(0);
  }

  /** Seven bits a byte, the lowest first. */
  #number(): number {
    let value = 0;
    for (let shift = 1; shift < 2 ** 63; shift *= 128) {
      const byte = this.reader.u8();
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
    throw new DecodeFault('a number is too long');
  }
}
