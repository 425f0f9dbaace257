import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { FILE_OPERATORS, isPythonOperator } from './saved-model';

/** Largest model that is read: its tables lie all over the file. */
const LARGEST = 64 * 1024 * 1024;
const MOST_ENTRIES = 100_000;
const CUSTOM = 32;

/** Custom operators that come with TensorFlow Lite or MediaPipe. */
const KNOWN = new Set(
  `TFLite_Detection_PostProcess Convolution2DTransposeBias MaxPoolingWithArgmax2D MaxUnpooling2D Landmarks2TransformMatrixV2
   TransformTensorBilinear TransformLandmarks Mfcc AudioSpectrogram AudioMicrofrontend NumericVerify Normalize Predict
   edgetpu-custom-op MediaPipe`.split(/\s+/),
);

const TYPES =
  'float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64 resource variant uint32 uint16 int4 bfloat16'.split(
    ' ',
  );

/** TensorFlow Lite: a FlatBuffer (schema.fbs, version 3). What of it runs code that is not in the file are custom operators. */
export async function readTflite(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('tflite');
  const { size } = part.source;
  if (size === null || size > LARGEST) {
    record.sign('over-budget', part, 0, 'bytes');
    return 0;
  }
  const buffer = new FlatBuffer(await part.source.read(0, size));
  try {
    readModel(buffer, part, record);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    record.sign('invalid-header', part, 0, 'a table leads out of the file');
    return 0;
  }
  return size;
}

function readModel(buffer: FlatBuffer, part: ArtifactPart, record: ArtifactRecord): void {
  const model = buffer.u32(0);
  for (const code of buffer.tables(model, 1)) {
    record.budget.step();
    const name = buffer.text(code, 1);
    const builtin = Math.max(buffer.scalar(code, 3, 4), buffer.scalar(code, 0, 1));
    if (builtin === CUSTOM || name !== '') signOperator(name, code, part, record);
  }
  for (const graph of buffer.tables(model, 2))
    for (const tensor of buffer.tables(graph, 0)) {
      record.budget.step();
      const type = buffer.scalar(tensor, 1, 1);
      record.tensor(buffer.text(tensor, 3), TYPES[type] ?? `type ${type}`, buffer.numbers(tensor, 0));
    }
  const description = buffer.text(model, 3);
  if (description !== '') record.note('tflite.description', description);
}

function signOperator(name: string, offset: number, part: ArtifactPart, record: ArtifactRecord): void {
  const own = /^Flex(.+)$/.exec(name)?.[1];
  if (own !== undefined) {
    if (isPythonOperator(own)) record.sign('python-operator', part, offset, own);
    else if (Object.hasOwn(FILE_OPERATORS, own))
      record.sign('file-operator', part, offset, `${own} ${FILE_OPERATORS[own]}`);
  } else if (!KNOWN.has(name)) record.sign('custom-operator', part, offset, name === '' ? 'without a name' : name);
}

/** Tables of a FlatBuffer. Everything is a place in it; what leads out of it throws a `RangeError`. */
class FlatBuffer {
  readonly #view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** Where a field of a table lies; 0 where it has its default. */
  #field(table: number, index: number): number {
    const fields = table - this.#view.getInt32(table, true);
    const at = 4 + 2 * index;
    if (at + 2 > this.#view.getUint16(fields, true)) return 0;
    const offset = this.#view.getUint16(fields + at, true);
    return offset === 0 ? 0 : table + offset;
  }

  scalar(table: number, index: number, bytes: 1 | 4): number {
    const at = this.#field(table, index);
    if (at === 0) return 0;
    return bytes === 1 ? this.#view.getInt8(at) : this.#view.getInt32(at, true);
  }

  #vector(table: number, index: number): { readonly start: number; readonly count: number } {
    const at = this.#field(table, index);
    if (at === 0) return { start: 0, count: 0 };
    const start = at + this.u32(at);
    const count = this.u32(start);
    if (start + 4 + count > this.bytes.length) throw new RangeError('a vector is too long');
    return { start: start + 4, count };
  }

  tables(table: number, index: number): number[] {
    const { start, count } = this.#vector(table, index);
    if (count > MOST_ENTRIES) throw new RangeError('too many entries');
    return Array.from({ length: count }, (_, each) => start + 4 * each + this.u32(start + 4 * each));
  }

  numbers(table: number, index: number): number[] {
    const { start, count } = this.#vector(table, index);
    return Array.from({ length: Math.min(count, 16) }, (_, each) => this.#view.getInt32(start + 4 * each, true));
  }

  text(table: number, index: number): string {
    const { start, count } = this.#vector(table, index);
    return new TextDecoder().decode(this.bytes.subarray(start, start + Math.min(count, 1000)));
  }
}
