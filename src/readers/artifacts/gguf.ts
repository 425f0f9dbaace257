import { lookAtRest, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { ByteReader, EndOfBytes, END_OF_BYTES } from './byte-reader';
import { readTemplate } from './chat-template';
import { GGUF_TYPES } from './gguf-types';
import { skipBytes } from './pickle-machine';

/** Values that a head may announce; more are no model's. */
const MOST_PAIRS = 100_000;
const MOST_TENSORS = 1_000_000;
const MOST_ITEMS = 20_000_000;
const LONGEST_TEXT = 16 * 1024 * 1024;
const NESTED = 4;

/** Bytes of the types with a fixed size, by their number (ggml-org/ggml, docs/gguf.md). */
const FIXED: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const TEXT = 8;
const ARRAY = 9;

class GgufFault extends Error {
  constructor(
    readonly kind: 'invalid-header' | 'header-bomb',
    readonly about: string,
  ) {
    super(about);
  }
}

/** GGUF, versions 1 to 3, of either byte order. Strings and lists are walked over, never allocated by what the head announces. */
export async function readGguf(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('gguf');
  const head = new GgufHead(part, record);
  try {
    return await head.read();
  } catch (error) {
    if (error instanceof GgufFault) record.sign(error.kind, part, head.offset, error.about);
    else if (error instanceof EndOfBytes) record.sign('ends-early', part, head.offset);
    else throw error;
    return 0;
  }
}

class GgufHead {
  readonly #reader: ByteReader;
  #isLittle = true;
  #version = 0;
  #alignment = 32;

  constructor(
    private readonly part: ArtifactPart,
    private readonly record: ArtifactRecord,
  ) {
    this.#reader = new ByteReader(part.source);
  }

  get offset(): number {
    return this.#reader.offset;
  }

  async read(): Promise<number> {
    await this.#reader.fill(24);
    this.#reader.bytes(4);
    this.#version = this.#reader.u32();
    if (this.#version > 0xffff) {
      this.#isLittle = false;
      this.#version = Math.floor(this.#version / 2 ** 24);
    }
    if (this.#version < 1 || this.#version > 3) throw new GgufFault('invalid-header', `version ${this.#version}`);
    const tensors = await this.#count();
    const pairs = await this.#count();
    if (pairs > MOST_PAIRS) throw new GgufFault('header-bomb', `${pairs} values`);
    if (tensors > MOST_TENSORS) throw new GgufFault('header-bomb', `${tensors} tensors`);
    this.record.note('gguf.version', String(this.#version));
    const keys = new Set<string>();
    for (let index = 0; index < pairs; index++) {
      const key = await this.#text(LONGEST_KEY);
      if (keys.has(key)) this.record.sign('duplicate-key', this.part, this.offset, key);
      keys.add(key);
      await this.#pair(key);
    }
    return this.#tensors(tensors);
  }

  async #pair(key: string): Promise<void> {
    const type = await this.#u32();
    if (type === TEXT) {
      const at = this.offset;
      const text = await this.#text(LONGEST_TEXT);
      this.record.note(key, text);
      if (key.includes('chat_template')) readTemplate(text, this.part, this.record, at, key);
    } else if (type === ARRAY) this.record.note(key, await this.#list(NESTED));
    else {
      const value = await this.#fixed(type);
      this.record.note(key, String(value));
      if (key === 'general.alignment' && typeof value === 'number') this.#alignment = value;
    }
  }

  /** Walks over a list; resolves to what is shown of it. */
  async #list(depth: number): Promise<string> {
    if (depth <= 0) throw new GgufFault('header-bomb', 'lists in lists');
    const type = await this.#u32();
    const count = await this.#count();
    if (count > MOST_ITEMS) throw new GgufFault('header-bomb', `${count} items`);
    const size = FIXED[type];
    if (size !== undefined) {
      await skipBytes(this.#reader, count * size);
      return `${count} numbers`;
    }
    for (let index = 0; index < count; index++) {
      this.record.budget.step();
      if (type === TEXT) await this.#skipText();
      else if (type === ARRAY) await this.#list(depth - 1);
      else throw new GgufFault('invalid-header', `type ${type}`);
    }
    return `${count} texts`;
  }

  async #fixed(type: number): Promise<number | boolean> {
    const size = FIXED[type];
    if (size === undefined) throw new GgufFault('invalid-header', `type ${type}`);
    await this.#reader.fill(size);
    const bytes = this.#reader.bytes(size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, size);
    const little = this.#isLittle;
    const read: Readonly<Record<number, () => number | boolean>> = {
      0: () => view.getUint8(0),
      1: () => view.getInt8(0),
      2: () => view.getUint16(0, little),
      3: () => view.getInt16(0, little),
      4: () => view.getUint32(0, little),
      5: () => view.getInt32(0, little),
      6: () => view.getFloat32(0, little),
      7: () => view.getUint8(0) !== 0,
      10: () => Number(view.getBigUint64(0, little)),
      11: () => Number(view.getBigInt64(0, little)),
      12: () => view.getFloat64(0, little),
    };
    return read[type]!();
  }

  async #tensors(count: number): Promise<number> {
    const ends: number[] = [];
    let isKnown = true;
    for (let index = 0; index < count; index++) {
      this.record.budget.step();
      const name = await this.#text(LONGEST_KEY);
      const dimensions = await this.#u32();
      if (dimensions > 8) throw new GgufFault('invalid-header', `${dimensions} dimensions`);
      const shape: number[] = [];
      for (let each = 0; each < dimensions; each++) shape.push(await this.#count());
      const type = await this.#u32();
      const offset = await this.#u64();
      const [dtype, elements, bytes] = GGUF_TYPES[type] ?? [`type ${type}`, 0, 0];
      this.record.tensor(name, dtype, shape);
      isKnown &&= elements > 0;
      const items = shape.reduce((product, size) => product * size, 1);
      ends.push(offset + (elements > 0 ? Math.ceil(items / elements) * bytes : 0));
    }
    const alignment = this.#alignment > 0 && Number.isInteger(this.#alignment) ? this.#alignment : 32;
    const start = Math.ceil(this.offset / alignment) * alignment;
    const end = start + ends.reduce((most, each) => Math.max(most, each), 0);
    const { size } = this.part.source;
    if (size === null || count === 0) return Math.min(start, size ?? start);
    if (!Number.isSafeInteger(end) || end > size) this.record.sign('ends-early', this.part, size, 'the tensors');
    // The last tensor is padded too.
    else if (isKnown && size > Math.ceil(end / alignment) * alignment) await lookAtRest(this.part, this.record, end);
    return isKnown ? Math.min(size, Math.ceil(end / alignment) * alignment) : size;
  }

  async #u32(): Promise<number> {
    await this.#reader.fill(4);
    return this.#reader.u32(this.#isLittle);
  }

  async #u64(): Promise<number> {
    await this.#reader.fill(8);
    const value = this.#reader.u64(this.#isLittle);
    if (!Number.isSafeInteger(value)) throw new GgufFault('header-bomb', 'a number beyond any file');
    return value;
  }

  /** Counts and lengths have 32 bits in the first version. */
  #count(): Promise<number> {
    return this.#version === 1 ? this.#u32() : this.#u64();
  }

  async #text(longest: number): Promise<string> {
    const length = await this.#count();
    if (length > longest) throw new GgufFault('header-bomb', `a text of ${length} bytes`);
    if (!(await this.#reader.fill(length))) throw END_OF_BYTES;
    return new TextDecoder().decode(this.#reader.bytes(length));
  }

  async #skipText(): Promise<void> {
    const length = await this.#count();
    await this.#reader.fill(Math.min(length, 4096));
    if (length <= this.#reader.left) this.#reader.bytes(length);
    else await skipBytes(this.#reader, length);
  }
}

const LONGEST_KEY = 1 << 16;
