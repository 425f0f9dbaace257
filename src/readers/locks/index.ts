import type { Note } from '../../core/finding';
import type { FileSystem } from '../../core/host';
import type { LockFacts } from '../../core/requirement-facts';
import { normalizeName } from '../requirements/requirements-grammar';
import type { HostEnvironment } from '../../core/workspace-host';
import { readEnvironmentFolder } from './environment-folder';
import { readCondaLock, readPixiLock } from './conda-lock';
import type { LockReading } from './lock-values';
import { readPdmLock } from './pdm';
import { readPinnedRequirements } from './pinned-requirements';
import { readPipfileLock } from './pipfile';
import { readPoetryLock } from './poetry';
import { isPylock, readPylock } from './pylock';
import { readUvLock } from './uv';

/** Bytes of a lock file that are read. */
const MAX_LOCK = 32 * 1024 * 1024;
/** Folders looked through on the way to the root. */
const MAX_FOLDERS = 64;
/** Requirements files read in one folder. */
const MAX_REQUIREMENTS = 16;
const ENVIRONMENTS = ['.venv', 'venv', 'env'] as const;

type Reader = (text: string, path: string) => LockReading;

export interface Locks {
  /** Best first: lock files, pinned requirements, installed environments. */
  readonly locks: readonly LockFacts[];
  readonly notes: readonly Note[];
}

/**
 * The locks that hold for a file or folder `near`: those of the nearest folder, upwards to the root, that has any; of each
 * kind its own nearest. `environment`: what the host knows beside the project; one that people chose holds instead of those that lie
 * there. A requirements file does not lock itself.
 */
export async function readLocks(
  files: FileSystem,
  environment: HostEnvironment | undefined,
  near: string,
): Promise<Locks> {
  const notes: Note[] = [];
  let locked: LockFacts[] = [];
  let pinned: LockFacts[] = [];
  const elsewhere = new Set<string>();
  const own = near.slice(near.lastIndexOf('/') + 1);
  const take = ({ facts, notes: more, elsewhere: names }: LockReading): LockFacts[] => {
    notes.push(...more);
    for (const name of names ?? []) elsewhere.add(name);
    return facts === null ? [] : [facts];
  };

  const known =
    environment === undefined
      ? []
      : (await readEnvironmentFolder(environment.files, '', environment.name ?? HOST_ENVIRONMENT)).flatMap(take);
  const installed: LockFacts[] = environment?.chosen === true ? known : [];

  for (const folder of foldersUpwards(near)) {
    const names = new Set(
      ((await files.list(folder)) ?? []).filter((entry) => entry.kind !== 'other').map((entry) => entry.name),
    );
    if (names.size === 0) continue;
    if (locked.length === 0) locked = (await readAll(files, folder, lockFilesOf(names, own))).flatMap(take);
    if (pinned.length === 0) pinned = (await readAll(files, folder, pinnedFilesOf(names, folder, near))).flatMap(take);
    if (installed.length === 0)
      for (const name of ENVIRONMENTS.filter((candidate) => names.has(candidate)))
        installed.push(...(await readEnvironmentFolder(files, join(folder, name), join(folder, name))).flatMap(take));
  }
  if (environment?.chosen !== true) installed.push(...known);
  const locks = [...locked, ...pinned, ...installed];
  // What one of them takes from elsewhere is no package of an index for the others either.
  const taken = elsewhere.size > 0 ? { elsewhere: [...elsewhere].sort() } : {};
  return { locks: locks.map((lock) => ({ ...lock, ...taken })), notes };
}

const HOST_ENVIRONMENT = 'site-packages';

/**
 * The one version that the best lock with this package (PEP 503 name or any spelling) gives. Null when none has it, or when
 * the lock has several versions for different platforms, so that only markers could tell.
 */
export function resolveVersion(locks: readonly LockFacts[], name: string): { version: string; source: string } | null {
  const normalized = normalizeName(name);
  for (const lock of locks) {
    const versions = new Set(lock.packages.filter((item) => item.name === normalized).map((item) => item.version));
    versions.delete(null);
    if (versions.size > 1) return null;
    for (const version of versions) return { version: version!, source: lockNameOf(lock) };
  }
  return null;
}

