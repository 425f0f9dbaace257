import type { FileSystem } from '../core/host';
import { fileSource } from '../readers/artifacts/byte-source';
import { isFileStore, readFileStore } from '../readers/mlflow/file-store';
import type { TrackedModel, TrackedRun, TrackedRuns } from '../readers/mlflow/run-facts';
import { hasMlmodelSignature } from '../readers/mlflow/mlmodel';
import { isTrackingStore, readSqliteStore } from '../readers/mlflow/sqlite-store';
import { SqliteDatabase } from '../readers/sqlite/database';
import type { SizedSource } from '../readers/sqlite/pages';
import { eventRun, wandbRuns } from './other-runs';
import { joinedPath } from './paths';

/** A store of tracked runs in the project, with what it says. */
export interface RunStore {
  readonly path: string;
  readonly kind: 'sqlite' | 'files' | 'tensorboard' | 'wandb';
  readonly runs: readonly FoundRun[];
  readonly notes: readonly string[];
}

export interface FoundRun extends Omit<TrackedRun, 'models'> {
  readonly models: readonly FoundModel[];
}

export interface FoundModel {
  readonly name: string | null;
  /** The folder of the model in the project; null where it is not here. */
  readonly path: string | null;
  /** Whether its `MLmodel` has a signature; null where it is not here. */
  readonly signature: boolean | null;
}

/** Folders in which nobody keeps a store, and that may be large. */
const SKIPPED =
  /^(?:\.git|\.hg|\.svn|node_modules|__pycache__|site-packages|\.tox|\.nox|\.venv|venv|\.dvc|\.mypy_cache)$/;
const DATABASE = /\.(?:db3?|sqlite3?)$/i;
const MAGIC = 'SQLite format 3\0';
const DEEPEST = 12;
const MOST_FOLDERS = 20_000;
const LARGEST_MLMODEL = 1_000_000;

export interface StoreSearch {
  readonly stores: readonly RunStore[];
  readonly notes: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Finds and reads the stores of runs below a folder, by their paths: databases whose tables are those of MLflow, whatever they are
 * called, and folders of files. Nothing is opened for writing, and no path that a store holds is followed out of its own folder.
 */
export async function findRunStores(files: FileSystem, root: string, signal?: AbortSignal): Promise<StoreSearch> {
  const stores: RunStore[] = [];
  const notes: { path: string; message: string }[] = [];
  let folders = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    if (++folders > MOST_FOLDERS || depth > DEEPEST) return;
    const entries = [...((await files.list(folder)) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (entries.some(({ name, kind }) => name === '0' && kind === 'directory') || /(?:^|\/)mlruns$/.test(folder))
      if (await isFileStore(files, folder)) {
        stores.push(await located(files, folder, 'files', await readFileStore(files, folder)));
        return;
      }
    for (const look of [eventRun, wandbRuns]) {
      const store = await look(files, folder, entries);
      if (store) stores.push(store);
    }
    for (const { name, kind } of entries)
      if (kind === 'file' && DATABASE.test(name)) {
        const read = await readDatabase(files, joinedPath(folder, name));
        if (typeof read === 'string') notes.push({ path: joinedPath(folder, name), message: read });
        else if (read) stores.push(read);
      }
    for (const { name, kind, link } of entries)
      if (kind === 'directory' && !link && !SKIPPED.test(name)) await visit(joinedPath(folder, name), depth + 1);
  };
  await visit(root, 0);
  if (folders > MOST_FOLDERS)
    notes.push({
      path: root || '.',
      message: `only the first ${MOST_FOLDERS} folders were searched for stores of runs`,
    });
  return { stores, notes };
}

/** A database that is a store of runs; null for another one, and a text for one that cannot be read. */
export async function readDatabase(files: FileSystem, path: string): Promise<RunStore | string | null> {
  const main = await sourceOf(files, path);
  if (main === null || !(await isDatabase(main))) return null;
  const [wal, journal] = [await sourceOf(files, `${path}-wal`), await sourceOf(files, `${path}-journal`)];
  const database = await SqliteDatabase.open({ main, wal: wal ?? undefined, journal: journal ?? undefined });
  if (typeof database === 'string') return `not read: ${database}`;
  if (!isTrackingStore(database)) return null;
  const before = await files.stat(path);
  const read = await readSqliteStore(database);
  const after = await files.stat(path);
  const changed = before?.size !== after?.size || before?.modified !== after?.modified;
  const notes = changed ? [...read.notes, 'it was written while it was read: some of it may be missing'] : read.notes;
  return located(files, path, 'sqlite', { ...read, notes });
}

/** A folder that is a store of files; null where it is none. */
export const readFolder = async (files: FileSystem, path: string): Promise<RunStore | null> =>
  (await isFileStore(files, path)) ? located(files, path, 'files', await readFileStore(files, path)) : null;

async function sourceOf(files: FileSystem, path: string): Promise<SizedSource | null> {
  const stat = await files.stat(path);
  return stat?.kind === 'file' ? (fileSource(files, path, stat.size, undefined, 4096) as SizedSource) : null;
}

async function isDatabase(source: SizedSource): Promise<boolean> {
  const start = await source.read(0, MAGIC.length);
  return start.length === MAGIC.length && String.fromCharCode(...start) === MAGIC;
}

async function located(
  files: FileSystem,
  path: string,
  kind: RunStore['kind'],
  { runs, notes }: TrackedRuns,
): Promise<RunStore> {
  const found: FoundRun[] = [];
  for (const run of runs) {
    const models: FoundModel[] = [];
    for (const model of run.models) models.push(await modelOf(files, path, kind, model));
    found.push({ ...run, models });
  }
  return { path, kind, runs: found, notes };
}

async function modelOf(
  files: FileSystem,
  store: string,
  kind: RunStore['kind'],
  { name, location }: TrackedModel,
): Promise<FoundModel> {
  for (const path of placesOf(store, kind, location)) {
    const stat = await files.stat(`${path}/MLmodel`);
    if (stat?.kind !== 'file') continue;
    const bytes = stat.size > LARGEST_MLMODEL ? null : await files.read(`${path}/MLmodel`);
    return { name, path, signature: bytes && hasMlmodelSignature(new TextDecoder().decode(bytes)) };
  }
  return { name, path: null, signature: null };
}

/**
 * Where a folder may be that a store names: below the store, by what follows the last `mlruns` or `mlartifacts` of its path. The
 * path itself is one of the machine that trained, and is never opened.
 */
function placesOf(store: string, kind: RunStore['kind'], location: string): readonly string[] {
  if (/^[a-z][a-z0-9+.-]+:/i.test(location) && !/^(?:file|mlflow-artifacts):/i.test(location)) return [];
  const parts = location.replaceAll('\\', '/').split('/').map(decoded);
  const at = Math.max(parts.lastIndexOf('mlruns'), parts.lastIndexOf('mlartifacts'));
  const rest = location.startsWith('mlflow-artifacts:') && at < 0 ? parts.slice(1) : at < 0 ? [] : parts.slice(at + 1);
  const inner = rest.filter((part) => part !== '' && part !== '.').join('/');
  if (inner === '' || rest.includes('..')) return [];
  if (kind === 'files') return [joinedPath(store, inner)];
  const beside = store.slice(0, Math.max(store.lastIndexOf('/'), 0));
  return ['mlruns', 'mlartifacts'].map((folder) => joinedPath(joinedPath(beside, folder), inner));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
