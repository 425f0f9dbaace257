import { lookAtRest, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { duplicateKeys, isObject, jsonOf, LONGEST_JSON, type JsonValue } from './json-text';

/** Longest head that the reference reader takes (`MAX_HEADER_SIZE`). */
const LONGEST_HEADER = 100_000_000;

/** Bits of an element. */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  I64: 64,
  U64: 64,
  F64: 64,
  C64: 64,
};

/** safetensors: eight bytes with the length of a head in JSON, the head, the tensors without a hole. All that the reference reader refuses, and keys that stand twice, which it takes. */
export async function readSafetensors(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('safetensors');
  const first = await part.source.read(0, 8);
  const announced = new DataView(first.buffer, first.byteOffset, first.length).getBigUint64(0, true);
  const { size } = part.source;
  if (announced > BigInt(LONGEST_HEADER)) record.sign('header-bomb', part, 0, String(announced));
  const length = Number(announced);
  if (size !== null && length > size - 8) record.sign('ends-early', part, size, 'the head');
  if (length > LONGEST_JSON || (size !== null && length > size - 8)) {
    if (length <= LONGEST_HEADER && length > LONGEST_JSON) record.sign('over-budget', part, 8, 'head');
    return 0;
  }
  const text = new TextDecoder().decode(await part.source.read(8, length));
  const head = text.startsWith('{') ? jsonOf(text) : undefined;
  if (!isObject(head)) {
    record.sign('invalid-header', part, 8, 'the head is no JSON object');
    return 0;
  }
  record.budget.step(text.length >> 5);
  for (const key of duplicateKeys(text)) record.sign('duplicate-key', part, 8, key);
  noteMetadata(part, record, head['__metadata__']);
  const ranges = tensorRanges(part, record, head);
  const end = holesIn(part, record, ranges);
  const start = 8 + length;
  if (size === null || Number.isNaN(end)) return start;
  if (size < start + end) record.sign('ends-early', part, size, 'the tensors');
  if (size > start + end) await lookAtRest(part, record, start + end);
  return Math.min(size, start + end);
}

function noteMetadata(part: ArtifactPart, record: ArtifactRecord, metadata: JsonValue | undefined): void {
  if (metadata === undefined) return;
  if (!isObject(metadata)) return record.sign('invalid-header', part, 8, '__metadata__', '/__metadata__');
  for (const [key, value] of Object.entries(metadata))
    if (typeof value === 'string') record.note(key, value);
    else record.sign('invalid-header', part, 8, `__metadata__: ${key}`, '/__metadata__');
}

interface TensorRange {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

function tensorRanges(
  part: ArtifactPart,
  record: ArtifactRecord,
  head: Readonly<Record<string, JsonValue>>,
): TensorRange[] {
  const ranges: TensorRange[] = [];
  for (const [name, entry] of Object.entries(head)) {
    if (name === '__metadata__') continue;
    record.budget.step();
    const { dtype, shape, data_offsets: offsets } = isObject(entry) ? entry : ({} as Record<string, JsonValue>);
    const bits = typeof dtype === 'string' ? BITS[dtype] : undefined;
    if (bits === undefined || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
      record.sign('invalid-header', part, 8, name, pointerTo(name));
      continue;
    }
    record.tensor(name, dtype as string, shape);
    const [begin, end] = offsets as [number, number];
    const bytes = Math.ceil((shape.reduce((product, each) => product * each, 1) * bits) / 8);
    if (!Number.isSafeInteger(bytes) || end - begin !== bytes)
      record.sign('invalid-header', part, 8, `${name}: its size`, pointerTo(name));
    ranges.push({ name, begin, end });
  }
  return ranges;
}

const isSizes = (value: JsonValue | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);

const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Where the tensors end. They lie one behind another, from 0 on. */
function holesIn(part: ArtifactPart, record: ArtifactRecord, ranges: TensorRange[]): number {
  let at = 0;
  for (const { name, begin, end } of ranges.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < at) record.sign('overlapping-tensors', part, null, name, pointerTo(name));
    else if (begin > at) record.sign('hole-in-data', part, null, name, pointerTo(name));
    at = Math.max(at, end);
  }
  return at;
}
