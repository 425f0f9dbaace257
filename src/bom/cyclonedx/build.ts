import type { Component, Digest, Inventory, Link, Occurrence, Property } from '../inventory';
import { order } from '../inventory';
import { withoutCredentials } from '../../analysis/addresses/url-credentials';
import { redacted } from '../../analysis/secrets/redaction';
import { iriReference } from '../urls';
import type {
  Bom,
  BomComponent,
  BomComposition,
  BomDependency,
  BomExternalReference,
  BomHash,
  BomIdentity,
  BomLicence,
  BomOccurrence,
  BomProperty,
  SpecVersion,
} from './document';
import { bomHash } from './hashes';
import { isSpdxLicence } from './licences';
import { uuidOf } from './uuid';

export interface BomOptions {
  readonly specVersion: SpecVersion;
  /** Version of Touchstone. */
  readonly toolVersion: string;
  /** RFC 3339 time of the document (from SOURCE_DATE_EPOCH or the commit); left out when null. */
  readonly timestamp: string | null;
}

/** Own property names; CycloneDX reserves `cdx:` for its own taxonomy. */
const NAMESPACE = 'touchstone:';
/** How many reasons for incompleteness a document spells out; the rest is counted. */
const MAX_NOTES = 100;
/** UTF-16 units of one value. */
const MAX_TEXT = 1000;

