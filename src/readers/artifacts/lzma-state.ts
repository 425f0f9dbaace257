import type { ByteReader } from './byte-reader';
import { DecodeFault } from './decoded-source';

/** Probabilities of bits, 11 bits each. */
const HALF = 1024;
const STATES = 12;
const POSITIONS = 16;

const probabilities = (count: number): Uint16Array => new Uint16Array(count).fill(HALF);

/** Lengths of matches: LZMA SDK, lzma-specification.txt. */
class LengthCoder {
  readonly choices = probabilities(2);
  readonly low = probabilities(POSITIONS << 3);
  readonly middle = probabilities(POSITIONS << 3);
  readonly high = probabilities(256);
}

/** Before `reset` makes a stream's own. */
const NONE = probabilities(0);
const NO_LENGTHS = new LengthCoder();

/** The dictionary: what matches copy from. It grows up to its size, whatever a header says. */
export class LzmaDictionary {
  #bytes = new Uint8Array(1 << 12);
  #at = 0;
  #isFull = false;
  #total = 0;
  /** Bytes that were put out and not taken yet begin here. */
  #taken = 0;

  constructor(private readonly size: number) {}

  get total(): number {
    return this.#total;
  }

  reset(): void {
    this.#at = this.#taken = this.#total = 0;
    this.#isFull = false;
  }

