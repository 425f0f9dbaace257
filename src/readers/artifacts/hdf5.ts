import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { Hdf5Heap, recordsOf } from './hdf5-heap';
import { Hdf5Block, Hdf5Fault, Hdf5File, UNDEFINED, type Hdf5Message } from './hdf5-structures';
import { jsonOf } from './json-text';
import { readKerasConfig } from './keras';

const DATASPACE = 0x01;
const LINK_INFO = 0x02;
const DATATYPE = 0x03;
const LINK = 0x06;
const EXTERNAL_FILES = 0x07;
const LAYOUT = 0x08;
const ATTRIBUTE = 0x0c;
const SYMBOLS = 0x11;
const ATTRIBUTE_INFO = 0x15;

const DEPTH = 32;

/** HDF5 as Keras writes it (HDF5 File Format Specification 3.0): what its attributes say of layers, and what leads to other files. */
export async function readHdf5(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('hdf5');
  const file = new Hdf5File(part.source, () => record.budget.step(4));
  try {
    await new Hdf5Walk(file, part, record).object(await file.root(), '', DEPTH);
  } catch (error) {
    if (error instanceof Hdf5Fault) record.sign('not-read', part, null, error.message);
    else if (error instanceof RangeError) record.sign('not-read', part, null, 'a header ends early');
    else throw error;
    return 0;
  }
  return part.source.size ?? 0;
}

class Hdf5Walk {
  readonly #seen = new Set<number>();

  constructor(
    private readonly file: Hdf5File,
    private readonly part: ArtifactPart,
    private readonly record: ArtifactRecord,
  ) {}

  /** A group or an array, with all that lies below. */
  async object(address: number, path: string, depth: number): Promise<void> {
    if (this.#seen.has(address)) return;
    this.#seen.add(address);
    if (depth <= 0) return this.record.sign('too-deep', this.part, address);
    const messages = await this.file.messages(address);
    let [shape, dtype]: [number[] | null, string] = [null, ''];
    for (const message of messages) {
      const { type, body, isShared } = message;
      if (isShared) {
        // Types that were given a name; what else is shared lies in a heap of the file's own.
        if (type === ATTRIBUTE)
          this.record.sign('not-read', this.part, address, `a shared attribute of ${path || '/'}`);
      } else if (type === ATTRIBUTE) await this.#attribute(body, path, address);
      else if (type === LINK) await this.#link(body, path, depth);
      else if (type === SYMBOLS)
        for (const { name, address: at } of await this.file.members(body.u64(), body.u64()))
          await this.object(at, `${path}/${name}`, depth - 1);
      else if (type === DATASPACE) shape = sizesOf(body);
      else if (type === DATATYPE) dtype = typeOf(body);
      else if (type === LINK_INFO || type === ATTRIBUTE_INFO) await this.#dense(message, path, address, depth);
      else this.#look(message, path, address);
    }
    if (shape !== null && messages.some(({ type }) => type === LAYOUT)) this.record.tensor(path.slice(1), dtype, shape);
  }

  /** What keeps things elsewhere. */
  #look({ type, body }: Hdf5Message, path: string, address: number): void {
    if (type === EXTERNAL_FILES) this.record.sign('external-link', this.part, address, `raw data of ${path}`);
    else if (type === LAYOUT && body.bytes[0] === 4 && body.bytes[1] === 3)
      this.record.sign('external-link', this.part, address, `virtual array ${path}`);
  }

