// What the inspector of the editor asks for, loaded by its worker when a model file is opened: the readers of model files.
import { loadInspection } from '../analysis/artifacts/model-file';
import type { FileSystem, Stat } from '../core/host';
import { fileSource, memorySource, type ByteSource } from '../readers/artifacts/byte-source';
import type { ModelBytes } from '../report/model-messages';
import { changedView, modelView, unreadView, type ModelView } from '../report/model-view';

/** A model file of a host. */
export interface ModelFile {
  readonly path: string;
  /** Whether the host reads parts of it; else it is read whole. */
  readonly isRanged: boolean;
}

/** What was found, and of which state of the file. Null for what is no file. */
export interface ModelInspection {
  readonly view: ModelView;
  readonly stat: Stat;
}

/** Largest file that is read whole, where the host has no other way. Bytes. */
const MOST_WHOLE = 64 * 1024 * 1024;

interface Turn {
  readonly signal: AbortSignal;
  part(body: unknown): void;
}

/** Reads and judges a model file. Parts are how many bytes were read so far; rejects when it is cancelled. */
export async function inspectModel(
  files: FileSystem,
  { path, isRanged }: ModelFile,
  { signal, part }: Turn,
): Promise<ModelInspection | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const source = await sourceOf(files, path, stat.size, isRanged, (read) => {
    signal.throwIfAborted();
    part(read);
  });
  if (typeof source === 'string') return { view: unreadView(name, stat.size, source), stat };
  const { judgeArtifact, readArtifact } = await loadInspection();
  const facts = await readArtifact(path, source, { beside: await namesBeside(files, path) });
  const view = modelView(name, facts, judgeArtifact(path, facts));
  const after = await files.stat(path);
  const isSame = after !== null && after.size === stat.size && after.modified === stat.modified;
  return { view: isSame ? view : changedView(view), stat };
}

/** Bytes of a part of it, as `ModelPlace` names parts; null where they cannot be had. */
export async function modelBytes(
  files: FileSystem,
  { path, isRanged }: ModelFile,
  { place, offset, length }: { readonly place: string; readonly offset: number; readonly length: number },
  { signal }: Turn,
): Promise<ModelBytes | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  const source = await sourceOf(files, path, stat.size, isRanged, () => signal.throwIfAborted());
  if (typeof source === 'string') return null;
  const { partBytes } = await loadInspection();
  const found = await partBytes(path, source, place, offset, length);
  return found && { hex: hexOf(found.bytes), size: found.size };
}

/** Takes bytes one after another, and gives their digest. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

/** Bytes that are hashed at once. */
const PIECE = 4 * 1024 * 1024;

/** Lower-case hex of a whole file; null where it cannot be read, or became another one meanwhile. Parts are how many bytes are done. */
export async function modelDigest(
  files: FileSystem,
  { path, isRanged }: ModelFile,
  hasher: (() => Hasher) | undefined,
  { signal, part }: Turn,
): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  if (!isRanged || hasher === undefined) return (await files.sha256?.(path, MOST_WHOLE)) ?? null;
  const hash = hasher();
  for (let at = 0; at < stat.size;) {
    signal.throwIfAborted();
    const bytes = await files.read(path, { start: at, end: Math.min(at + PIECE, stat.size) });
    if (bytes === null || bytes.length === 0) return null;
    hash.update(bytes);
    at += bytes.length;
    part(at);
  }
  const after = await files.stat(path);
  return after?.size === stat.size && after.modified === stat.modified ? hash.digest('hex') : null;
}

/** A source of a file's bytes, or why there is none. */
async function sourceOf(
  files: FileSystem,
  path: string,
  size: number,
  isRanged: boolean,
  onRead: (bytes: number) => void,
): Promise<(ByteSource & { readonly size: number }) | string> {
  const unreadable = 'The file cannot be read.';
  if (!isRanged) {
    if (size > MOST_WHOLE) return 'Not inspected: files above 64 MB can be read only from a local or remote disk.';
    const bytes = await files.read(path);
    onRead(size);
    return bytes === null ? unreadable : (memorySource(bytes) as ByteSource & { readonly size: number });
  }
  let read = 0;
  const source = fileSource(files, path, size, (bytes) => onRead((read += bytes)));
  if (size > 0 && (await source.read(0, 1)).length === 0) return unreadable;
  return source as ByteSource & { readonly size: number };
}

/** Whether a file of Python comes with a model tells what lies beside it. */
async function namesBeside(files: FileSystem, path: string): Promise<ReadonlySet<string> | null> {
  if (!path.endsWith('.py')) return null;
  const entries = await files.list(path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
  return new Set(entries?.map(({ name }) => name.toLowerCase()) ?? []);
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
