import type { Component, Digest, DistributionFile, Inventory, Link, Occurrence, Party, SourceFile } from '../inventory';
import { spdxExpression } from '../spdx-expression';
import { order } from '../order';
import { withoutCredentials } from '../../analysis/addresses/url-credentials';
import { iriReference } from '../urls';
import type {
  BomComponent,
  BomContact,
  BomData,
  BomEvidence,
  BomExternalReference,
  BomHash,
  BomIdentity,
  BomLicence,
  BomOccurrence,
  BomParty,
  BomProperty,
} from './document';
import { bomHash } from './hashes';
import { isSpdxLicence } from './licences';
import { clean, property, some } from './values';

/** Types of components by kind; null for what has no place in a document. */
const TYPES = {
  package: 'library',
  model: 'machine-learning-model',
  dataset: 'data',
  image: 'container',
  action: 'application',
  file: 'file',
  run: null,
} as const;

/** A component of the document; null for what has no place in one. */
export function bomComponent(component: Component, inventory: Inventory): BomComponent | null {
  const type = TYPES[component.kind];
  if (type === null) return null;
  const model = component.kind === 'model' ? modelCard(component, inventory) : null;
  // Step by step, in the order of the file: of a hundred thousand components, objects that are spread into others take most of the time.
  const made: Partial<BomComponent> = { type, 'bom-ref': component.ref };
  if (component.supplier !== null) made.supplier = bomSupplier(component.supplier);
  if (component.authors.length > 0) made.authors = component.authors.map(bomContact);
  if (component.group !== null) made.group = clean(component.group);
  made.name = clean(component.name);
  if (component.version !== null) made.version = clean(component.version);
  if (component.scope !== null) made.scope = component.scope;
  const hashes = bomHashes(component.hashes);
  if (hashes.length > 0) made.hashes = hashes;
  if (component.licences.length > 0) made.licenses = bomLicences(component.licences);
  if (component.purl !== null) made.purl = component.purl;
  const links = component.links.length > 0 ? component.links : impliedLinks(component);
  if (links.length > 0) made.externalReferences = links.map(bomReference);
  if (component.files.length > 0) made.components = component.files.map(bomFile);
  made.evidence = evidence(component);
  if (model !== null) made.modelCard = model;
  if (component.kind === 'dataset') made.data = [bomData(component)];
  const properties = bomProperties(component);
  if (properties.length > 0) made.properties = properties;
  return made as BomComponent;
}

/** Where a package comes from of which only the name is known, as cyclonedx-py says it: its package URL means the same. */
const impliedLinks = ({ kind, purl, name }: Component): readonly Link[] =>
  kind === 'package' && purl?.startsWith('pkg:pypi/') === true && !purl.includes('?') && !/[\ud800-\udfff]/u.test(name)
    ? [
        {
          kind: 'distribution',
          url: `https://pypi.org/simple/${encodeURIComponent(name)}/`,
          comment: 'the public index, unless the installer is told of another',
          hashes: [],
        },
      ]
    : [];

function evidence(component: Component): BomEvidence {
  const made: BomEvidence = {};
  const versions = identity(component);
  if (versions.length > 0) made.identity = versions;
  if (component.occurrences.length > 0) made.occurrences = component.occurrences.map(bomOccurrence);
  return made;
}

function bomData({ group, name, links }: Component): BomData {
  const homepage = links.find((link) => link.kind !== 'distribution') ?? links[0];
  return {
    type: 'dataset',
    name: [group, name]
      .filter((part) => part !== null)
      .map(clean)
      .join('/'),
    ...(homepage !== undefined && { contents: { url: reference(homepage.url) } }),
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

/** How a version is known, how surely, and from what. */
const KNOWN_BY = {
  lock: ['manifest-analysis', 1, 'lock file'],
  pinned: ['manifest-analysis', 1, 'exact version in the manifest'],
  constraint: ['manifest-analysis', 1, 'exact version in a constraints file'],
  archive: ['manifest-analysis', 1, 'file name of the archive'],
  code: ['source-code-analysis', 1, 'revision written in the code'],
  cache: ['other', 0.9, 'revision in the local hub cache'],
  hub: ['other', 0.9, 'revision that the hub answered'],
  environment: ['other', 0.8, 'installed environment'],
} as const;

/** Who says that it is this version. Confidence is 1 where a file of the project states it, less where the machine does. */
function identity(component: Component): BomIdentity[] {
  if (component.version === null || component.versionSource === null) return [];
  const [technique, confidence, value] = KNOWN_BY[component.versionSource];
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
  const made: BomOccurrence = { location: place.path };
  if (place.line !== null) made.line = place.line;
  if (place.symbol !== null) made.symbol = clean(place.symbol);
  if (place.cell !== null) made.additionalContext = `line of notebook cell ${place.cell}, cells counted from 0`;
  return made;
}

/** A file as the lock names it; where it lies is said by the references of its package. */
const bomFile = ({ name, hashes }: DistributionFile): BomComponent => ({
  type: 'file',
  name: clean(name),
  ...some('hashes', bomHashes(hashes)),
});

/** A file of the project: a part of it that nothing depends on. */
export const bomSource = ({ path, hashes }: SourceFile): BomComponent => ({
  type: 'file',
  'bom-ref': `file:./${path}`,
  name: clean(path),
  ...some('hashes', bomHashes(hashes)),
});

/** Who supplies a package, by name where one is said. */
export function bomSupplier(party: Party): BomParty {
  return party.name === null
    ? { contact: [bomContact(party)] }
    : { name: clean(party.name), ...some('contact', party.email === null ? [] : [bomContact(party)]) };
}

export const bomContact = ({ name, email }: Party): BomContact => ({
  ...(name !== null && { name: clean(name) }),
  ...(email !== null && { email }),
});

export function bomReference(link: Link): BomExternalReference {
  return {
    url: reference(link.url),
    ...(link.comment !== null && { comment: clean(link.comment) }),
    type: link.kind,
    ...some('hashes', bomHashes(link.hashes)),
  };
}

const reference = (url: string): string => iriReference(withoutCredentials(url));

function bomHashes(digests: readonly Digest[]): BomHash[] {
  if (digests.length === 0) return [];
  return digests
    .flatMap((digest) => bomHash(digest) ?? [])
    .sort((a, b) => order(a.alg, b.alg) || order(a.content, b.content));
}

/** One SPDX expression stands alone (the schema allows no second entry); other licences are ids or names. */
export function bomLicences(licences: readonly string[]): BomLicence[] {
  const [only] = licences;
  if (licences.length === 1 && only !== undefined && !isSpdxLicence(only) && spdxExpression(only) !== null)
    return [{ expression: only, acknowledgement: 'declared' }];
  return licences.map((licence) => ({
    license: { ...(isSpdxLicence(licence) ? { id: licence } : { name: clean(licence) }), acknowledgement: 'declared' },
  }));
}

function bomProperties(component: Component): BomProperty[] {
  const made: BomProperty[] = [];
  if (component.direct) made.push(property('direct', 'true'));
  for (const text of component.requestedAs) made.push(property('requestedAs', text));
  if (component.unresolved !== null) made.push(property('reason', component.unresolved));
  if (component.versionSource !== null) made.push(property('versionSource', component.versionSource));
  for (const known of component.properties) made.push(property(known.name, known.value));
  return made.sort((a, b) => order(a.name, b.name) || order(a.value, b.value));
}