/** What people call a lock: its file name, or the environment. */
export function lockNameOf(lock: LockFacts): string {
  if (lock.kind !== 'environment') return lock.path.slice(lock.path.lastIndexOf('/') + 1);
  return lock.path === HOST_ENVIRONMENT ? 'the installed environment' : `the environment ${lock.path}`;
}

function* foldersUpwards(near: string): Generator<string> {
  const parts = near
    .split('/')
    .slice(0, -1)
    .filter((part) => part !== '' && part !== '.');
  for (let count = parts.length, visited = 0; count >= 0 && visited < MAX_FOLDERS; count--, visited++)
    yield parts.slice(0, count).join('/');
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Lock files by name, in the order in which they are believed. */
function lockFilesOf(names: ReadonlySet<string>, own: string): [string, Reader][] {
  const found: [string, Reader][] = [];
  // uv locks a script in a file of its own.
  if (own.endsWith('.py') && names.has(`${own}.lock`)) found.push([`${own}.lock`, readUvLock]);
  if (names.has('uv.lock')) found.push(['uv.lock', readUvLock]);
  if (names.has('poetry.lock')) found.push(['poetry.lock', readPoetryLock]);
  for (const name of [...names]
    .filter(isPylock)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, MAX_REQUIREMENTS))
    found.push([name, readPylock]);
  if (names.has('pdm.lock')) found.push(['pdm.lock', readPdmLock]);
  if (names.has('Pipfile.lock')) found.push(['Pipfile.lock', readPipfileLock]);
  if (names.has('conda-lock.yml')) found.push(['conda-lock.yml', readCondaLock]);
  if (names.has('pixi.lock')) found.push(['pixi.lock', readPixiLock]);
  return found;
}

/** Compiled files first (`requirements.lock`, `x.lock.txt`, `x.txt` beside `x.in`), then the pins of `requirements.txt`. */
function pinnedFilesOf(names: ReadonlySet<string>, folder: string, near: string): [string, Reader][] {
  const whole: Reader = (text, path) => readPinnedRequirements(text, path, true);
  const some: Reader = (text, path) => readPinnedRequirements(text, path, false);
  const isCompiled = (name: string): boolean =>
    /^requirements[\w.-]*\.lock$|[.-]lock\.txt$/.test(name) ||
    (name.endsWith('.txt') && names.has(`${name.slice(0, -4)}.in`));
  const own = near.slice(near.lastIndexOf('/') + 1);
  // The file compiled from this very one says more than its neighbours.
  const rank = (name: string): number =>
    own.endsWith('.in') && name === `${own.slice(0, -3)}.txt` ? 0 : /\.lock$|lock\.txt$/.test(name) ? 1 : 2;
  const compiled = [...names]
    .filter((name) => isCompiled(name) && join(folder, name) !== near)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .slice(0, MAX_REQUIREMENTS);
  const found: [string, Reader][] = compiled.map((name) => [name, whole]);
  if (
    names.has('requirements.txt') &&
    !compiled.includes('requirements.txt') &&
    join(folder, 'requirements.txt') !== near
  )
    found.push(['requirements.txt', some]);
  return found;
}

async function readAll(files: FileSystem, folder: string, found: readonly [string, Reader][]): Promise<LockReading[]> {
  return Promise.all(
    found.map(async ([name, reader]): Promise<LockReading> => {
      const path = join(folder, name);
      const stat = await files.stat(path);
      if (stat?.kind !== 'file') return { facts: null, notes: [] };
      if (stat.size > MAX_LOCK)
        return { facts: null, notes: [{ path, message: 'The lock file is too large and was not read.' }] };
      const bytes = await files.read(path);
      if (bytes === null) return { facts: null, notes: [{ path, message: 'The lock file cannot be read.' }] };
      return reader(new TextDecoder().decode(bytes), path);
    }),
  );
}
