import type { Note } from '../core/finding';
import type { LockFacts, LockedPackage, Requirement } from '../core/requirement-facts';
import { describeReference } from './direct-references';
import { describedBy } from './distribution-metadata';
import { SCOPES, type Component, type Relation, type InstallScope } from './inventory';
import { documentOf } from '../readers/documents';
import { versionsTaken } from '../readers/locks/lock-values';
import { normalizeName } from '../readers/requirements/requirements';
import { indexAddress } from './urls';
import { Manifests, type Manifest } from './manifests';
import { digestOf, graphKnown, lockedComponent, packageComponent } from './package-components';
import { requestText } from './requests';
import { VersionResolver, type Locked } from './resolution';

export interface FoundPackages {
  readonly components: readonly Component[];
  readonly relations: readonly Relation[];
  readonly incomplete: readonly Note[];
}

/** The packages that manifests ask for, and everything their lock files add. `locks` are those that no manifest stands beside. */
export function findPackages(
  manifests: readonly Manifest[],
  locks: readonly LockFacts[],
  root: { readonly ref: string; readonly name: string },
): FoundPackages {
  return new PackageFinder(manifests, locks, root.ref, normalizeName(root.name)).find();
}

const DEVELOPMENT =
  /(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|linting|docs?|ci|typing|style|quality|bench|benchmarks?)(?:[-_./]|$)/iu;

/** Of a hundred thousand packages most have no digest. */
const NONE: readonly never[] = [];

/** What the steps of a pipeline install is there while they run. */
const isPipeline = (path: string): boolean => documentOf(path)?.kind === 'workflow';

/** A component of which is found out step by step who asks for it: a hundred thousand are not made anew for each step. */
type Draft = { -readonly [K in keyof Component]: Component[K] };

