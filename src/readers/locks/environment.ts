import type { FileSystem } from '../../core/host';
import type { DistributionMetadata, LockedPackage } from '../../core/requirement-facts';
import {
  collectPackages,
  commitOf,
  hashesOf,
  hashTableOf,
  lockedPackage,
  type LockReading,
  requirementName,
  tableOf,
  filledText,
} from './lock-values';

/** Bytes of a METADATA that are read: its headers come first. */
const MAX_METADATA = 64 * 1024;
const MAX_INSTALLED = 5_000;
const AT_ONCE = 16;

/** `name-version.dist-info` (recording installed projects), `name-version-py3.11.egg-info` (setuptools). */
const INSTALLED = /^([A-Za-z0-9][A-Za-z0-9._]*)-([A-Za-z0-9][A-Za-z0-9.!+_]*?)(?:-py[0-9.]+)?\.(dist-info|egg-info)$/;

/** Reads what is installed in a site-packages folder; facts are null when it has no distribution. `label` is the path people see. */
export async function readEnvironment(files: FileSystem, folder: string, label: string): Promise<LockReading> {
  const names = ((await files.list(folder)) ?? [])
    .map((entry) => entry.name)
    .filter((name) => INSTALLED.test(name))
    .sort();
  if (names.length === 0) return { facts: null, notes: [] };
  const found: (LockedPackage | null)[] = [];
  for (let at = 0; at < Math.min(names.length, MAX_INSTALLED); at += AT_ONCE) {
    found.push(
      ...(await Promise.all(
        names.slice(at, Math.min(at + AT_ONCE, MAX_INSTALLED)).map((name) => readInstalled(files, folder, name)),
      )),
    );
  }
  const reading = collectPackages('environment', label, found);
  if (names.length <= MAX_INSTALLED) return reading;
  return {
    ...reading,
    notes: [
      ...reading.notes,
      { path: label, message: `Only the first ${MAX_INSTALLED} installed packages were read.` },
    ],
  };
}

async function readInstalled(files: FileSystem, folder: string, name: string): Promise<LockedPackage | null> {
  const [, escaped, version, form] = INSTALLED.exec(name)!;
  const base = folder === '' ? name : `${folder}/${name}`;
  const read = async (file: string): Promise<string> => {
    const bytes = await files.read(`${base}/${file}`, { start: 0, end: MAX_METADATA });
    return bytes === null ? '' : new TextDecoder().decode(bytes);
  };
  const [metadata, directUrl] = await Promise.all([
    read(form === 'dist-info' ? 'METADATA' : 'PKG-INFO'),
    form === 'dist-info' ? read('direct_url.json') : '',
  ]);
  const header = headersOf(metadata);
  return lockedPackage(header('name')[0] ?? escaped, {
    version: header('version')[0] ?? version,
    ...readDirectUrl(directUrl),
    metadata: metadataOf(header),
    dependencies: header('requires-dist')
      .filter((text) => !/;.*\bextra\s*==/.test(text))
      .map(requirementName)
      .filter((item) => item !== null),
  });
}

/** The values of a header, by its name in lower case. Continued lines are of long texts, which nothing here reads. */
function headersOf(metadata: string): (key: string) => string[] {
  const headers = metadata.split(/\r?\n\r?\n/, 1)[0]!.split(/\r?\n/);
  return (key) =>
    headers.filter((line) => line.toLowerCase().startsWith(`${key}:`)).map((line) => line.slice(key.length + 1).trim());
}

/** A METADATA or PKG-INFO: what it is of, and what it says about that. Source: core metadata specifications. */
export function readCoreMetadata(text: string): {
  readonly name: string | null;
  readonly version: string | null;
  readonly summary: string | null;
  readonly metadata: DistributionMetadata;
} {
  const header = headersOf(text);
  const said = (key: string): string | null => {
    const [value = ''] = header(key);
    return value === '' || value === 'UNKNOWN' ? null : value;
  };
  return {
    name: said('name'),
    version: said('version'),
    summary: said('summary'),
    metadata: metadataOf(header) ?? {},
  };
}

/** The headers by the names that the facts give them. */
const SAID = {
  licenceExpression: 'license-expression',
  licence: 'license',
  author: 'author',
  authorEmail: 'author-email',
  maintainer: 'maintainer',
  maintainerEmail: 'maintainer-email',
  homePage: 'home-page',
} as const;

/** What a distribution says about itself; undefined for nothing. setuptools and others write `UNKNOWN` where there is none. */
function metadataOf(header: (key: string) => readonly string[]): DistributionMetadata | undefined {
  const said = Object.entries(SAID).flatMap(([key, name]) => {
    const [value] = header(name);
    return value === undefined || value === '' || value === 'UNKNOWN' ? [] : [[key, value] as const];
  });
  const classifiers = header('classifier').filter((text) => text.startsWith('License ::'));
  const projectUrls = header('project-url');
  if (said.length + classifiers.length + projectUrls.length === 0) return undefined;
  return {
    ...Object.fromEntries(said),
    ...(classifiers.length > 0 && { classifiers }),
    ...(projectUrls.length > 0 && { projectUrls }),
  };
}

/** `direct_url.json` (PEP 610): where a distribution came from when not from an index. */
function readDirectUrl(text: string): Pick<LockedPackage, 'url' | 'commit' | 'hashes'> {
  let root = null;
  try {
    root = text === '' ? null : tableOf(JSON.parse(text));
  } catch {
    // A broken record says nothing; the distribution is installed all the same.
  }
  const archive = tableOf(root?.archive_info);
  return {
    url: filledText(root?.url),
    commit: commitOf(tableOf(root?.vcs_info)?.commit_id),
    hashes: [...hashTableOf(archive?.hashes), ...hashesOf([filledText(archive?.hash)?.replace('=', ':')])],
  };
}
