import type { ByteSource } from './byte-source';

/** No address. */
export const UNDEFINED = 2 ** 64;
/** Largest block of headers that is read at once. */
const LARGEST_BLOCK = 8 * 1024 * 1024;

/** What of an HDF5 file leads nowhere, or is of a version that is not read. */
export class Hdf5Fault extends Error {
  override readonly name = 'Hdf5Fault';
}

/** A piece of the file as fields; what leads out of it throws a `RangeError`. */
export class Hdf5Block {
  readonly view: DataView;
  at = 0;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    return this.view.getUint8(this.at++);
  }

  u16(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }

  u32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  /** Addresses and lengths. */
  u64(): number {
    this.at += 8;
    return Number(this.view.getBigUint64(this.at - 8, true));
  }

  skip(count: number): void {
    if (this.at + count > this.bytes.length) throw new RangeError('it ends');
    this.at += count;
  }

  take(count: number): Uint8Array {
    this.skip(count);
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** Text up to a zero byte. */
  text(count: number): string {
    const bytes = this.take(count);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  has(signature: string, at = 0): boolean {
    return [...signature].every((sign, index) => this.bytes[at + index] === sign.charCodeAt(0));
  }
}

export interface Hdf5Message {
  readonly type: number;
  /** What stands there only says where the message is. */
  readonly isShared: boolean;
  readonly body: Hdf5Block;
}

/** Blocks of a file by their addresses. */
export class Hdf5File {
  /** Of the superblock, from which all addresses count. */
  #base = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly step: () => void,
  ) {}

  async block(address: number, length: number): Promise<Hdf5Block> {
    this.step();
    if (!Number.isSafeInteger(address) || length > LARGEST_BLOCK) throw new Hdf5Fault('a block leads out of the file');
    const bytes = await this.source.read(this.#base + address, length);
    if (bytes.length < Math.min(length, 8)) throw new Hdf5Fault('a block leads out of the file');
    return new Hdf5Block(bytes);
  }

  /** Where the object of the root lies. Only files with addresses and lengths of eight bytes, which nearly all have. */
  async root(): Promise<number> {
    const { size } = this.source;
    let block = await this.block(0, 96);
    // Behind a block of its user's.
    for (let at = 512; !block.has(SIGNATURE) && size !== null && at + 96 <= size; at *= 2) {
      this.#base = at;
      block = await this.block(0, 96);
    }
    if (!block.has(SIGNATURE)) throw new Hdf5Fault('no superblock');
    const version = block.bytes[8]!;
    const [offsets, lengths] = version < 2 ? [block.bytes[13], block.bytes[14]] : [block.bytes[9], block.bytes[10]];
    if (offsets !== 8 || lengths !== 8 || version > 3) throw new Hdf5Fault(`version ${version}`);
    block.at = version === 0 ? 64 : version === 1 ? 68 : 36;
    return block.u64();
  }

  /** Bytes that were read already. */
  own(bytes: Uint8Array): Hdf5Block {
    this.step();
    return new Hdf5Block(bytes);
  }

  /** The messages of an object, of headers of both versions, with what continues them. */
  async messages(address: number): Promise<Hdf5Message[]> {
    const head = await this.block(address, 64);
    return head.has('OHDR') ? this.#second(address, head) : this.#first(address, head);
  }

  async #first(address: number, head: Hdf5Block): Promise<Hdf5Message[]> {
    if (head.u8() !== 1) throw new Hdf5Fault('a header is none');
    head.at = 8;
    const size = head.u32();
    return this.#chunks(
      await this.block(address + 16, size),
      (block) => {
        const [type, length] = [block.u16(), block.u16()];
        const isShared = (block.u8() & SHARED) !== 0;
        block.skip(3);
        return { type, isShared, body: new Hdf5Block(block.take(Math.min(length, block.left))) };
      },
      8,
      0,
    );
  }

  async #second(address: number, head: Hdf5Block): Promise<Hdf5Message[]> {
    head.at = 5;
    const flags = head.u8();
    if (flags & 0x20) head.skip(16);
    if (flags & 0x10) head.skip(4);
    const size = [() => head.u8(), () => head.u16(), () => head.u32(), () => head.u64()][flags & 3]!();
    const first = await this.block(address + head.at, size);
    return this.#chunks(
      first,
      (block) => {
        const [type, length] = [block.u8(), block.u16()];
        const isShared = (block.u8() & SHARED) !== 0;
        if (flags & 4) block.skip(2);
        return { type, isShared, body: new Hdf5Block(block.take(Math.min(length, block.left))) };
      },
      flags & 4 ? 6 : 4,
      4,
    );
  }

  /** `signed`: bytes of a signature at the beginning of what continues, and of a checksum at its end. */
  async #chunks(
    first: Hdf5Block,
    read: (block: Hdf5Block) => Hdf5Message,
    least: number,
    signed: number,
  ): Promise<Hdf5Message[]> {
    const found: Hdf5Message[] = [];
    const blocks = [first];
    for (let index = 0; index < blocks.length && index < MOST_CHUNKS; index++) {
      const block = blocks[index]!;
      while (block.left >= least) {
        this.step();
        const message = read(block);
        if (message.type === CONTINUES) {
          const [address, length] = [message.body.u64(), message.body.u64()];
          const next = await this.block(address + signed, Math.max(length - 2 * signed, 0));
          blocks.push(next);
        } else found.push(message);
      }
    }
    return found;
  }

  /** An object of a global heap: texts of any length. */
  async heapObject(address: number, index: number): Promise<Uint8Array | null> {
    const head = await this.block(address, 16);
    if (!head.has('GCOL')) return null;
    head.at = 8;
    const heap = await this.block(address, head.u64());
    heap.at = 16;
    while (heap.left >= 16) {
      this.step();
      const own = heap.u16();
      heap.skip(6);
      const size = heap.u64();
      if (own === index) return heap.take(size);
      if (own === 0) return null;
      heap.skip(Math.ceil(size / 8) * 8);
    }
    return null;
  }

  /** Names and objects of a group of the old kind: a B-tree of symbol tables, names in a heap. */
  async members(tree: number, heapAddress: number): Promise<{ readonly name: string; readonly address: number }[]> {
    const heap = await this.block(heapAddress, 32);
    heap.at = 8;
    const size = heap.u64();
    heap.at = 24;
    const names = await this.block(heap.u64(), size);
    const found: { name: string; address: number }[] = [];
    await this.#tree(tree, names, found, 16);
    return found;
  }

  async #tree(
    address: number,
    names: Hdf5Block,
    found: { name: string; address: number }[],
    depth: number,
  ): Promise<void> {
    if (depth <= 0) throw new Hdf5Fault('a tree is too deep');
    const head = await this.block(address, 24);
    if (head.has('SNOD')) {
      head.at = 6;
      const count = head.u16();
      const block = await this.block(address + 8, count * 40);
      for (let index = 0; index < count; index++) {
        block.at = index * 40;
        const [name, object] = [block.u64(), block.u64()];
        names.at = name;
        found.push({ name: names.text(Math.min(names.left, 1000)), address: object });
      }
      return;
    }
    if (!head.has('TREE')) throw new Hdf5Fault('a tree is none');
    head.at = 6;
    const count = head.u16();
    const block = await this.block(address + 24, count * 16 + 8);
    for (let index = 0; index < count; index++) {
      block.at = index * 16 + 8;
      await this.#tree(block.u64(), names, found, depth - 1);
    }
  }
}

const SIGNATURE = '\x89HDF\r\n\x1a\n';
const SHARED = 2;
const CONTINUES = 0x10;
const MOST_CHUNKS = 1000;
