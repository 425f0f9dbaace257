import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { componentOf, rootOf } from '../../../src/bom/inventory';
import { buildInventory } from '../../../src/bom/merge';
import { buildSpdx } from '../../../src/bom/spdx/build';
import type { SpdxElement } from '../../../src/bom/spdx/document';
import { findModelProblems } from '../../../src/bom/spdx/model';
import { validateSpdx } from '../../../src/bom/spdx/validate';
import { commit, components, dataset, model, notes, relations, sha256, sympy, torch } from '../cyclonedx/inventories';
import { writeDocument } from '../../../src/bom/written';

const printed = (document: object): string => writeDocument(document).text;

interface Script {
  compile(schema: unknown): string;
  spdxFile(name: string): string | null;
}

const ROOT = join(__dirname, '..', '..', '..');
const options = { toolVersion: '0.1.0', timestamp: '2026-01-02T03:04:05Z' } as const;

const root = rootOf('insecure-training', '0.1.0', 'Trains.', {
  purl: 'pkg:generic/insecure-training@0.1.0',
  licences: ['MIT'],
  authors: [{ name: 'Ada', email: 'ada@example.org' }],
  manufacturer: { name: 'acme', url: 'https://github.com/acme' },
  links: [{ kind: 'security-contact', url: 'SECURITY.md', comment: null, hashes: [] }],
  sources: [{ path: 'requirements.txt', hashes: [{ algorithm: 'sha256', value: sha256 }] }],
});
const files = ['torch-2.1.0-cp311-linux.whl', 'torch-2.1.0-cp312-linux.whl'].map((name) => ({
  name,
  url: `https://f.example/${name}`,
  hashes: [{ algorithm: 'sha256', value: sha256 }],
}));
const described = componentOf({
  ...torch,
  licences: ['BSD-3-Clause', 'Own terms'],
  authors: [{ name: 'PyTorch Team', email: null }],
  supplier: { name: null, email: 'packages@pytorch.org' },
  files,
  scope: 'optional',
});
const inventory = buildInventory({
  root,
  components: [...components.filter((each) => each !== torch), described],
  relations,
  incomplete: notes,
});
const sound = (): { '@graph': SpdxElement[] } =>
  JSON.parse(printed(buildSpdx(inventory, options))) as { '@graph': SpdxElement[] };

