import { crc32 } from './archive';

/** Which members of an archive name each package, and what opening it found out; so that it need not be read through again. */
export interface NameIndex {
  /** PEP 503 names, with the places of members in the order in which they lie. */
  readonly names: ReadonlyMap<string, readonly number[]>;
  readonly records: number;
  readonly unread: number;
  readonly asOf: string | null;
}

interface Head extends Omit<NameIndex, 'names'> {
  readonly format: typeof FORMAT;
  /** How many there are, so that one that is cut short is none. */
  readonly names: number;
  /** CRC-32 of all lines below, since one that lost a bit would lose a vulnerability. */
  readonly sum: number;
  /** Of the archive's list of members, SHA-256 and number: their places, sizes and check sums, and so what they hold. */
  readonly directory: string;
}

/** To be raised when other names are found in the same records. */
const FORMAT = 'touchstone advisory index 1';
/** Bytes of one that is read: that of 50,000 records has about 1 MB. */
export const LARGEST_INDEX = 32 * 1024 * 1024;

/** As it is kept: a line of JSON, then a line a package. */
export function printNameIndex({ names, records, unread, asOf }: NameIndex, directory: string): Uint8Array {
  const encoder = new TextEncoder();
  const body = encoder.encode(Array.from(names, ([name, places]) => `${name} ${places.join(' ')}\n`).join(''));
  const head: Head = { format: FORMAT, directory, names: names.size, sum: crc32(body), records, unread, asOf };
  const first = encoder.encode(`${JSON.stringify(head)}\n`);
  const bytes = new Uint8Array(first.length + body.length);
  bytes.set(first);
  bytes.set(body, first.length);
  return bytes;
}

/** Null where it is none, is cut short, or is that of another list of members. */
export function readNameIndex(bytes: Uint8Array, directory: string, members: number): NameIndex | null {
  const end = bytes.length > LARGEST_INDEX ? -1 : bytes.indexOf(0x0a);
  const body = bytes.subarray(end + 1);
  const head = end < 0 ? null : headIn(new TextDecoder().decode(bytes.subarray(0, end)));
  if (head?.directory !== directory || head.sum !== crc32(body)) return null;
  const lines = new TextDecoder().decode(body).split('\n');
  lines.pop();
  const names = new Map<string, readonly number[]>();
  for (const line of lines) {
    const [name = '', ...written] = line.split(' ');
    const places = written.map(Number);
    if (name === '' || places.length === 0 || !places.every((at) => Number.isInteger(at) && at >= 0 && at < members))
      return null;
    names.set(name, places);
  }
  return names.size === head.names ? { names, records: head.records, unread: head.unread, asOf: head.asOf } : null;
}

function headIn(line: string): Head | null {
  let head: Partial<Record<keyof Head, unknown>> | null;
  try {
    head = JSON.parse(line) as typeof head;
  } catch {
    return null; // no index
  }
  const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
  return head?.format === FORMAT &&
    typeof head.directory === 'string' &&
    isCount(head.records) &&
    isCount(head.unread) &&
    isCount(head.names) &&
    isCount(head.sum) &&
    (head.asOf === null || (typeof head.asOf === 'string' && /^[\dT:.Z-]{1,40}$/.test(head.asOf)))
    ? (head as Head)
    : null;
}