  /** Many links, or many or large attributes, lie in a heap; a tree has their identifiers, by their names. */
  async #dense({ type, body }: Hdf5Message, path: string, address: number, depth: number): Promise<void> {
    const isLinks = type === LINK_INFO;
    body.at = 1;
    if (body.u8() & 1) body.skip(isLinks ? 8 : 2);
    const [heapAddress, tree] = [body.u64(), body.u64()];
    if (heapAddress >= UNDEFINED || tree >= UNDEFINED) return;
    const heap = await Hdf5Heap.open(this.file, heapAddress);
    for await (const record of recordsOf(this.file, tree)) {
      if (isLinks) {
        record.skip(4); // hash of the name
        await this.#link(await heap.object(record.take(record.left)), path, depth);
      } else {
        const id = record.take(8);
        if (record.u8() & SHARED)
          this.record.sign('not-read', this.part, address, `a shared attribute of ${path || '/'}`);
        else await this.#attribute(await heap.object(id), path, address);
      }
    }
  }

  async #link(body: Hdf5Block, path: string, depth: number): Promise<void> {
    body.at = 1;
    const flags = body.u8();
    const kind = flags & 8 ? body.u8() : 0;
    if (flags & 4) body.skip(8);
    if (flags & 16) body.skip(1);
    const length = [() => body.u8(), () => body.u16(), () => body.u32(), () => body.u64()][flags & 3]!();
    const name = body.text(length);
    if (kind === 0) return this.object(body.u64(), `${path}/${name}`, depth - 1);
    if (kind !== 64) return;
    body.skip(3); // length and flags
    this.record.sign('external-link', this.part, null, body.text(body.left));
  }

  async #attribute(body: Hdf5Block, path: string, address: number): Promise<void> {
    const version = body.u8();
    const flags = body.u8();
    const [nameSize, typeSize, spaceSize] = [body.u16(), body.u16(), body.u16()];
    if (version === 3) body.skip(1);
    const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
    const nameBlock = body.take(padded(nameSize));
    const name = new Hdf5Block(nameBlock).text(nameSize);
    let type = new Hdf5Block(body.take(padded(typeSize)));
    body.take(padded(spaceSize));
    if (version > 1 && flags & 1) {
      const named = await this.#namedType(type);
      if (named === null) return this.record.sign('not-read', this.part, address, `the type of ${path}/@${name}`);
      type = named;
    }
    const kind = type.u8() & 15;
    let text: string | null = null;
    if (kind === FIXED_TEXT) text = body.text(body.left);
    else if (kind === ANY_LENGTH && body.left >= 16) {
      body.skip(4);
      const bytes = await this.file.heapObject(body.u64(), body.u32());
      text = bytes && new TextDecoder().decode(bytes);
    }
    if (text !== null) this.#text(name, text, path, address);
  }

  /** A type that is an object of its own, or shared: where that stands. */
  async #namedType(place: Hdf5Block): Promise<Hdf5Block | null> {
    const [version, kind] = [place.u8(), place.u8()];
    if (version === 1) place.skip(6);
    if (version === 3 && kind !== COMMITTED) return null;
    const found = (await this.file.messages(place.u64())).find(({ type, isShared }) => type === DATATYPE && !isShared);
    return found?.body ?? null;
  }

  #text(name: string, text: string, path: string, address: number): void {
    if (!/^\s*\{/.test(text)) {
      if (path === '') this.record.note(name, text);
      return;
    }
    const value = jsonOf(text);
    if (value !== undefined) readKerasConfig(value, this.part, this.record, `${path}/@${name}`);
    else if (/config/.test(name)) this.record.sign('invalid-header', this.part, address, `${name} is no JSON`);
  }
}

const SHARED = 2;
const COMMITTED = 2;
const FIXED_TEXT = 3;
const ANY_LENGTH = 9;

function sizesOf(body: Hdf5Block): number[] {
  const version = body.u8();
  const count = body.u8();
  body.at = version === 1 ? 8 : 4;
  return Array.from({ length: count }, () => body.u64());
}

function typeOf(body: Hdf5Block): string {
  const kind = body.u8() & 15;
  body.at = 4;
  const size = body.u32();
  return kind === 1
    ? `float${8 * size}`
    : kind === 0
      ? `int${8 * size}`
      : kind === FIXED_TEXT
        ? 'string'
        : `type ${kind}`;
}
