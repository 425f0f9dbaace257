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

/** What a manifest has from itself and from the files that include it. Read once: a manifest may ask for a hundred thousand packages. */
interface Surroundings {
  /** The manifest's own index; null for the public one, and where nobody can say which. */
  readonly index: string | null;
  /** Versions that its constraints files pin, by name. */
  readonly constraints: ReadonlyMap<string, readonly string[]>;
}

/** What the manifests of a project say together: files that include others, constraints, indexes. */
export class Manifests {
  readonly #known = new Map<Manifest, Surroundings>();
  /** Manifests by the path of the file that they include. */
  readonly #includers = new Map<string, Manifest[]>();
  /** Versions that a file pins, by its path and the name. */
  readonly #pins = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(readonly all: readonly Manifest[]) {
    for (const manifest of all)
      for (const { path } of referencedFiles(manifest.facts).filter((file) => file.kind === 'requirement')) {
        const known = this.#includers.get(path);
        if (known === undefined) this.#includers.set(path, [manifest]);
        else known.push(manifest);
      }
  }

  /** The version that a constraints file of the manifest pins the requirement to. */
  constraintOn(manifest: Manifest, requirement: Requirement): string | null {
    const pinned = this.#around(manifest).constraints.get(requirement.normalizedName ?? '') ?? [];
    return pinned.find((version) => allows(requirement, version)) ?? null;
  }

  /** The one index that the manifest, or a file that includes it, names; null for any other case. */
  indexOf(manifest: Manifest): string | null {
    return this.#around(manifest).index;
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

  #around(manifest: Manifest): Surroundings {
    const known = this.#known.get(manifest);
    if (known !== undefined) return known;
    // Options of the file that says `-r` hold for the file it names as well.
    const others = (this.#includers.get(manifest.facts.path) ?? []).filter((other) => other !== manifest);
    const made = {
      index: indexAmong([manifest, ...others]),
      constraints: this.#constraintsAmong([...others, manifest]),
    };
    this.#known.set(manifest, made);
    return made;
  }

  #constraintsAmong(manifests: readonly Manifest[]): ReadonlyMap<string, readonly string[]> {
    const files = new Set(
      manifests
        .flatMap(({ facts }) => referencedFiles(facts))
        .filter((file) => file.kind === 'constraint')
        .map((file) => file.path),
    );
    const found = this.all.filter(({ facts }) => files.has(facts.path)).map((manifest) => this.#pinsOf(manifest));
    const [only] = found;
    if (found.length === 1 && only !== undefined) return only;
    const merged = new Map<string, string[]>();
    for (const [name, versions] of found.flatMap((pins) => [...pins])) {
      const known = merged.get(name);
      if (known === undefined) merged.set(name, [...versions]);
      else known.push(...versions);
    }
    return merged;
  }

  #pinsOf({ facts }: Manifest): ReadonlyMap<string, readonly string[]> {
    const known = this.#pins.get(facts.path);
    if (known !== undefined) return known;
    const pins = new Map<string, string[]>();
    for (const entry of facts.entries) {
      const version = entry.kind === 'requirement' && entry.normalizedName !== null ? pinnedVersion(entry) : null;
      if (entry.kind !== 'requirement' || entry.normalizedName === null || version === null) continue;
      const same = pins.get(entry.normalizedName);
      if (same === undefined) pins.set(entry.normalizedName, [version]);
      else same.push(version);
    }
    this.#pins.set(facts.path, pins);
    return pins;
  }
}

function indexAmong(manifests: readonly Manifest[]): string | null {
  const options = manifests.flatMap(({ facts }) => facts.entries).filter((entry) => entry.kind === 'option');
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
