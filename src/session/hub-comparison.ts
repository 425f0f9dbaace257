// Whether a model file is the one that the hub has. Loaded by the worker when somebody asks for that.
import type { FileSystem, HttpClient } from '../core/host';
import type { RepoType } from '../core/finding';
import { isShowable } from '../analysis/secrets/redaction';
import type { HubAnswer, ModelOrigin } from '../report/model-messages';
import { MODEL_LOCK, readModelLock } from '../readers/model-lock/model-lock';
import { decodeText } from '../project/text-encoding';

export interface OriginAnswer {
  /** Where the file says, or the lock, that it is from. */
  readonly origin: ModelOrigin | null;
  /** A repository that a configuration beside it names; it may only be what this model was made from. */
  readonly named: string | null;
}

/** Where a file of the hub's cache lies (huggingface_hub, `file_download.py`): repository, commit, file. */
const IN_CACHE =
  /(?:^|[\\/])(models|datasets|spaces)--([\w.-]+?)(?:--([\w.-]+?))?[\\/]snapshots[\\/]([0-9a-f]{40})[\\/](.+)$/;
const TYPES: Readonly<Record<string, RepoType>> = { models: 'model', datasets: 'dataset', spaces: 'space' };

/** Bytes of a lock and of a configuration. */
const LARGEST = 16 * 1024 * 1024;
const ID = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

/**
 * Which file of which repository a model file is: by its place in the hub's cache, or by the lock, which has its digest as that of
 * a file of a model. `whole` is its path on the machine, `path` that in `files`.
 */
export async function modelOriginOf(
  files: FileSystem,
  { path, whole, sha256 }: { readonly path: string; readonly whole: string; readonly sha256: string },
): Promise<OriginAnswer> {
  const cached = IN_CACHE.exec(whole);
  if (cached) {
    const [, folder = '', first = '', second, revision = '', file = ''] = cached;
    const id = second === undefined ? first : `${first}/${second}`;
    return { origin: { id, type: TYPES[folder]!, revision, file: file.replaceAll('\\', '/') }, named: null };
  }
  return { origin: await lockedOrigin(files, sha256), named: await namedBeside(files, path) };
}

async function lockedOrigin(files: FileSystem, sha256: string): Promise<ModelOrigin | null> {
  const text = await textOf(files, MODEL_LOCK);
  if (text === null) return null;
  for (const { id, type, commit, files: recorded } of readModelLock(text, MODEL_LOCK).facts.models)
    for (const { path: file, sha256: digest } of recorded)
      if (digest === sha256) return { id, type, revision: commit, file };
  return null;
}

async function namedBeside(files: FileSystem, path: string): Promise<string | null> {
  const text = await textOf(files, `${path.slice(0, path.lastIndexOf('/') + 1)}config.json`);
  if (text === null) return null;
  try {
    const { _name_or_path: named } = JSON.parse(text) as { readonly _name_or_path?: unknown };
    return typeof named === 'string' && ID.test(named) && isShowable(named, 'identifier') ? named : null;
  } catch {
    return null; // no configuration that says anything
  }
}

async function textOf(files: FileSystem, path: string): Promise<string | null> {
  const stat = await files.stat(path);
  const bytes = stat?.kind === 'file' && stat.size <= LARGEST ? await files.read(path) : null;
  return bytes && (decodeText(bytes)?.text ?? null);
}

/** Asks the hub for the digests of a repository and says whether one of them is this file's. Never rejects. */
export async function compareWithHub(
  http: HttpClient,
  endpoint: string,
  { id, type, revision, file }: ModelOrigin,
  sha256: string,
): Promise<HubAnswer> {
  if (!isShowable(id, 'identifier') || !isShowable(revision, 'identifier'))
    return { kind: 'unknown', why: 'This looks like a key, so it is not sent anywhere.' };
  const { fetchHubFiles } = await import('../remote/index');
  const outcome = await fetchHubFiles(http, endpoint, type, id, revision);
  if (!('answer' in outcome)) return { kind: 'unknown', why: outcome.problem };
  const { commit, files, suspicious } = outcome.answer;
  const same = files.find((each) => each.sha256 === sha256);
  const about = { id, commit };
  if (same) return { kind: 'same', ...about, file: same.path, isFlagged: suspicious?.includes(same.path) ?? false };
  const there =
    files.find((each) => each.path === file) ?? only(files.filter(({ path }) => baseOf(path) === baseOf(file)));
  if (there === undefined)
    return {
      kind: 'unknown',
      why: `${id} has no file of this name, and none with this SHA-256, at ${commit.slice(0, 8)}.`,
    };
  return there.sha256 === null
    ? { kind: 'unknown', why: `The hub has no SHA-256 of ${there.path}: it keeps one of large files only.` }
    : { kind: 'differs', ...about, file: there.path, sha256: there.sha256 };
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
