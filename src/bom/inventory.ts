import type { Note } from '../core/finding';
import { redacted } from '../analysis/secrets/redaction';

/** What a component is. `file` and `run` have no reader yet; printers leave out what they do not know. */
export type ComponentKind = 'package' | 'model' | 'dataset' | 'image' | 'action' | 'file' | 'run';

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
  readonly kind:
    'distribution' | 'vcs' | 'model-card' | 'documentation' | 'website' | 'issue-tracker' | 'security-contact';
  readonly url: string;
  readonly comment: string | null;
  readonly hashes: readonly Digest[];
}

/** A person or an organisation, as it names itself. */
export interface Party {
  readonly name: string | null;
  readonly email: string | null;
}

/** The account that a name of a hub or registry begins with: nobody else can publish under it. */
export const accountOf = (name: string | null): Party | null =>
  name === null || name === '' ? null : { name, email: null };

/** A file that a component is distributed as, by what the lock says of it. */
export interface DistributionFile {
  readonly name: string;
  readonly url: string | null;
  readonly hashes: readonly Digest[];
}

/** A file of the project that the inventory was read from, as it was then. */
export interface SourceFile {
  readonly path: string;
  readonly hashes: readonly Digest[];
}

/** What an install needs, most first. Source: CycloneDX, `scope`. */
export const SCOPES = ['required', 'optional', 'excluded'] as const;
export type InstallScope = (typeof SCOPES)[number];

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
  readonly authors: readonly Party[];
  /** Who supplies it: as it says itself, or the account of a hub or registry that it is published under. */
  readonly supplier: Party | null;
  readonly files: readonly DistributionFile[];
  readonly links: readonly Link[];
  readonly occurrences: readonly Occurrence[];
  /** What the project asks for, as written and without credentials: `>=2.0,<3`, `[cuda]`, `revision=main`. */
  readonly requestedAs: readonly string[];
  /** Named by the project itself, not only by another component. */
  readonly direct: boolean;
  /**
   * `optional`: only extras ask for it. `excluded`: only those who develop, test or build the project, so it is not there when that runs.
   * Null for what is neither a package nor an action.
   */
  readonly scope: InstallScope | null;
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
  readonly purl: string | null;
  readonly licences: readonly string[];
  readonly authors: readonly Party[];
  /** Who supplies it, by the metadata of a source distribution. */
  readonly supplier: Party | null;
  /** The organisation that the repository belongs to, with the address of its page. */
  readonly manufacturer: { readonly name: string; readonly url: string } | null;
  readonly links: readonly Link[];
  /** Manifests, locks and every other file that a component was seen in. */
  readonly sources: readonly SourceFile[];
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

/** Most lists of most components are empty, and of components there may be a hundred thousand: one list is all of those. */
const NONE: readonly never[] = [];

/** A component with everything empty but what is given. Written out: to spread one object over another takes ten times as long. */
export function componentOf(known: Partial<Component> & Pick<Component, 'ref' | 'kind' | 'name'>): Component {
  return {
    ref: known.ref,
    kind: known.kind,
    name: known.name,
    group: known.group ?? null,
    version: known.version ?? null,
    versionSource: known.versionSource ?? null,
    unresolved: known.unresolved ?? null,
    purl: known.purl ?? null,
    hashes: known.hashes ?? NONE,
    licences: known.licences ?? NONE,
    authors: known.authors ?? NONE,
    supplier: known.supplier ?? null,
    files: known.files ?? NONE,
    links: known.links ?? NONE,
    occurrences: known.occurrences ?? NONE,
    requestedAs: known.requestedAs ?? NONE,
    direct: known.direct ?? false,
    scope: known.scope ?? null,
    dependenciesKnown: known.dependenciesKnown ?? false,
    task: known.task ?? null,
    properties: known.properties ?? NONE,
  };
}

export const rootOf = (
  name: string,
  version: string | null = null,
  description: string | null = null,
  more: Partial<Root> = {},
): Root => ({
  ref: redacted(`project:${name}`),
  name,
  version,
  description,
  purl: null,
  licences: [],
  authors: [],
  supplier: null,
  manufacturer: null,
  links: [],
  sources: [],
  ...more,
});
