import type { ByteSource } from '../../readers/artifacts/byte-source';
import { hexOf } from './digests';

const MAGIC = 0xff744f63;
/** Bytes before the table of first bytes, and before the names. */
const FANOUT = 8;
const NAMES = FANOUT + 1024;
/** Names with the same first byte that are looked through. */
const MOST_ALIKE = 1_000_000;

/**
 * Finds an object in the index of a pack, version 2: a table by the first byte, then the names in order (gitformat-pack(5)). `absent`
 * where the index does not list it, null where the index cannot be read, is damaged or of another version; else its offset in the pack.
 */
export async function offsetInPack(index: ByteSource, name: string): Promise<number | 'absent' | null> {
  const head = await index.read(0, NAMES);
  if (head.length !== NAMES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== 2) return null;
  const below = (byte: number): number => (byte < 0 ? 0 : view.getUint32(FANOUT + 4 * byte));
  const first = parseInt(name.slice(0, 2), 16);
  const [from, to, width] = [below(first - 1), below(first), name.length / 2];
  if (to < from || to - from > MOST_ALIKE) return null;
  const names = await index.read(NAMES + from * width, (to - from) * width);
  if (names.length !== (to - from) * width) return null;
  let [low, high] = [0, to - from];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = hexOf(names, middle * width, (middle + 1) * width);
    if (each === name) return offsetAt(index, from + middle, below(255), width);
    if (each < name) low = middle + 1;
    else high = middle;
  }
  return 'absent';
}

/** Behind the names stand four bytes of checksum for each, then the offsets, then those above two gigabytes. */
async function offsetAt(index: ByteSource, at: number, count: number, width: number): Promise<number | null> {
  const offsets = NAMES + count * (width + 4);
  const entry = await index.read(offsets + at * 4, 4);
  if (entry.length !== 4) return null;
  const offset = new DataView(entry.buffer, entry.byteOffset, 4).getUint32(0);
  if (offset < 0x80000000) return offset;
  const long = await index.read(offsets + count * 4 + (offset - 0x80000000) * 8, 8);
  if (long.length !== 8) return null;
  const view = new DataView(long.buffer, long.byteOffset, 8);
  const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  return Number.isSafeInteger(value) ? value : null;
}
