import { VarintReader } from './record';

/** Pages of trees (file format, 1.6). */
export const [INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF] = [2, 5, 10, 13] as const;

export interface Cell {
  readonly rowid: number | bigint | null;
  /** Bytes of the whole record. */
  readonly payload: number;
  /** Where the part of it that lies in the page begins, and its bytes. */
  readonly start: number;
  readonly local: number;
  /** The page where it goes on; 0 where it does not. */
  readonly overflow: number;
}

export interface TreePage {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly kind: number;
  readonly cells: readonly Cell[];
  readonly children: readonly number[];
  readonly isDamaged: boolean;
}

/** Reads what a page of a tree says; null where it is none. */
export function treePageOf(number: number, bytes: Uint8Array, usable: number): TreePage | null {
  const start = number === 1 ? 100 : 0;
  const kind = bytes[start]!;
  if (kind !== INDEX_INTERIOR && kind !== TABLE_INTERIOR && kind !== INDEX_LEAF && kind !== TABLE_LEAF) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isInterior = kind === INDEX_INTERIOR || kind === TABLE_INTERIOR;
  const pointers = start + (isInterior ? 12 : 8);
  const count = view.getUint16(start + 3);
  if (pointers + count * 2 > usable) return null;
  const cells: Cell[] = [];
  const children: number[] = [];
  // Cells cannot overlap, so together they are no longer than the page: else a small page were endless work.
  let room = usable;
  let isDamaged = false;
  const reader = new VarintReader(bytes, 0, usable);
  for (let index = 0; index < count; index++) {
    const at = view.getUint16(pointers + index * 2);
    if (at < pointers + count * 2 || at + 4 > usable || room <= 0) {
      isDamaged = true;
      continue;
    }
    if (isInterior) children.push(view.getUint32(at));
    if (kind === TABLE_INTERIOR) continue;
    reader.at = isInterior ? at + 4 : at;
    const cell = cellAt(reader, view, kind, usable);
    if (cell) cells.push(cell);
    else isDamaged = true;
    room -= cell ? cell.local : 4;
  }
  if (isInterior) children.push(view.getUint32(start + 8));
  return { number, bytes, kind, cells, children, isDamaged };
}

function cellAt(reader: VarintReader, view: DataView, kind: number, usable: number): Cell | null {
  const payload = reader.next();
  const rowid = kind === TABLE_LEAF ? reader.signed() : null;
  if (payload < 0 || (kind === TABLE_LEAF && rowid === null)) return null;
  const local = localOf(payload, kind, usable);
  const end = reader.at + local + (local < payload ? 4 : 0);
  if (end > usable) return null;
  const overflow = local < payload ? view.getUint32(reader.at + local) : 0;
  if (local < payload && overflow === 0) return null;
  return { rowid, payload, start: reader.at, local, overflow };
}

/** Bytes of a record that lie in the page itself (file format, 1.6). */
function localOf(payload: number, kind: number, usable: number): number {
  const most = kind === TABLE_LEAF ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const rest = least + ((payload - least) % (usable - 4));
  return rest <= most ? rest : least;
}
