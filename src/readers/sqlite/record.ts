import { decodeUtf8 } from './text';

/** What a column of a row holds; undefined is what was not read: it is too long, or its page is damaged. */
export type SqliteValue = null | number | bigint | string | Uint8Array | undefined;

/** How a database writes text (file format, 1.3.13). */
export type SqliteEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Where the values of a record lie, as far as they are wanted. */
export interface RecordHeader {
  /** Serial types of the columns, in the order of the record; never more than were asked for. */
  readonly types: number[];
  /** Bytes from the start of the record to the value of each of those columns; the one after the last is the end of all. */
  readonly starts: number[];
  /** How many columns there are: what stands in the lists beyond that is of another record. */
  count: number;
}

export const emptyHeader = (): RecordHeader => ({ types: [], starts: [], count: 0 });

/** A number of 1 to 9 bytes, the high ones first (file format, 1.6). Lengths above 2^53 are not exact, and never needed. */
export class VarintReader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly end: number,
  ) {}

  /** The next number; -1 where the bytes end inside of it. */
  next(): number {
    const { bytes, end } = this;
    if (this.at < end && bytes[this.at]! < 0x80) return bytes[this.at++]!;
    let value = 0;
    for (let i = 0; i < 8; i++) {
      if (this.at >= end) return -1;
      const byte = bytes[this.at++]!;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    if (this.at >= end) return -1;
    return value * 256 + bytes[this.at++]!;
  }

  /** The next number as a signed one of 64 bits, exactly; null where the bytes end inside of it. */
  signed(): number | bigint | null {
    const start = this.at;
    const value = this.next();
    if (value < 0) return null;
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    let exact = 0n;
    for (let i = 0; i < 8; i++) exact = (exact << 7n) | BigInt(this.bytes[start + i]! & 0x7f);
    if (this.at - start === 9) exact = (exact << 8n) | BigInt(this.bytes[start + 8]!);
    else exact >>= 7n * BigInt(8 - (this.at - start));
    return narrow(BigInt.asIntN(64, exact));
  }
}

/** Bytes of the header of a record that begins at `from`; -1 where the bytes up to `end` do not even hold that. */
export const lengthOfHeader = (bytes: Uint8Array, from: number, end: number): number => {
  const first = from < end ? bytes[from]! : 0x80;
  return first < 0x80 ? first : new VarintReader(bytes, from, Math.min(end, from + 9)).next();
};

/**
 * Reads the header of a record for its first `count` columns. A record may have fewer than its table: columns that were added
 * later have their default. False where it is damaged.
 * @param header is written anew: one serves all rows of a table, which are as many as a store has
 * @param from where the record begins in `bytes`, from which its starts count as well
 * @param length bytes of the header, as `lengthOfHeader` says; `bytes` holds all of them
 */
export function readRecordHeader(
  header: RecordHeader,
  bytes: Uint8Array,
  from: number,
  length: number,
  count: number,
): boolean {
  const reader = new VarintReader(bytes, from, from + length);
  if (reader.next() !== length) return false;
  let start = from + length;
  header.count = 0;
  while (reader.at < from + length && header.count < count) {
    const type = reader.next();
    if (type < 0 || type === 10 || type === 11) return false; // those two are for the inner use of SQLite
    header.types[header.count] = type;
    header.starts[header.count++] = start;
    start += lengthOfType(type);
  }
  header.starts[header.count] = start;
  return true;
}

const FIXED = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

const lengthOfType = (type: number): number => (type < 10 ? FIXED[type]! : Math.floor((type - 12) / 2));

/** The value of a column; undefined where the bytes end before it does. */
export function valueAt(
  bytes: Uint8Array,
  { types, starts }: RecordHeader,
  column: number,
  encoding: SqliteEncoding,
): SqliteValue {
  const type = types[column]!;
  const [start, end] = [starts[column]!, starts[column + 1]!];
  if (end > bytes.length) return undefined;
  if (type === 0) return null;
  if (type === 8) return 0;
  if (type === 9) return 1;
  if (type < 7) return integerAt(bytes, start, end);
  if (type === 7) return realAt(bytes, start);
  if (type % 2 === 0) return bytes.slice(start, end);
  return encoding === 'utf-8' ? decodeUtf8(bytes, start, end) : wideText(bytes.subarray(start, end), encoding);
}

/** A number of 1 to 8 bytes with its sign, the high ones first. */
function integerAt(bytes: Uint8Array, start: number, end: number): number | bigint {
  let value = (bytes[start]! << 24) >> 24; // its sign
  if (end - start <= 6) {
    for (let i = start + 1; i < end; i++) value = value * 256 + bytes[i]!;
    return value;
  }
  return narrow(new DataView(bytes.buffer, bytes.byteOffset + start, 8).getBigInt64(0));
}

const narrow = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

/** SQLite has no NaN: its bytes are read as NULL. */
function realAt(bytes: Uint8Array, start: number): number | null {
  const value = new DataView(bytes.buffer, bytes.byteOffset + start, 8).getFloat64(0);
  return Number.isNaN(value) ? null : value;
}

/** Text of two bytes a unit; an odd byte at its end is left out, as SQLite leaves it out. */
function wideText(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, bytes.length & ~1));
}
