import type { Edit } from '../../../core/finding';
import type { LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { shortened } from '../../../analysis/secrets/shortened';
import { lockNameOf } from '../../../readers/locks/index';
import { normalizeName } from '../../../readers/requirements/requirements-grammar';
import { allowsLocked, pinEdit, sourceText } from './pinning';

/** Versions alone: no build, no bracket, nothing that a pin would take away. Source: conda, Package match specifications. */
const PLAIN = /^[ \t]*(?:(?:==?|[<>!~]=?)?[ \t]*[\w.*!+]+[ \t]*(?:,[ \t]*|$))*$/;

/** The one version that a lock of conda has of a package, as an edit; else why there is none. */
export function findCondaVersion(
  facts: RequirementsFacts,
  requirement: Requirement,
  locks: readonly LockFacts[],
): { readonly title: string; readonly edits: readonly Edit[] } | string {
  const { normalizedName, specifierRange } = requirement;
  for (const lock of locks) {
    const versions = new Set(
      (lock.conda ?? []).filter(({ name }) => normalizeName(name) === normalizedName).map(({ version }) => version),
    );
    const [version] = versions;
    if (version === undefined) continue;
    if (versions.size > 1) return 'its version in the lock depends on the platform';
    if (!allowsLocked(requirement, version))
      return `it does not allow the ${shortened(version, 24)} of ${lockNameOf(lock)}`;
    if (specifierRange !== null && !PLAIN.test(sourceText(facts, specifierRange)))
      return 'it asks for a build, which a pin would take away';
    const edit = pinEdit(facts, requirement, version);
    return edit === null
      ? 'its version cannot be written there'
      : { title: `${requirement.name ?? ''} ${shortened(version, 24)} (from ${lockNameOf(lock)})`, edits: [edit] };
  }
  return 'no conda-lock.yml or pixi.lock has it';
}
