import { join, u16, u32, u8, type Bytes } from './pickle';

const UTF8 = (text: string): Bytes => new TextEncoder().encode(text);

const varint = (value: number): Bytes => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
};

/** A field of a protocol buffer: a number, a text or a message. */
export const field = (number: number, value: number | string | Bytes): Bytes => {
  if (typeof value === 'number') return join(varint(number * 8), varint(value));
  const content = typeof value === 'string' ? UTF8(value) : value;
  return join(varint(number * 8 + 2), varint(content.length), content);
};

/** TensorProto of ONNX, stored inside or elsewhere. */
export const onnxTensor = (name: string, location?: string): Bytes =>
  join(
    field(1, 4),
    field(2, 1),
    field(8, name),
    location === undefined
      ? field(9, new Uint8Array(16))
      : join(field(13, join(field(1, 'location'), field(2, location))), field(14, 1)),
  );

export const onnxNode = (operator: string, domain = '', ...attributes: readonly Bytes[]): Bytes =>
  join(
    field(1, 'x'),
    field(2, 'y'),
    field(4, operator),
    attributes.map((each) => field(5, each)),
    domain === '' ? '' : field(7, domain),
  );

export const onnxGraph = (nodes: readonly Bytes[], initializers: readonly Bytes[] = []): Bytes =>
  join(
    nodes.map((each) => field(1, each)),
    field(2, 'graph'),
    initializers.map((each) => field(5, each)),
  );

export const onnxModel = (graph: Bytes, ...more: readonly Bytes[]): Bytes =>
  join(field(1, 8), field(2, 'test'), field(7, graph), field(8, join(field(1, ''), field(2, 17))), ...more);

export const tfNode = (operator: string, ...attributes: readonly (readonly [string, Bytes])[]): Bytes =>
  join(
    field(1, `${operator}_1`),
    field(2, operator),
    attributes.map(([key, value]) => field(5, join(field(1, key), field(2, value)))),
  );

export const tfGraph = (nodes: readonly Bytes[], functions: readonly (readonly Bytes[])[] = []): Bytes =>
  join(
    nodes.map((each) => field(1, each)),
    functions.length === 0
      ? ''
      : field(
          2,
          join(
            functions.map((own) =>
              field(
                1,
                join(
                  field(1, field(1, 'f')),
                  own.map((each) => field(3, each)),
                ),
              ),
            ),
          ),
        ),
  );

/** Meta graphs of a SavedModel; the name makes each longer than one that ONNX could have there. */
export const savedModel = (...graphs: readonly Bytes[]): Bytes =>
  join(
    field(1, 1),
    graphs.map((graph) => field(2, join(field(1, field(4, `serve ${'x'.repeat(200)}`)), field(2, graph)))),
  );

/** A FlatBuffer of TensorFlow Lite with operators: builtin ones by number, custom ones by name. */
export function tflite(operators: readonly (number | string)[]): Bytes {
  const parts: Bytes[] = [];
  let at = 0;
  const put = (bytes: Bytes): number => {
    const place = at;
    const padded = join(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
    parts.push(padded);
    at += padded.length;
    return place;
  };
  put(join(u32(0), 'TFL3'));
  // Tables refer forward only, so that what they refer to is written behind them: model, vector of codes, codes, names.
  const fields = put(join(u16(8), u16(12), u16(4), u16(8))); // version, operator codes
  const model = put(join(u32(at - fields), u32(3), u32(4)));
  put(join(u32(operators.length)));
  const vector = at;
  const size = 4 * operators.length;
  const codes: Bytes[] = [];
  let place = vector + size;
  const offsets = operators.map((operator, index) => {
    const name = typeof operator === 'string' ? UTF8(operator) : null;
    const table =
      name === null
        ? join(u16(12), u16(8), u16(0), u16(0), u16(0), u16(4))
        : join(u16(12), u16(12), u16(0), u16(8), u16(0), u16(4));
    const body =
      name === null
        ? join(u32(12), u32(operator as number))
        : join(u32(12), u32(32), u32(4), u32(name.length), name, u8(0));
    const padded = join(table, body, new Uint8Array((4 - ((table.length + body.length) % 4)) % 4));
    codes.push(padded);
    const own = place + table.length - (vector + 4 * index);
    place += padded.length;
    return u32(own);
  });
  const bytes = join(parts, offsets, codes);
  new DataView(bytes.buffer).setUint32(0, model, true);
  return bytes;
}
