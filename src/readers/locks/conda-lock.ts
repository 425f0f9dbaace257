import type { CondaPackage, LockedPackage } from '../../core/requirement-facts';
import { normalizeName } from '../requirements/requirements-grammar';
import { collectPackages, hashesOf, lockedFile, lockedPackage, type LockReading, takenElsewhere } from './lock-values';

/** Where packages of pip come from that an index gives. */
const INDEX = /^https:\/\/(?:files\.pythonhosted\.org|pypi\.org)\//i;

/**
 * Reads `conda-lock.yml` (version 1). Packages of conda are told apart: their versions are not pip's. The file is written by a program,
 * always in this form: a list under `package`, one key a line.
 */
export function readCondaLock(text: string, path = 'conda-lock.yml'): LockReading {
  const elsewhere = new Set<string>();
  const conda: CondaPackage[] = [];
  const packages: (LockedPackage | null)[] = [];
  for (const entry of text.split(/^\s{0,4}-\s+(?=name:)/m).slice(1)) {
    const [name, version] = [fieldOf(entry, 'name'), fieldOf(entry, 'version')];
    if (name === null) continue;
    if (fieldOf(entry, 'manager') !== 'pip') {
      if (version !== null) conda.push({ name, version, ...saidOf(entry, fieldOf(entry, 'url')) });
      continue;
    }
    const url = fieldOf(entry, 'url');
    if (url !== null && !INDEX.test(url)) {
      const taken = takenElsewhere(name);
      if (taken) elsewhere.add(taken.elsewhere);
    } else if (version !== null)
      packages.push(
        lockedPackage(name, {
          version,
          hashes: hashesOf([`sha256:${fieldOf(entry, 'sha256') ?? ''}`]),
          optional: /^(?!main$)/.test(fieldOf(entry, 'category') ?? 'main'),
        }),
      );
  }
  return reading(path, packages, conda, elsewhere);
}

/** Reads `pixi.lock` (versions 4 to 6): a list under `packages`, each `- conda: URL` or `- pypi: URL`, one key a line. Source: pixi, Lock file. */
export function readPixiLock(text: string, path: string): LockReading {
  const elsewhere = new Set<string>();
  const conda: CondaPackage[] = [];
  const packages: (LockedPackage | null)[] = [];
  const start = /^packages:/m.exec(text)?.index ?? text.length;
  for (const entry of text
    .slice(start)
    .split(/^- (?=(?:conda|pypi|kind):)/m)
    .slice(1)) {
    const address = fieldOf(entry, 'conda') ?? fieldOf(entry, 'url');
    const file = condaFileOf(address);
    const name = fieldOf(entry, 'name') ?? file?.name ?? null;
    const version = fieldOf(entry, 'version') ?? file?.version ?? null;
    if (name === null) continue;
    if (file) {
      if (version !== null) conda.push({ name, version, ...saidOf(entry, address) });
      continue;
    }
    const url = fieldOf(entry, 'pypi') ?? fieldOf(entry, 'url') ?? fieldOf(entry, 'path');
    if (url === null || !INDEX.test(url)) elsewhere.add(normalizeName(name));
    else if (version !== null)
      packages.push(lockedPackage(name, { version, hashes: hashesOf([`sha256:${fieldOf(entry, 'sha256') ?? ''}`]) }));
  }
  return reading(path, packages, conda, elsewhere);
}

/** Name and version of a package of conda, by its file: `name-1.2-build.conda`. Null for any other file. */
function condaFileOf(address: string | null): CondaPackage | null {
  const [, name = '', version = ''] =
    /([^/\s]+)-([^-/\s]+)-[^-/\s]+(?:\.conda|\.tar\.bz2)\s*$/.exec((address ?? '').slice(-LONGEST_FILE)) ?? [];
  return name === '' ? null : { name, version };
}

/** What a lock says of an archive of conda. */
function saidOf(entry: string, address: string | null): Omit<CondaPackage, 'name' | 'version'> {
  const licence = fieldOf(entry, 'license');
  const hashes = hashesOf([`sha256:${fieldOf(entry, 'sha256') ?? ''}`]);
  const files = condaFileOf(address) === null ? [] : lockedFile(address, null, hashes);
  return { ...(licence !== null && { licence }), ...(files.length > 0 && { files }) };
}

/** Units of an address in which its file name is looked for. */
const LONGEST_FILE = 400;

/** Every package is there once for each platform. */
function reading(
  path: string,
  packages: readonly (LockedPackage | null)[],
  conda: readonly CondaPackage[],
  elsewhere: ReadonlySet<string>,
): LockReading {
  if (packages.length === 0 && conda.length === 0) return { facts: null, notes: [], elsewhere: [...elsewhere] };
  const byVersion = new Map<string, LockedPackage>();
  for (const item of packages) {
    if (item === null) continue;
    const key = `${item.name} ${item.version ?? ''}`;
    const hashes = [...new Set([...(byVersion.get(key)?.hashes ?? []), ...item.hashes])].sort();
    byVersion.set(key, { ...item, hashes });
  }
  const { facts, notes } = collectPackages('conda', path, byVersion.values());
  return { facts: facts && { ...facts, conda: onceEach(conda) }, notes, elsewhere: [...elsewhere] };
}

/** Each version of a package once, with the archives of all platforms. */
function onceEach(packages: readonly CondaPackage[]): readonly CondaPackage[] {
  const once = new Map<string, CondaPackage>();
  for (const item of packages) {
    const key = `${item.name} ${item.version}`;
    const known = once.get(key);
    const files = [...(known?.files ?? []), ...(item.files ?? [])];
    once.set(key, { ...known, ...item, ...(files.length > 0 && { files }) });
  }
  return [...once.values()];
}

function fieldOf(entry: string, key: string): string | null {
  const value = new RegExp(`^\\s{0,6}${key}:[ \\t]+(.+?)[ \\t]*\\r?$`, 'm').exec(entry)?.[1];
  return value?.replace(/^(["'])(.*)\1$/, '$2') ?? null;
}
