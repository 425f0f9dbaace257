import type { Note } from '../core/finding';
import type { LockedPackage, LockFacts, Requirement } from '../core/requirement-facts';
import type { VersionSource } from './inventory';
import type { Manifest, Manifests } from './manifests';
import { grouped } from './order';
import { allows, pinnedVersion } from './requests';

/** A package of a lock, with the lock. */
export interface Locked {
  readonly lock: LockFacts;
  readonly locked: LockedPackage;
}

/** A version that an install of a requirement would take, and who says so. */
export interface Resolution {
  readonly version: string | null;
  readonly source: VersionSource | null;
  readonly from: Locked | null;
  readonly unresolved: string | null;
}

/** Finds the versions that requirements stand for. What does not fit together goes to `incomplete`. */
export class VersionResolver {
  readonly #byName = new Map<LockFacts, ReadonlyMap<string, readonly LockedPackage[]>>();

  constructor(
    private readonly manifests: Manifests,
    private readonly incomplete: Note[],
  ) {}

  /** Exact version, else constraints file, else lock file, else installed environment: what an install here would take. */
  resolve(manifest: Manifest, requirement: Requirement): readonly Resolution[] {
    const pinned = pinnedVersion(requirement);
    const found = this.lockedFor(manifest, requirement);
    const exactly = (version: string, source: VersionSource): readonly Resolution[] => [
      { version, source, from: found.find(({ locked }) => locked.version === version) ?? null, unresolved: null },
    ];
    if (pinned !== null) return exactly(pinned, 'pinned');
    if (requirement.dynamic) return [{ version: null, source: null, from: null, unresolved: 'version-not-known' }];
    const constrained = this.manifests.constraintOn(manifest, requirement);
    if (constrained !== null) return exactly(constrained, 'constraint');
    if (found.length === 0) return [{ version: null, source: null, from: null, unresolved: 'not-pinned' }];
    return found.map((from) => ({
      version: from.locked.version,
      source: sourceOf(from),
      from,
      unresolved: from.locked.version === null ? 'version-not-known' : null,
    }));
  }

  /** Packages of the best lock that has the name in a version the requirement allows; several when markers choose. */
  lockedFor(manifest: Manifest, requirement: Requirement): readonly Locked[] {
    for (const lock of manifest.locks) {
      if (lock.path === manifest.facts.path) continue;
      const named = this.#named(lock, requirement.normalizedName ?? '');
      const allowed = named.filter((locked) => locked.version === null || allows(requirement, locked.version));
      if (allowed.length > 0) return allowed.map((locked) => ({ lock, locked }));
      if (named.length > 0 && lock.kind !== 'environment')
        this.incomplete.push({
          path: lock.path,
          message: `the locked version of ${requirement.normalizedName} is not one that ${manifest.facts.path} allows`,
        });
    }
    return [];
  }

  /** A lock is asked for every requirement of a manifest, so its names are looked up. */
  #named(lock: LockFacts, name: string): readonly LockedPackage[] {
    let names = this.#byName.get(lock);
    if (names === undefined) this.#byName.set(lock, (names = grouped(lock.packages, ({ name }) => name)));
    return names.get(name) ?? [];
  }
}

function sourceOf({ lock, locked }: Locked): VersionSource | null {
  if (locked.version === null) return null;
  return lock.kind === 'environment' ? 'environment' : lock.kind === 'requirements' ? 'pinned' : 'lock';
}
