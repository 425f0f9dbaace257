import type { Note } from '../core/finding';
import { withoutCredentials } from '../analysis/addresses/url-credentials';
import { redacted, secretsIn } from '../analysis/secrets/redaction';

/** What a component is. `file` and `run` have no reader yet; printers leave out what they do not know. */
export type ComponentKind = 'package' | 'model' | 'dataset' | 'file' | 'run';

/** Who says which version it is, best first: the order decides when two sources name the same version. */
export const VERSION_SOURCES = [
  'lock',
  'pinned',
  'constraint',
  'archive',
  'code',
  'cache',
  'hub',
  'environment',
] as const;
export type VersionSource = (typeof VERSION_SOURCES)[number];

/** Algorithm as requirements and lock files write it (`sha256`), value in lower-case hex. */
export interface Digest {
  readonly algorithm: string;
  readonly value: string;
}

/** Where a component was seen. Lines and columns count from 1; in a notebook they count inside the cell. */
export interface Occurrence {
  readonly path: string;
  /** Index of the notebook cell from 0; null outside notebooks. */
  readonly cell: number | null;
  /** Null when the file as a whole is the evidence (a lock file). */
  readonly line: number | null;
  readonly column: number | null;
  /** Qualified name of the call, for code. */
  readonly symbol: string | null;
}

export interface Property {
  readonly name: string;
  readonly value: string;
}

/** Where more is to be found. `distribution`: where the files come from, with the digests of those files. */
export interface Link {
  readonly kind: 'distribution' | 'vcs' | 'model-card' | 'documentation' | 'website';
  readonly url: string;
  readonly comment: string | null;
  readonly hashes: readonly Digest[];
}

export interface Component {
  /** Identity in the inventory: the PURL where there is one, else kind, source and name. */
  readonly ref: string;
  readonly kind: ComponentKind;
  /** Namespace on the hub (organisation or user); null for packages. */
  readonly group: string | null;
  readonly name: string;
  /** PEP 440 version of a package, commit of a model or data set; null when nothing in the project says it. */
  readonly version: string | null;
  readonly versionSource: VersionSource | null;
  /** Why there is no version, or why the version is not the last word; null when all is known. */
  readonly unresolved: string | null;
  readonly purl: string | null;
  /** Digests of the component itself (one file). Digests of its distributions are on the links. */
  readonly hashes: readonly Digest[];
  /** SPDX licence expressions or names, as declared. */
  readonly licences: readonly string[];
  readonly links: readonly Link[];
  readonly occurrences: readonly Occurrence[];
  /** What the project asks for, as written and without credentials: `>=2.0,<3`, `[cuda]`, `revision=main`. */
  readonly requestedAs: readonly string[];
  /** Named by the project itself, not only by another component. */
  readonly direct: boolean;
  /** `optional`: only development, test or documentation manifests name it. Null for what is no package. */
  readonly scope: 'required' | 'optional' | null;
  /** True when the `depends-on` relations from here are all there are (a lock file says so). */
  readonly dependenciesKnown: boolean;
  /** What the code says the model is used for: `text-classification`. */
  readonly task: string | null;
  readonly properties: readonly Property[];
}

export interface Relation {
  readonly from: string;
  /** `trained-on` goes from a model to a data set. */
  readonly kind: 'depends-on' | 'trained-on';
  readonly to: string;
}

/** The project itself. `ref` is the identity that relations from the project start at. */
export interface Root {
  readonly ref: string;
  readonly name: string;
  readonly version: string | null;
  readonly description: string | null;
}

/** All that the project is made of, sorted and free of duplicates. The same facts give the same inventory in any order. */
export interface Inventory {
  readonly root: Root;
  readonly components: readonly Component[];
  readonly relations: readonly Relation[];
  /** What could not be told, and why: the reason for every `incomplete` in a document. */
  readonly incomplete: readonly Note[];
}

export interface InventoryParts {
  readonly root: Root;
  readonly components: readonly Component[];
  readonly relations?: readonly Relation[];
  readonly incomplete?: readonly Note[];
}

/** A component with everything empty but what is given. */
export function componentOf(known: Partial<Component> & Pick<Component, 'ref' | 'kind' | 'name'>): Component {
  return {
    group: null,
    version: null,
    versionSource: null,
    unresolved: null,
    purl: null,
    hashes: [],
    licences: [],
    links: [],
    occurrences: [],
    requestedAs: [],
    direct: false,
    scope: null,
    dependenciesKnown: false,
    task: null,
    properties: [],
    ...known,
  };
}

export const rootOf = (name: string, version: string | null = null, description: string | null = null): Root => ({
  ref: redacted(`project:${name}`),
  name,
  version,
  description,
});

