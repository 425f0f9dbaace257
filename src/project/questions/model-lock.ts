import type { FileSystem } from '../../core/host';
import type { RecordedFile } from '../../core/model-lock-facts';
import { defineQuestion, type Answering, type Project, type Question } from '../../core/question';
import { MODEL_LOCK, readModelLock } from '../../readers/model-lock/model-lock';
import { dvcOutputsOf, LONGEST_LFS_POINTER, lfsPointerOf } from '../../readers/model-lock/pointers';
import { decodeText } from '../text-encoding';
import { directoryOf, foldersAbove, joinedPath } from '../paths';
import { fileDigest } from './file-digest';

interface NearQuestion extends Question {
  readonly near: string;
}

/** Bytes of a lock that are read. */
const LARGEST_LOCK = 2_000_000;

/** The nearest `touchstone.lock` above a document, with its files by their paths from the project's root; null where there is none. */
export const modelLock = defineQuestion({
  kind: 'model-lock',
  key: (path): NearQuestion => ({ kind: 'model-lock', near: directoryOf(path) }),
  async find(
    { near },
    { host },
  ): Promise<{
    readonly path: string;
    readonly files: readonly (readonly [path: string, sha256: string | null])[];
  } | null> {
    for (const folder of foldersAbove(near)) {
      const path = joinedPath(folder, MODEL_LOCK);
      const stat = await host.files.stat(path);
      if (stat?.kind !== 'file' || stat.size > LARGEST_LOCK) continue;
      const bytes = await host.files.read(path);
      const text = bytes && decodeText(bytes)?.text;
      if (typeof text !== 'string') continue;
      const { files } = readModelLock(text, path).facts;
      return { path, files: files.map((file) => [joinedPath(folder, file.path), file.sha256]) };
    }
    return null;
  },
  nothing: null,
  forgottenWhen: (path) => path === null || path === MODEL_LOCK || path.endsWith(`/${MODEL_LOCK}`),
  watches: { globs: [MODEL_LOCK] },
});

/** The digest that the lock records of a file; null where it records none. */
export const lockedDigest = (
  path: string,
  project: Project,
): { readonly sha256: string; readonly lock: string } | null => {
  const lock = project.ask(modelLock);
  const sha256 = lock?.files.find(([each]) => each === path)?.[1];
  return lock && sha256 ? { sha256, lock: lock.path } : null;
};

/** How a file compares with what a lock records of it. */
export interface LockedState {
  readonly state: 'verified' | 'differs' | 'missing' | 'unknown';
  /** What the file has now: its SHA-256, or its size where that says enough. */
  readonly actual: string | null;
  /** Why it is not known: `not-pulled`, `not-hashed`. */
  readonly reason: string | null;
}

interface StateQuestion extends Question {
  readonly path: string;
  readonly size: string;
  readonly sha256: string;
  readonly md5: string;
}

/** Whether a file of the project has the content that a lock records: hashed anew, unless its size says already that it has not. */
export const lockedState = defineQuestion({
  kind: 'locked-state',
  key: (_path, path: string, size: string, sha256: string, md5: string): StateQuestion => ({
    kind: 'locked-state',
    path,
    size,
    sha256,
    md5,
  }),
  find: ({ path, size, sha256, md5 }, project): Promise<LockedState> =>
    compare({ path, size: size === '' ? null : Number(size), sha256: sha256 || null, md5: md5 || null }, project),
  nothing: { state: 'unknown', actual: null, reason: 'not-hashed' },
  forgottenWhen: (path, question) => path === null || path === question.path || path === `${question.path}.dvc`,
  watches: { globs: ['*.csv', '*.tsv', '*.parquet', '*.arrow', '*.feather', '*.jsonl', '*.tfrecord', '*.dvc'] },
});

type Recorded = Pick<RecordedFile, 'path' | 'size' | 'sha256' | 'md5'>;

async function compare(file: Recorded, project: Answering): Promise<LockedState> {
  const { files } = project.host;
  const stat = await files.stat(file.path);
  if (stat?.kind !== 'file') return missing(file, files);
  const pointer = await lfsAt(files, file.path, stat.size);
  if (pointer !== null && file.sha256 !== null)
    return pointer.sha256 === file.sha256
      ? { state: 'unknown', actual: pointer.sha256, reason: 'not-pulled' }
      : { state: 'differs', actual: pointer.sha256, reason: 'lfs-pointer' };
  if (file.size !== null && stat.size !== file.size)
    return { state: 'differs', actual: null, reason: `${stat.size} bytes` };
  if (file.sha256 === null) return { state: 'unknown', actual: null, reason: 'md5-only' };
  const actual = await project.answer(fileDigest, { kind: 'sha256', path: file.path });
  if (actual === null) return { state: 'unknown', actual: null, reason: 'not-hashed' };
  return { state: actual === file.sha256 ? 'verified' : 'differs', actual, reason: null };
}

/** What is not there, but held by DVC as the lock has it, was not pulled; else it is missing. */
async function missing({ path, md5 }: Recorded, files: FileSystem): Promise<LockedState> {
  const bytes = await files.read(`${path}.dvc`, { start: 0, end: 100_000 });
  const name = path.slice(path.lastIndexOf('/') + 1);
  const held = bytes && dvcOutputsOf(new TextDecoder().decode(bytes)).find((output) => output.path === name);
  // A stage of a pipeline holds it in dvc.lock.
  if (!held && md5 !== null) return { state: 'unknown', actual: null, reason: 'not-pulled' };
  if (!held) return { state: 'missing', actual: null, reason: null };
  return md5 === null || held.md5 === md5
    ? { state: 'unknown', actual: held.md5, reason: 'not-pulled' }
    : { state: 'differs', actual: held.md5, reason: 'dvc-pointer' };
}

/** The pointer of Git LFS that stands in the place of a file; null where the file itself is there. */
async function lfsAt(files: FileSystem, path: string, size: number): ReturnType<typeof pointerIn> {
  return size >= LONGEST_LFS_POINTER ? null : pointerIn(files, path);
}

const pointerIn = async (files: FileSystem, path: string) => {
  const bytes = await files.read(path, { start: 0, end: LONGEST_LFS_POINTER });
  return bytes && lfsPointerOf(bytes);
};
