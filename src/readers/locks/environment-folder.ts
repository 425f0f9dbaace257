import type { FileSystem } from '../../core/host';
import type { CondaPackage } from '../../core/requirement-facts';
import { readEnvironment } from './environment';
import type { LockReading } from './lock-values';

/** `name-version-build.json`. Source: conda, Files in `conda-meta`. */
const RECORD = /^([A-Za-z0-9_][\w.-]*?)-([^-]{1,100})-([^-]{1,100})\.json$/;
/** Packages of conda that are read; more are of no environment that people have. */
const MOST_RECORDS = 5_000;

/**
 * Reads what is installed in the folder of an environment: a virtual one, one of conda, or the prefix of an interpreter. From the names and
 * the metadata of files alone: nothing is started. `label` is the path or name that people see; `folder` is '' for the root of `files`.
 */
export async function readEnvironmentFolder(
  files: FileSystem,
  folder: string,
  label: string,
): Promise<readonly LockReading[]> {
  const readings: LockReading[] = [];
  for (const sitePackages of await sitePackagesOf(files, folder))
    readings.push(await readEnvironment(files, sitePackages, label));
  const conda = await condaPackagesOf(files, folder);
  if (conda.length === 0) return readings;
  const first = readings.findIndex(({ facts }) => facts !== null);
  if (first < 0) return [...readings, { facts: { path: label, kind: 'environment', packages: [], conda }, notes: [] }];
  const { facts, ...rest } = readings[first]!;
  readings[first] = { ...rest, facts: { ...facts!, conda } };
  return readings;
}

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Bytes of a record in which its licence is looked for: it stands behind the list of the package's files, which has no end for a few. */
const MOST_OF_RECORD = 256 * 1024;
const AT_ONCE = 16;

async function condaPackagesOf(files: FileSystem, folder: string): Promise<readonly CondaPackage[]> {
  const names = ((await files.list(within(folder, 'conda-meta'))) ?? [])
    .map(({ name }) => name)
    .filter((name) => RECORD.test(name))
    .sort()
    .slice(0, MOST_RECORDS);
  const found: CondaPackage[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(
        names.slice(at, at + AT_ONCE).map(async (file): Promise<CondaPackage> => {
          const [, name, version] = RECORD.exec(file)!;
          const bytes = await files.read(within(folder, `conda-meta/${file}`), { start: 0, end: MOST_OF_RECORD });
          const licence = bytes === null ? null : licenceIn(new TextDecoder().decode(bytes));
          return { name: name!, version: version!, ...(licence !== null && { licence }) };
        }),
      )),
    );
  return found;
}

/** `"license"` of a record: a text of one line, at the first level, where nothing else has that key. */
function licenceIn(record: string): string | null {
  const written = /^[ \t]{1,8}"license":[ \t]{0,8}("(?:[^"\\\n]|\\.){1,200}")/m.exec(record)?.[1];
  if (written === undefined) return null;
  try {
    return JSON.parse(written) as string;
  } catch {
    return null; // an escape that JSON does not know
  }
}

/** `lib/python3.*` of POSIX, `Lib` of Windows, `dist-packages` of Debian; the folder itself where it holds distributions. */
async function sitePackagesOf(files: FileSystem, environment: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const lib of ['lib', 'local/lib']) {
    const versions = ((await files.list(within(environment, lib))) ?? [])
      .map((entry) => entry.name)
      .filter((name) => /^python3(?:\.\d+)?t?$/.test(name))
      .sort();
    for (const name of versions.slice(0, MOST_PYTHONS))
      for (const packages of ['site-packages', 'dist-packages'])
        found.push(within(environment, `${lib}/${name}/${packages}`));
  }
  found.push(within(environment, 'Lib/site-packages'));
  const here = (await files.list(environment)) ?? [];
  if (here.some(({ name }) => /\.dist-info$/.test(name))) found.push(environment);
  return found;
}

/** Interpreters of one prefix that are looked at. */
const MOST_PYTHONS = 4;
