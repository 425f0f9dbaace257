import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { leadsOutside } from './member-names';
import { isNoMessage, ProtoMessage, type ProtoField } from './protobuf';

/** Operators of these sets are known to every runtime. */
const DOMAINS = new Set([
  '',
  'ai.onnx',
  'ai.onnx.ml',
  'ai.onnx.training',
  'ai.onnx.preview.training',
  'com.microsoft',
  'com.microsoft.nchwc',
  'com.microsoft.experimental',
  'com.ms.internal.nhwc',
  'org.pytorch.aten',
  'pkg.onnxscript.torch_lib',
  'pkg.onnxscript.torch_lib.common',
  'pkg.torch',
]);

const TYPES = (
  'undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 ' +
  'complex128 bfloat16 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz uint4 int4 float4_e2m1'
).split(' ');

/** Graphs in attributes of nodes of graphs. */
const DEPTH = 32;

/** ONNX (onnx.proto, IR 1 to 12): graphs, the graphs and tensors in attributes, functions, training; where tensors lie elsewhere. */
export async function readOnnx(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  const size = part.source.size ?? 0;
  const walk = new OnnxWalk(part, record);
  try {
    await walk.model(new ProtoMessage(part.source, record.budget, 0, size));
  } catch (error) {
    if (!isNoMessage(error)) throw error;
    if (!walk.hasGraph) return 0;
    record.format('onnx');
    record.sign('broken-stream', part, null, 'the graph');
    return 0;
  }
  if (!walk.hasGraph) return 0;
  record.format('onnx');
  walk.signDomains();
  return size;
}

class OnnxWalk {
  hasGraph = false;
  readonly #used = new Map<string, number>();
  readonly #defined = new Set<string>();

  constructor(
    private readonly part: ArtifactPart,
    private readonly record: ArtifactRecord,
  ) {}

  async model(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number === 1 && !field.isMessage) this.record.note('onnx.ir_version', String(field.value));
      else if (field.number === 2 && field.isMessage) this.record.note('onnx.producer', await message.text(field));
      else if (field.number === 7 && field.isMessage) {
        this.hasGraph = true;
        await this.#graph(message.inner(field), DEPTH);
      } else if (field.number === 14) await this.#metadata(message.inner(field));
      else if (field.number === 20) await this.#training(message.inner(field));
      else if (field.number === 25) await this.#function(message.inner(field));
    }
  }

  signDomains(): void {
    for (const [domain, offset] of this.#used)
      if (!DOMAINS.has(domain) && !this.#defined.has(domain))
        this.record.sign('custom-domain', this.part, offset, domain);
  }

  async #graph(message: ProtoMessage, depth: number): Promise<void> {
    if (depth <= 0) return this.record.sign('too-deep', this.part, message.start);
    for await (const field of message.fields()) {
      if (!field.isMessage) continue;
      if (field.number === 1) await this.#node(message.inner(field), depth);
      else if (field.number === 5) await this.#tensor(message.inner(field), true);
      else if (field.number === 15) await this.#sparse(message.inner(field));
    }
  }

  async #node(message: ProtoMessage, depth: number): Promise<void> {
    let [operator, domain] = ['', ''];
    for await (const field of message.fields()) {
      if (field.number === 4) operator = await message.text(field);
      else if (field.number === 7) domain = await message.text(field);
      else if (field.number === 5) await this.#attribute(message.inner(field), depth);
    }
    if (!this.#used.has(domain)) this.#used.set(domain, message.start);
    if (/^Py(?:thon)?Op$/i.test(operator)) this.record.sign('python-operator', this.part, message.start, operator);
  }

  async #attribute(message: ProtoMessage, depth: number): Promise<void> {
    for await (const field of message.fields()) {
      if (!field.isMessage) continue;
      if (field.number === 5 || field.number === 10) await this.#tensor(message.inner(field), false);
      else if (field.number === 6 || field.number === 11) await this.#graph(message.inner(field), depth - 1);
      else if (field.number === 22 || field.number === 23) await this.#sparse(message.inner(field));
    }
  }

  async #sparse(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields())
      if (field.isMessage && (field.number === 1 || field.number === 2))
        await this.#tensor(message.inner(field), false);
  }

  async #function(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number === 7) await this.#node(message.inner(field), DEPTH);
      else if (field.number === 11) await this.#attribute(message.inner(field), DEPTH);
      else if (field.number === 10) this.#defined.add(await message.text(field));
    }
  }

  async #training(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields())
      if (field.number === 1 || field.number === 2) await this.#graph(message.inner(field), DEPTH);
  }

  async #tensor(message: ProtoMessage, isInitializer: boolean): Promise<void> {
    const shape: number[] = [];
    let [name, type] = ['', 0];
    for await (const field of message.fields()) {
      if (field.number === 1) shape.push(...(field.isMessage ? await packed(message, field) : [field.value]));
      else if (field.number === 2) type = field.value;
      else if (field.number === 8) name = await message.text(field);
      else if (field.number === 13) await this.#external(message.inner(field), name);
    }
    if (isInitializer) this.record.tensor(name, TYPES[type] ?? `type ${type}`, shape);
  }

  async #external(message: ProtoMessage, tensor: string): Promise<void> {
    const { key, value, at } = await entryOf(message);
    if (key !== 'location') return;
    this.record.note(`onnx.external ${value}`, tensor);
    const isElsewhere = leadsOutside(value) || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) || /[\r\n]/.test(value);
    if (isElsewhere) this.record.sign('external-data', this.part, at, value);
  }

  async #metadata(message: ProtoMessage): Promise<void> {
    const { key, value } = await entryOf(message);
    this.record.note(key, value);
  }
}

async function entryOf(
  message: ProtoMessage,
): Promise<{ readonly key: string; readonly value: string; readonly at: number }> {
  let [key, value] = ['', ''];
  for await (const field of message.fields()) {
    if (field.number === 1) key = await message.text(field);
    else if (field.number === 2) value = await message.text(field);
  }
  return { key, value, at: message.start };
}

/** Numbers that stand together in one field. */
async function packed(message: ProtoMessage, field: ProtoField): Promise<number[]> {
  const found: number[] = [];
  let [value, shift] = [0, 1];
  for (const byte of await message.bytes(field)) {
    value += (byte & 127) * shift;
    shift *= 128;
    if (byte < 128) {
      found.push(value);
      [value, shift] = [0, 1];
    }
  }
  return found;
}
