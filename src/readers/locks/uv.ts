import type { LockCutoff, LockedPackage } from '../../core/requirement-facts';
import { normalizeName } from '../requirements/requirements-grammar';
import {
  commitOf,
  hashesOf,
  lockedPackage,
  otherIndex,
  type LockReading,
  type LockTable,
  readLock,
  tableOf,
  tablesOf,
  filledText,
  lockedFile,
  takenElsewhere,
  textsOf,
  uploadOf,
  versionsTaken,
} from './lock-values';

/** Sources of packages that are a folder or a file. */
const PLACES = ['directory', 'path', 'editable', 'virtual'];

/** What a package takes, by name, with the version where the lock has several. */
interface Taken {
  readonly name: string;
  readonly version: string | null;
}

const takenOf = (dependencies: readonly LockTable[]): readonly Taken[] =>
  dependencies.flatMap(({ name, version }) =>
    typeof name === 'string' ? [{ name: normalizeName(name), version: filledText(version) }] : [],
  );

const groupsOf = (value: unknown): readonly LockTable[] => Object.values(tableOf(value) ?? {}).flatMap(tablesOf);

/** Reads `uv.lock` (version 1). The project itself (`virtual`, `editable`) is no package of it. */
export function readUvLock(text: string, path: string): LockReading {
  /** What every install of the project takes, and what only its extras and groups ask for. */
  const always: Taken[] = [];
  const sometimes: Taken[] = [];
  let cutoff: LockCutoff | null = null;
  const { facts: read, ...reading } = readLock('uv', text, path, 'toml', (root) => {
    cutoff = cutoffOf(tableOf(root.options) ?? {});
    return tablesOf(root.package).flatMap((item) => {
      const source = tableOf(item.source) ?? {};
      const placed = PLACES.some((place) => place in source) ? takenElsewhere(item.name) : null;
      if ('virtual' in source || 'editable' in source) {
        always.push(...takenOf(tablesOf(item.dependencies)));
        sometimes.push(...takenOf([...groupsOf(item['optional-dependencies']), ...groupsOf(item['dev-dependencies'])]));
        return [placed];
      }
      return [readPackage(item, source), placed];
    });
  });
  const facts = read && { ...read, cutoff };
  const direct = [...new Set([...always, ...sometimes].map(({ name }) => name))].sort();
  if (facts === null || direct.length === 0) return { facts, ...reading };
  const isAlways = reachable(always, facts.packages);
  const packages = facts.packages.map((locked) => (isAlways.has(locked) ? locked : { ...locked, optional: true }));
  return { ...reading, facts: { ...facts, packages, direct } };
}

function cutoffOf(options: LockTable): LockCutoff | null {
  const at = filledText(options['exclude-newer']);
  return at === null ? null : { at, span: filledText(options['exclude-newer-span']) };
}

function readPackage(item: LockTable, source: LockTable): LockedPackage | null {
  const git = filledText(source.git);
  const hash = git?.lastIndexOf('#') ?? -1;
  const always = tablesOf(item.dependencies);
  const withExtras = groupsOf(item['optional-dependencies']);
  const taken = takenOf([...always, ...withExtras]);
  const sdist = tableOf(item.sdist);
  return lockedPackage(item.name, {
    version: filledText(item.version),
    hashes: hashesOf([sdist?.hash, ...tablesOf(item.wheels).map((wheel) => wheel.hash)]),
    commit: git === null || hash < 0 ? null : commitOf(git.slice(hash + 1)),
    url: git ?? filledText(source.url),
    marker:
      textsOf(item['resolution-markers'])
        .map((marker) => `(${marker})`)
        .join(' or ') || null,
    dependencies: taken.map(({ name }) => name),
    conditional: takenOf([...always.filter(({ marker }) => marker !== undefined), ...withExtras]).map(
      ({ name }) => name,
    ),
    index: otherIndex(source.registry),
    uploaded: uploadOf([sdist, ...tablesOf(item.wheels)]),
    files: [...tablesOf(item.wheels), ...(sdist ? [sdist] : [])].flatMap((file) =>
      lockedFile(file.url ?? file.path ?? file.filename, file.size, hashesOf([file.hash])),
    ),
    dependencyVersions: versionsOf(taken),
  });
}

function versionsOf(taken: readonly Taken[]): Readonly<Record<string, readonly string[]>> {
  const versions = new Map<string, string[]>();
  for (const { name, version } of taken) {
    if (version === null) continue;
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [version]);
    else known.push(version);
  }
  return Object.fromEntries(versions);
}

/** The packages that the given ones are or lead to. */
function reachable(starts: readonly Taken[], packages: readonly LockedPackage[]): ReadonlySet<LockedPackage> {
  const named = new Map<string, LockedPackage[]>();
  for (const locked of packages) {
    const same = named.get(locked.name);
    if (same === undefined) named.set(locked.name, [locked]);
    else same.push(locked);
  }
  const found = new Set<LockedPackage>();
  const waiting = [...starts];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, version } = next;
    for (const locked of named.get(name) ?? []) {
      if (found.has(locked) || (version !== null && locked.version !== version)) continue;
      found.add(locked);
      for (const dependency of locked.dependencies)
        for (const each of versionsTaken(locked, dependency)) waiting.push({ name: dependency, version: each });
    }
  }
  return found;
}
