import type { LockFacts, Requirement, RequirementsFacts } from '../core/requirement-facts';
import { referencedFiles } from '../readers/requirements/requirements-files';
import type { Occurrence } from './inventory';
import { allows, pinnedVersion } from './requests';
import { indexAddress } from './urls';

/** A requirements file, or one install command of a notebook, with the locks that hold for it, best first. */
export interface Manifest {
  readonly facts: RequirementsFacts;
  readonly locks: readonly LockFacts[];
  /** True for a file that only limits versions (`-c`). */
  readonly constraint: boolean;
  locate(offset: number): Pick<Occurrence, 'path' | 'cell' | 'line' | 'column'>;
}

/** What the manifests of a project say together: files that include others, constraints, indexes. */
export class Manifests {
  constructor(readonly all: readonly Manifest[]) {}

  /** The version that a constraints file of the manifest pins the requirement to. */
  constraintOn(manifest: Manifest, requirement: Requirement): string | null {
    const files = new Set(
      [...this.#includersOf(manifest), manifest]
        .flatMap((file) => referencedFiles(file.facts))
        .filter((file) => file.kind === 'constraint')
        .map((file) => file.path),
    );
    for (const other of this.all) {
      if (!files.has(other.facts.path)) continue;
      for (const entry of other.facts.entries) {
        const version =
          entry.kind === 'requirement' && entry.normalizedName === requirement.normalizedName
            ? pinnedVersion(entry)
            : null;
        if (version !== null && allows(requirement, version)) return version;
      }
    }
    return null;
  }

  /** Options of the file that says `-r` hold for the file it names as well. */
  #includersOf(manifest: Manifest): readonly Manifest[] {
    return this.all.filter(
      (other) =>
        other !== manifest &&
        referencedFiles(other.facts).some((file) => file.kind === 'requirement' && file.path === manifest.facts.path),
    );
  }

  /** The one index that the manifest, or a file that includes it, names; null for any other case. */
  indexOf(manifest: Manifest): string | null {
    const options = [manifest, ...this.#includersOf(manifest)]
      .flatMap((file) => file.facts.entries)
      .filter((entry) => entry.kind === 'option');
    const named = options
      .filter((option) => option.name === '--index-url')
      .map((option) => option.value)
      .filter((value) => value !== null && !/\$\{?\w/u.test(value.replace(/\/\/[^/]{0,400}@/u, '//')));
    const [only] = named;
    // With a second index, nobody can say which of them a file comes from.
    return named.length === 1 && only && !options.some((option) => option.name === '--extra-index-url')
      ? indexAddress(only)
      : null;
  }

  /** The index of all manifests that the lock holds for, where they agree. */
  indexOfLock(lock: LockFacts): string | null {
    const indexes = new Set(
      this.all
        .filter((manifest) => !manifest.constraint && manifest.locks.some((other) => other.path === lock.path))
        .map((manifest) => this.indexOf(manifest)),
    );
    return indexes.size === 1 ? ([...indexes][0] ?? null) : null;
  }
}
