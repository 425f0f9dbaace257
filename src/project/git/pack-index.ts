/** Reads a part of a file; null for what cannot be read, fewer bytes where the file ends. */
export type ReadPart = (path: string, start: number, end: number) => Promise<Uint8Array | null>;

/** Where the index of a pack has an object. */
export interface PackPlace {
  /** Which of the names it is, in their order. */
  readonly at: number;
  /** How many names there are. */
  readonly count: number;
}

const MAGIC = 0xff744f63;
/** Bytes before the table of first bytes, and before the names. */
const FANOUT = 8;
export const PACK_NAMES = FANOUT + 1024;
/** Names with the same first byte that are looked through. */
const MOST_ALIKE = 1_000_000;

/**
 * Finds an object in the index of a pack, version 2: a table by the first byte, then the names in order (gitformat-pack(5)). `absent`
 * where the index does not list it, null where the index cannot be read, is damaged or of another version.
 */
export async function placeInPack(read: ReadPart, index: string, name: string): Promise<PackPlace | 'absent' | null> {
  const head = await read(index, 0, PACK_NAMES);
  if (head?.length !== PACK_NAMES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== 2) return null;
  const below = (byte: number): number => (byte < 0 ? 0 : view.getUint32(FANOUT + 4 * byte));
  const first = parseInt(name.slice(0, 2), 16);
  const [from, to, width] = [below(first - 1), below(first), name.length / 2];
  if (to < from || to - from > MOST_ALIKE) return null;
  const names = await read(index, PACK_NAMES + from * width, PACK_NAMES + to * width);
  if (names?.length !== (to - from) * width) return null;
  let [low, high] = [0, to - from];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = hex(names, middle * width, width);
    if (each === name) return { at: from + middle, count: below(255) };
    if (each < name) low = middle + 1;
    else high = middle;
  }
  return 'absent';
}

function hex(bytes: Uint8Array, at: number, count: number): string {
  let text = '';
  for (let i = at; i < at + count; i++) text += bytes[i]!.toString(16).padStart(2, '0');
  return text;
}
