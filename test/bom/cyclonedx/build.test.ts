import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { validateBom } from '../../../src/bom/cyclonedx/validate';
import { componentOf, rootOf } from '../../../src/bom/inventory';
import { buildInventory } from '../../../src/bom/merge';
import {
  commit,
  components,
  dataset,
  inventory,
  model,
  notes,
  options,
  relations,
  root,
  sha256,
  sympy,
  torch,
  unresolvedModel,
} from './inventories';
import { writeDocument } from '../../../src/bom/written';

const printed = (document: object): string => writeDocument(document).text;

describe('bom/cyclonedx/build', () => {
  const bom = buildBom(inventory, options);
  const find = (ref: string) => bom.components.find((component) => component['bom-ref'] === ref);

  it('is valid', () => {
    assert.deepEqual(validateBom(bom), []);
  });

  it('describes the document', () => {
    assert.deepEqual(Object.keys(bom), [
      'bomFormat',
      'specVersion',
      'serialNumber',
      'version',
      'metadata',
      'components',
      'dependencies',
      'compositions',
    ]);
    assert.deepEqual(bom.metadata, {
      lifecycles: [{ phase: 'pre-build' }],
      tools: {
        components: [{ type: 'application', 'bom-ref': 'touchstone@0.1.0', name: 'touchstone', version: '0.1.0' }],
      },
      component: {
        type: 'application',
        'bom-ref': 'project:insecure-training',
        name: 'insecure-training',
        version: '0.1.0',
      },
      properties: [
        { name: 'cdx:reproducible', value: 'true' },
        {
          name: 'touchstone:incomplete',
          value: 'train.py: line 40 loads a model whose name is not known from the code',
        },
      ],
    });
  });

  it('lists the files that it was read from as parts of the project, but none whose path may be a key', () => {
    const sources = ['requirements.txt', `hf_${'aB3dE5fG7h'.repeat(4).slice(0, 34)}.txt`].map((path) => ({
      path,
      hashes: [{ algorithm: 'sha256', value: sha256 }],
    }));
    const read = buildBom(buildInventory({ root: { ...root, sources }, components, relations }), options);
    assert.deepEqual(read.metadata.component.components, [
      {
        type: 'file',
        'bom-ref': 'file:./requirements.txt',
        name: 'requirements.txt',
        hashes: [{ alg: 'SHA-256', content: sha256 }],
      },
    ]);
    assert.deepEqual(validateBom(read), []);
    for (const specVersion of ['1.6', '1.7'] as const) assert.deepEqual(validateBom({ ...read, specVersion }), []);
  });

  it('maps a package', () => {
    assert.deepEqual(find(torch.ref), {
      type: 'library',
      'bom-ref': 'pkg:pypi/torch@2.1.0',
      name: 'torch',
      version: '2.1.0',
      scope: 'required',
      purl: 'pkg:pypi/torch@2.1.0',
      externalReferences: [
        {
          url: 'https://pypi.org/simple/torch/',
          comment: 'all files of the release',
          type: 'distribution',
          hashes: [{ alg: 'SHA-256', content: sha256 }],
        },
      ],
      evidence: {
        identity: [
          {
            field: 'version',
            confidence: 1,
            concludedValue: '2.1.0',
            methods: [{ technique: 'manifest-analysis', confidence: 1, value: 'exact version in the manifest' }],
          },
        ],
        occurrences: [{ location: 'requirements.txt', line: 3 }],
      },
      properties: [
        { name: 'touchstone:direct', value: 'true' },
        { name: 'touchstone:requestedAs', value: '==2.1.0' },
        { name: 'touchstone:versionSource', value: 'pinned' },
      ],
    });
    assert.deepEqual(find(sympy.ref)?.evidence?.occurrences, [{ location: 'uv.lock' }]);
  });

  it('maps a model with what the code shows of it', () => {
    const found = find(model.ref);
    assert.equal(found?.type, 'machine-learning-model');
    assert.equal(found?.group, 'google-bert');
    assert.equal(found?.version, commit);
    assert.equal(found?.purl, `pkg:huggingface/google-bert/bert-base-uncased@${commit}`);
    assert.deepEqual(found?.externalReferences, [
      { url: 'https://huggingface.co/google-bert/bert-base-uncased', type: 'model-card' },
    ]);
    assert.deepEqual(found?.modelCard, {
      modelParameters: { task: 'fill-mask', datasets: [{ ref: dataset.ref }] },
      properties: [
        { name: 'touchstone:loadedWith', value: 'transformers.AutoModel.from_pretrained' },
        { name: 'touchstone:loadedWith', value: 'transformers.pipeline' },
      ],
    });
    assert.deepEqual(found?.evidence?.occurrences, [
      {
        location: 'a.ipynb',
        line: 2,
        symbol: 'transformers.pipeline',
        additionalContext: 'line of notebook cell 4, cells counted from 0',
      },
      { location: 'train.py', line: 12, symbol: 'transformers.AutoModel.from_pretrained' },
    ]);
  });

  it('maps a model without a commit', () => {
    const found = find(unresolvedModel.ref);
    assert.equal(found?.version, undefined);
    assert.equal(found?.purl, undefined);
    assert.equal(found?.evidence?.identity, undefined);
    assert.deepEqual(
      found?.properties?.find((property) => property.name === 'touchstone:reason'),
      { name: 'touchstone:reason', value: 'unresolved-revision' },
    );
  });

  it('maps a data set', () => {
    const found = find(dataset.ref);
    assert.equal(found?.type, 'data');
    assert.equal(found?.modelCard, undefined);
    assert.deepEqual(found?.data, [
      {
        type: 'dataset',
        name: 'stanfordnlp/imdb',
        contents: { url: 'https://huggingface.co/datasets/stanfordnlp/imdb' },
      },
    ]);
  });

  it('writes the graph, and no entry where nothing is known', () => {
    assert.deepEqual(bom.dependencies, [
      { ref: root.ref, dependsOn: [dataset.ref, unresolvedModel.ref, model.ref, torch.ref] },
      { ref: 'pkg:pypi/sympy@1.12', dependsOn: [] },
      { ref: torch.ref, dependsOn: [sympy.ref] },
    ]);
  });

  it('says what is complete and what is not', () => {
    assert.deepEqual(bom.compositions, [
      { aggregate: 'incomplete', assemblies: [root.ref], dependencies: [root.ref] },
      { aggregate: 'incomplete', assemblies: [unresolvedModel.ref] },
      { aggregate: 'complete', dependencies: [sympy.ref, torch.ref] },
      { aggregate: 'unknown', dependencies: [dataset.ref, unresolvedModel.ref, model.ref] },
    ]);
  });

  it('gives the same bytes for the same facts in any order', () => {
    const text = printed(bom);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...components, ...components], { minLength: 10 }),
        fc.shuffledSubarray([...relations], { minLength: 6 }),
        (someComponents, someRelations) => {
          const again = buildInventory({
            root,
            components: someComponents,
            relations: someRelations,
            incomplete: notes,
          });
          assert.equal(printed(buildBom(again, options)), text);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('prints two spaces and one newline, and reads back as it was', () => {
    const text = printed(bom);
    assert.match(text, /^\{\n {2}"bomFormat"/u);
    assert.match(text, /[^\n]\n$/u);
    assert.deepEqual(JSON.parse(text), bom);
  });

  it('takes the time from the caller only', () => {
    const timed = buildBom(inventory, { ...options, timestamp: '2026-01-02T03:04:05Z' });
    assert.equal(timed.metadata.timestamp, '2026-01-02T03:04:05Z');
    assert.notEqual(timed.serialNumber, bom.serialNumber);
    assert.deepEqual(validateBom(timed), []);
  });

  it('changes its serial number with its content', () => {
    assert.match(
      bom.serialNumber ?? '',
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
    assert.notEqual(buildBom(buildInventory({ root, components: [torch] }), options).serialNumber, bom.serialNumber);
  });

  it('describes an empty project', () => {
    const empty = buildBom(buildInventory({ root: rootOf('empty'), components: [] }), options);
    assert.deepEqual(empty.components, []);
    assert.deepEqual(empty.dependencies, [{ ref: 'project:empty', dependsOn: [] }]);
    assert.deepEqual(empty.compositions, [
      { aggregate: 'unknown', assemblies: ['project:empty'], dependencies: ['project:empty'] },
    ]);
    assert.deepEqual(validateBom(empty), []);
  });

  it('keeps only digests that are digests', () => {
    const hashes = [
      { algorithm: 'sha256', value: sha256.toUpperCase() },
      { algorithm: 'sha256', value: 'ab' },
      { algorithm: 'sha224', value: 'ab'.repeat(28) },
      { algorithm: 'md5', value: 'zz'.repeat(16) },
      { algorithm: 'toString', value: 'a' },
    ];
    const only = buildBom(
      buildInventory({ root, components: [componentOf({ ref: 'f', kind: 'file', name: 'f', hashes })] }),
      options,
    );
    assert.deepEqual(only.components[0]?.hashes, [{ alg: 'SHA-256', content: sha256 }]);
    assert.deepEqual(validateBom(only), []);
  });

  it('writes licences as id, name or expression', () => {
    const licensed = (licences: readonly string[]) => {
      const document = buildBom(buildInventory({ root, components: [{ ...torch, licences }] }), options);
      assert.deepEqual(validateBom(document), []);
      return document.components[0]?.licenses;
    };
    assert.deepEqual(licensed(['Apache-2.0']), [{ license: { id: 'Apache-2.0', acknowledgement: 'declared' } }]);
    assert.deepEqual(licensed(['Own terms']), [{ license: { name: 'Own terms', acknowledgement: 'declared' } }]);
    assert.deepEqual(licensed(['MIT OR Apache-2.0']), [
      { expression: 'MIT OR Apache-2.0', acknowledgement: 'declared' },
    ]);
    assert.deepEqual(licensed(['MIT OR Apache-2.0', 'BSD-3-Clause']), [
      { license: { id: 'BSD-3-Clause', acknowledgement: 'declared' } },
      { license: { name: 'MIT OR Apache-2.0', acknowledgement: 'declared' } },
    ]);
  });
});
