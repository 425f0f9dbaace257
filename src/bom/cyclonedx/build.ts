import type { Inventory } from '../inventory';
import { bomComponent, bomContact, bomSupplier, bomLicences, bomReference, bomSource } from './component';
import type { Bom, BomProperty, SpecVersion } from './document';
import { printDocument } from '../written';
import { compositions, dependencies } from './relations';
import { uuidOf } from './uuid';
import { clean, property, some } from './values';

export interface BomOptions {
  readonly specVersion: SpecVersion;
  /** Version of Touchstone. */
  readonly toolVersion: string;
  /** RFC 3339 time of the document (from SOURCE_DATE_EPOCH or the commit); left out when null. */
  readonly timestamp: string | null;
}

/** How many reasons for incompleteness a document spells out; the rest is counted. */
const MAX_NOTES = 100;

/** The document for an inventory. The same inventory and options give the same document, byte for byte. */
export function buildBom(inventory: Inventory, options: BomOptions): Bom {
  const { head, foot } = buildFrame(inventory, options);
  const components = inventory.components.flatMap((component) => bomComponent(component, inventory) ?? []);
  const { bomFormat, specVersion, ...rest } = head;
  const uuid = uuidOf(printDocument({ ...head, components, ...foot }));
  return { bomFormat, specVersion, serialNumber: serialNumber(uuid), ...rest, components, ...foot };
}

/** Made of the text of the file as it would be without one. */
export const serialNumber = (uuid: string): string => `urn:uuid:${uuid}`;

/** What stands before the components, and what stands after them, without the serial number, which is made of all. */
export interface BomFrame {
  readonly head: Pick<Bom, 'bomFormat' | 'specVersion' | 'version' | 'metadata'>;
  readonly foot: Pick<Bom, 'dependencies' | 'compositions'>;
}

export function buildFrame(inventory: Inventory, options: BomOptions): BomFrame {
  const head: BomFrame['head'] = {
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
        ...(inventory.root.supplier !== null && { supplier: bomSupplier(inventory.root.supplier) }),
        ...(inventory.root.manufacturer !== null && {
          manufacturer: { name: clean(inventory.root.manufacturer.name), url: [inventory.root.manufacturer.url] },
        }),
        ...some('authors', inventory.root.authors.map(bomContact)),
        ...some('licenses', bomLicences(inventory.root.licences)),
        ...(inventory.root.purl !== null && { purl: inventory.root.purl }),
        ...some('externalReferences', inventory.root.links.map(bomReference)),
        ...some('components', inventory.root.sources.map(bomSource)),
      },
      properties: [{ name: 'cdx:reproducible', value: 'true' }, ...incompleteness(inventory)],
    },
  };
  return { head, foot: { dependencies: dependencies(inventory), compositions: compositions(inventory) } };
}

function incompleteness(inventory: Inventory): BomProperty[] {
  const shown = inventory.incomplete
    .slice(0, MAX_NOTES)
    .map((note) => property('incomplete', note.path === '' ? note.message : `${note.path}: ${note.message}`));
  const hidden = inventory.incomplete.length - shown.length;
  return hidden > 0 ? [...shown, property('incomplete', `${hidden} more reasons are not listed`)] : shown;
}
