// Heads of large model files whose weights are holes: as long whatever the size of the weights is.
import { crc32 } from 'node:zlib';

/** 2,000 tensors whose sizes are written with as many digits whatever they are. */
const TENSORS = 2000;

export function safetensorsHead(size: number): Buffer {
  const each = size / TENSORS / 2;
  const entries = Array.from({ length: TENSORS }, (_, index) => {
    const [begin, end] = [index, index + 1].map((count) => String(2 * each * count).padStart(12));
    return `"layers.${index}.weight":{"dtype":"F16","shape":[${String(each).padStart(12)}],"data_offsets":[${begin},${end}]}`;
  });
  const text = Buffer.from(`{${entries.join(',')}}`);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text]);
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

export function ggufHead(size: number): Buffer {
  const text = (value: string): Buffer[] => [u64(value.length), Buffer.from(value)];
  const each = size / TENSORS;
  const tensors = Array.from({ length: TENSORS }, (_, index) => [
    ...text(`blk.${index}.w`),
    u32(1),
    u64(each / 2),
    u32(1),
    u64(each * index),
  ]);
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(TENSORS),
    u64(1),
    ...text('general.architecture'),
    u32(8),
    ...text('llama'),
    ...tensors.flat(),
  ]);
  return Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32)]);
}

/** `archive/data.pkl` with one tensor, its storage as a member of zip64, `archive/version`. */
export function torchZip(size: number): readonly [Buffer, Buffer] {
  const line = (text: string): Buffer => Buffer.from(`${text}\n`);
  const word = (text: string): Buffer => Buffer.concat([Buffer.from('X'), u32(text.length), Buffer.from(text)]);
  const integer = (value: number): Buffer => Buffer.concat([Buffer.from([0x8a, 8]), u64(value)]);
  const pickle = Buffer.concat([
    Buffer.from('\x80\x02}(', 'latin1'),
    word('w'),
    line('ctorch._utils\n_rebuild_tensor_v2'),
    Buffer.from('(('),
    word('storage'),
    line('ctorch\nHalfStorage'),
    word('0'),
    word('cpu'),
    integer(size / 2),
    Buffer.from('tQK\0'),
    integer(size / 2),
    Buffer.from('\x85K\x01\x85\x89', 'latin1'),
    line('ccollections\nOrderedDict'),
    Buffer.from(')RtRu.'),
  ]);
  const members = [
    { name: 'archive/data.pkl', bytes: pickle, size: pickle.length },
    { name: 'archive/version', bytes: Buffer.from('3\n'), size: 2 },
    { name: 'archive/byteorder', bytes: Buffer.from('little'), size: 6 },
    { name: 'archive/data/0', bytes: Buffer.alloc(0), size },
  ];
  let at = 0;
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  for (const { name, bytes, size: length } of members) {
    const sum = u32(bytes.length === 0 ? 0 : crc32(bytes));
    const both = Buffer.concat([
      Buffer.from([45, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      sum,
      u32(0xffffffff),
      u32(0xffffffff),
      Buffer.from([name.length, 0]),
    ]);
    const extra = (values: readonly number[]): Buffer =>
      Buffer.concat([Buffer.from([1, 0, 8 * values.length, 0]), ...values.map(u64)]);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      both,
      Buffer.from([20, 0]),
      Buffer.from(name),
      extra([length, length]),
    ]);
    const offset = u32(0xffffffff);
    centrals.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        Buffer.from([45, 0]),
        both,
        Buffer.from([28, 0]),
        Buffer.alloc(10),
        offset,
        Buffer.from(name),
        extra([length, length, at]),
      ]),
    );
    locals.push(local, bytes);
    at += local.length + length;
  }
  const directory = Buffer.concat(centrals);
  const end64 = Buffer.concat([
    Buffer.from('PK\x06\x06'),
    u64(44),
    Buffer.from([45, 0, 45, 0]),
    u32(0),
    u32(0),
    u64(members.length),
    u64(members.length),
    u64(directory.length),
    u64(at),
  ]);
  const locator = Buffer.concat([Buffer.from('PK\x06\x07'), u32(0), u64(at + directory.length), u32(1)]);
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06'),
    Buffer.alloc(4),
    Buffer.from([4, 0, 4, 0]),
    u32(0xffffffff),
    u32(0xffffffff),
    Buffer.alloc(2),
  ]);
  return [Buffer.concat(locals), Buffer.concat([directory, end64, locator, end])];
}
