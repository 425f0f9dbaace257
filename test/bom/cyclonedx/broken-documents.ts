import { commit, dataset, model, torch } from './inventories';

/** A document of any shape: tests break it on purpose. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is broken has no type
export type Loose = Record<string, any>;

export const component = (bom: Loose, ref: string): Loose =>
  bom.components.find((one: Loose) => one['bom-ref'] === ref) as Loose;

/** What is broken, the check that has to see it, where, and how it is broken. */
export const BROKEN: readonly (readonly [string, string, string | RegExp, (bom: Loose) => void])[] = [
  [
    'a format that is not CycloneDX',
    'schema',
    '/bomFormat',
    (bom) => {
      bom.bomFormat = 'SPDX';
    },
  ],
  [
    'no format',
    'schema',
    '',
    (bom) => {
      delete bom.bomFormat;
    },
  ],
  [
    'another version of the specification',
    'unread',
    '/specVersion',
    (bom) => {
      bom.specVersion = '1.4';
    },
  ],
  [
    'a serial number that is no UUID',
    'schema',
    '/serialNumber',
    (bom) => {
      bom.serialNumber = 'urn:uuid:1';
    },
  ],
  [
    'a version that is no number',
    'schema',
    '/version',
    (bom) => {
      bom.version = '1';
    },
  ],
  [
    'a time that is none',
    'schema',
    '/metadata/timestamp',
    (bom) => {
      bom.metadata.timestamp = '2026-02-30T00:00:00Z';
    },
  ],
  [
    'a property the specification does not have',
    'schema',
    '',
    (bom) => {
      bom.extra = 1;
    },
  ],
  [
    'a component without a name',
    'schema',
    '/components/0',
    (bom) => {
      delete bom.components[0].name;
    },
  ],
  [
    'a type the specification does not have',
    'schema',
    '/components/0/type',
    (bom) => {
      bom.components[0].type = 'model';
    },
  ],
  [
    'a URL with a space',
    'schema',
    /externalReferences\/0\/url$/u,
    (bom) => {
      component(bom, torch.ref).externalReferences[0].url = 'https://h/a b';
    },
  ],
  [
    'a digest that is none',
    'schema',
    /hashes\/0\/content$/u,
    (bom) => {
      component(bom, torch.ref).externalReferences[0].hashes[0].content = 'zz';
    },
  ],
  [
    'a licence id that SPDX does not have',
    'schema',
    /license\/id$/u,
    (bom) => {
      bom.components[0].licenses = [{ license: { id: 'Apache 2' } }];
    },
  ],
  [
    'a kind of learning that does not exist',
    'schema',
    /approach\/type$/u,
    (bom) => {
      component(bom, model.ref).modelCard.modelParameters.approach = { type: 'fine-tuned' };
    },
  ],
  [
    'ethics as free text, as published tools write it',
    'schema',
    /ethicalConsiderations\/0$/u,
    (bom) => {
      component(bom, model.ref).modelCard.considerations = { ethicalConsiderations: [{ description: 'x' }] };
    },
  ],
  [
    'the same component twice',
    'schema',
    /^\/components\/\d+$/u,
    (bom) => {
      bom.components.push(bom.components[0]);
    },
  ],
  [
    'a dependency on nothing',
    'dangling-reference',
    '/dependencies/0/dependsOn/0',
    (bom) => {
      bom.dependencies[0].dependsOn[0] = 'pkg:generic/gone';
    },
  ],
  [
    'dependencies of nothing',
    'dangling-reference',
    '/dependencies/0/ref',
    (bom) => {
      bom.dependencies[0].ref = 'pkg:generic/gone';
    },
  ],
  [
    'a data set that is not there',
    'dangling-reference',
    /datasets\/0\/ref$/u,
    (bom) => {
      component(bom, model.ref).modelCard.modelParameters.datasets[0].ref = 'gone';
    },
  ],
  [
    'a composition of what is not there',
    'dangling-reference',
    '/compositions/0/assemblies/0',
    (bom) => {
      bom.compositions[0].assemblies[0] = 'gone';
    },
  ],
  [
    'a composition of dependencies of what is not there',
    'dangling-reference',
    '/compositions/0/dependencies/0',
    (bom) => {
      bom.compositions[0].dependencies[0] = 'gone';
    },
  ],
  [
    'a reference that is taken twice',
    'duplicate-reference',
    '/components/1/bom-ref',
    (bom) => {
      bom.components[1]['bom-ref'] = bom.components[0]['bom-ref'];
    },
  ],
  [
    'dependencies that are listed twice',
    'duplicate-dependency',
    '/dependencies/1/ref',
    (bom) => {
      bom.dependencies[1].ref = bom.dependencies[0].ref;
    },
  ],
  [
    'a component that depends on itself',
    'self-dependency',
    '/dependencies/0/dependsOn',
    (bom) => {
      bom.dependencies[0].dependsOn.push(bom.dependencies[0].ref);
    },
  ],
  [
    'a SHA-256 of 40 digits',
    'hash-length',
    /content$/u,
    (bom) => {
      component(bom, torch.ref).externalReferences[0].hashes[0].content = commit;
    },
  ],
  [
    'a model card on a library',
    'model-card',
    /modelCard$/u,
    (bom) => {
      component(bom, torch.ref).modelCard = {};
    },
  ],
  [
    'data on a model',
    'data',
    /data$/u,
    (bom) => {
      component(bom, model.ref).data = component(bom, dataset.ref).data;
    },
  ],
  [
    'a PURL that is none',
    'purl',
    /purl$/u,
    (bom) => {
      bom.components[0].purl = 'pypi/torch';
    },
  ],
  [
    'a PURL of another name',
    'purl',
    /purl$/u,
    (bom) => {
      component(bom, torch.ref).purl = 'pkg:pypi/numpy@2.1.0';
    },
  ],
  [
    'a PURL of another version',
    'purl',
    /purl$/u,
    (bom) => {
      component(bom, torch.ref).purl = 'pkg:pypi/torch@2.1.1';
    },
  ],
  [
    'a PURL of another publisher',
    'purl',
    /purl$/u,
    (bom) => {
      component(bom, model.ref).purl = `pkg:huggingface/acme/bert-base-uncased@${commit}`;
    },
  ],
  [
    'a PURL of a model without a publisher',
    'purl',
    /purl$/u,
    (bom) => {
      component(bom, model.ref).purl = `pkg:huggingface/bert-base-uncased@${commit}`;
    },
  ],
  [
    'a PURL with a version where the component has none',
    'purl',
    /purl$/u,
    (bom) => {
      delete component(bom, torch.ref).version;
    },
  ],
  [
    'an absolute place',
    'location',
    /location$/u,
    (bom) => {
      bom.components[0].evidence.occurrences[0].location = '/home/me/train.py';
    },
  ],
  [
    'a place on a drive',
    'location',
    /location$/u,
    (bom) => {
      bom.components[0].evidence.occurrences[0].location = 'C:\\train.py';
    },
  ],
  [
    'a place that is a URL',
    'location',
    /location$/u,
    (bom) => {
      bom.components[0].evidence.occurrences[0].location = 'file:///train.py';
    },
  ],
  [
    'a place outside',
    'location',
    /location$/u,
    (bom) => {
      bom.components[0].evidence.occurrences[0].location = 'a/../../train.py';
    },
  ],
  [
    'a URL with a password',
    'credentials',
    /url$/u,
    (bom) => {
      component(bom, torch.ref).externalReferences[0].url = `https://u:${'p'.repeat(8)}@h/`;
    },
  ],
  [
    'a password inside text',
    'credentials',
    /value$/u,
    (bom) => {
      bom.components[0].properties[0].value = `from https://u:${'p'.repeat(8)}@h/ as is`;
    },
  ],
  [
    'a key inside a value',
    'credentials',
    /value$/u,
    (bom) => {
      bom.components[0].properties[0].value = ['hf', 'A1b2'.repeat(9)].join('_');
    },
  ],
];
