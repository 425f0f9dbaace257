import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildBom, printBom } from '../../../src/bom/cyclonedx/build';
import { uuidOf } from '../../../src/bom/cyclonedx/uuid';
import { validateBom, validateText } from '../../../src/bom/cyclonedx/validate';
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
      { ref: 'pkg:pypi/sympy@1.12' },
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
    const text = printBom(bom);
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
          assert.equal(printBom(buildBom(again, options)), text);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('prints two spaces and one newline, and reads back as it was', () => {
    const text = printBom(bom);
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
    assert.deepEqual(empty.dependencies, [{ ref: 'project:empty' }]);
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
    assert.deepEqual(licensed(['Apache-2.0']), [{ license: { id: 'Apache-2.0' } }]);
    assert.deepEqual(licensed(['Own terms']), [{ license: { name: 'Own terms' } }]);
    assert.deepEqual(licensed(['MIT OR Apache-2.0']), [{ expression: 'MIT OR Apache-2.0' }]);
    assert.deepEqual(licensed(['MIT OR Apache-2.0', 'BSD-3-Clause']), [
      { license: { id: 'BSD-3-Clause' } },
      { license: { name: 'MIT OR Apache-2.0' } },
    ]);
  });

  it('lets no credential of a URL through', () => {
    const secret = ['pass', 'word', '123'].join('');
    const document = printBom(
      buildBom(
        buildInventory({
          root: rootOf(`https://u:${secret}@h/x`),
          components: [
            componentOf({
              ref: 'x',
              kind: 'package',
              name: 'x',
              requestedAs: [`x @ git+https://u:${secret}@host/x.git@main`],
              properties: [{ name: 'index', value: `https://${secret}@host/simple` }],
              links: [
                {
                  kind: 'distribution',
                  url: `https://u:${secret}@host/x-1.whl?token=${secret}`,
                  comment: `from https://u:${secret}@host/`,
                  hashes: [],
                },
              ],
            }),
          ],
          incomplete: [{ path: 'requirements.txt', message: `https://u:${secret}@host is not read` }],
        }),
        options,
      ),
    );
    assert.equal(document.includes(secret), false);
    assert.deepEqual(validateText(document), []);
  });

  it('survives hostile names', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        '../../etc/passwd',
        '\ud800',
        '"',
        '\\',
        '\u202e',
        '{{x}}',
        'a'.repeat(2000),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ name, version: fc.option(name), url: name }), { maxLength: 8 }), (list) => {
        const hostile = list.map(({ name: text, version, url }, index) =>
          componentOf({
            ref: `x${index}:${text}`,
            kind: (['package', 'model', 'dataset'] as const)[index % 3] ?? 'package',
            name: text,
            version,
            versionSource: version === null ? null : 'lock',
            links: [{ kind: 'website', url: `https://h/${url}`, comment: text, hashes: [] }],
            occurrences: [{ path: 'a b/ü.txt', cell: null, line: 1, column: 1, symbol: text }],
            requestedAs: [text],
          }),
        );
        const text = printBom(
          buildBom(
            buildInventory({
              root: rootOf('p'),
              components: hostile,
              relations: hostile.map((component) => ({ from: 'project:p', kind: 'depends-on', to: component.ref })),
            }),
            options,
          ),
        );
        assert.deepEqual(validateText(text), []);
      }),
      { numRuns: 150 },
    );
  });

  it('handles ten thousand components', () => {
    const many = Array.from({ length: 10_000 }, (_unused, index) => ({
      ...torch,
      ref: `pkg:pypi/p${index}@2.1.0`,
      name: `p${index}`,
      purl: `pkg:pypi/p${index}@2.1.0`,
    }));
    const document = buildBom(
      buildInventory({
        root,
        components: many,
        relations: many.map((component) => ({ from: root.ref, kind: 'depends-on', to: component.ref })),
      }),
      options,
    );
    assert.equal(document.components.length, 10_000);
    assert.equal(document.dependencies[0]?.dependsOn?.length, 10_000);
    assert.deepEqual(validateBom(document), []);
  }).timeout(60_000);
});

describe('bom/cyclonedx/uuid', () => {
  it('is the version 5 UUID of RFC 9562, appendix A.4', () => {
    assert.equal(
      uuidOf('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('pads every length of message', async () => {
    const namespace = new Uint8Array(16);
    for (const length of [0, 1, 38, 39, 40, 46, 47, 48, 103, 104, 1000]) {
      const text = 'é'.repeat(Math.floor(length / 2)) + 'a'.repeat(length % 2);
      const digest = new Uint8Array(
        await crypto.subtle.digest('SHA-1', Uint8Array.from([...namespace, ...new TextEncoder().encode(text)])),
      );
      const hex = Buffer.from(digest).toString('hex');
      const uuid = uuidOf(text, '00000000-0000-0000-0000-000000000000').replaceAll('-', '');
      assert.equal(
        uuid.slice(0, 12) + uuid.slice(13, 16) + uuid.slice(17),
        hex.slice(0, 12) + hex.slice(13, 16) + hex.slice(17, 32),
        `length ${length}`,
      );
    }
  });
});