/** The document for an inventory. The same inventory and options give the same document, byte for byte. */
export function buildBom(inventory: Inventory, options: BomOptions): Bom {
  const bom: Bom = {
    bomFormat: 'CycloneDX',
    specVersion: options.specVersion,
    version: 1,
    metadata: {
      ...(options.timestamp !== null && { timestamp: options.timestamp }),
      lifecycles: [{ phase: 'pre-build' }],
      tools: {
        components: [
          {
            type: 'application',
            'bom-ref': `touchstone@${options.toolVersion}`,
            name: 'touchstone',
            version: options.toolVersion,
          },
        ],
      },
      component: {
        type: 'application',
        'bom-ref': inventory.root.ref,
        name: clean(inventory.root.name),
        ...(inventory.root.version !== null && { version: clean(inventory.root.version) }),
        ...(inventory.root.description !== null && { description: clean(inventory.root.description) }),
      },
      properties: [{ name: 'cdx:reproducible', value: 'true' }, ...incompleteness(inventory)],
    },
    components: inventory.components.flatMap((component) => bomComponent(component, inventory) ?? []),
    dependencies: dependencies(inventory),
    compositions: compositions(inventory),
  };
  const { bomFormat, specVersion, ...content } = bom;
  return {
    bomFormat,
    specVersion,
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify({ bomFormat, specVersion, ...content }))}`,
    ...content,
  };
}

/** The text of the file: two spaces, one newline at the end. */
export const printBom = (bom: Bom): string => `${JSON.stringify(bom, null, 2)}\n`;

const TYPES = {
  package: 'library',
  model: 'machine-learning-model',
  dataset: 'data',
  file: 'file',
  run: null,
} as const;

function bomComponent(component: Component, inventory: Inventory): BomComponent | null {
  const type = TYPES[component.kind];
  if (type === null) return null;
  const model = component.kind === 'model' ? modelCard(component, inventory) : null;
  const homepage = component.links.find((link) => link.kind !== 'distribution') ?? component.links[0];
  return {
    type,
    'bom-ref': component.ref,
    ...(component.group !== null && { group: clean(component.group) }),
    name: clean(component.name),
    ...(component.version !== null && { version: clean(component.version) }),
    ...(component.scope !== null && { scope: component.scope }),
    ...some('hashes', bomHashes(component.hashes)),
    ...some('licenses', bomLicences(component.licences)),
    ...(component.purl !== null && { purl: component.purl }),
    ...some('externalReferences', component.links.map(bomReference)),
    evidence: {
      ...some('identity', identity(component)),
      ...some('occurrences', component.occurrences.map(bomOccurrence)),
    },
    ...(model !== null && { modelCard: model }),
    ...(component.kind === 'dataset' && {
      data: [
        {
          type: 'dataset' as const,
          name: [component.group, component.name]
            .filter((part) => part !== null)
            .map(clean)
            .join('/'),
          ...(homepage !== undefined && { contents: { url: reference(homepage.url) } }),
        },
      ],
    }),
    ...some('properties', bomProperties(component)),
  };
}

/** Only what the code shows: the task, the data sets it is trained on, and how it is loaded. */
function modelCard(component: Component, inventory: Inventory): BomComponent['modelCard'] | null {
  const datasets = inventory.relations
    .filter((relation) => relation.from === component.ref && relation.kind === 'trained-on')
    .map((relation) => ({ ref: relation.to }));
  const loadedWith = [...new Set(component.occurrences.flatMap((place) => place.symbol ?? []))]
    .sort()
    .map((symbol) => property('loadedWith', symbol));
  const parameters = { ...(component.task !== null && { task: clean(component.task) }), ...some('datasets', datasets) };
  if (Object.keys(parameters).length === 0 && loadedWith.length === 0) return null;
  return {
    ...(Object.keys(parameters).length > 0 && { modelParameters: parameters }),
    ...some('properties', loadedWith),
  };
}

/** Who says that it is this version. Confidence is 1 where a file of the project states it, less where the machine does. */
function identity(component: Component): BomIdentity[] {
  if (component.version === null || component.versionSource === null) return [];
  const known = {
    lock: ['manifest-analysis', 1, 'lock file'],
    pinned: ['manifest-analysis', 1, 'exact version in the manifest'],
    constraint: ['manifest-analysis', 1, 'exact version in a constraints file'],
    archive: ['manifest-analysis', 1, 'file name of the archive'],
    code: ['source-code-analysis', 1, 'revision written in the code'],
    cache: ['other', 0.9, 'revision in the local hub cache'],
    hub: ['other', 0.9, 'revision that the hub answered'],
    environment: ['other', 0.8, 'installed environment'],
  } as const;
  const [technique, confidence, value] = known[component.versionSource];
  return [
    {
      field: 'version',
      confidence,
      concludedValue: clean(component.version),
      methods: [{ technique, confidence, value }],
    },
  ];
}

function bomOccurrence(place: Occurrence): BomOccurrence {
  return {
    location: place.path,
    ...(place.line !== null && { line: place.line }),
    ...(place.symbol !== null && { symbol: clean(place.symbol) }),
    ...(place.cell !== null && { additionalContext: `line of notebook cell ${place.cell}, cells counted from 0` }),
  };
}

function bomReference(link: Link): BomExternalReference {
  return {
    url: reference(link.url),
    ...(link.comment !== null && { comment: clean(link.comment) }),
    type: link.kind,
    ...some('hashes', bomHashes(link.hashes)),
  };
}

const reference = (url: string): string => iriReference(withoutCredentials(url));

function bomHashes(digests: readonly Digest[]): BomHash[] {
  return digests
    .flatMap((digest) => bomHash(digest) ?? [])
    .sort((a, b) => order(a.alg, b.alg) || order(a.content, b.content));
}

/** One SPDX expression stands alone (the schema allows no second entry); other licences are ids or names. */
function bomLicences(licences: readonly string[]): BomLicence[] {
  const [only] = licences;
  if (licences.length === 1 && only !== undefined && /\s(?:AND|OR|WITH)\s/u.test(only)) return [{ expression: only }];
  return licences.map((licence) => ({ license: isSpdxLicence(licence) ? { id: licence } : { name: clean(licence) } }));
}

function bomProperties(component: Component): BomProperty[] {
  return [
    ...(component.direct ? [property('direct', 'true')] : []),
    ...(component.versionSource === null ? [] : [property('versionSource', component.versionSource)]),
    ...(component.unresolved === null ? [] : [property('reason', component.unresolved)]),
    ...component.requestedAs.map((text) => property('requestedAs', text)),
    ...component.properties.map((known: Property) => property(known.name, known.value)),
  ].sort((a, b) => order(a.name, b.name) || order(a.value, b.value));
}

const property = (name: string, value: string): BomProperty => ({ name: NAMESPACE + name, value: clean(value) });

function incompleteness(inventory: Inventory): BomProperty[] {
  const shown = inventory.incomplete
    .slice(0, MAX_NOTES)
    .map((note) => property('incomplete', note.path === '' ? note.message : `${note.path}: ${note.message}`));
  const hidden = inventory.incomplete.length - shown.length;
  return hidden > 0 ? [...shown, property('incomplete', `${hidden} more reasons are not listed`)] : shown;
}

/** An entry without `dependsOn` means "has none" (specification), so a component whose dependencies are not known gets no entry. */
function dependencies(inventory: Inventory): BomDependency[] {
  const targets = new Map<string, string[]>();
  for (const relation of inventory.relations) {
    if (relation.kind !== 'depends-on') continue;
    const known = targets.get(relation.from);
    if (known === undefined) targets.set(relation.from, [relation.to]);
    else known.push(relation.to);
  }
  const refs = inventory.components
    .filter((component) => component.kind !== 'run' && (component.dependenciesKnown || targets.has(component.ref)))
    .map((component) => component.ref);
  return [inventory.root.ref, ...refs.sort(order)].map((ref) => ({
    ref,
    ...some('dependsOn', targets.get(ref) ?? []),
  }));
}

/** What the document does not claim to know. The project itself is never `complete`: code may use what no manifest names. */
function compositions(inventory: Inventory): BomComposition[] {
  const components = inventory.components.filter((component) => component.kind !== 'run');
  const refs = (wanted: (component: Component) => boolean): string[] =>
    components
      .filter(wanted)
      .map((component) => component.ref)
      .sort(order);
  const incomplete = inventory.incomplete.length > 0 || components.some((component) => component.unresolved !== null);
  const groups: BomComposition[] = [
    {
      aggregate: incomplete ? 'incomplete' : 'unknown',
      assemblies: [inventory.root.ref],
      dependencies: [inventory.root.ref],
    },
    { aggregate: 'incomplete', assemblies: refs((component) => component.unresolved !== null) },
    { aggregate: 'complete', dependencies: refs((component) => component.dependenciesKnown) },
    { aggregate: 'unknown', dependencies: refs((component) => !component.dependenciesKnown) },
  ];
  return groups.filter((group) => (group.assemblies ?? []).length > 0 || (group.dependencies ?? []).length > 0);
}

/** `{[name]: list}` when the list has something, else nothing: empty lists say no more than no list. */
function some<K extends string, T>(name: K, list: readonly T[]): { [key in K]?: T[] } {
  return list.length > 0 ? ({ [name]: [...list] } as { [key in K]: T[] }) : {};
}

/** Free text without credentials, keys or control characters; cut where the schema's longest field (a version) ends. */
function clean(text: string): string {
  // Redacted before it is cut: half of a URL no longer shows that it carries a password.
  const open = redacted(text);
  const kept = open.length > MAX_TEXT ? `${open.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/u, '')}…` : open;
  return kept.replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
}
