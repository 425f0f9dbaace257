import type { LockFacts, Requirement, RequirementList, RequirementsFacts } from '../../../core/requirement-facts';
import { directoryOf } from '../../../project/paths';
import { normalizeName } from '../../../readers/requirements/requirements-grammar';
import { ownLocks } from './open-versions';
import { allowsLocked, sourceText } from './pinning';

/** A lock that does not have what its manifest asks for: not at all (`versions` is empty), or in no version that it allows. */
export interface Disagreement {
  readonly lock: LockFacts;
  readonly versions: readonly string[];
}

/** Lists that a lock is made of, by the tool that makes it. Others (environments of Hatch, what a build takes) are in none. */
const LOCKED_LISTS: Readonly<Partial<Record<LockFacts['kind'], RegExp>>> = {
  uv: /^(?:project\.|dependency-groups\.|tool\.uv\.dev-dependencies$|dependencies$)/,
  poetry: /^(?:project\.|tool\.poetry\.)/,
  pdm: /^(?:project\.|dependency-groups\.|tool\.pdm\.dev-dependencies\.)/,
  conda: /^(?:tool\.pixi\.)?(?:pypi-)?dependencies$/,
  pipfile: /^/,
};

/** What pip-compile leaves out unless it is told otherwise. Source: pip-tools, `--allow-unsafe`. */
const UNSAFE: ReadonlySet<string> = new Set(['pip', 'setuptools', 'distribute']);

/** What Poetry and Pipenv have a marker in: `python = "<3.11"`, `sys_platform = "== 'win32'"`, beside the version. */
const CONDITION =
  /[{,\n]\s*["']?(?:markers?|python|platform|sys_platform|os_name|(?:platform|python|implementation)_\w+)["']?[ \t]*=[ \t]*["']/;

/** Packages of a lock that are read; of a longer one nobody knows what is missing. */
const MOST_PACKAGES = 20_000;

/** Where the lock of a manifest does not have a requirement of it; null where it has, and where platforms, groups or sources leave that open. */
export function disagreementOf(
  requirement: Requirement,
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): Disagreement | null {
  const { normalizedName: name, list } = requirement;
  const lock = lockOf(facts, locks);
  if (name === null || lock === null || !isSure(requirement, facts) || !isLocked(name, list, lock)) return null;
  const isOfConda = (lock.conda ?? []).some((item) => normalizeName(item.name) === name);
  const listed = lock.packages.filter((item) => item.name === name);
  // PDM locks the groups that it is told to.
  if (listed.length === 0)
    return isOfConda || (lock.kind === 'pdm' && list?.group != null) ? null : { lock, versions: [] };
  const versions = listed.flatMap(({ version }) => version ?? []);
  const fits = isOfConda || versions.length === 0 || versions.some((version) => allowsLocked(requirement, version));
  return fits ? null : { lock, versions };
}

/** Whether nothing may leave the requirement out of a lock, or give it another version: a marker, a variable, another source, an override. */
function isSure(requirement: Requirement, facts: RequirementsFacts): boolean {
  const { dynamic, marker, reference, source } = requirement;
  if (dynamic || marker !== null || reference !== null || (source?.reference ?? null) !== null) return false;
  return !isOverridden(requirement.normalizedName!, facts) && !CONDITION.test(sourceText(facts, requirement.range));
}

/** Whether the lock is made of what stands in the list, and has the package from an index if at all. */
function isLocked(name: string, list: RequirementList | undefined, lock: LockFacts): boolean {
  if (lock.packages.length >= MOST_PACKAGES || lock.elsewhere?.includes(name) === true) return false;
  if (lock.kind === 'requirements') return !UNSAFE.has(name);
  return list !== undefined && list.use !== 'build' && LOCKED_LISTS[lock.kind]?.test(list.name) === true;
}

/** The lock that was made from a manifest: the only one of its tool in its own folder. */
function lockOf(facts: RequirementsFacts, locks: readonly LockFacts[] | undefined): LockFacts | null {
  const { path } = facts;
  if (facts.form === 'file')
    return path.endsWith('.in')
      ? (locks?.find((lock) => lock.kind === 'requirements' && lock.path === `${path.slice(0, -'.in'.length)}.txt`) ??
          null)
      : null;
  const own = ownLocks(facts, locks).filter(
    (lock) => directoryOf(lock.path) === directoryOf(path) && isOf(lock, facts),
  );
  return own.length === 1 ? own[0]! : null;
}

/** Whether a manifest is what a lock of its folder is made from. */
function isOf({ kind, path: lock }: LockFacts, { path, installer }: RequirementsFacts): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (kind === 'pipfile') return name === 'Pipfile';
  // Of a conda-lock.yml nobody knows from which environments it was made.
  if (kind === 'conda') return lock.endsWith('pixi.lock') && (installer === 'conda' || installer === 'pixi');
  return name === 'pyproject.toml' || lock === `${path}.lock`;
}

/** Whether the project overrides what is asked for under a name. */
const isOverridden = (name: string, { entries }: RequirementsFacts): boolean =>
  entries.some((entry) => entry.kind === 'requirement' && entry.list?.use === 'limit' && entry.normalizedName === name);