class PackageFinder {
  readonly #components: Draft[] = [];
  readonly #relations: Relation[] = [];
  readonly #incomplete: Note[] = [];
  /** Components of a lock's packages, by lock path and name. */
  readonly #locked = new Map<
    string,
    { readonly locked: LockedPackage; readonly ref: string; readonly component: Component }[]
  >();
  readonly #refs = new Map<LockedPackage, string>();
  readonly #byRef = new Map<string, LockedPackage[]>();
  /** What manifests ask for, by scope. */
  readonly #asked: Readonly<Record<InstallScope, Set<string>>> = {
    required: new Set(),
    optional: new Set(),
    excluded: new Set(),
  };
  readonly #locks = new Map<string, LockFacts>();
  /** What installed distributions say about themselves, by name and version. */
  readonly #described = new Map<string, ReturnType<typeof describedBy>>();
  readonly #manifests: Manifests;
  readonly #versions: VersionResolver;

  constructor(
    manifests: readonly Manifest[],
    locks: readonly LockFacts[],
    readonly rootRef: string,
    /** PEP 503 name of the project itself: `x[dev]` of one of its lists is none of its packages. */
    readonly ownName: string,
  ) {
    const own = new Set(
      manifests.filter((manifest) => manifest.facts.form === 'file').map((manifest) => manifest.facts.path),
    );
    for (const lock of [...manifests.flatMap((manifest) => manifest.locks), ...locks]) {
      // A compiled requirements file is a manifest already; an environment holds what others need, too.
      if (lock.kind === 'environment') this.#describeInstalled(lock);
      if (lock.kind !== 'environment' && !(lock.kind === 'requirements' && own.has(lock.path)))
        this.#locks.set(lock.path, lock);
    }
    this.#manifests = new Manifests(manifests);
    this.#versions = new VersionResolver(this.#manifests, this.#incomplete);
  }

  find(): FoundPackages {
    for (const lock of this.#locks.values()) this.#addLock(lock);
    for (const manifest of this.#manifests.all) if (!manifest.constraint) this.#addManifest(manifest);
    for (const lock of this.#locks.values()) this.#addGraph(lock);
    const scopes = this.#scopes();
    for (const component of this.#components) {
      component.scope = scopes.get(component.ref) ?? (this.#isOptional(component.ref) ? 'optional' : 'required');
      const described =
        this.#described.size === 0 ? undefined : this.#described.get(installedKey(component.name, component.version));
      if (described !== undefined)
        Object.assign(component, described, { links: [...component.links, ...described.links] });
    }
    return {
      components: this.#components,
      relations: this.#relations,
      incomplete: this.#incomplete,
    };
  }

  #describeInstalled({ packages }: LockFacts): void {
    for (const { name, version, metadata } of packages)
      if (metadata !== undefined && version !== null && !this.#described.has(installedKey(name, version)))
        this.#described.set(installedKey(name, version), describedBy(metadata));
  }

  #addLock(lock: LockFacts): void {
    const index = this.#manifests.indexOfLock(lock);
    const known = graphKnown(lock);
    for (const locked of lock.packages) {
      const component = lockedComponent(lock, locked, index, known);
      this.#components.push(component);
      this.#refs.set(locked, component.ref);
      const key = lockKey(lock, locked.name);
      const same = this.#locked.get(key);
      if (same === undefined) this.#locked.set(key, [{ locked, ref: component.ref, component }]);
      else same.push({ locked, ref: component.ref, component });
      const alike = this.#byRef.get(component.ref);
      if (alike === undefined) this.#byRef.set(component.ref, [locked]);
      else alike.push(locked);
    }
  }

  #addManifest(manifest: Manifest): void {
    const isForDevelopment = DEVELOPMENT.test(manifest.facts.path) || isPipeline(manifest.locate(0).path);
    const invalid: number[] = [];
    const variable: number[] = [];
    for (const entry of manifest.facts.entries) {
      if (entry.kind === 'invalid') invalid.push(manifest.locate(entry.range.start).line ?? 0);
      if (entry.kind !== 'requirement' || !this.#isInstalled(entry)) continue;
      const scope = isForDevelopment ? 'excluded' : scopeOf(entry);
      // `pip install $PKG`: what it installs is said when it runs.
      if (entry.dynamic && entry.normalizedName === null && entry.reference === null)
        variable.push(manifest.locate(entry.range.start).line ?? 0);
      for (const component of this.#describe(manifest, withReference(entry))) {
        // One of a lock stands for itself, too.
        const own: Draft = component.occurrences.length === 0 ? component : { ...component };
        own.direct = true;
        const { path, cell, line, column } = manifest.locate(entry.range.start);
        own.occurrences = [{ path, cell, line, column, symbol: null }];
        own.requestedAs = requestText(entry);
        this.#components.push(own);
        this.#relations.push({ from: this.rootRef, kind: 'depends-on', to: component.ref });
        this.#asked[scope].add(component.ref);
      }
    }
    const { path } = manifest.facts;
    if (invalid.length > 0)
      this.#incomplete.push({ path, message: `${linesText(invalid)} cannot be read as a requirement` });
    if (variable.length > 0)
      this.#incomplete.push({ path, message: `${linesText(variable)}: a variable says what is installed` });
  }

  #describe(manifest: Manifest, requirement: Requirement): readonly Component[] {
    if (requirement.reference !== null) {
      const from = this.#versions.lockedFor(manifest, requirement)[0] ?? null;
      const locked = from?.locked ?? null;
      const asLocked = from === null ? undefined : this.#entryOf(from);
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
    return this.#versions.resolve(manifest, requirement).map(({ version, source, from, unresolved }) => {
      const asLocked = from && this.#entryOf(from);
      // Whatever the lock takes it from: asked for by its name it is the same package.
      if (from && asLocked) {
        this.#compareHashes(manifest, requirement, from.locked);
        return asLocked.component;
      }
      const named = requirement.source?.index ?? null;
      const index = named === null ? this.#manifests.indexOf(manifest) : indexAddress(named);
      const locked = from === null || from.lock.kind === 'environment' ? NONE : from.locked.hashes;
      const hashes =
        requirement.hashes.length + locked.length === 0
          ? NONE
          : [...requirement.hashes.map(({ algorithm, value }) => ({ algorithm, value })), ...locked.flatMap(digestOf)];
      return packageComponent(name, version, index, hashes, { versionSource: source, unresolved });
    });
  }

  /** The component of a package of a lock. Every document has its locks read for itself, so packages are the same by what they say. */
  #entryOf({ lock, locked }: Locked): { readonly component: Component } | undefined {
    const entries = this.#locked.get(lockKey(lock, locked.name)) ?? [];
    return entries.find(
      ({ locked: { version, commit, url, marker } }) =>
        version === locked.version && commit === locked.commit && url === locked.url && marker === locked.marker,
    );
  }

  /** A digest that no file of the lock has is that of another file. */
  #compareHashes({ facts }: Manifest, { hashes, name }: Requirement, locked: LockedPackage): void {
    if (hashes.length === 0 || locked.hashes.length === 0) return;
    const known = new Set(locked.hashes);
    if (!hashes.some(({ algorithm, value }) => known.has(`${algorithm}:${value.toLowerCase()}`)))
      this.#incomplete.push({ path: facts.path, message: `no hash of ${name} is one that its lock has` });
  }

  /** Not limits, not the project itself, and not what only says where a package of other lists comes from. */
  #isInstalled({ list, normalizedName }: Requirement): boolean {
    return list === undefined || (list.use !== 'limit' && list.use !== 'source' && normalizedName !== this.ownName);
  }

  /** Whether every lock that has it says that only some installs do. */
  #isOptional(ref: string): boolean {
    const entries = this.#byRef.get(ref) ?? [];
    return entries.length > 0 && entries.every(({ optional }) => optional === true);
  }

  #addGraph(lock: LockFacts): void {
    const entered = new Set<string>();
    for (const locked of lock.packages) {
      const from = this.#refs.get(locked);
      for (const dependency of locked.dependencies) {
        const versions = versionsTaken(locked, dependency);
        for (const { ref, locked: taken } of this.#locked.get(lockKey(lock, dependency)) ?? []) {
          if (!versions.includes(null) && !versions.includes(taken.version)) continue;
          entered.add(ref);
          if (from !== undefined) this.#relations.push({ from, kind: 'depends-on', to: ref });
        }
      }
    }
    const refs = [...new Set(lock.packages.map(({ name }) => name))].flatMap(
      (name) => this.#locked.get(lockKey(lock, name))?.map((entry) => entry.ref) ?? [],
    );
    for (const name of lock.direct ?? [])
      for (const { ref } of this.#locked.get(lockKey(lock, name)) ?? [])
        this.#relations.push({ from: this.rootRef, kind: 'depends-on', to: ref });
    if (lock.direct || refs.some((ref) => SCOPES.some((scope) => this.#asked[scope].has(ref)))) return;
    // No manifest beside the lock was read: what no other package asks for, the project asks for.
    for (const ref of refs)
      if (!entered.has(ref)) this.#relations.push({ from: this.rootRef, kind: 'depends-on', to: ref });
  }

  /** Of each the most that leads to it: what an extra and a test need is `optional`. */
  #scopes(): ReadonlyMap<string, InstallScope> {
    const next = new Map<string, string[]>();
    for (const { from, to } of this.#relations) {
      if (from === this.rootRef) continue;
      const known = next.get(from);
      if (known === undefined) next.set(from, [to]);
      else known.push(to);
    }
    const scopes = new Map<string, InstallScope>();
    for (const scope of SCOPES) {
      const waiting = [...this.#asked[scope]];
      for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
        if (scopes.has(ref)) continue;
        scopes.set(ref, scope);
        for (const each of next.get(ref) ?? []) waiting.push(each);
      }
    }
    return scopes;
  }
}

/** Who installs what stands in a list of a manifest: everybody, who asks for an extra, or who works on the project or builds it. */
function scopeOf({ list }: Requirement): InstallScope {
  if (list === undefined) return 'required';
  if (list.use === 'development' || list.use === 'build') return 'excluded';
  if (list.group === null) return 'required';
  return DEVELOPMENT.test(list.group) ? 'excluded' : 'optional';
}

const linesText = (lines: readonly number[]): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, 10).join(', ')}`;

/** A requirement with the place that the manifest says elsewhere. */
const withReference = (requirement: Requirement): Requirement =>
  requirement.reference === null && requirement.source?.reference
    ? { ...requirement, reference: requirement.source.reference }
    : requirement;

/** Another version of a package may have another licence. */
const installedKey = (name: string, version: string | null): string => `${name}\n${version ?? ''}`;

const lockKey = (lock: LockFacts, name: string): string => `${lock.path}\n${name}`;
