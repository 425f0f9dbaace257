import { DecodeFault } from './decoded-source';

/** Bits of a byte range, read from its end to its beginning (RFC 8878, 4.1): the highest set bit of the last byte ends them. */
export class BackwardBits {
  /** Bits that are left; below zero where more were taken than there are. */
  left: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly start: number,
    end: number,
  ) {
    const last = end > start ? bytes[end - 1]! : 0;
    if (last === 0) throw new DecodeFault('a bit stream does not end');
    this.left = 8 * (end - start - 1) + (31 - Math.clz32(last));
  }

  /** At most 32 bits; zeros from before the beginning. */
  take(count: number): number {
    if (count > MOST_AT_ONCE) {
      const high = this.take(count - 16);
      return high * 65536 + this.take(16);
    }
    this.left -= count;
    const from = Math.max(this.left, 0);
    const missing = from - this.left;
    if (count === 0 || missing >= count) return 0;
    const at = this.start + (from >> 3);
    const { bytes } = this;
    const word = bytes[at]! | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    return ((word >>> (from & 7)) & ((1 << (count - missing)) - 1)) << missing;
  }
}

/** Bits that lie in four bytes wherever they begin. */
const MOST_AT_ONCE = 24;

/** Finite state entropy: by state its symbol, how many bits lead on, and from where. */
export interface FseTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly next: Uint16Array;
}

