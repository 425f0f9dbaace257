import { Hdf5Fault, UNDEFINED, type Hdf5Block, type Hdf5File } from './hdf5-structures';

/** Objects of one heap that are read, levels of trees, and bytes of one object. */
const MOST_OBJECTS = 100_000;
const DEEPEST = 16;
const LARGEST_OBJECT = 8 * 1024 * 1024;

/** Bytes that a number up to `limit` is written in: the library's `H5VM_limit_enc_size`. */
const bytesFor = (limit: number): number => Math.floor(Math.log2(Math.max(limit, 1)) / 8) + 1;

/**
 * A fractal heap (HDF5 File Format Specification 3.0, III.G): where a group keeps links, and an object attributes, once there are
 * many, or large ones. Objects lie in blocks of a doubling table, elsewhere in the file, or in their own identifiers.
 */
export class Hdf5Heap {
  private constructor(
    private readonly file: Hdf5File,
    private readonly head: {
      readonly offsetBytes: number;
      readonly lengthBytes: number;
      readonly idLength: number;
      readonly hugeTree: number;
      readonly width: number;
      readonly first: number;
      readonly directRows: number;
      readonly root: number;
      readonly rows: number;
    },
  ) {}

  static async open(file: Hdf5File, address: number): Promise<Hdf5Heap> {
    const block = await file.block(address, 146);
    if (!block.has('FRHP')) throw new Hdf5Fault('a heap is none');
    block.at = 5;
    const [idLength, filters] = [block.u16(), block.u16()];
    if (filters > 0) throw new Hdf5Fault('a heap is compressed');
    block.skip(1);
    const largest = block.u32();
    block.skip(8);
    const hugeTree = block.u64();
    block.at = 110;
    const [width, first, largestDirect, bits] = [block.u16(), block.u64(), block.u64(), block.u16()];
    block.skip(2);
    const [root, rows] = [block.u64(), block.u16()];
    if (!isPower(first) || !isPower(largestDirect) || width === 0 || bits > 64) throw new Hdf5Fault('a heap is odd');
    const directBits = Math.ceil(Math.log2(largestDirect) / 8);
    return new Hdf5Heap(file, {
      idLength,
      hugeTree,
      width,
      first,
      root,
      rows,
      offsetBytes: Math.ceil(bits / 8),
      lengthBytes: Math.min(directBits, bytesFor(largest)),
      directRows: Math.log2(largestDirect) - Math.log2(first) + 2,
    });
  }

  /** An object by its identifier. */
  async object(id: Uint8Array): Promise<Hdf5Block> {
    const kind = (id[0]! >> 4) & 3;
    if (kind === TINY) {
      // One byte more of length where identifiers are long.
      const isLong = this.head.idLength > 18;
      const length = isLong ? (((id[0]! & 15) << 8) | id[1]!) + 1 : (id[0]! & 15) + 1;
      return this.file.own(id.subarray(isLong ? 2 : 1, (isLong ? 2 : 1) + length));
    }
    if (kind === HUGE) return this.#huge(id);
    const { offsetBytes, lengthBytes } = this.head;
    const offset = numberIn(id, 1, offsetBytes);
    const length = numberIn(id, 1 + offsetBytes, lengthBytes);
    if (length > LARGEST_OBJECT) throw new Hdf5Fault('an object of a heap is too long');
    return this.file.block(await this.#addressOf(offset), length);
  }

  async #huge(id: Uint8Array): Promise<Hdf5Block> {
    if (this.head.idLength >= 17) return this.#at(numberIn(id, 1, 8), numberIn(id, 9, 8));
    const key = numberIn(id, 1, this.head.idLength - 1);
    for await (const record of recordsOf(this.file, this.head.hugeTree)) {
      const [address, length, own] = [record.u64(), record.u64(), record.u64()];
      if (own === key) return this.#at(address, length);
    }
    throw new Hdf5Fault('an object of a heap is nowhere');
  }

