import type { ArtifactFormat } from './artifact-facts';
import type { ArtifactPart, ArtifactReader } from './artifact-record';
import { compressedReader, readZFile } from './compressed';
import { mayBeCoreml, readCoreml } from './coreml';
import { readGguf } from './gguf';
import { readHdf5 } from './hdf5';
import { readNamedText } from './named-text';
import { lfsPointerOf } from '../model-lock/pointers';
import { readNpy } from './npy';
import { readOnnx } from './onnx';
import { readPickles } from './pickle';
import { mayBePmml, readPmml } from './pmml';
import { beginsLikePickle, isPickle } from './pickle-sniff';
import { readSafetensors } from './safetensors';
import { mayBeSavedModel, readFrozenGraph, readSavedModel } from './saved-model';
import { readTar, tarHeader } from './tar';
import { readTflite } from './tflite';
import { readZip } from './zip';
import { zipEndOf } from './zip-directory';

/** Bytes that tell what a file is. */
export const SNIFFED = 1024;

const HDF5_MARK = '\x89HDF\r\n\x1a\n';

interface Mark {
  readonly format: ArtifactFormat;
  readonly read: ArtifactReader;
  /** The first byte, where all files of the format have one. */
  readonly first?: number;
  /** Whether the first bytes are of this format. */
  is(head: Uint8Array, part: ArtifactPart): boolean;
}

