import { shortened } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import type { LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { lockNameOf } from '../../../readers/locks/index';
import { exactVersion } from '../../../readers/locks/pinned-requirements';
import { findKnown, hashEdit, usableHashes, type KnownPackage } from './pinning';

/** What the project's lock says of a pinned requirement, where none of its hashes is one that the lock has for that version. */
export function lockWithOtherHashes(
  requirement: Requirement,
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): KnownPackage | null {
  if (requirement.hashes.length === 0 || requirement.reference !== null || requirement.dynamic) return null;
  const tools = (locks ?? []).filter(({ kind }) => kind !== 'environment' && kind !== 'requirements');
  const known = findKnown(tools, requirement, facts);
  if (known === null || known.version !== exactVersion(requirement)) return null;
  const hashes = new Set(usableHashes(known.package));
  const isKnown = requirement.hashes.some(({ algorithm, value }) => hashes.has(`${algorithm}:${value.toLowerCase()}`));
  // Of another algorithm nobody can tell.
  const isComparable = requirement.hashes.some(({ algorithm }) =>
    [...hashes].some((hash) => hash.startsWith(`${algorithm}:`)),
  );
  return hashes.size === 0 || isKnown || !isComparable ? null : known;
}

/** Takes the hashes of the lock. Which of the two is right is for people to say. */
export function hashesOfLock(requirement: Requirement, facts: RequirementsFacts, known: KnownPackage): Fix[] {
  const edit = hashEdit(facts, requirement, usableHashes(known.package));
  return edit === null
    ? []
    : [{ title: `Take the hashes of ${shortened(lockNameOf(known.lock), 28)}`, safety: 'unsafe', edits: [edit] }];
}
