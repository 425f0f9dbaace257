import type { Edit } from '../../../core/finding';
import type { LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { exactVersion } from '../../../readers/locks/pinned-requirements';
import { addedHashes, allowsLocked, findKnown, pinEdit, usableHashes } from './pinning';

/** Files on an index and archives can be hashed; a checkout and a folder cannot. */
export function canHaveHash({ reference, editable }: Requirement): boolean {
  if (editable || reference?.kind === 'vcs') return false;
  return (
    reference?.kind !== 'path' ||
    /\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))$/i.test(reference.text.replace(/#.*$/s, ''))
  );
}

export const hasHash = ({ hashes, reference }: Requirement): boolean =>
  hashes.length > 0 || ['sha256', 'sha384', 'sha512'].some((algorithm) => Boolean(reference?.fragment[algorithm]));

/** Hashes for lines that have none, from one lock. */
export interface HashPlan {
  readonly lock: LockFacts;
  /** Pins and hashes of all lines; nothing where one of them is lacking. */
  readonly edits: readonly Edit[];
  /** Lines of which the lock has no hashes, or a version that they do not allow. */
  readonly lacking: readonly Requirement[];
}

/** Hashes for every line that lacks them, from the one lock that knows most of them; null without a lock. */
export function planHashes(
  facts: RequirementsFacts,
  missing: readonly Requirement[],
  locks: readonly LockFacts[] | undefined,
): HashPlan | null {
  let best: HashPlan | null = null;
  for (const lock of locks ?? []) {
    if (lock.kind === 'environment') continue;
    const each = missing.map((requirement) => hashed(facts, requirement, lock));
    const lacking = missing.filter((_, index) => each[index] === null);
    if (lacking.length === 0) return { lock, lacking, edits: each.flatMap((edits) => edits ?? []) };
    if (best === null || lacking.length < best.lacking.length) best = { lock, lacking, edits: [] };
  }
  return best;
}

/** A line with its pin and the hashes of a lock; null when that does not have them. */
function hashed(facts: RequirementsFacts, requirement: Requirement, lock: LockFacts): readonly Edit[] | null {
  const known =
    requirement.normalizedName === null || requirement.reference !== null || requirement.dynamic
      ? null
      : findKnown([lock], requirement, facts);
  const hashes = known === null ? [] : usableHashes(known.package);
  if (known === null || hashes.length === 0 || !allowsLocked(requirement, known.version)) return null;
  const added = addedHashes(facts, requirement, hashes);
  if (exactVersion(requirement) !== null) return [added];
  const pin = pinEdit(facts, requirement, known.version);
  if (pin === null) return null;
  // Two insertions at one place have no order: they are one edit.
  return pin.range.end === added.range.start ? [{ range: pin.range, text: pin.text + added.text }] : [pin, added];
}
