import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildBom } from '../../src/bom/cyclonedx/build';
import { differenceBetween, judgeDocument, viewText } from '../../src/bom/judgement';
import { buildSpdx } from '../../src/bom/spdx/build';
import { BROKEN, type Loose } from './cyclonedx/broken-documents';
import { inventory, options } from './cyclonedx/inventories';
import { writeDocument } from '../../src/bom/written';

const printed = (document: object): string => writeDocument(document).text;

const timestamp = '2026-01-02T03:04:05Z';
const cyclonedx = (specVersion: '1.6' | '1.7' = '1.6'): string =>
  printed(buildBom(inventory, { ...options, specVersion, timestamp }));
const spdx = (): string => printed(buildSpdx(inventory, { toolVersion: '0.1.0', timestamp }));

/** A small document of any version. */
const of = (specVersion: string, component: object = {}, rest: object = {}): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion,
    version: 1,
    ...rest,
    components: [{ type: 'library', name: 'a', version: '1', ...component }],
  });

describe('bom/judgement', () => {
  it('finds what is written valid, in each format', () => {
    for (const [text, named] of [
      [cyclonedx(), 'CycloneDX 1.6'],
      [cyclonedx('1.7'), 'CycloneDX 1.7'],
      [spdx(), 'SPDX 3.0.1'],
    ] as const) {
      const judged = judgeDocument(text);
      assert.deepEqual([judged.named, judged.invalid, judged.doubtful], [named, [], []]);
    }
  });

  it('holds each version to its own schema', () => {
    const accepts = (text: string): boolean => judgeDocument(text).invalid.length === 0;
    const all = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];
    assert.deepEqual(
      all.filter((version) => accepts(of(version))),
      all,
    );
    assert.deepEqual(
      all.filter((version) => accepts(of(version, { modelCard: {}, type: 'machine-learning-model' }))),
      ['1.5', '1.6', '1.7'],
    );
    assert.deepEqual(
      all.filter((version) => accepts(of(version, { manufacturer: { name: 'x' } }))),
      ['1.6', '1.7'],
    );
    assert.deepEqual(
      all.filter((version) => accepts(of(version, { isExternal: true }))),
      ['1.7'],
    );
    for (const version of ['1.1', '2.0', 'x'])
      assert.match(
        judgeDocument(of(version)).invalid[0]?.message ?? '',
        /checks 1\.2, 1\.3, 1\.4, 1\.5, 1\.6, 1\.7\.$/u,
      );
  });

  it('refuses only what the schema refuses: all else is a warning', () => {
    for (const [what, check, , change] of BROKEN) {
      const bom = JSON.parse(cyclonedx()) as Loose;
      change(bom);
      const judged = judgeDocument(JSON.stringify(bom));
      const isOfSchema = check === 'schema' || check === 'unread';
      if (what !== 'another version of the specification') assert.equal(judged.invalid.length > 0, isOfSchema, what);
      if (!isOfSchema) {
        assert.ok(
          judged.doubtful.some((problem) => problem.check === check),
          what,
        );
        assert.ok(
          judged.doubtful.every(({ severity }) => severity === 'warning'),
          what,
        );
      }
    }
    const scoped = judgeDocument(of('1.6', { name: '@scope/a', purl: 'pkg:npm/%40scope/a@1' }));
    assert.deepEqual([scoped.invalid, scoped.doubtful], [[], []]);
  });

  it('says what is missing of the minimum elements', () => {
    const missing = (text: string): readonly string[] => judgeDocument(text).missing.map(({ id }) => id);
    const everything = of(
      '1.6',
      {
        'bom-ref': 'a',
        purl: 'pkg:pypi/a@1',
        supplier: { name: 'x' },
        licenses: [{ license: { id: 'MIT' } }],
        hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
      },
      {
        metadata: {
          timestamp,
          lifecycles: [{ phase: 'build' }],
          tools: { components: [{ type: 'application', name: 't' }] },
          component: { type: 'application', name: 'x', version: '1' },
        },
        dependencies: [{ ref: 'a', dependsOn: [] }],
      },
    );
    assert.deepEqual(missing(everything), []);
    assert.deepEqual(missing(of('1.6', { version: '' })), [
      'author',
      'tool',
      'timestamp',
      'context',
      'root',
      'supplier',
      'version',
      'identifier',
      'hash',
      'licence',
      'dependencies',
    ]);
    assert.deepEqual(missing(spdx()), ['supplier', 'version', 'identifier', 'hash', 'licence', 'dependencies']);
    assert.deepEqual(missing('{}'), []);
  });

  it('compares documents of any two formats component by component', () => {
    const view = (text: string) => viewText(text)!;
    assert.deepEqual(
      differenceBetween(view(cyclonedx()), view(cyclonedx('1.7'))).unchanged,
      inventory.components.length,
    );
    const across = differenceBetween(view(cyclonedx()), view(spdx()));
    assert.deepEqual([across.added, across.removed], [[], []]);
    const list = (...components: object[]): string =>
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: components.map((each) => ({ type: 'library', ...each })),
      });
    const hash = (letter: string) => [{ alg: 'SHA-256', content: letter.repeat(64) }];
    const made = differenceBetween(
      view(
        list(
          { name: 'gone', version: '1', purl: 'pkg:pypi/gone@1' },
          { name: 'up', version: '1', purl: 'pkg:pypi/up@1', hashes: hash('a') },
          { name: 'same', version: '1', purl: 'pkg:pypi/same@1', hashes: hash('a') },
          { name: 'files', version: '1', purl: 'pkg:pypi/files@1', hashes: hash('a') },
          { name: 'moved', version: '1', purl: 'pkg:pypi/moved@1' },
          { name: 'terms', version: '1', licenses: [{ license: { id: 'MIT' } }] },
        ),
      ),
      view(
        list(
          { name: 'new', version: '1', purl: 'pkg:pypi/new@1' },
          { name: 'up', version: '1', purl: 'pkg:pypi/up@1', hashes: hash('a') },
          { name: 'up', version: '2', purl: 'pkg:pypi/up@2', hashes: hash('b') },
          { name: 'same', version: '1', purl: 'pkg:pypi/same@1', hashes: hash('a') },
          { name: 'files', version: '1', purl: 'pkg:pypi/files@1', hashes: hash('b') },
          { name: 'moved', version: '1', purl: 'pkg:pypi/moved@1?repository_url=https://p.example' },
          { name: 'terms', version: '1', licenses: [{ license: { id: 'ISC' } }] },
        ),
      ),
    );
    assert.deepEqual(
      [made.added.map(({ id }) => id), made.removed.map(({ id }) => id)],
      [['pkg:pypi/new'], ['pkg:pypi/gone']],
    );
    assert.deepEqual(
      made.changed.map(({ id, versions, ...parts }) => [
        id,
        versions.new.join(),
        ...Object.keys(parts).filter((key) => key !== 'name'),
      ]),
      [
        ['library:terms', '1', 'licences'],
        ['pkg:pypi/files', '1', 'hashes'],
        ['pkg:pypi/moved', '1', 'sources'],
        ['pkg:pypi/up', '1,2'],
      ],
    );
    assert.equal(made.unchanged, 1);
  });

  it('judges and compares anything, and never throws', () => {
    const key = fc.constantFrom(
      'bomFormat',
      'specVersion',
      'components',
      'metadata',
      'dependencies',
      '@graph',
      '@context',
      'type',
      'licenses',
      'hashes',
      'externalReferences',
      'from',
      'to',
      'relationshipType',
      'tools',
      'purl',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('CycloneDX', '1.6', 'pkg:pypi/a@1', 'software_Package', 'dependsOn', 1, null, true),
        fc.array(tie('any')),
        fc.dictionary(key, tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(key, value), (document) => {
        const text = JSON.stringify({ bomFormat: 'CycloneDX', ...document });
        judgeDocument(text);
        const view = viewText(text);
        if (view !== null) differenceBetween(view, view);
        judgeDocument(JSON.stringify({ '@graph': document }));
        viewText(JSON.stringify({ '@graph': Object.values(document) }));
      }),
      { numRuns: 400 },
    );
  });
});
