import type { Note } from '../core/finding';
import type { LockedPackage, Requirement } from '../core/requirement-facts';
import type { VersionSource } from './inventory';
import type { Manifest, Manifests } from './manifests';
import { allows, pinnedVersion } from './requests';

/** A version that an install of a requirement would take, and who says so. */
export interface Resolution {
  readonly version: string | null;
  readonly source: VersionSource | null;
  readonly locked: LockedPackage | null;
  readonly unresolved: string | null;
}

/** Finds the versions that requirements stand for. What does not fit together goes to `incomplete`. */
export class VersionResolver {
  constructor(
    private readonly manifests: Manifests,
    private readonly incomplete: Note[],
  ) {}

  /** Exact version, else constraints file, else lock file, else installed environment: what an install here would take. */
  resolve(manifest: Manifest, requirement: Requirement): readonly Resolution[] {
    const pinned = pinnedVersion(requirement);
    const found = this.lockedFor(manifest, requirement);
    if (pinned !== null)
      return [
        {
          version: pinned,
          source: 'pinned',
          locked: found.find((locked) => locked.version === pinned) ?? null,
          unresolved: null,
        },
      ];
    if (requirement.dynamic) return [{ version: null, source: null, locked: null, unresolved: 'version-not-known' }];
    const constrained = this.manifests.constraintOn(manifest, requirement);
    if (constrained !== null)
      return [
        {
          version: constrained,
          source: 'constraint',
          locked: found.find((locked) => locked.version === constrained) ?? null,
          unresolved: null,
        },
      ];
    if (found.length === 0) return [{ version: null, source: null, locked: null, unresolved: 'not-pinned' }];
    return found.map((locked) => ({
      version: locked.version,
      source: sourceOf(manifest, locked),
      locked,
      unresolved: locked.version === null ? 'version-not-known' : null,
    }));
  }

  /** Packages of the best lock that has the name in a version the requirement allows; several when markers choose. */
  lockedFor(manifest: Manifest, requirement: Requirement): readonly LockedPackage[] {
    for (const lock of manifest.locks) {
      if (lock.path === manifest.facts.path) continue;
      const named = lock.packages.filter((locked) => locked.name === requirement.normalizedName);
      const allowed = named.filter((locked) => locked.version === null || allows(requirement, locked.version));
      if (allowed.length > 0) return allowed;
      if (named.length > 0 && lock.kind !== 'environment')
        this.incomplete.push({
          path: lock.path,
          message: `the locked version of ${requirement.normalizedName} is not one that ${manifest.facts.path} allows`,
        });
    }
    return [];
  }
}

function sourceOf(manifest: Manifest, locked: LockedPackage): VersionSource | null {
  if (locked.version === null) return null;
  const kind = manifest.locks.find((lock) => lock.packages.includes(locked))?.kind;
  return kind === 'environment' ? 'environment' : kind === 'requirements' ? 'pinned' : 'lock';
}
