import type { FileSystem } from '../../core/host';
import type { LockedPackage } from '../../core/requirement-facts';
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
  const headers = metadata.split(/\r?\n\r?\n/, 1)[0]!;
  const header = (key: string): string[] =>
    headers
      .split(/\r?\n/)
      .filter((line) => line.toLowerCase().startsWith(`${key}:`))
      .map((line) => line.slice(key.length + 1).trim());
  return lockedPackage(header('name')[0] ?? escaped, {
    version: header('version')[0] ?? version,
    ...readDirectUrl(directUrl),
    licence: licenceOf(header),
    dependencies: header('requires-dist')
      .filter((text) => !/;.*\bextra\s*==/.test(text))
      .map(requirementName)
      .filter((item) => item !== null),
  });
}

/** Units of a licence's name; what is longer is its text. */
const LONGEST_LICENCE = 200;

/** The licence by the field that says it best. Source: core metadata specifications, License-Expression, Classifier, License. */
function licenceOf(header: (key: string) => readonly string[]): string | undefined {
  const classifiers = header('classifier').filter((each) => each.startsWith('License :: '));
  const named = classifiers.map((each) => each.split(' :: ').at(-1)!).filter((each) => each !== 'OSI Approved');
  // Several classifiers do not say whether one may choose.
  const classified = named.length === 1 ? named : [];
  return [...header('license-expression'), ...classified, ...header('license')].find(
    (said) => said !== '' && said.toUpperCase() !== 'UNKNOWN' && said.length <= LONGEST_LICENCE,
  );
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
