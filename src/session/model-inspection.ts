// What the inspector of the editor asks for, loaded by its worker when a model file is opened.
import { loadInspection } from '../analysis/artifacts/model-file';
import { WHOLE_READ_LIMIT, type FileSystem, type Stat } from '../core/host';
import type { ModelBytes } from '../report/model-messages';
import { changedView, modelView, unreadView, type ModelView } from '../report/model-view';

export { compareWithHub, modelOriginOf } from './hub-comparison';
export { lockWithFile } from './model-lock-entry';

/** What was found, and of which state of the file. Null for what is no file. */
export interface ModelInspection {
  readonly view: ModelView;
  readonly stat: Stat;
}

const TOO_LARGE = 'Not inspected: files above 64 MB can be read only from a local or remote disk.';

interface Turn {
  readonly signal: AbortSignal;
  part(body: unknown): void;
}

/** Reads and judges a model file. Parts are how many bytes were read so far; rejects when it is cancelled. */
export async function inspectModel(
  files: FileSystem,
  path: string,
  { signal, part }: Turn,
): Promise<ModelInspection | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (files.wholeOnly && stat.size > WHOLE_READ_LIMIT) return { view: unreadView(name, stat.size, TOO_LARGE), stat };
  const { inspectFile } = await loadInspection();
  let read = 0;
  const inspection = await inspectFile(files, path, stat.size, (bytes) => {
    signal.throwIfAborted();
    part((read += bytes));
  });
  if (inspection === null) return { view: unreadView(name, stat.size, 'The file cannot be read.'), stat };
  const view = modelView(name, inspection.facts, inspection.judgement);
  const after = await files.stat(path);
  const isSame = after !== null && after.size === stat.size && after.modified === stat.modified;
  return { view: isSame ? view : changedView(view), stat };
}

/** Bytes of a part of it, as `ModelPlace` names parts; null where they cannot be had. */
export async function modelBytes(
  files: FileSystem,
  path: string,
  { place, offset, length }: { readonly place: string; readonly offset: number; readonly length: number },
  { signal }: Turn,
): Promise<ModelBytes | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  const { artifactSource, partBytes } = await loadInspection();
  const source = await artifactSource(files, path, stat.size, () => signal.throwIfAborted());
  const found = source && (await partBytes(path, source, place, offset, length));
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
  path: string,
  hasher: (() => Hasher) | undefined,
  { signal, part }: Turn,
): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  if (files.wholeOnly || hasher === undefined) return (await files.sha256?.(path, WHOLE_READ_LIMIT)) ?? null;
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

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