  #at(address: number, length: number): Promise<Hdf5Block> {
    if (length > LARGEST_OBJECT) throw new Hdf5Fault('an object of a heap is too long');
    return this.file.block(address, length);
  }

  /** Where an offset of the heap's own space lies. */
  async #addressOf(offset: number): Promise<number> {
    const { width, first, directRows, offsetBytes } = this.head;
    let { root: block, rows } = this.head;
    if (rows === 0) return block + offset;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const row = offset < width * first ? 0 : Math.floor(Math.log2(offset / (width * first))) + 1;
      const size = row === 0 ? first : first * 2 ** (row - 1);
      const start = row === 0 ? 0 : width * size;
      const column = Math.floor((offset - start) / size);
      if (row >= rows) break;
      const entry = await this.file.block(block + 13 + offsetBytes + 8 * (row * width + column), 8);
      const child = entry.u64();
      if (child >= UNDEFINED) break;
      offset -= start + column * size;
      if (row < directRows) return child + offset;
      block = child;
      rows = Math.log2(size) - Math.log2(first * width) + 1;
    }
    throw new Hdf5Fault('an object of a heap is nowhere');
  }
}

const HUGE = 1;
const TINY = 2;

const isPower = (value: number): boolean => value >= 1 && value < 2 ** 48 && Number.isInteger(Math.log2(value));

function numberIn(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

/** Records of a B-tree of the second version (III.A.2), in their order. */
export async function* recordsOf(file: Hdf5File, address: number): AsyncGenerator<Hdf5Block> {
  const head = await file.block(address, 38);
  if (!head.has('BTHD')) throw new Hdf5Fault('a tree is none');
  head.at = 6;
  const [node, record, depth] = [head.u32(), head.u16(), head.u16()];
  head.skip(2);
  const [root, count] = [head.u64(), head.u16()];
  if (record === 0 || node < 64 || depth > DEEPEST) throw new Hdf5Fault('a tree is odd');
  if (count === 0 || root >= UNDEFINED) return;
  const levels = levelsOf(node, record, depth);
  const left = { objects: MOST_OBJECTS };
  yield* nodeRecords(file, { node, record, levels, left }, root, count, depth);
}

interface TreeShape {
  readonly node: number;
  readonly record: number;
  /** By level above the leaves: bytes of the pointer to a child. */
  readonly levels: readonly { readonly countBytes: number; readonly allBytes: number }[];
  readonly left: { objects: number };
}

/** How wide the numbers of records are in the nodes of each level: the library's `H5B2__hdr_init`. */
function levelsOf(node: number, record: number, depth: number): TreeShape['levels'] {
  const leaf = Math.floor((node - 10) / record);
  const countBytes = bytesFor(leaf);
  const levels = [{ countBytes, allBytes: 0 }];
  let [all, allBytes] = [leaf, 0];
  for (let level = 1; level <= depth; level++) {
    levels.push({ countBytes, allBytes });
    const pointer = 8 + countBytes + allBytes;
    const most = Math.floor((node - 10 - pointer) / (record + pointer));
    all = (most + 1) * all + most;
    allBytes = bytesFor(all);
  }
  return levels;
}

async function* nodeRecords(
  file: Hdf5File,
  shape: TreeShape,
  address: number,
  count: number,
  level: number,
): AsyncGenerator<Hdf5Block> {
  const block = await file.block(address, shape.node);
  if (!block.has(level === 0 ? 'BTLF' : 'BTIN')) throw new Hdf5Fault('a tree is broken');
  block.at = 6;
  const records = Array.from({ length: count }, () => file.own(block.take(shape.record)));
  const { countBytes, allBytes } = shape.levels[level]!;
  for (let index = 0; index <= count; index++) {
    if (level > 0) {
      const child = block.u64();
      const held = numberIn(block.take(countBytes), 0, countBytes);
      block.skip(allBytes);
      yield* nodeRecords(file, shape, child, held, level - 1);
    }
    if (index === count) return;
    if (--shape.left.objects < 0) throw new Hdf5Fault('a tree is too large');
    yield records[index]!;
  }
}
