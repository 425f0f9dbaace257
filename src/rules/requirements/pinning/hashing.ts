import type { Edit } from '../../../core/finding';
import type { LockedPackage, LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
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

/** What a lock says that lines need, however far away, and that has no line of its own, by name. */
export interface Needed {
  /** In every environment: without a line with hashes for it, pip refuses the file. */
  readonly always: readonly string[];
  /** In some environments, or with some extra. */
  readonly sometimes: readonly string[];
}

export function neededBy(facts: RequirementsFacts, lock: LockFacts): Needed {
  const requirements = facts.entries.filter((entry): entry is Requirement => entry.kind === 'requirement');
  const own = new Set(requirements.flatMap(({ normalizedName }) => normalizedName ?? []));
  const known = new Map(lock.packages.map((item) => [item.name, item]));
  const reached = (isFollowed: (from: LockedPackage, to: string) => boolean): ReadonlySet<string> => {
    const seen = new Set(own);
    for (const name of seen) {
      const from = known.get(name);
      for (const to of from?.dependencies ?? []) if (known.has(to) && isFollowed(from!, to)) seen.add(to);
    }
    return seen;
  };
  const isCertain = (from: LockedPackage, to: string): boolean =>
    from.conditional?.includes(to) !== true && known.get(to)!.marker === null;
  const always = reached(isCertain);
  const missing = [...reached(() => true)].filter((name) => !own.has(name)).sort();
  // Lines that another file has belong to the same install, and nobody knows them here.
  const isAlone = !facts.entries.some((entry) => entry.kind === 'option' && entry.name === '--requirement');
  return {
    always: missing.filter((name) => isAlone && always.has(name)),
    sometimes: missing.filter((name) => !isAlone || !always.has(name)),
  };
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
