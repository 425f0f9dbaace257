import type { Component, Digest, DistributionFile, Inventory, Link, Occurrence, Party, Property } from '../inventory';
import { spdxExpression } from '../spdx-expression';
import { order } from '../order';
import { withoutCredentials } from '../../analysis/addresses/url-credentials';
import { iriReference } from '../urls';
import type {
  BomComponent,
  BomContact,
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
  const homepage = component.links.find((link) => link.kind !== 'distribution') ?? component.links[0];
  return {
    type,
    'bom-ref': component.ref,
    ...(component.supplier !== null && { supplier: bomSupplier(component.supplier) }),
    ...some('authors', component.authors.map(bomContact)),
    ...(component.group !== null && { group: clean(component.group) }),
    name: clean(component.name),
    ...(component.version !== null && { version: clean(component.version) }),
    ...(component.scope !== null && { scope: component.scope }),
    ...some('hashes', bomHashes(component.hashes)),
    ...some('licenses', bomLicences(component.licences)),
    ...(component.purl !== null && { purl: component.purl }),
    ...some('externalReferences', component.links.map(bomReference)),
    ...some('components', component.files.map(bomFile)),
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

/** A file as the lock names it; where it lies is said by the references of its package. */
const bomFile = ({ name, hashes }: DistributionFile): BomComponent => ({
  type: 'file',
  name: clean(name),
  ...some('hashes', bomHashes(hashes)),
});

/** Who supplies a package, by name where one is said. */
function bomSupplier(party: Party): BomParty {
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
  return [
    ...(component.direct ? [property('direct', 'true')] : []),
    ...(component.versionSource === null ? [] : [property('versionSource', component.versionSource)]),
    ...(component.unresolved === null ? [] : [property('reason', component.unresolved)]),
    ...component.requestedAs.map((text) => property('requestedAs', text)),
    ...component.properties.map((known: Property) => property(known.name, known.value)),
  ].sort((a, b) => order(a.name, b.name) || order(a.value, b.value));
}
