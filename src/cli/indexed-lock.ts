import { compare, satisfies, valid, validRange } from '@renovatebot/pep440';
import type { IndexAnswer, IndexedFile } from '../core/package-index';
import type { LockedPackage, LockFacts, Requirement, RequirementsFacts } from '../core/requirement-facts';
import { indexedPackage } from '../project/questions/indexed-package';
import type { Workspace } from '../project/workspace';
import { exactVersion } from '../readers/locks/pinned-requirements';
import { parseRequirements } from '../readers/requirements/requirements';
import { fetchMetadata } from '../remote/index';
import { indexesFor } from '../rules/requirements/indexes/asked-indexes';
import { releasesOf, sameRelease } from '../rules/requirements/indexes/releases';
import { hasHash } from '../rules/requirements/pinning/hashing';
import { allowsLocked, lookUp } from '../rules/requirements/pinning/pinning';
import { pythonNear } from './python-version';

/** What the indexes of a manifest have for its requirements, as if a lock had it. */
export interface IndexedLock {
  readonly lock: LockFacts;
  /** Why there is no version for a name (PEP 503), as the end of a sentence. */
  readonly open: ReadonlyMap<string, string>;
  /** Packages of which the index does not say what they need. */
  readonly unknown: readonly string[];
}

/** Names that are the project's own are asked of nobody. */
export interface LockWish {
  readonly locks: readonly LockFacts[];
  readonly own: readonly string[];
  /** Every line without a hash gets its version with hashes and dependencies, not only those that no lock knows. */
  readonly hashes: boolean;
}

/**
 * Asks for what no lock knows. The version is that of the line, else of the locks and the environment, else the newest final release that
 * the line and the project's Python allow, a pre-release only where the line names one, nothing that was taken back. The hashes are
 * those of all its files, or none where one has none.
 */
export async function indexedLock(
  manifests: readonly RequirementsFacts[],
  file: string,
  { locks, own, hashes }: LockWish,
  workspace: Workspace,
): Promise<IndexedLock> {
  const python = await pythonNear(file, workspace.host);
  const open = new Map<string, string>();
  const unknown = new Set<string>();
  const sources = new Set<string>();
  const lines = manifests.flatMap((facts) =>
    facts.entries.flatMap((entry) => (entry.kind === 'requirement' ? [{ facts, entry }] : [])),
  );
  const packages = await Promise.all(
    lines.map(async ({ facts, entry }): Promise<LockedPackage[]> => {
      const name = entry.normalizedName;
      const indexes = indexesFor(entry, facts);
      if (name === null || indexes === null || entry.dynamic || own.includes(name)) return [];
      const known = lookUp(locks, entry, facts);
      if (hashes ? hasHash(entry) : known !== 'absent' || exactVersion(entry) !== null) return [];
      const answer = await workspace.answer(indexedPackage, indexedPackage.key(file, name, indexes));
      const locked = typeof known === 'string' || !allowsLocked(entry, known.version) ? null : known.version;
      const version = versionOf(answer, entry, locked, python);
      if (version.found === null) {
        open.set(name, version.why);
        return [];
      }
      sources.add(answer.source);
      const files = filesOf(answer.project!.files, version.found);
      const needs = hashes ? await needsOf(files, entry, workspace) : [];
      if (needs === null) unknown.add(name);
      return [packageOf(name, version.found, entry, files), ...(needs ?? [])].map((each, at, all) =>
        at === 0 ? { ...each, ...dependenciesIn(all.slice(1)) } : { ...each, marker: null },
      );
    }),
  );
  return {
    lock: {
      path: sources.size === 1 ? [...sources][0]! : 'the index',
      kind: 'index',
      packages: withoutTwins(packages.flat()),
    },
    open,
    unknown: [...unknown].sort(),
  };
}

type Found = { readonly found: string } | { readonly found: null; readonly why: string };