/** RFC 8878, 4.1.1: how often each symbol stands in the table; -1 for less than once. */
export function fseTable(frequencies: readonly number[], log: number): FseTable {
  const size = 1 << log;
  const [symbols, bits, next] = [new Uint8Array(size), new Uint8Array(size), new Uint16Array(size)];
  const states = new Uint16Array(frequencies.length);
  let high = size;
  for (let symbol = 0; symbol < frequencies.length; symbol++) {
    if (frequencies[symbol] !== -1) continue;
    symbols[--high] = symbol;
    states[symbol] = 1;
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (let symbol = 0; symbol < frequencies.length; symbol++) {
    const count = frequencies[symbol]!;
    if (count <= 0) continue;
    states[symbol] = count;
    for (let index = 0; index < count; index++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
  for (let state = 0; state < size; state++) {
    const value = states[symbols[state]!]!++;
    bits[state] = log - (31 - Math.clz32(value));
    next[state] = (value << bits[state]!) - size;
  }
  return { log, symbols, bits, next };
}

/** The one symbol of a table without bits. */
export const fseOfOne = (symbol: number): FseTable => ({
  log: 0,
  symbols: Uint8Array.of(symbol),
  bits: new Uint8Array(1),
  next: new Uint16Array(1),
});

/** Reads the description of a table; tells where it ends. */
export function readFse(
  bytes: Uint8Array,
  start: number,
  end: number,
  { log: mostLog, symbols: mostSymbols }: { readonly log: number; readonly symbols: number },
): { readonly table: FseTable; readonly end: number } {
  let at = 8 * start;
  const take = (count: number): number => {
    if (at + count > 8 * end) throw new DecodeFault('a table does not end');
    const byte = at >> 3;
    const word = bytes[byte]! | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
    const value = (word >>> (at & 7)) & ((1 << count) - 1);
    at += count;
    return value;
  };
  const log = take(4) + 5;
  if (log > mostLog) throw new DecodeFault('a table is too large');
  const frequencies: number[] = [];
  let remaining = 1 << log;
  while (remaining > 0) {
    if (frequencies.length >= mostSymbols) throw new DecodeFault('a table has too many symbols');
    const count = 32 - Math.clz32(remaining + 1);
    const mask = (1 << (count - 1)) - 1;
    const threshold = (1 << count) - 2 - remaining;
    // A small value needs one bit less than a large one.
    const available = Math.min(count, 8 * end - at);
    let value = take(available);
    if ((value & mask) < threshold) {
      at -= available - (count - 1);
      value &= mask;
    } else if (value > mask) value -= threshold;
    const frequency = value - 1;
    remaining -= Math.abs(frequency);
    frequencies.push(frequency);
    if (frequency !== 0) continue;
    for (let repeat = 3; repeat === 3;) {
      repeat = take(2);
      for (let index = 0; index < repeat; index++) frequencies.push(0);
    }
  }
  if (remaining < 0 || frequencies.length > mostSymbols) throw new DecodeFault('a table does not add up');
  return { table: fseTable(frequencies, log), end: (at + 7) >> 3 };
}

/** By the next `log` bits: a symbol, and how many bits its code has. */
export interface HuffmanCodes {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const LONGEST_CODE = 11;

/** RFC 8878, 4.2.1: the weights of all symbols but the last one, directly or as a stream of their own. */
export function readHuffman(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly codes: HuffmanCodes; readonly end: number } {
  if (start >= end) throw new DecodeFault('a code does not end');
  const head = bytes[start]!;
  const behind = start + 1 + (head < 128 ? head : (head - 126) >> 1);
  if (behind > end) throw new DecodeFault('a code does not end');
  const weights =
    head < 128
      ? weightsOf(bytes, start + 1, behind)
      : Array.from({ length: head - 127 }, (_, index) => {
          const both = bytes[start + 1 + (index >> 1)]!;
          return index % 2 === 0 ? both >> 4 : both & 15;
        });
  return { codes: huffmanCodes(weights), end: behind };
}

/** Weights that two states give in turn. */
function weightsOf(bytes: Uint8Array, start: number, end: number): number[] {
  const { table, end: at } = readFse(bytes, start, end, { log: 6, symbols: LONGEST_CODE + 2 });
  const bits = new BackwardBits(bytes, at, end);
  const states = [bits.take(table.log), bits.take(table.log)] as [number, number];
  const weights: number[] = [];
  for (let turn: 0 | 1 = 0; ; turn = turn === 0 ? 1 : 0) {
    const state = states[turn];
    weights.push(table.symbols[state]!);
    if (weights.length > 254) throw new DecodeFault('a code has too many symbols');
    states[turn] = table.next[state]! + bits.take(table.bits[state]!);
    if (bits.left >= 0) continue;
    weights.push(table.symbols[states[turn === 0 ? 1 : 0]]!);
    return weights;
  }
}

function huffmanCodes(weights: number[]): HuffmanCodes {
  const sum = weights.reduce((all, weight) => all + (weight > 0 ? 1 << (weight - 1) : 0), 0);
  const log = 32 - Math.clz32(sum);
  const left = (1 << log) - sum;
  if (sum === 0 || log > LONGEST_CODE || (left & (left - 1)) !== 0) throw new DecodeFault('a code does not add up');
  const lengths = [...weights, 32 - Math.clz32(left)].map((weight) => (weight > 0 ? log + 1 - weight : 0));
  const [symbols, bits] = [new Uint8Array(1 << log), new Uint8Array(1 << log)];
  let at = 0;
  for (let length = log; length >= 1; length--)
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      const count = 1 << (log - length);
      symbols.fill(symbol, at, at + count);
      bits.fill(length, at, at + count);
      at += count;
    }
  if (at !== 1 << log) throw new DecodeFault('a code does not add up');
  return { log, symbols, bits };
}

/** Symbols of one stream into a place of their number. */
export function decodeHuffman(
  codes: HuffmanCodes,
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
): void {
  const bits = new BackwardBits(bytes, start, end);
  const mask = (1 << codes.log) - 1;
  let state = bits.take(codes.log);
  for (let index = 0; index < into.length; index++) {
    into[index] = codes.symbols[state]!;
    const count = codes.bits[state]!;
    state = ((state << count) & mask) | bits.take(count);
  }
  if (bits.left !== -codes.log) throw new DecodeFault('a stream has more than its symbols');
}
