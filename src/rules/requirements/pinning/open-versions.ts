import type { LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { isConstraintsFile, normalizeName } from '../../../readers/requirements/requirements';

/** Installers that people bring up to date before the real work; pinning them there helps nobody. */
const BOOTSTRAP: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'uv']);

/** Whether nobody expects one version there: constraints, what `uv add` and its like write down, and all but applications. */
export function isLeftOpen({ list, source }: Requirement, name: string, facts: RequirementsFacts): boolean {
  switch (facts.form) {
    case 'file':
      return isConstraintsFile(facts.path);
    case 'command':
      return BOOTSTRAP.has(name) || facts.adds === true;
    case 'manifest':
      return (
        (facts.installer === 'conda' && BOOTSTRAP.has(name)) ||
        (list !== undefined && list.use !== 'application') ||
        (source?.reference ?? null) !== null
      );
  }
}

/** Kinds of locks that the installer of a manifest installs from without being told. */
const OWN_LOCKS: Readonly<Partial<Record<RequirementsFacts['installer'], readonly LockFacts['kind'][]>>> = {
  pip: ['uv', 'poetry', 'pdm', 'conda'],
  uv: ['uv'],
  poetry: ['poetry'],
  pdm: ['pdm', 'uv'],
  pipenv: ['pipfile'],
  conda: ['conda'],
  pixi: ['conda'],
};

/** The locks that the tool of a manifest installs from. */
export const ownLocks = (
  { form, installer, path }: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): readonly LockFacts[] =>
  form === 'manifest'
    ? (locks ?? []).filter(
        (lock) =>
          OWN_LOCKS[installer]?.includes(lock.kind) === true &&
          // A script is installed apart from the project that it lies in.
          (!path.endsWith('.py') || lock.path === `${path}.lock`),
      )
    : [];

/** Whether a lock of the manifest's own tool has the package: then every install takes that version, whatever range is written. */
export const isLockedByOwnTool = (
  { normalizedName }: Requirement,
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): boolean =>
  ownLocks(facts, locks).some(({ packages, conda = [] }) =>
    [...packages, ...conda].some(({ name }) => normalizeName(name) === normalizedName),
  );