function versionOf(answer: IndexAnswer, entry: Requirement, locked: string | null, python: string | null): Found {
  const { checked, project, source } = answer;
  if (!checked)
    return { found: null, why: 'no lock and no installed environment has it, and the index did not answer' };
  if (project === null) return { found: null, why: 'no lock, no installed environment and no index has it' };
  if (project.status === 'quarantined')
    return { found: null, why: `${source} has put it into quarantine: it may be malicious` };
  const exact = exactVersion(entry) ?? locked;
  if (exact !== null)
    return project.files.some(({ version }) => version !== null && sameRelease(version, exact))
      ? { found: exact }
      : { found: null, why: `${source} has no release ${exact}` };
  const early =
    entry.specifiers.find(({ version }) => /(?:a|b|rc|dev|alpha|beta|c|pre)\d*$/i.test(version))?.version ?? null;
  const fitting = project.files.filter((file) => runsOn(file, python));
  const allowed = releasesOf(fitting, early).filter((release) => allowsLocked(entry, release));
  const newest = allowed.sort(compare).at(-1);
  return newest === undefined
    ? {
        found: null,
        why: `${source} has no release that it${python === null ? '' : ` and Python ${python}`} allow${python === null ? 's' : ''}`,
      }
    : { found: newest };
}

/** What nobody can read holds for every Python, as in pip. */
const runsOn = ({ requiresPython }: IndexedFile, python: string | null): boolean =>
  python === null ||
  requiresPython === null ||
  validRange(requiresPython) === null ||
  satisfies(python, requiresPython, { prereleases: true });

/** The files of a release; those that were taken back only where all were. */
function filesOf(files: readonly IndexedFile[], version: string): readonly IndexedFile[] {
  const own = files.filter((file) => file.version !== null && sameRelease(file.version, version));
  const left = own.filter(({ yanked }) => yanked === null);
  return left.length > 0 ? left : own;
}

function packageOf(
  name: string,
  version: string,
  { marker }: Requirement,
  files: readonly IndexedFile[],
): LockedPackage {
  const hashes = files.map((file) => file.hashes.find((hash) => hash.startsWith('sha256:')));
  return {
    name,
    version,
    // pip may choose the one that has none.
    hashes: hashes.every((hash) => hash !== undefined) ? [...new Set(hashes as string[])].sort() : [],
    commit: null,
    url: null,
    marker: marker?.text ?? null,
    dependencies: [],
  };
}

interface Need extends LockedPackage {
  readonly isCertain: boolean;
}

/** What a release needs, by the metadata of one of its wheels (core metadata, `Requires-Dist`); null where nobody says. */
async function needsOf(
  files: readonly IndexedFile[],
  { extras }: Requirement,
  { host }: Workspace,
): Promise<readonly Need[] | null> {
  const wheel = files.find(({ metadata, name }) => metadata !== null && name.endsWith('.whl'));
  if (!wheel || !host.http) return null;
  const metadata = await fetchMetadata(host.http, wheel);
  if ('problem' in metadata) {
    host.logger.warn(metadata.problem);
    return null;
  }
  const headers = metadata.answer.slice(0, 1024 * 1024).split(/\r?\n[ \t]*\r?\n/, 1)[0]!;
  const lines = [...headers.matchAll(/^Requires-Dist:[ \t]*(\S.{0,2000})$/gim)].map(([, line]) => line!);
  return parseRequirements(lines.join('\n'), 'METADATA').entries.flatMap((entry): Need[] => {
    if (entry.kind !== 'requirement' || entry.normalizedName === null) return [];
    const marker = entry.marker?.text ?? null;
    const extra = /\bextra\s*==\s*['"]([\w.-]+)['"]/.exec(marker ?? '')?.[1];
    if (extra !== undefined && !extras.some((each) => plain(each) === plain(extra))) return [];
    const name = entry.normalizedName;
    return [
      {
        name,
        version: null,
        hashes: [],
        commit: null,
        url: null,
        marker: null,
        dependencies: [],
        isCertain: marker === null,
      },
    ];
  });
}

const plain = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();

function dependenciesIn(needs: readonly LockedPackage[]): Pick<LockedPackage, 'dependencies' | 'conditional'> {
  const certain = new Set((needs as readonly Need[]).filter(({ isCertain }) => isCertain).map(({ name }) => name));
  const dependencies = [...new Set(needs.map(({ name }) => name))];
  return { dependencies, conditional: dependencies.filter((name) => !certain.has(name)) };
}

/** What is only needed is left out where it has a line of its own. */
function withoutTwins(packages: readonly LockedPackage[]): readonly LockedPackage[] {
  const own = new Set(packages.flatMap(({ name, version }) => (version === null ? [] : [name])));
  const seen = new Set<string>();
  return packages.filter((each) => {
    const key = `${each.name} ${each.version ?? ''} ${each.marker ?? ''}`;
    if ((each.version === null && own.has(each.name)) || seen.has(key)) return false;
    seen.add(key);
    return each.version === null || valid(each.version) !== null;
  });
}