/** Merges components of one identity, drops relations to what is not there, and puts all in one order. */
export function buildInventory(parts: InventoryParts): Inventory {
  const merged = new Map<string, Component[]>();
  for (const component of parts.components.map(withSafeIdentity)) {
    if (component.ref === parts.root.ref) continue;
    const same = merged.get(component.ref);
    if (same === undefined) merged.set(component.ref, [component]);
    else same.push(component);
  }
  const components = [...merged.values()]
    .map(mergeComponents)
    .sort((a, b) => order(KINDS.indexOf(a.kind), KINDS.indexOf(b.kind)) || order(a.ref, b.ref));
  const known = new Set([parts.root.ref, ...merged.keys()]);
  const relations = (parts.relations ?? [])
    .map((relation) => ({ ...relation, from: identified(relation.from), to: identified(relation.to) }))
    .filter((relation) => relation.from !== relation.to && known.has(relation.from) && known.has(relation.to));
  return {
    root: parts.root,
    components,
    relations: distinct(relations, (relation) => [relation.from, relation.kind, relation.to]),
    incomplete: distinct(parts.incomplete ?? [], (note) => [note.path, note.message]),
  };
}

/** Three-way comparison by code units: the same on every machine, whatever its language. */
export function order(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An identity is made of names and addresses that people write; what lets somebody in never becomes part of one. */
function withSafeIdentity(component: Component): Component {
  const { ref, purl, name, version } = component;
  const long = version !== null && version.length > MAX_IDENTITY;
  const told =
    purl !== null &&
    [purl, name, version ?? ''].every((text) => identified(text) === text) &&
    name.length <= MAX_IDENTITY &&
    !long;
  return {
    ...component,
    ref: identified(ref),
    purl: told ? purl : null,
    links: component.links.filter(({ url }) => redacted(url) === withoutCredentials(url)), // half an address leads nowhere
    ...(long && { version: null, versionSource: null, unresolved: 'version-not-known' }),
  };
}

/** A package URL writes a part of an address with `%2F`, behind which no key is seen to begin. */
function identified(text: string): string {
  const plain = text.replace(/%[0-9A-Fa-f]{2}/gu, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
  return secretsIn(plain, 'identifier').length === 0 ? redacted(text) : redacted(plain);
}

/** UTF-16 units of a name or version that is taken for one. CycloneDX ends at 1024. */
const MAX_IDENTITY = 500;

const KINDS: readonly ComponentKind[] = ['package', 'model', 'dataset', 'file', 'run'];

function mergeComponents(parts: readonly Component[]): Component {
  const sources = parts.map((part) => part.versionSource).filter((source) => source !== null);
  const unresolved = parts.some((part) => part.unresolved === null) ? [] : parts.map((part) => part.unresolved ?? '');
  const base = parts[0] as Component;
  return {
    ref: base.ref,
    kind: base.kind,
    group: least(parts.map((part) => part.group)),
    name: least(parts.map((part) => part.name)) ?? base.name,
    version: least(parts.map((part) => part.version)),
    versionSource: VERSION_SOURCES.find((source) => sources.includes(source)) ?? null,
    unresolved: least(unresolved),
    purl: least(parts.map((part) => part.purl)),
    hashes: distinctDigests(parts.flatMap((part) => part.hashes)),
    licences: distinct(
      parts.flatMap((part) => part.licences),
      (licence) => [licence],
    ),
    links: mergeLinks(parts.flatMap((part) => part.links)),
    occurrences: distinct(
      parts.flatMap((part) => part.occurrences),
      (place) => [place.path, place.cell ?? -1, place.line ?? -1, place.column ?? -1, place.symbol ?? ''],
    ),
    requestedAs: distinct(
      parts.flatMap((part) => part.requestedAs),
      (text) => [text],
    ),
    direct: parts.some((part) => part.direct),
    scope: parts.some((part) => part.scope === 'required')
      ? 'required'
      : (least(parts.map((part) => part.scope)) as Component['scope']),
    dependenciesKnown: parts.some((part) => part.dependenciesKnown),
    task: least(parts.map((part) => part.task)),
    properties: distinct(
      parts.flatMap((part) => part.properties),
      (property) => [property.name, property.value],
    ),
  };
}

/** One link per kind and URL, with the digests of all of them. */
function mergeLinks(links: readonly Link[]): readonly Link[] {
  const merged = new Map<string, Link>();
  for (const link of links) {
    const key = `${link.kind} ${link.url}`;
    const same = merged.get(key);
    merged.set(key, {
      ...link,
      comment: least([link.comment, same?.comment ?? null]),
      hashes: distinctDigests([...(same?.hashes ?? []), ...link.hashes]),
    });
  }
  return distinct([...merged.values()], (link) => [link.kind, link.url]);
}

const distinctDigests = (digests: readonly Digest[]): readonly Digest[] =>
  distinct(digests, (digest) => [digest.algorithm, digest.value]);

function least(values: readonly (string | null)[]): string | null {
  let found: string | null = null;
  for (const value of values) if (value !== null && (found === null || value < found)) found = value;
  return found;
}

/** Sorted by key, one of each key. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => readonly (string | number)[]): readonly T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => orderKeys(a.key, b.key));
  return keyed
    .filter((entry, index) => index === 0 || orderKeys(entry.key, (keyed[index - 1] as typeof entry).key) !== 0)
    .map((entry) => entry.item);
}

function orderKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < a.length; index++) {
    const result = order(a[index] as string | number, b[index] as string | number);
    if (result !== 0) return result;
  }
  return 0;
}
