import { withoutCredentials } from '../../analysis/addresses/url-credentials';
import type { BomOptions } from '../cyclonedx/build';
import { uuidOf } from '../cyclonedx/uuid';
import { clean } from '../cyclonedx/values';
import type { Component, Digest, Inventory, Link, Party, Root } from '../inventory';
import { grouped, order } from '../order';
import { spdxExpression } from '../spdx-expression';
import { iriReference } from '../urls';
import type { SpdxDocumentText, SpdxElement } from './document';
import { CONTEXT } from './model';

/** SPDX wants a time of creation in every document. */
export type SpdxOptions = Pick<BomOptions, 'toolVersion'> & { readonly timestamp: string };

const CREATION = '_:creation';
/** How many reasons for incompleteness a document spells out; the rest is counted. */
const MAX_NOTES = 100;

/** What each kind of component is for. Runs have no place in a document. */
const PURPOSES = {
  package: 'library',
  model: 'model',
  dataset: 'data',
  image: 'container',
  action: 'application',
  file: 'file',
  run: null,
} as const;

/**
 * Said of models and data sets: their own profiles want what nothing in a project says. Source: SPDX 3.0.1, AI and Dataset profiles, which
 * make `releaseTime`, `suppliedBy`, `builtTime` and `originatedBy` mandatory.
 */
export const PROFILE_GAP =
  'described by the software profile: the AI and Dataset profiles of SPDX want release times and suppliers, which the project does not say';

/** The document for an inventory, by the core, software and simple licensing profiles. The same inventory and options give the same document. */
export function buildSpdx(inventory: Inventory, options: SpdxOptions): SpdxDocumentText {
  const uuid = uuidOf(JSON.stringify({ inventory, options }));
  return new Writer(inventory, options, `urn:uuid:${uuid}`).document();
}

