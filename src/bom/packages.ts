import { satisfies } from '@renovatebot/pep440';
import type { Note } from '../core/finding';
import type { LockFacts, LockedPackage, Requirement, RequirementsFacts } from '../core/requirement-facts';
import { referencedFiles } from '../readers/requirements/requirements-files';
import { describeReference, referenceText } from './direct-references';
import type { Component, Digest, Link, Occurrence, Relation, VersionSource } from './inventory';
import { componentOf } from './inventory';
import { formatPurl } from './purl';
import { withoutCredentials, withoutCredentialsInText } from '../analysis/addresses/url-credentials';
import { indexAddress } from './urls';

/** A requirements file, or one install command of a notebook, with the locks that hold for it, best first. */
export interface Manifest {
  readonly facts: RequirementsFacts;
  readonly locks: readonly LockFacts[];
  /** True for a file that only limits versions (`-c`). */
  readonly constraint: boolean;
  locate(offset: number): Pick<Occurrence, 'path' | 'cell' | 'line' | 'column'>;
}

export interface FoundPackages {
  readonly components: readonly Component[];
  readonly relations: readonly Relation[];
  readonly incomplete: readonly Note[];
}

/** The packages that manifests ask for, and everything their lock files add. `locks` are those that no manifest stands beside. */
export function findPackages(
  manifests: readonly Manifest[],
  locks: readonly LockFacts[],
  rootRef: string,
): FoundPackages {
  const finder = new PackageFinder(manifests, locks, rootRef);
  return finder.find();
}

interface Resolution {
  readonly version: string | null;
  readonly source: VersionSource | null;
  readonly locked: LockedPackage | null;
  readonly unresolved: string | null;
}

const DEVELOPMENT =
  /(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|linting|docs?|ci|typing|style|quality|bench|benchmarks?)(?:[-_./]|$)/iu;
/** Lock formats that list the dependencies of each package. */
const WITH_GRAPH = new Set<LockFacts['kind']>(['uv', 'poetry', 'pdm']);

class PackageFinder {
  readonly #components: Component[] = [];
  readonly #relations: Relation[] = [];
  readonly #incomplete: Note[] = [];
  /** Components of a lock's packages, by lock path and name. */
  readonly #locked = new Map<
    string,
    { readonly locked: LockedPackage; readonly ref: string; readonly component: Component }[]
  >();
  readonly #required = new Set<string>();
  readonly #optional = new Set<string>();
  readonly #locks = new Map<string, LockFacts>();

  constructor(
    readonly manifests: readonly Manifest[],
    locks: readonly LockFacts[],
    readonly rootRef: string,
  ) {
    const own = new Set(
      manifests.filter((manifest) => manifest.facts.form === 'file').map((manifest) => manifest.facts.path),
    );
    for (const lock of [...manifests.flatMap((manifest) => manifest.locks), ...locks]) {
      // A compiled requirements file is a manifest already; an environment holds what others need, too.
      if (lock.kind !== 'environment' && !(lock.kind === 'requirements' && own.has(lock.path)))
        this.#locks.set(lock.path, lock);
    }
  }