function hasAt(head: Uint8Array, text: string, at: number): boolean {
  for (let index = 0; index < text.length; index++) if (head[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

const begins = (text: string): Pick<Mark, 'first' | 'is'> => ({
  first: text.charCodeAt(0),
  is: (head) => hasAt(head, text, 0),
});

const notRead =
  (format: ArtifactFormat): ArtifactReader =>
  async (part, record) => {
    record.format(format);
    record.sign('unknown-codec', part, 0, format);
    return 0;
  };

const executable: ArtifactReader = async (part, record) => {
  // A library among libraries is none of our business; one that calls itself weights, or is packed with them, is.
  if (part.depth === 0 && !MODEL_NAME.test(part.name)) return 0;
  record.format('executable');
  record.sign('executable', part, 0, part.name);
  return part.source.size ?? 0;
};

const MARKS: readonly Mark[] = [
  { format: 'zip', read: readZip, ...begins('PK\x03\x04') },
  { format: 'gzip', read: compressedReader('gzip'), ...begins('\x1f\x8b') },
  {
    format: 'bzip2',
    read: compressedReader('bzip2'),
    first: 0x42,
    is: (head) => hasAt(head, 'BZh', 0) && head[3]! >= 0x31 && head[3]! <= 0x39,
  },
  { format: 'xz', read: compressedReader('xz'), ...begins('\xfd7zXZ\0') },
  { format: 'lz4', read: compressedReader('lz4'), ...begins('\x04\x22\x4d\x18') },
  { format: 'zstd', read: compressedReader('zstd'), ...begins('\x28\xb5\x2f\xfd') },
  { format: 'zlib', read: compressedReader('zlib'), first: 0x78, is: isZlib },
  {
    format: 'lzma',
    read: compressedReader('lzma'),
    first: 0x5d,
    is: isLzma,
  },
  { format: 'joblib', read: readZFile, ...begins('ZF0x') },
  { format: '7z', read: notRead('7z'), ...begins('7z\xbc\xaf\x27\x1c') },
  { format: 'rar', read: notRead('rar'), ...begins('Rar!\x1a\x07') },
  {
    format: 'tar',
    read: readTar,
    is: (head) => tarHeader(head.subarray(0, 512)) !== null && head.subarray(0, 512).some((byte) => byte !== 0),
  },
  { format: 'npy', read: readNpy, ...begins('\x93NUMPY') },
  { format: 'gguf', read: readGguf, ...begins('GGUF') },
  { format: 'safetensors', read: readSafetensors, is: isSafetensors },
  { format: 'pickle', read: readPickles, is: isPickle },
  { format: 'tflite', read: readTflite, is: (head) => hasAt(head, 'TFL3', 4) },
  { format: 'hdf5', read: readHdf5, ...begins(HDF5_MARK) },
  { format: 'saved-model', read: readSavedModel, is: (head, { name }) => mayBeSavedModel(head, name) },
  { format: 'coreml', read: readCoreml, is: (head, { name }) => mayBeCoreml(head, name) },
  { format: 'pmml', read: readPmml, is: (head) => mayBePmml(head) },
  { format: 'onnx', read: readOnnx, is: mayBeOnnx },
  { format: 'saved-model', read: readFrozenGraph, is: mayBeGraph },
  { format: 'executable', read: executable, is: isExecutable },
];

/** Those that a file with such a first byte may be of. */
function marksOf(first: number | undefined): readonly Mark[] {
  if (first === undefined) return MARKS;
  return (byFirst[first] ??= MARKS.filter((mark) => mark.first === undefined || mark.first === first));
}

const byFirst: (readonly Mark[] | undefined)[] = [];

/** Reads a zip that stands at the end of something else, unless that was a pickle that has it in its bytes, where it was read. */
const readZipAtEnd =
  (end: number): ArtifactReader =>
  async (part, record) =>
    record.inBytes.some(({ place, from, to }) => place === part.place && from <= end && end < to)
      ? 0
      : readZip(part, record);

/** Every reader whose format a part may be, a zip that stands at its end included. */
export async function readersFor(part: ArtifactPart): Promise<readonly ArtifactReader[]> {
  const head = await part.source.read(0, SNIFFED);
  // What is written for Git LFS in the place of a file is none of the formats that its name promises.
  if (lfsPointerOf(head) !== null) return [];
  const found = marksOf(head[0]).filter(({ is }) => is(head, part));
  const readers = found.map(({ read }) => read);
  const end = found.some(({ format }) => format === 'zip') ? null : await zipEndOf(part);
  if (end !== null) readers.push(readZipAtEnd(end));
  if (!found.some(({ format }) => format === 'hdf5') && (await hasUserBlock(part, head))) readers.push(readHdf5);
  if (readers.length > 0) return readers;
  const named = readNamedText(part, head);
  if (named !== null) return [named];
  return PICKLE_NAME.test(part.name) || beginsLikePickle(head) ? [readPickles] : [];
}

/** HDF5 may begin behind a block of its user's: at 512, 1024, 2048 … (File Format Specification, II.A). */
async function hasUserBlock({ source, name }: ArtifactPart, head: Uint8Array): Promise<boolean> {
  if (source.size === null || source.size < 1024) return false;
  const isNamed = /\.(?:h5|hdf5|keras|he5|hdf)$/.test(name);
  if (hasAt(head, HDF5_MARK, 512)) return true;
  for (let at = 1024; isNamed && at + 8 <= source.size; at *= 2)
    if (hasAt(await source.read(at, 8), HDF5_MARK, 0)) return true;
  return false;
}

/** The usual properties, a dictionary that is a power of two or three times one, and a size that is unknown or below 2^40. */
function isLzma(head: Uint8Array): boolean {
  if (head[0] !== 0x5d || head.length < 14 || head[1] !== 0 || head[2] !== 0 || head[13] !== 0) return false;
  const isUnknown = head.subarray(5, 13).every((byte) => byte === 0xff);
  return isUnknown || head.subarray(10, 13).every((byte) => byte === 0);
}

/** A version of the IR, then a name of the producer, a domain, the graph or the operator sets. */
function mayBeOnnx(head: Uint8Array, { name, source }: ArtifactPart): boolean {
  if (source.size === null || mayBeSavedModel(head, name) || mayBeCoreml(head, name)) return false;
  if (name.endsWith('.onnx')) return head.length > 0;
  return (
    head[0] === 8 && head[1]! > 0 && head[1]! < 64 && [0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42].includes(head[2]!)
  );
}

/** By its name; or nodes one behind another: a name, then an operator. */
function mayBeGraph(head: Uint8Array, { name, source }: ArtifactPart): boolean {
  if (source.size === null || name === 'saved_model.pb') return false;
  if (name.endsWith('.pb')) return head.length > 0;
  if (head[0] !== 0x0a) return false;
  const at = head[1]! < 0x80 ? 2 : 3;
  const length = head[at + 1] ?? 0;
  return head[at] === 0x0a && head[at + 2 + length] === 0x12;
}

/** RFC 1950: the method, and a check over both bytes. A letter `x` begins texts too, but not with such a second byte. */
function isZlib(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head;
  return first === 0x78 && (first * 256 + second) % 31 === 0 && (second & 32) === 0 && second !== 0x20;
}

function isSafetensors(head: Uint8Array, { source }: ArtifactPart): boolean {
  if (head.length < 9 || head[8] !== 0x7b) return false;
  // A length that no file has is of interest too; one of text is none.
  const length = new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true);
  return (
    length <= 100_000_000n ||
    (source.size !== null && head[7]! !== 0 && head[0]! >= 0x80) ||
    head[6] === 0 ||
    head[7] === 0xff
  );
}

const MODEL_NAME =
  /\.(?:pkl|pickle|joblib|dill|dat|data|pt|pth|bin|ckpt|model|safetensors|gguf|ggml|onnx|h5|hdf5|keras|pb|tflite|npy|npz|mlmodel|msgpack|engine|weights)$/;
const PICKLE_NAME = /\.(?:pkl|pickle|p|pk|joblib|dill|dat|data|pt|pth|bin|ckpt|model|sav)$/;

/** ELF, Mach-O of both widths. */
const EXECUTABLE_MARKS = ['\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'];

function isExecutable(head: Uint8Array): boolean {
  if (EXECUTABLE_MARKS.some((mark) => hasAt(head, mark, 0))) return true;
  const offset = head.length >= 64 ? head[60]! | (head[61]! << 8) : 0;
  return hasAt(head, 'MZ', 0) && hasAt(head, 'PE', offset);
}
