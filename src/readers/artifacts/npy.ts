import { lookAtRest, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { elementType, type ElementType } from './array-types';
import { ByteReader } from './byte-reader';
import { partOfSource } from './byte-source';
import { latin1 } from './pickle-values';
import { readPickles } from './pickle';
import { pythonLiteral, type PythonLiteral } from './python-literal';

/** Longest head that numpy itself reads without being asked to (`numpy.lib.format._MAX_HEADER_SIZE`). */
const LONGEST_HEADER = 10_000;

/** `.npy`, NEP 1: a literal, then the elements; an array of objects is a pickle. */
export async function readNpy(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('npy');
  const reader = new ByteReader(part.source);
  await reader.fill(12);
  reader.bytes(6);
  const [major] = [reader.u8(), reader.u8()];
  if (major < 1 || major > 3) {
    record.sign('invalid-header', part, 6, `version ${major}`);
    return 0;
  }
  const length = major === 1 ? reader.u16() : reader.u32();
  if (length > LONGEST_HEADER) record.sign('header-bomb', part, 8, String(length));
  const kept = Math.min(length, 64 * 1024);
  if (!(await reader.fill(kept))) record.sign('ends-early', part, part.source.size);
  const head = latin1(reader.bytes(Math.min(kept, reader.left)));
  const start = (major === 1 ? 10 : 12) + length;
  const described = length > kept ? null : headerOf(head);
  if (described === null) {
    record.sign('invalid-header', part, 10);
    return 0;
  }
  const { type, shape } = described;
  record.tensor(part.name.replace(/\.npy$/, ''), type.name, shape);
  if (type.hasObjects) {
    record.sign('object-array', part, start);
    const inner = { ...part, source: partOfSource(part.source, start, null) };
    return start + (await readPickles(inner, record));
  }
  const bytes = shape.reduce((product, size) => product * size, 1) * type.bytes;
  const { size } = part.source;
  if (!Number.isSafeInteger(bytes) || (size !== null && bytes > size - start)) {
    record.sign(bytes > BOMB ? 'header-bomb' : 'ends-early', part, start, `shape (${shape.slice(0, 8).join(', ')})`);
    return Math.min(start, size ?? start);
  }
  if (size !== null && size > start + bytes) await lookAtRest(part, record, start + bytes);
  return start + bytes;
}

/** Bytes that no file has but a header can announce. */
const BOMB = 2 ** 40;

export function headerOf(text: string): { readonly type: ElementType; readonly shape: readonly number[] } | null {
  const value = pythonLiteral(text.replace(/\n$/, ''))?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { descr, shape } = value as Record<string, PythonLiteral>;
  const type = descr === undefined ? null : typeOf(descr, 8);
  const sizes = typeof shape === 'number' ? null : shape;
  if (type === null || !Array.isArray(sizes)) return null;
  return sizes.every((size) => typeof size === 'number' && size >= 0 && Number.isInteger(size))
    ? { type, shape: sizes as readonly number[] }
    : null;
}

/** `'<f8'`, or fields: `[('a', '<f4'), ('b', '<i4', (2,)), ('c', [('d', 'O')])]`. */
function typeOf(descr: PythonLiteral, depth: number): ElementType | null {
  if (depth <= 0) return null;
  if (typeof descr === 'string') return elementType(descr);
  if (!Array.isArray(descr)) return null;
  let [bytes, hasObjects] = [0, false];
  const fields = descr as readonly PythonLiteral[];
  // (base, shape) of a type that is itself an array
  if (fields.length === 2 && typeof fields[0] === 'string' && Array.isArray(fields[1])) {
    const base = typeOf(fields[0], depth - 1);
    return base && { ...base, bytes: base.bytes * countOf(fields[1] as readonly PythonLiteral[]) };
  }
  for (const field of fields) {
    if (!Array.isArray(field) || field.length < 2) return null;
    const type = typeOf(field[1] as PythonLiteral, depth - 1);
    if (type === null) return null;
    const count = Array.isArray(field[2]) ? countOf(field[2] as readonly PythonLiteral[]) : 1;
    bytes += type.bytes * count;
    hasObjects ||= type.hasObjects;
  }
  return { name: `structured (${fields.length} fields)`, bytes, hasObjects };
}

const countOf = (shape: readonly PythonLiteral[]): number =>
  shape.reduce<number>((product, size) => product * (typeof size === 'number' ? size : NaN), 1);