  find(): FoundPackages {
    for (const lock of this.#locks.values()) this.#addLock(lock);
    for (const manifest of this.manifests) if (!manifest.constraint) this.#addManifest(manifest);
    for (const lock of this.#locks.values()) this.#addGraph(lock);
    const scopes = this.#scopes();
    return {
      components: this.#components.map((component) => ({
        ...component,
        scope: scopes.get(component.ref) ?? 'required',
      })),
      relations: this.#relations,
      incomplete: this.#incomplete,
    };
  }

  #addLock(lock: LockFacts): void {
    const index = this.#indexOfLock(lock);
    const known = graphKnown(lock);
    for (const locked of lock.packages) {
      const component = lockedComponent(lock, locked, index, known);
      this.#components.push(component);
      const key = lockKey(lock, locked.name);
      const same = this.#locked.get(key);
      if (same === undefined) this.#locked.set(key, [{ locked, ref: component.ref, component }]);
      else same.push({ locked, ref: component.ref, component });
    }
  }

  #addManifest(manifest: Manifest): void {
    const optional = DEVELOPMENT.test(manifest.facts.path);
    const invalid: number[] = [];
    for (const entry of manifest.facts.entries) {
      if (entry.kind === 'invalid') invalid.push(manifest.locate(entry.range.start).line ?? 0);
      if (entry.kind !== 'requirement') continue;
      for (const component of this.#describe(manifest, entry)) {
        this.#components.push({
          ...component,
          direct: true,
          occurrences: [{ ...manifest.locate(entry.range.start), symbol: null }],
          requestedAs: requestText(entry),
        });
        this.#relations.push({ from: this.rootRef, kind: 'depends-on', to: component.ref });
        (optional ? this.#optional : this.#required).add(component.ref);
      }
    }
    if (invalid.length > 0)
      this.#incomplete.push({
        path: manifest.facts.path,
        message: `${invalid.length === 1 ? 'line' : 'lines'} ${invalid.slice(0, 10).join(', ')} cannot be read as a requirement`,
      });
  }

  #describe(manifest: Manifest, requirement: Requirement): readonly Component[] {
    if (requirement.reference !== null) {
      const locked = this.#lockedFor(manifest, requirement)[0] ?? null;
      const asLocked =
        locked === null ? undefined : [...this.#locked.values()].flat().find((entry) => entry.locked === locked);
      const written = requirement.reference.revision?.toLowerCase();
      // The lock and the manifest write one place in two ways: what the lock resolved is the component.
      if (asLocked !== undefined && locked?.url && requirement.reference.kind === 'url' && locked.version !== null)
        return [asLocked.component];
      if (
        asLocked !== undefined &&
        locked?.commit &&
        (locked.commit === written || !/^[0-9a-f]{40}$/u.test(written ?? ''))
      )
        return [asLocked.component];
      const component = describeReference(requirement, requirement.reference, locked, manifest.facts.path);
      return component === null ? [] : [component];
    }
    const name = requirement.normalizedName;
    if (name === null) return [];
    return this.#resolve(manifest, requirement).map((resolution) => {
      const { version, source, locked } = resolution;
      const lock =
        locked === null ? null : (manifest.locks.find((candidate) => candidate.packages.includes(locked)) ?? null);
      const index = lock !== null && this.#locks.has(lock.path) ? this.#indexOfLock(lock) : this.#indexOf(manifest);
      const hashes = [
        ...requirement.hashes.map(({ algorithm, value }) => ({ algorithm, value })),
        ...(locked === null || lock?.kind === 'environment' ? [] : locked.hashes.flatMap(digestOf)),
      ];
      return packageComponent(name, version, index, hashes, {
        versionSource: source,
        unresolved: resolution.unresolved,
      });
    });
  }

  /** Exact version, else constraints file, else lock file, else installed environment: what an install here would take. */
  #resolve(manifest: Manifest, requirement: Requirement): readonly Resolution[] {
    const pinned = pinnedVersion(requirement);
    const found = this.#lockedFor(manifest, requirement);
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
    const constrained = this.#constraint(manifest, requirement);
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
  #lockedFor(manifest: Manifest, requirement: Requirement): readonly LockedPackage[] {
    for (const lock of manifest.locks) {
      if (lock.path === manifest.facts.path) continue;
      const named = lock.packages.filter((locked) => locked.name === requirement.normalizedName);
      const allowed = named.filter((locked) => locked.version === null || allows(requirement, locked.version));
      if (allowed.length > 0) return allowed;
      if (named.length > 0 && lock.kind !== 'environment')
        this.#incomplete.push({
          path: lock.path,
          message: `the locked version of ${requirement.normalizedName} is not one that ${manifest.facts.path} allows`,
        });
    }
    return [];
  }

  #constraint(manifest: Manifest, requirement: Requirement): string | null {
    const files = new Set(
      [...this.#includers(manifest), manifest]
        .flatMap((file) => referencedFiles(file.facts))
        .filter((file) => file.kind === 'constraint')
        .map((file) => file.path),
    );
    for (const other of this.manifests) {
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
  #includers(manifest: Manifest): readonly Manifest[] {
    return this.manifests.filter(
      (other) =>
        other !== manifest &&
        referencedFiles(other.facts).some((file) => file.kind === 'requirement' && file.path === manifest.facts.path),
    );
  }

  #indexOf(manifest: Manifest): string | null {
    const options = [manifest, ...this.#includers(manifest)]
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

  #indexOfLock(lock: LockFacts): string | null {
    const indexes = new Set(
      this.manifests
        .filter((manifest) => !manifest.constraint && manifest.locks.some((other) => other.path === lock.path))
        .map((manifest) => this.#indexOf(manifest)),
    );
    return indexes.size === 1 ? ([...indexes][0] ?? null) : null;
  }

  #addGraph(lock: LockFacts): void {
    const entered = new Set<string>();
    for (const locked of lock.packages) {
      const froms = this.#locked.get(lockKey(lock, locked.name))?.filter((entry) => entry.locked === locked) ?? [];
      for (const dependency of locked.dependencies) {
        for (const { ref } of this.#locked.get(lockKey(lock, dependency)) ?? []) {
          entered.add(ref);
          for (const from of froms) this.#relations.push({ from: from.ref, kind: 'depends-on', to: ref });
        }
      }
    }
    const refs = lock.packages.flatMap(
      (locked) => this.#locked.get(lockKey(lock, locked.name))?.map((entry) => entry.ref) ?? [],
    );
    if (refs.some((ref) => this.#required.has(ref) || this.#optional.has(ref))) return;
    // No manifest beside the lock was read: what no other package asks for, the project asks for.
    for (const ref of refs)
      if (!entered.has(ref)) this.#relations.push({ from: this.rootRef, kind: 'depends-on', to: ref });
  }

  /** `optional` for what is reached from development manifests only. */
  #scopes(): ReadonlyMap<string, 'required' | 'optional'> {
    const next = new Map<string, string[]>();
    for (const { from, to } of this.#relations)
      if (from !== this.rootRef) next.set(from, [...(next.get(from) ?? []), to]);
    const scopes = new Map<string, 'required' | 'optional'>();
    for (const [scope, starts] of [
      ['required', this.#required],
      ['optional', this.#optional],
    ] as const) {
      const waiting = [...starts];
      for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
        if (scopes.has(ref)) continue;
        scopes.set(ref, scope);
        waiting.push(...(next.get(ref) ?? []));
      }
    }
    return scopes;
  }
}

function lockedComponent(lock: LockFacts, locked: LockedPackage, index: string | null, known: boolean): Component {
  const occurrences = [{ path: lock.path, cell: null, line: null, column: null, symbol: null }];
  const rest = {
    versionSource: locked.version === null ? null : 'lock',
    unresolved: locked.version === null && locked.commit === null ? 'version-not-known' : null,
    dependenciesKnown: known,
    occurrences,
  } as const;
  const marker = locked.marker === null ? [] : [{ name: 'marker', value: locked.marker }];
  const hashes = locked.hashes.flatMap(digestOf);
  if (locked.commit !== null && locked.url !== null) {
    const vcs = vcsAddress(locked.url, locked.commit);
    const purl = formatPurl({ type: 'pypi', name: locked.name, version: locked.version, qualifiers: { vcs_url: vcs } });
    return componentOf({
      ref: purl ?? `package:pypi/${locked.name}`,
      kind: 'package',
      name: locked.name,
      version: locked.version,
      purl,
      links: [{ kind: 'vcs', url: vcs, comment: null, hashes: [] }],
      properties: [...marker, { name: 'commit', value: locked.commit }],
      ...rest,
    });
  }
  if (locked.url !== null && /^https?:/iu.test(locked.url)) {
    const url = withoutCredentials(locked.url.split('#', 1)[0] ?? '');
    const purl = formatPurl({
      type: 'pypi',
      name: locked.name,
      version: locked.version,
      qualifiers: { download_url: url },
    });
    return componentOf({
      ref: purl ?? `package:archive/${url}`,
      kind: 'package',
      name: locked.name,
      version: locked.version,
      purl,
      links: [{ kind: 'distribution', url, comment: null, hashes }],
      properties: marker,
      ...rest,
    });
  }
  return { ...packageComponent(locked.name, locked.version, index, hashes, rest), properties: marker };
}

function packageComponent(
  name: string,
  version: string | null,
  index: string | null,
  hashes: readonly Digest[],
  rest: Partial<Component>,
): Component {
  const purl = formatPurl({ type: 'pypi', name, version, qualifiers: index === null ? {} : { repository_url: index } });
  const links: Link[] =
    index === null && hashes.length === 0
      ? []
      : [
          {
            kind: 'distribution',
            url: `${index ?? 'https://pypi.org/simple'}/${encodeURIComponent(name)}/`,
            hashes,
            comment: [
              index === null
                ? 'the public index, unless the installer is told of another'
                : 'the index that the manifest names',
              hashes.length > 0 ? 'digests of the release files' : '',
            ]
              .filter((part) => part !== '')
              .join('; '),
          },
        ];
  return componentOf({
    ref: purl ?? `package:pypi/${name}${version === null ? '' : `@${version}`}`,
    kind: 'package',
    name,
    version,
    purl,
    links,
    ...rest,
  });
}

/** The form of a VCS location that package URLs use: scheme, address and commit. */
function vcsAddress(url: string, commit: string): string {
  const address = url.replace(/[?#].{0,2000}$/u, '').replace(/@[^@/]{1,200}$/u, '');
  return withoutCredentialsInText(`${/^(?:git|hg|svn|bzr)\+/u.test(address) ? '' : 'git+'}${address}@${commit}`);
}

/** `==1.2.3` or `===1.2.3`; `==1.2.*` pins nothing. */
function pinnedVersion(requirement: Requirement): string | null {
  const exact = requirement.dynamic
    ? undefined
    : requirement.specifiers.find(
        (specifier) =>
          (specifier.operator === '==' && !specifier.version.endsWith('.*')) || specifier.operator === '===',
      );
  return exact?.version ?? null;
}

function allows(requirement: Requirement, version: string): boolean {
  if (requirement.specifiers.length === 0) return true;
  try {
    return satisfies(
      version,
      requirement.specifiers.map((specifier) => specifier.operator + specifier.version).join(','),
      { prereleases: true },
    );
  } catch {
    return false; // a version that PEP 440 does not know satisfies nothing
  }
}

function sourceOf(manifest: Manifest, locked: LockedPackage): VersionSource | null {
  if (locked.version === null) return null;
  const kind = manifest.locks.find((lock) => lock.packages.includes(locked))?.kind;
  return kind === 'environment' ? 'environment' : kind === 'requirements' ? 'pinned' : 'lock';
}

/** As written, without the name: `[standard]>=0.20,<1 ; python_version > "3.8"`. */
function requestText(requirement: Requirement): readonly string[] {
  const extras = requirement.extras.length > 0 ? `[${requirement.extras.join(',')}]` : '';
  const place = requirement.reference === null ? null : referenceText(requirement.reference);
  const version =
    requirement.reference === null
      ? requirement.specifiers.map((specifier) => specifier.operator + specifier.version).join(',')
      : place === null
        ? '@ a path of this machine'
        : `@ ${place}`;
  const text = `${extras}${version}${requirement.marker === null ? '' : ` ; ${requirement.marker.text}`}`.trim();
  return text === '' ? [] : [text];
}

function digestOf(text: string): readonly Digest[] {
  const colon = text.indexOf(':');
  return colon > 0 ? [{ algorithm: text.slice(0, colon), value: text.slice(colon + 1) }] : [];
}

const graphKnown = (lock: LockFacts): boolean =>
  WITH_GRAPH.has(lock.kind) ||
  (lock.kind === 'pylock' && lock.packages.some((locked) => locked.dependencies.length > 0));

const lockKey = (lock: LockFacts, name: string): string => `${lock.path}\n${name}`;
