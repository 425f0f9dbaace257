import { EndOfBytes, ByteReader } from './byte-reader';
import type { ArtifactFormat } from './artifact-facts';
import { placeIn, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { partOfSource, type ByteSource } from './byte-source';
import { decoderOf } from './codecs';
import { decodedSource, type DecodeState } from './decoded-source';
import { signDecoding } from './compressed';
import { baseName, leadsOutside } from './member-names';
import { readPickles } from './pickle';
import { readZipDirectory, type ZipDirectory, type ZipEntry } from './zip-directory';

/** A zip and what lies in it; what kind of model it is tell the names. Resolves to the bytes that are accounted for. */
export async function readZip(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  const directory = await readZipDirectory(part, record);
  if (directory === null) {
    record.sign('broken-stream', part, 0, 'it has no directory');
    return salvage(part, record, 0, part.source.size ?? 0);
  }
  const { entries } = directory;
  const names = entries.map(({ name }) => name);
  const formats = zipFormats(names);
  for (const format of formats) record.format(format);
  signNames(part, record, entries);
  const isTorch = formats.some((format) => format.startsWith('torch'));
  let understood = directory.headerBytes + (await betweenMembers(part, record, directory));
  for (const entry of entries) {
    if (entry.isDirectory || entry.data === null) continue;
    const isText = TORCH_TEXT.test(entry.name) && entry.compressed <= LONGEST_TORCH_TEXT;
    if (isTorch && (isText || (isStorage(entry.name) && entry.method === 0))) {
      record.member(memberPart(part, entry), entry.uncompressed);
      understood += entry.compressed;
      continue;
    }
    record.budget.member();
    understood += await readMember(part, record, entry, formats.includes('torch-zip') ? torchContext(names) : null);
  }
  // Storages are what a torch container has persistent ids for.
  if (isTorch)
    record.withdraw(
      ({ kind, about, place }) => kind === 'persistent-id' && about === 'storage' && place.startsWith(part.place),
    );
  if (formats.includes('torch-zip')) await noteTorch(part, record, entries);
  return Math.min(understood, part.source.size ?? understood);
}

/** What the names in a zip say of its kind; `zip` alone for any other. */
export function zipFormats(names: readonly string[]): readonly ArtifactFormat[] {
  const inFolder = new Set(names.map((name) => name.slice(name.indexOf('/') + 1)));
  const has = (name: string): boolean => inFolder.has(name);
  const files = names.filter((name) => !name.endsWith('/'));
  if (has('.data/extern_modules')) return ['torch-package', 'zip'];
  if (has('archive_format') || names.some((name) => /(?:^|\/)serialized_exported_program\.json$/.test(name)))
    return ['torch-export', 'zip'];
  if (has('data.pkl')) return has('constants.pkl') ? ['torchscript', 'zip'] : ['torch-zip', 'zip'];
  if (names.includes('config.json') && (names.includes('metadata.json') || names.includes('model.weights.h5')))
    return ['keras', 'zip'];
  return files.length > 0 && files.every((name) => name.endsWith('.npy')) ? ['npz', 'zip'] : ['zip'];
}

/** `archive/data/0`: the raw bytes of a tensor. */
const isStorage = (name: string): boolean => /^[^/]+\/data\/\d+$/.test(name);

/** Numbers and words beside them, which torch reads as text. */
const TORCH_TEXT =
  /^[^/]+\/(?:version|byteorder|\.format_version|\.storage_alignment|\.data\/(?:version|serialization_id))$/;
const LONGEST_TORCH_TEXT = 64;

interface TorchContext {
  readonly hasStorage: (key: string) => boolean;
}

function torchContext(names: readonly string[]): TorchContext {
  const keys = new Set(names.flatMap((name) => /^[^/]+\/data\/(.+)$/.exec(name)?.[1] ?? []));
  return { hasStorage: (key) => keys.has(key) };
}

/** What `torch.load` looks for beside `data.pkl`. */
async function noteTorch(part: ArtifactPart, record: ArtifactRecord, entries: readonly ZipEntry[]): Promise<void> {
  const [first] = entries;
  const folder = first?.name.includes('/') ? first.name.slice(0, first.name.indexOf('/')) : null;
  const textOf = async (name: string): Promise<string | null> => {
    const entry = entries.find((each) => each.name === `${folder}/${name}`);
    if (entry?.data == null || entry.method !== 0) return entry ? '' : null;
    return new TextDecoder().decode(await part.source.read(entry.data, Math.min(entry.compressed, 64))).trim();
  };
  const version = (await textOf('.data/version')) ?? (await textOf('version'));
  const order = await textOf('byteorder');
  if (folder !== null && version !== null) record.note('torch.archive', version);
  if (order !== null) record.note('torch.byteorder', order);
}

function signNames(part: ArtifactPart, record: ArtifactRecord, entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  for (const { name, flags, isLink, header } of entries) {
    const plain = name.normalize('NFC').toLowerCase();
    if (seen.has(plain)) record.sign('duplicate-member', part, header, name);
    seen.add(plain);
    if (leadsOutside(name)) record.sign('path-traversal', part, header, name);
    if (isLink) record.sign('special-member', part, header, name);
    if ((flags & ODD_FLAGS) !== 0) record.sign('odd-zip-flags', part, header, name);
  }
}

/** Encrypted, patch data, strong encryption, masked headers: PyTorch reads such members as if they were plain. */
const ODD_FLAGS = 0x2061;

/** A member as its bytes lie in the archive. */
const memberPart = (part: ArtifactPart, { name, data, compressed }: ZipEntry): ArtifactPart => ({
  source: partOfSource(part.source, data!, compressed),
  place: placeIn(part, name),
  name: baseName(name),
  depth: part.depth + 1,
});

async function readMember(
  part: ArtifactPart,
  record: ArtifactRecord,
  entry: ZipEntry,
  torch: TorchContext | null,
): Promise<number> {
  const member = memberPart(part, entry);
  const raw = member.source;
  const opened = openMember(raw, entry, record);
  if (opened === null) {
    record.member(member, entry.uncompressed, entry.compressed);
    record.sign('unknown-codec', member, null, `method ${entry.method}`);
    return 0;
  }
  const { source, state } = opened;
  const inner = { ...member, source };
  record.member(inner, entry.uncompressed, state === null ? null : entry.compressed);
  const understood =
    torch !== null && /^[^/]+\/data\.pkl$/.test(entry.name)
      ? await readPickles(inner, record, { container: 'zip', hasStorage: torch.hasStorage })
      : await record.look(inner, record);
  if (state === null) {
    if (entry.compressed > raw.size!) record.sign('ends-early', inner, raw.size);
    return understood;
  }
  signDecoding(inner, record, state);
  return understood > 0 ? entry.compressed : 0;
}

function openMember(
  raw: ByteSource,
  { method }: ZipEntry,
  record: ArtifactRecord,
): { readonly source: ByteSource; readonly state: DecodeState | null } | null {
  if (method === 0) return { source: raw, state: null };
  const decoder = decoderOf(ZIP_METHODS[method] ?? null);
  return decoder && decodedSource(() => decoder(new ByteReader(raw)), record.budget);
}

const ZIP_METHODS: Readonly<Record<number, 'deflate' | 'bzip2' | 'zip-lzma' | 'zstd' | 'xz'>> = {
  8: 'deflate',
  12: 'bzip2',
  14: 'zip-lzma',
  93: 'zstd',
  95: 'xz',
};

/** What lies between members: members that the directory does not list, and members that share bytes. */
async function betweenMembers(
  part: ArtifactPart,
  record: ArtifactRecord,
  { entries, start }: ZipDirectory,
): Promise<number> {
  const sorted = entries.filter(({ data }) => data !== null).sort((a, b) => a.header - b.header);
  let [end, understood] = [0, 0];
  for (const entry of sorted) {
    if (entry.header < end) record.sign('overlapping-members', part, entry.header, entry.name);
    else if (entry.header > end) understood += await gap(part, record, end, entry.header);
    end = Math.max(end, entry.data! + entry.compressed);
  }
  return understood + (end > 0 && start > end ? await gap(part, record, end, start) : 0);
}

/** A data descriptor at most, or a member that only who reads from front to back sees. */
async function gap(part: ArtifactPart, record: ArtifactRecord, from: number, to: number): Promise<number> {
  const length = to - from;
  const start = await part.source.read(from, Math.min(length, LARGEST_GAP));
  for (let at = 0; at + 30 <= start.length; at++)
    if (start[at] === 0x50 && start[at + 1] === 0x4b && start[at + 2] === 3 && start[at + 3] === 4) {
      record.sign('hidden-member', part, from + at);
      await salvage(part, record, from + at, to);
      return 0;
    }
  return length <= LARGEST_DESCRIPTOR ? length : 0;
}

const LARGEST_GAP = 1 << 20;
const LARGEST_DESCRIPTOR = 24;

/** Reads members by their own headers, where no directory lists them. Resolves to the bytes that are accounted for. */
async function salvage(part: ArtifactPart, record: ArtifactRecord, from: number, to: number): Promise<number> {
  const reader = new ByteReader(part.source, from);
  let understood = 0;
  try {
    while (reader.offset + 30 <= to && (await reader.fill(30)) && reader.u32() === 0x04034b50) {
      const header = reader.offset - 4;
      reader.u16();
      const [flags, method] = [reader.u16(), reader.u16()];
      reader.bytes(8);
      const [size, uncompressed] = [reader.u32(), reader.u32()];
      const [nameLength, extraLength] = [reader.u16(), reader.u16()];
      await reader.fill(nameLength + extraLength);
      const name = new TextDecoder().decode(reader.bytes(nameLength));
      reader.bytes(extraLength);
      const data = reader.offset;
      const compressed = (flags & 8) !== 0 && size === 0 ? to - data : Math.min(size, to - data);
      record.budget.member();
      const entry = { name, flags, method, compressed, uncompressed, header, data, isLink: false, isDirectory: false };
      understood += (await readMember(part, record, entry, null)) + (data - header);
      await reader.seek(data + compressed);
    }
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    record.sign('ends-early', part, reader.offset);
  }
  return understood;
}
