import type { LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { locksNear } from '../../../project/questions/locks';
import { lockNameOf } from '../../../readers/locks/index';
import { ownLocks } from '../pinning/open-versions';

/** A package that is installed because a requirement needs it. */
export interface PackageBehind {
  readonly name: string;
  readonly version: string;
  /** The name of the lock that has it. */
  readonly lock: string;
}

/** Packages of one lock that are followed. */
const MAX_PACKAGES = 5_000;

/**
 * What the lock of a manifest's own tool installs for a requirement, besides what the manifest asks for itself. What several
 * requirements need is told of at the first of them.
 */
export function packagesBehind(requirement: Requirement, context: RequirementsContext): readonly PackageBehind[] {
  const { facts, project } = context;
  const [lock] = ownLocks(facts, project.ask(locksNear));
  return lock === undefined ? [] : (behindAll(lock, facts).get(requirement) ?? []);
}

const kept = new WeakMap<
  RequirementsFacts,
  { readonly lock: LockFacts; readonly behind: ReadonlyMap<Requirement, readonly PackageBehind[]> }
>();

function behindAll(lock: LockFacts, facts: RequirementsFacts): ReadonlyMap<Requirement, readonly PackageBehind[]> {
  const before = kept.get(facts);
  if (before?.lock === lock) return before.behind;
  const packages = new Map<string, LockFacts['packages'][number][]>();
  for (const item of lock.packages.slice(0, MAX_PACKAGES))
    packages.set(item.name, [...(packages.get(item.name) ?? []), item]);
  const requirements = facts.entries.filter((entry) => entry.kind === 'requirement');
  // Another list of the same lock may ask for it: that it is told of there is enough.
  const seen = new Set([...requirements.flatMap(({ normalizedName }) => normalizedName ?? []), ...(lock.direct ?? [])]);
  const behind = new Map<Requirement, readonly PackageBehind[]>();
  for (const requirement of requirements) {
    const found: PackageBehind[] = [];
    const queue = [requirement.normalizedName ?? ''];
    for (let i = 0; i < queue.length; i++)
      for (const { dependencies } of packages.get(queue[i]!) ?? [])
        for (const name of dependencies) {
          if (seen.has(name)) continue;
          seen.add(name);
          queue.push(name);
          for (const { version, url, commit } of packages.get(name) ?? [])
            if (version !== null && url === null && commit === null)
              found.push({ name, version, lock: lockNameOf(lock) });
        }
    behind.set(requirement, found);
  }
  kept.set(facts, { lock, behind });
  return behind;
}