  put(byte: number): void {
    if (this.#at === this.#bytes.length) this.#makeRoom();
    this.#bytes[this.#at++] = byte;
    this.#total++;
  }

  /** The byte so far back; 1 is the last one. */
  at(distance: number): number {
    if (distance > this.#at || distance > this.size) throw new DecodeFault('a distance leads before the beginning');
    return this.#bytes[this.#at - distance]!;
  }

  take(): Uint8Array {
    const bytes = this.#bytes.slice(this.#taken, this.#at);
    this.#taken = this.#at;
    return bytes;
  }

  /** Doubles until twice the dictionary fits, and then forgets what no distance reaches. */
  #makeRoom(): void {
    const kept = Math.min(this.size, this.#at);
    if (!this.#isFull && this.#bytes.length < 2 * this.size + CHUNK) {
      const larger = new Uint8Array(Math.min(this.#bytes.length * 2, 2 * this.size + 2 * CHUNK));
      larger.set(this.#bytes);
      this.#bytes = larger;
      return;
    }
    this.#isFull = true;
    const from = Math.min(this.#at - kept, this.#taken);
    this.#bytes.copyWithin(0, from, this.#at);
    this.#taken -= from;
    this.#at -= from;
    if (this.#at === this.#bytes.length) throw new DecodeFault('it makes too much at once');
  }
}

/** Bytes that are made before they are handed on. */
export const CHUNK = 1 << 16;

/** One LZMA stream: range decoder, probabilities, the last four distances. */
export class LzmaState {
  #range = 0xffffffff;
  #code = 0;
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  #isMatch = NONE;
  #isRepeat = NONE;
  #isRepeat0 = NONE;
  #isRepeat1 = NONE;
  #isRepeat2 = NONE;
  #isRepeat0Long = NONE;
  #literals = NONE;
  #slots = NONE;
  #special = NONE;
  #aligned = NONE;
  #lengths = NO_LENGTHS;
  #repeatLengths = NO_LENGTHS;
  #lc = 3;
  #lp = 0;
  #pb = 2;
  /** Of a match that did not fit into the chunk. */
  #pending = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly dictionary: LzmaDictionary,
  ) {}

  /** `lc`, `lp` and `pb` in one byte. */
  properties(byte: number): void {
    if (byte >= 9 * 5 * 5) throw new DecodeFault('its properties are unknown');
    this.#lc = byte % 9;
    this.#lp = Math.floor(byte / 9) % 5;
    this.#pb = Math.floor(byte / 45);
  }

  reset(): void {
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#isMatch = probabilities(STATES * POSITIONS);
    this.#isRepeat = probabilities(STATES);
    this.#isRepeat0 = probabilities(STATES);
    this.#isRepeat1 = probabilities(STATES);
    this.#isRepeat2 = probabilities(STATES);
    this.#isRepeat0Long = probabilities(STATES * POSITIONS);
    this.#literals = probabilities(0x300 << (this.#lc + this.#lp));
    this.#slots = probabilities(4 << 6);
    this.#special = probabilities(128);
    this.#aligned = probabilities(16);
    this.#lengths = new LengthCoder();
    this.#repeatLengths = new LengthCoder();
    this.#pending = 0;
  }

  /** The first five bytes of a range coder. */
  begin(): void {
    this.reader.u8();
    this.#code = this.reader.u32(false);
    this.#range = 0xffffffff;
  }

  /** Makes up to `count` bytes; false where the end is marked. Needs the compressed bytes in the window. */
  decode(count: number): boolean {
    const end = this.dictionary.total + count;
    this.#copy(end);
    while (this.dictionary.total < end) {
      const position = this.dictionary.total & ((1 << this.#pb) - 1);
      if (this.#bit(this.#isMatch, (this.#state << 4) + position) === 0) this.#literal();
      else if (!this.#match(position)) return false;
      this.#copy(end);
    }
    return true;
  }

  #copy(end: number): void {
    const distance = this.#distances[0] + 1;
    for (; this.#pending > 0 && this.dictionary.total < end; this.#pending--)
      this.dictionary.put(this.dictionary.at(distance));
  }

  #literal(): void {
    const { dictionary } = this;
    const before = dictionary.total > 0 ? dictionary.at(1) : 0;
    const low = dictionary.total & ((1 << this.#lp) - 1);
    const base = 0x300 * ((low << this.#lc) + (before >> (8 - this.#lc)));
    let symbol = 1;
    if (this.#state >= 7) {
      let match = dictionary.at(this.#distances[0] + 1);
      for (let differs = false; symbol < 0x100 && !differs;) {
        const bit = (match >> 7) & 1;
        match <<= 1;
        const own = this.#bit(this.#literals, base + ((1 + bit) << 8) + symbol);
        symbol = (symbol << 1) | own;
        differs = bit !== own;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, base + symbol);
    dictionary.put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** False for the mark of the end. */
  #match(position: number): boolean {
    if (this.#bit(this.#isRepeat, this.#state) === 0) {
      const length = this.#length(this.#lengths, position);
      const distance = this.#distance(length);
      if (distance === 0xffffffff) return false;
      const [first, second, third] = this.#distances;
      this.#distances = [distance, first, second, third];
      this.#state = this.#state < 7 ? 7 : 10;
      this.#pending = length + 2;
      return true;
    }
    if (this.#bit(this.#isRepeat0, this.#state) === 0) {
      if (this.#bit(this.#isRepeat0Long, (this.#state << 4) + position) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        this.#pending = 1;
        return true;
      }
    } else this.#rotate();
    this.#pending = this.#length(this.#repeatLengths, position) + 2;
    this.#state = this.#state < 7 ? 8 : 11;
    return true;
  }

  #rotate(): void {
    const [first, second, third, fourth] = this.#distances;
    if (this.#bit(this.#isRepeat1, this.#state) === 0) this.#distances = [second, first, third, fourth];
    else if (this.#bit(this.#isRepeat2, this.#state) === 0) this.#distances = [third, first, second, fourth];
    else this.#distances = [fourth, first, second, third];
  }

  #length({ choices, low, middle, high }: LengthCoder, position: number): number {
    if (this.#bit(choices, 0) === 0) return this.#tree(low, position << 3, 3);
    if (this.#bit(choices, 1) === 0) return 8 + this.#tree(middle, position << 3, 3);
    return 16 + this.#tree(high, 0, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(this.#slots, Math.min(length, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const start = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) return start + this.#reverse(this.#special, start - slot, bits);
    const direct = this.#direct(bits - 4);
    return (start + direct * 16 + this.#reverse(this.#aligned, 0, 4)) >>> 0;
  }

  #tree(table: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let count = 0; count < bits; count++) symbol = (symbol << 1) | this.#bit(table, base + symbol);
    return symbol - (1 << bits);
  }

  #reverse(table: Uint16Array, base: number, bits: number): number {
    let [symbol, value] = [1, 0];
    for (let count = 0; count < bits; count++) {
      const bit = this.#bit(table, base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << count;
    }
    return value;
  }

  #direct(bits: number): number {
    let value = 0;
    for (let count = 0; count < bits; count++) {
      this.#range >>>= 1;
      const bit = this.#code >>> 0 >= this.#range ? 1 : 0;
      if (bit) this.#code = (this.#code - this.#range) >>> 0;
      value = value * 2 + bit;
      this.#normalize();
    }
    return value;
  }

  #bit(table: Uint16Array, index: number): 0 | 1 {
    const probability = table[index]!;
    const bound = (this.#range >>> 11) * probability;
    let bit: 0 | 1 = 0;
    if (this.#code < bound) {
      this.#range = bound;
      table[index] = probability + ((2048 - probability) >> 5);
    } else {
      this.#range = (this.#range - bound) >>> 0;
      this.#code = (this.#code - bound) >>> 0;
      table[index] = probability - (probability >> 5);
      bit = 1;
    }
    this.#normalize();
    return bit;
  }

  #normalize(): void {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.reader.u8()) >>> 0;
  }
}