class Writer {
  readonly #elements: SpdxElement[] = [];
  readonly #parties = new Map<string, string>();
  readonly #licences = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  constructor(
    private readonly inventory: Inventory,
    private readonly options: SpdxOptions,
    private readonly namespace: string,
  ) {}

  document(): SpdxDocumentText {
    const { root, components } = this.inventory;
    const [tool, agent] = this.#tool();
    const written = components.filter(({ kind }) => PURPOSES[kind] !== null);
    this.#root(root);
    for (const component of written) this.#component(component);
    this.#dependencies(written);
    const contents = this.#elements.flatMap(({ spdxId }) => spdxId ?? []).sort(order);
    const sbom = this.#id('sbom');
    const hasLicences = this.#licences.size > 0;
    return {
      '@context': CONTEXT,
      '@graph': [
        {
          type: 'CreationInfo',
          '@id': CREATION,
          specVersion: '3.0.1',
          created: this.options.timestamp,
          createdBy: [agent],
          createdUsing: [tool],
        },
        this.#made('SpdxDocument', this.#id('document'), {
          name: clean(root.name),
          profileConformance: ['core', 'software', ...(hasLicences ? ['simpleLicensing'] : [])],
          rootElement: [sbom],
          element: [sbom, ...contents].sort(order),
        }),
        this.#made('software_Sbom', sbom, {
          ...(this.#incompleteness() !== '' && { comment: this.#incompleteness() }),
          software_sbomType: ['source'],
          rootElement: [this.#id(root.ref)],
          element: contents,
        }),
        ...this.#elements,
      ],
    };
  }

  #tool(): readonly [tool: string, agent: string] {
    const tool = this.#add('Tool', 'tool', { name: `touchstone ${this.options.toolVersion}` });
    // Nobody has put a name to the document: the program that wrote it is who made it.
    return [tool, this.#add('SoftwareAgent', 'agent', { name: 'touchstone' })];
  }

  #root(root: Root): void {
    const id = this.#add('software_Package', root.ref, {
      name: clean(root.name),
      ...(root.version !== null && { software_packageVersion: clean(root.version) }),
      ...(root.description !== null && { description: clean(root.description) }),
      ...(root.purl !== null && { software_packageUrl: root.purl }),
      software_primaryPurpose: 'application',
      ...this.#origins(
        root.authors,
        root.manufacturer === null ? root.supplier : { name: root.manufacturer.name, email: null },
      ),
      ...references(root.links),
    });
    this.#declareLicence(id, root.licences);
    const sources = root.sources.map(({ path, hashes }) => {
      const digest = hashes.flatMap(hashOf);
      return this.#add('software_File', `file:./${path}`, {
        name: clean(path),
        ...(digest.length > 0 && { verifiedUsing: digest }),
      });
    });
    this.#relate('contains', id, sources, 'noAssertion');
  }

  #component(component: Component): void {
    const { ref, kind, group, name, version, purl, occurrences, unresolved } = component;
    const full = [kind === 'package' ? null : group, name].filter((part) => part !== null).join('/');
    const digest = component.hashes.flatMap(hashOf);
    const places = [...new Set(occurrences.map(placeText))].sort(order).slice(0, 50);
    const id = this.#add('software_Package', ref, {
      name: clean(full),
      ...(version !== null && { software_packageVersion: clean(version) }),
      ...(purl !== null && { software_packageUrl: purl }),
      ...(unresolved !== null && { comment: `version or content not known: ${unresolved}` }),
      ...(places.length > 0 && { software_sourceInfo: clean(`named in ${places.join(', ')}`) }),
      software_primaryPurpose: PURPOSES[kind]!,
      ...(digest.length > 0 && { verifiedUsing: digest }),
      ...this.#origins(component.authors, component.supplier),
      ...references(component.links),
    });
    this.#declareLicence(id, component.licences);
    this.#files(id, component);
  }

  /** The release files that a lock names. */
  #files(of: string, { ref, files }: Component): void {
    if (files.length === 0) return;
    const ids = files.map((file) =>
      this.#add('software_File', `${ref}#${file.name}${file.url === null ? '' : ` ${file.url}`}`, {
        name: clean(file.name),
        software_primaryPurpose: 'archive',
        ...(file.hashes.flatMap(hashOf).length > 0 && { verifiedUsing: file.hashes.flatMap(hashOf) }),
      }),
    );
    this.#relate('hasDistributionArtifact', of, ids, 'noAssertion');
  }

  #origins(authors: readonly Party[], supplier: Party | null): Partial<SpdxElement> {
    const made = authors.flatMap((party) => this.#party('Person', party) ?? []);
    const from = supplier === null ? null : this.#party('Agent', supplier);
    return { ...(made.length > 0 && { originatedBy: made }), ...(from !== null && { suppliedBy: from }) };
  }

  /** Whether a name is a person's or an organisation's is nowhere said of a supplier. */
  #party(type: 'Person' | 'Agent', { name, email }: Party): string | null {
    const said = name ?? email;
    if (said === null) return null;
    const key = `${type}/${name ?? ''}/${email ?? ''}`;
    const known = this.#parties.get(key);
    if (known !== undefined) return known;
    const id = this.#add(type, key, {
      name: clean(said),
      ...(email !== null && {
        externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: clean(email) }],
      }),
    });
    this.#parties.set(key, id);
    return id;
  }

  #declareLicence(of: string, licences: readonly string[]): void {
    for (const licence of licences) {
      let id = this.#licences.get(licence);
      if (id === undefined) {
        const expression = spdxExpression(licence);
        id =
          expression === null
            ? this.#add('simplelicensing_SimpleLicensingText', `licence/${licence}`, {
                name: clean(licence),
                simplelicensing_licenseText: clean(licence),
              })
            : this.#add('simplelicensing_LicenseExpression', `licence/${licence}`, {
                simplelicensing_licenseExpression: expression,
              });
        this.#licences.set(licence, id);
      }
      this.#relate('hasDeclaredLicense', of, [id], 'noAssertion');
    }
  }

  #dependencies(written: readonly Component[]): void {
    const scopes = new Map(written.map(({ ref, scope }) => [ref, scope]));
    const known = new Set(written.filter(({ dependenciesKnown }) => dependenciesKnown).map(({ ref }) => ref));
    const from = grouped(this.inventory.relations, ({ from: ref }) => ref);
    for (const ref of [this.inventory.root.ref, ...scopes.keys()]) {
      const all = (from.get(ref) ?? []).filter(({ to }) => scopes.has(to));
      const isRoot = ref === this.inventory.root.ref;
      const completeness = isRoot ? 'noAssertion' : known.has(ref) ? 'complete' : 'noAssertion';
      const needs = all.filter(({ kind }) => kind === 'depends-on').map(({ to }) => to);
      const isOptional = (to: string): boolean => isRoot && (scopes.get(to) ?? 'required') !== 'required';
      const id = this.#id(ref);
      this.#relate(
        'dependsOn',
        id,
        needs.filter((to) => !isOptional(to)).map((to) => this.#id(to)),
        completeness,
      );
      this.#relate(
        'hasOptionalDependency',
        id,
        needs.filter(isOptional).map((to) => this.#id(to)),
        completeness,
      );
      if (needs.length === 0 && completeness === 'complete')
        this.#relate('dependsOn', id, ['NoneElement'], completeness);
      const trained = all.filter(({ kind }) => kind === 'trained-on').map(({ to }) => this.#id(to));
      this.#relate('trainedOn', id, trained, 'noAssertion');
    }
  }

  #relate(relationshipType: string, from: string, to: readonly string[], completeness: string): void {
    if (to.length === 0) return;
    const key = `relationship/${relationshipType}/${from.slice(this.namespace.length)}${relationshipType === 'hasDeclaredLicense' ? to.join('').slice(this.namespace.length) : ''}`;
    this.#add('Relationship', key, { from, relationshipType, to: [...to].sort(order), completeness });
  }

  #incompleteness(): string {
    const { incomplete } = this.inventory;
    const shown = incomplete
      .slice(0, MAX_NOTES)
      .map((note) => clean(note.path === '' ? note.message : `${note.path}: ${note.message}`));
    const hidden = incomplete.length - shown.length;
    return [...shown, ...(hidden > 0 ? [`${hidden} more reasons are not listed`] : [])].join('\n');
  }

  #add(type: string, key: string, properties: Partial<SpdxElement>): string {
    const spdxId = this.#id(key);
    this.#elements.push(this.#made(type, spdxId, properties));
    return spdxId;
  }

  #made = (type: string, spdxId: string, properties: Partial<SpdxElement>): SpdxElement => ({
    type,
    spdxId,
    creationInfo: CREATION,
    ...properties,
  });

  /** The identity of something in this document: an IRI whose last part can be read. */
  #id(key: string): string {
    let id = this.#ids.get(key);
    if (id === undefined) this.#ids.set(key, (id = `${this.namespace}#${fragment(key)}`));
    return id;
  }
}

