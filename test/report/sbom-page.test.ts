import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printSbomPage } from '../../src/report/sbom-page';
import { overviewOf, type SbomOverview } from '../../src/report/sbom-overview';
import { KEY } from './samples';

const OPTIONS = { look: 'editor', nonce: 'n0nce' } as const;

const document = (components: readonly object[], more: object = {}): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components, ...more });

const rowOf = (component: object, more?: object) => (overviewOf(document([component], more)) as SbomOverview).rows[0]!;

const TORCH = {
  type: 'library',
  'bom-ref': 'a',
  name: 'torch',
  version: '2.4.1',
  purl: 'pkg:pypi/torch@2.4.1',
  licenses: [{ license: { id: 'BSD-3-Clause' } }],
  externalReferences: [
    { type: 'distribution', url: 'https://pypi.org/simple/torch/', hashes: [{ alg: 'SHA-256', content: 'ab' }] },
  ],
};
const MODEL = {
  type: 'machine-learning-model',
  'bom-ref': 'm',
  group: 'someone',
  name: 'bert',
  externalReferences: [{ type: 'vcs', url: 'https://huggingface.co/someone/bert' }],
  evidence: {
    occurrences: [
      { location: 'a.ipynb', line: 5, additionalContext: 'line of notebook cell 3, cells counted from 0' },
      { location: 'train.py', line: 7 },
    ],
  },
  properties: [{ name: 'touchstone:reason', value: 'unresolved-revision' }],
};

describe('a bill of materials for people', () => {
  it('has version, licence, source and hashes of each component', () => {
    assert.deepEqual(rowOf(TORCH), {
      kind: 'package',
      name: 'torch',
      version: '2.4.1',
      licence: 'BSD-3-Clause',
      source: 'pypi.org',
      address: 'https://pypi.org/simple/torch/',
      hashed: true,
      where: [],
      missing: [],
    });
    assert.deepEqual(rowOf({ ...TORCH, licenses: [{ expression: 'MIT OR Apache-2.0' }] }).licence, 'MIT OR Apache-2.0');
    assert.equal(rowOf({ ...TORCH, externalReferences: [] }).source, 'pypi');
  });

  it('says what is missing, in words, and where it is used, cells counted from 1', () => {
    const row = rowOf(MODEL);
    assert.deepEqual([row.kind, row.name, row.missing], ['model', 'someone/bert', ['no commit known']]);
    assert.deepEqual(row.where, ['a.ipynb cell 4:5', 'train.py:7']);
    const loose = { type: 'library', name: 'boto3', properties: [{ name: 'touchstone:requestedAs', value: '==1.*' }] };
    assert.deepEqual([rowOf(loose).version, rowOf(loose).missing], ['asked for: ==1.*', ['version not known']]);
    assert.deepEqual(rowOf({ ...TORCH }, { compositions: [{ aggregate: 'incomplete', assemblies: ['a'] }] }).missing, [
      'parts of it are missing',
    ]);
    assert.deepEqual(rowOf({ ...TORCH, properties: [{ name: 'touchstone:reason', value: 'some-new-one' }] }).missing, [
      'some new one',
    ]);
  });

  it('counts by kind and lists why it is not the whole', () => {
    const page = printSbomPage(
      document([TORCH, MODEL, { type: 'data', name: 'tickets' }, { type: 'file', name: 'x' }], {
        metadata: {
          component: { name: 'ticketlab' },
          properties: [{ name: 'touchstone:incomplete', value: 'Dockerfile: packages are not listed' }],
        },
      }),
      OPTIONS,
    );
    assert.match(page, /<h1>SBOM of ticketlab<\/h1>/);
    for (const [count, title] of [
      [1, 'Package'],
      [1, 'Model'],
      [1, 'Data set'],
      [1, 'Other'],
      [2, 'Incomplete'],
      [3, 'Without a hash'],
      [3, 'Without a licence'],
    ])
      assert.ok(page.includes(`<b>${count}</b>${title}</li>`), `${count} ${title}`);
    assert.match(page, /What is missing[\s\S]*Dockerfile: packages are not listed/);
    assert.match(page, /<li>1 component: no commit known \(someone\/bert\)<\/li>/);
    assert.match(page, /<h2 id="model">Models \(1\)<\/h2>/);
    assert.equal(page.split('class="gap"').length - 1, 2);
  });

  it('runs one script, known by its nonce, and takes all else for text', () => {
    const evil = `</script><script>alert(1)</script>"><img src=x onerror=y>`;
    const page = printSbomPage(
      document([
        {
          ...TORCH,
          name: evil,
          version: evil,
          licenses: [{ license: { name: evil } }],
          externalReferences: [{ type: 'vcs', url: `https://a.example/"onclick=x` }],
        },
        { type: 'library', name: 'x', externalReferences: [{ type: 'website', url: 'javascript:alert(1)' }] },
      ]),
      OPTIONS,
    );
    assert.match(
      page,
      /content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'nonce-n0nce'; base-uri 'none'/,
    );
    assert.equal(page.split('<script').length - 1, 1);
    assert.doesNotMatch(page, /<img|javascript:|onclick=x/);
  });

  it('shows no key, whoever wrote the document', () => {
    const page = printSbomPage(
      document(
        [{ ...TORCH, name: KEY, version: KEY, externalReferences: [{ type: 'vcs', url: `https://a.example/${KEY}` }] }],
        {
          metadata: { component: { name: KEY } },
        },
      ),
      OPTIONS,
    );
    assert.ok(!page.includes(KEY.slice(5)));
  });

  it('says what it cannot read, and never fails', () => {
    assert.match(printSbomPage('{', OPTIONS), /This is not JSON\./);
    assert.match(printSbomPage('[]', OPTIONS), /This is not a CycloneDX document\./);
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (components, other) => {
        const text = JSON.stringify({ bomFormat: 'CycloneDX', components, metadata: other, compositions: other });
        assert.match(printSbomPage(text, OPTIONS), /^<!DOCTYPE html>/);
      }),
      { numRuns: 300 },
    );
  });
});
