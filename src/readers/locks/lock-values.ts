import { parse } from 'smol-toml';
import type { Note } from '../../core/finding';
import type { LockedFile, LockedPackage, LockFacts } from '../../core/requirement-facts';
import { normalizeName } from '../requirements/requirements-grammar';

/** What a reader of one lock format gives. Never an exception: what cannot be read is a note. */
export interface LockReading {
  readonly facts: LockFacts | null;
  readonly notes: readonly Note[];
  /** PEP 503 names of what is taken from a folder, a repository or an address. */
  readonly elsewhere?: readonly string[];
}

/** A package that is taken from a folder, a repository or an address, and of which nothing else is told. */
export interface TakenElsewhere {
  readonly elsewhere: string;
}

type Found = LockedPackage | TakenElsewhere | null;

/** A lock above this many characters is not read. The largest real ones are a few megabytes. */
const MAX_TEXT = 32 * 1024 * 1024;
/** Packages after this many are left out, with a note. */
const MAX_PACKAGES = 20_000;

export type LockTable = Readonly<Record<string, unknown>>;

/** Parses a lock's text and turns its root into packages. */
export function readLock(
  kind: LockFacts['kind'],
  text: string,
  path: string,
  format: 'toml' | 'json',
  packagesOf: (root: LockTable) => Iterable<Found>,
): LockReading {
  if (text.length > MAX_TEXT)
    return { facts: null, notes: [{ path, message: 'The lock file is too large and was not read.' }] };
  let root: LockTable | null;
  try {
    root = tableOf(format === 'toml' ? parse(text) : JSON.parse(text));
  } catch {
    root = null;
  }
  if (root === null)
    return {
      facts: null,
      notes: [{ path, message: `The lock file was not read: it is not valid ${format === 'toml' ? 'TOML' : 'JSON'}.` }],
    };
  return collectPackages(kind, path, packagesOf(root));
}

/** Folders in which packages of conda were built: they are recorded as if they had been installed from there. */
const CONDA_BUILD = /^file:.*(?:feedstock_root|croot|conda-bld|\/bld\/|\/tmp\/build\/|\/work\/ci_)/;

export function collectPackages(kind: LockFacts['kind'], path: string, found: Iterable<Found>): LockReading {
  const packages: LockedPackage[] = [];
  const elsewhere = new Set<string>();
  const notes: Note[] = [];
  for (const item of found) {
    if (item === null) continue;
    if ('elsewhere' in item) {
      elsewhere.add(item.elsewhere);
      continue;
    }
    if (item.commit !== null || (item.url !== null && !CONDA_BUILD.test(item.url))) elsewhere.add(item.name);
    if (packages.length >= MAX_PACKAGES) {
      notes.push({ path, message: `Only the first ${MAX_PACKAGES} packages were read.` });
      break;
    }
    packages.push(item);
  }
  return { facts: { path, kind, packages }, notes, elsewhere: [...elsewhere] };
}

/** Says that a name is that of a package which no index gives; null without a name. */
export const takenElsewhere = (name: unknown): TakenElsewhere | null =>
  typeof name === 'string' && name !== '' ? { elsewhere: normalizeName(name) } : null;

/** The address of an index that is not pypi.org; undefined for that one, and where none is told. */
export const otherIndex = (value: unknown): string | undefined => {
  const address = filledText(value);
  return address === null || /^https:\/\/pypi\.org(?:\/simple)?\/?$/i.test(address) ? undefined : address;
};

/** A package with everything that is not known left empty; null without a name. */
export function lockedPackage(
  name: unknown,
  parts: { [K in keyof LockedPackage]?: LockedPackage[K] | undefined },
): LockedPackage | null {
  if (typeof name !== 'string' || name === '') return null;
  return {
    name: normalizeName(name),
    version: parts.version ?? null,
    hashes: [...new Set(parts.hashes ?? [])].sort(),
    commit: parts.commit ?? null,
    url: parts.url ?? null,
    marker: parts.marker ?? null,
    dependencies: [...new Set((parts.dependencies ?? []).map(normalizeName))].sort(),
    ...(parts.conditional?.length ? { conditional: [...new Set(parts.conditional.map(normalizeName))].sort() } : {}),
    ...(parts.index === undefined ? {} : { index: parts.index }),
    ...(parts.uploaded === undefined ? {} : { uploaded: parts.uploaded }),
    ...(parts.optional === true && { optional: true }),
    ...(parts.files !== undefined && parts.files.length > 0 && { files: parts.files }),
    ...(parts.dependencyVersions !== undefined &&
      Object.keys(parts.dependencyVersions).length > 0 && { dependencyVersions: parts.dependencyVersions }),
    ...(parts.metadata !== undefined && { metadata: parts.metadata }),
  };
}

/** A file of a package; nothing where the lock does not say which. `place` is its URL, its path or its name. */
export function lockedFile(place: unknown, size: unknown, hashes: readonly string[]): readonly LockedFile[] {
  const text = filledText(place);
  if (text === null) return [];
  const name = decoded(text.split(/[?#]/, 1)[0]!.split('/').at(-1)!);
  if (name === '') return [];
  const url = /^https?:\/\//i.test(text) ? text : null;
  return [
    { name, url, size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null, hashes },
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that escapes nothing
  }
}

/** The versions that a package takes of a dependency; null for any. */
export const versionsTaken = ({ dependencyVersions }: LockedPackage, dependency: string): readonly (string | null)[] =>
  dependencyVersions !== undefined && Object.hasOwn(dependencyVersions, dependency)
    ? dependencyVersions[dependency]!
    : [null];

export const tableOf = (value: unknown): LockTable | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as LockTable) : null;

export const tablesOf = (value: unknown): LockTable[] =>
  Array.isArray(value) ? value.map(tableOf).filter((item): item is LockTable => item !== null) : [];

export const filledText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** A full commit of git or Mercurial, lower case. */
export function commitOf(value: unknown): string | null {
  const text = filledText(value);
  return text !== null && /^[0-9a-f]{40}$/i.test(text) ? text.toLowerCase() : null;
}

/** `sha256:…` values, and nothing that is not one. */
export const hashesOf = (values: readonly unknown[]): string[] =>
  values
    .filter(
      (value): value is string =>
        typeof value === 'string' && /^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/i.test(value),
    )
    .map((value) => value.toLowerCase());

/** The hashes of a `{sha256 = "…"}` table (PEP 751). */
export const hashTableOf = (value: unknown): string[] =>
  hashesOf(
    Object.entries(tableOf(value) ?? {}).flatMap(([algorithm, digest]) =>
      typeof digest === 'string' ? [`${algorithm}:${digest}`] : [],
    ),
  );

/** The earliest `upload-time` of a release's files; undefined where none says one. Sources: PEP 751; uv, uv.lock. */
export function uploadOf(files: readonly (LockTable | null)[]): string | undefined {
  const times = files.flatMap((file) => {
    const said = file?.['upload-time'];
    const at = said instanceof Date ? said.getTime() : typeof said === 'string' ? Date.parse(said.slice(0, 40)) : NaN;
    return Number.isNaN(at) ? [] : [at];
  });
  return times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.min(a, b))).toISOString();
}

/** The leading name of a requirement text such as `torch>=2; python_version<"3"`. */
export const requirementName = (text: string): string | null =>
  /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(text)?.[1] ?? null;