/** What may not stand in a fragment (RFC 3987) is escaped. */
const fragment = (key: string): string =>
  encodeURIComponent(key.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(/%(?:2F|3A|40)/gu, decodeURIComponent);

function placeText({ path, line, cell }: Component['occurrences'][number]): string {
  const place = `${path}${line === null ? '' : `:${line}`}`;
  return cell === null ? place : `${place} (cell ${cell})`;
}

const ALGORITHMS: Readonly<Record<string, readonly [name: string, digits: number]>> = {
  md5: ['md5', 32],
  sha1: ['sha1', 40],
  sha224: ['sha224', 56],
  sha256: ['sha256', 64],
  sha384: ['sha384', 96],
  sha512: ['sha512', 128],
  blake2b: ['blake2b512', 128],
};

/** Nothing for what is no digest of its algorithm. */
function hashOf({ algorithm, value }: Digest): readonly SpdxElement[] {
  const name = algorithm.toLowerCase();
  const known = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  const hashValue = value.toLowerCase();
  return known !== undefined && hashValue.length === known[1] && /^[0-9a-f]+$/u.test(hashValue)
    ? [{ type: 'Hash', algorithm: known[0], hashValue }]
    : [];
}

const REFERENCES = {
  vcs: 'vcs',
  'model-card': 'productMetadata',
  documentation: 'documentation',
  website: 'altWebPage',
  'issue-tracker': 'issueTracker',
  'security-contact': 'securityPolicy',
} as const;

/** Where a package comes from: one address is its own, several stand for themselves. */
function references(links: readonly Link[]): Partial<SpdxElement> {
  const addressed = links.map((link) => ({ ...link, url: iriReference(withoutCredentials(link.url)) }));
  const distributions = addressed.filter(({ kind }) => kind === 'distribution');
  const [home] = addressed.filter(({ kind }) => kind === 'website');
  const others = addressed.flatMap(({ kind, url, comment }) =>
    kind === 'distribution'
      ? distributions.length > 1
        ? [{ type: 'ExternalRef', externalRefType: 'binaryArtifact', locator: [url] }]
        : []
      : [
          {
            type: 'ExternalRef',
            externalRefType: REFERENCES[kind],
            locator: [url],
            ...(comment !== null && { comment: clean(comment) }),
          },
        ],
  );
  return {
    ...(distributions.length === 1 && { software_downloadLocation: distributions[0]!.url }),
    ...(home !== undefined && { software_homePage: home.url }),
    ...(others.length > 0 && { externalRef: others }),
  };
}