describe('bom/spdx', () => {
  const elements = sound()['@graph'];
  const named = (type: string, name: string): SpdxElement =>
    elements.find((element) => element.type === type && element['name'] === name)!;
  const related = (from: SpdxElement, type: string): unknown =>
    elements.find((each) => each['from'] === from.spdxId && each['relationshipType'] === type)?.['to'];

  it('writes what the model and its own checks find nothing wrong with, the same each time', () => {
    assert.deepEqual(validateSpdx(sound()), []);
    assert.equal(printed(buildSpdx(inventory, options)), printed(buildSpdx(inventory, options)));
  });

  it('writes packages with their files, licences, makers and places', () => {
    const found = named('software_Package', 'torch');
    assert.equal(found['software_packageUrl'], torch.purl);
    assert.equal(found['software_sourceInfo'], 'named in requirements.txt:3');
    const distributions = related(found, 'hasDistributionArtifact') as readonly string[];
    assert.deepEqual(
      distributions.map((id) => elements.find(({ spdxId }) => spdxId === id)?.['name']),
      files.map(({ name }) => name),
    );
    assert.deepEqual(named('software_File', files[0]!.name)['verifiedUsing'], [
      { type: 'Hash', algorithm: 'sha256', hashValue: sha256 },
    ]);
    const licences = elements.filter(
      (each) => each['relationshipType'] === 'hasDeclaredLicense' && each['from'] === found.spdxId,
    );
    assert.equal(licences.length, 2);
    assert.equal(named('Agent', 'packages@pytorch.org').spdxId, found['suppliedBy']);
  });

  it('writes the files that it was read from as parts of the project', () => {
    const source = named('software_File', 'requirements.txt');
    assert.deepEqual(source['verifiedUsing'], [{ type: 'Hash', algorithm: 'sha256', hashValue: sha256 }]);
    assert.deepEqual(related(named('software_Package', 'insecure-training'), 'contains'), [source.spdxId]);
  });

  it('writes models and data sets as software, and what a model was trained on', () => {
    const written = named('software_Package', 'google-bert/bert-base-uncased');
    assert.deepEqual([written['software_primaryPurpose'], written['software_packageVersion']], ['model', commit]);
    assert.deepEqual(related(written, 'trainedOn'), [named('software_Package', 'stanfordnlp/imdb').spdxId]);
    assert.equal(named('software_Package', 'stanfordnlp/imdb')['software_primaryPurpose'], 'data');
    assert.equal(
      [model, dataset].every(({ kind }) => kind !== 'package'),
      true,
    );
  });

  it('keeps optional dependencies apart, and says that there are none', () => {
    const project = named('software_Package', 'insecure-training');
    const id = named('software_Package', 'torch').spdxId;
    assert.deepEqual(related(project, 'hasOptionalDependency'), [id]);
    assert.equal((related(project, 'dependsOn') as unknown[]).includes(id), false);
    assert.deepEqual(related(named('software_Package', sympy.name), 'dependsOn'), ['NoneElement']);
  });

  it('refuses what leads nowhere, and keys', () => {
    const checks = (change: (graph: SpdxElement[]) => void): readonly string[] => {
      const document = sound();
      change(document['@graph']);
      return validateSpdx(document).map(({ check }) => check);
    };
    assert.deepEqual(
      checks((graph) => {
        graph.find(({ type }) => type === 'Relationship')!['to'] = ['urn:uuid:0#gone'];
      }),
      ['dangling-reference'],
    );
    assert.deepEqual(
      checks((graph) => graph.push(graph.at(-1)!)),
      ['duplicate-reference'],
    );
    const key = ['hf', 'A1b2'.repeat(9)].join('_');
    assert.deepEqual(
      checks((graph) => {
        graph.at(-1)!['comment'] = key;
      }),
      ['credentials'],
    );
  });

  it('judges anything, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, other) => {
        findModelProblems(any);
        validateSpdx({
          '@context': other,
          '@graph': [any, { type: 'constructor' }, { type: 'Tool', import: other, to: any }],
        });
      }),
      { numRuns: 300 },
    );
  });

  describe('by the published schema', () => {
    let official: ((document: unknown) => boolean) | null = null;
    before(async function () {
      const script = (await import(pathToFileURL(join(ROOT, 'scripts', 'compile-spdx-model.mjs')).href)) as Script;
      const file = script.spdxFile('schema.json');
      if (file === null) {
        console.log('        not run: there is no shared/data/spdx/schema.json beside this repository');
        return this.skip();
      }
      const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
      official = new Ajv2020({ strict: false, logger: false }).compile(schema as object);
      assert.equal(
        readFileSync(join(ROOT, 'src', 'bom', 'spdx', 'model.generated.js'), 'utf8') === script.compile(schema),
        true,
        'run: node scripts/compile-spdx-model.mjs',
      );
    });

    it('is valid', () => {
      assert.equal(official!(sound()), true);
    });

    it('agrees on documents that are changed anywhere', () => {
      const value = fc.constantFrom<unknown>(
        null,
        0,
        1,
        -1,
        1.5,
        '',
        'x',
        'a:b',
        '_:b',
        '_:',
        'NoneElement',
        'SpdxOrganization',
        true,
        [],
        {},
        [1],
        ['a:b'],
        ['x'],
        '2026-01-02T03:04:05Z',
        '2026-01-02',
        'dependsOn',
        'complete',
        'sha256',
        '3.0.1',
        '1.0',
        { type: 'Hash', algorithm: 'sha256', hashValue: 'x' },
        { type: 'a:own', anything: 1 },
        [
          {
            type: 'extension_CdxPropertiesExtension',
            extension_cdxProperty: [{ type: 'extension_CdxPropertyEntry', extension_cdxPropName: 'a' }],
          },
        ],
        [{ type: 'ExternalRef', locator: ['x'] }],
      );
      const key = fc.constantFrom(
        '@id',
        'spdxId',
        'type',
        'name',
        'comment',
        'added',
        'extension',
        'externalRef',
        'verifiedUsing',
        'to',
        'from',
        'created',
        'createdBy',
        'scope',
        'completeness',
        'software_primaryPurpose',
        'import',
        'element',
        '@graph',
        '@context',
        'creationInfo',
        'suppliedBy',
        'software_sbomType',
        'profileConformance',
        'software_contentIdentifier',
        'dataset_datasetType',
        'builtTime',
      );
      const type = fc.constantFrom(
        'Tool',
        'Person',
        'Organization',
        'ai_AIPackage',
        'dataset_DatasetPackage',
        'software_File',
        'Relationship',
        'CreationInfo',
        'LifecycleScopedRelationship',
        'Element',
        'extension_Extension',
        'a:own',
        'Hash',
        'constructor',
        'software_Snippet',
        'Bundle',
      );
      let [good, bad] = [0, 0];
      const text = JSON.stringify(sound());
      fc.assert(
        fc.property(
          fc.array(
            fc.tuple(fc.nat(), fc.nat(5), key, value, type, fc.constantFrom('set', 'replace', 'delete', 'type')),
            {
              minLength: 1,
              maxLength: 2,
            },
          ),
          (changes) => {
            const document = JSON.parse(text) as object;
            for (const change of changes) apply(document, change);
            const expected = official!(document);
            if (expected) good++;
            else bad++;
            assert.equal(findModelProblems(document).length === 0, expected, JSON.stringify(changes));
          },
        ),
        { numRuns: 700 },
      );
      assert.ok(good > 20 && bad > 100, `${good} good, ${bad} bad`);
    }).timeout(60_000);
  });
});

type Change = readonly [seed: number, depth: number, key: string, value: unknown, type: string, how: string];

/** Walks down a path that the seed chooses, and changes what is there. */
function apply(document: object, [seed, depth, key, value, type, how]: Change): void {
  let node = document as Record<string, unknown>;
  for (let step = 0, rest = seed; step < depth; step++) {
    const next = Object.values(node).filter((each) => typeof each === 'object' && each !== null);
    if (next.length === 0) break;
    node = next[rest % next.length] as Record<string, unknown>;
    rest = Math.floor(rest / 7);
  }
  const keys = Object.keys(node);
  const existing = keys[seed % (keys.length || 1)] ?? key;
  if (Array.isArray(node)) node.splice(seed % (node.length + 1), how === 'delete' ? 1 : 0, structuredClone(value));
  else if (how === 'delete') delete node[existing];
  else if (how === 'type') node['type'] = type;
  else node[how === 'set' ? key : existing] = structuredClone(value);
}
