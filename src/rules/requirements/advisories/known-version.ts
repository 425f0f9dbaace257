import type { Requirement } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { locksNear } from '../../../project/questions/locks';
import { lockNameOf } from '../../../readers/locks/index';
import { exactVersion } from '../../../readers/locks/pinned-requirements';
import { allowsLocked, findKnown } from '../pinning/pinning';

/** The one version that is installed for a requirement, and who says so. */
export interface KnownVersion {
  readonly version: string;
  /** What people call the lock or environment that has it; null where the line itself pins it. */
  readonly lock: string | null;
}

/**
 * The version that a requirement really has: its own pin, else that of a lock or environment. Null where only a range is known: the
 * lower bound of a range says nothing about what is installed.
 */
export function knownVersion(requirement: Requirement, { facts, project }: RequirementsContext): KnownVersion | null {
  if (requirement.dynamic || requirement.reference !== null || requirement.source?.reference) return null;
  const version = exactVersion(requirement);
  if (version !== null) return { version, lock: null };
  if (facts.installer === 'conda') return null;
  const known = findKnown(project.ask(locksNear), requirement, facts);
  // A lock that is out of date is not what the next install takes.
  return known === null || !allowsLocked(requirement, known.version)
    ? null
    : { version: known.version, lock: lockNameOf(known.lock) };
}
