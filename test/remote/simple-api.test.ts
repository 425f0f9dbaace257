import assert from 'node:assert/strict';
import fc from 'fast-check';
import { versionInName } from '../../src/remote/file-versions';
import { fetchIndexedProject } from '../../src/remote/simple-api';
import { anchorsIn } from '../../src/remote/simple-page';
import { client, type Said } from '../harness/told';

const JSON_TYPE = { 'content-type': 'application/vnd.pypi.simple.v1+json' };
const SHA = 'ab'.repeat(32);
const INDEX = 'https://index.example/simple';

const project = async (said: Said, name = 'loader') => {
  const answer = await fetchIndexedProject(client(said), INDEX, name);
  return 'answer' in answer ? answer.answer : assert.fail(answer.problem);
};

describe('the Simple API', () => {
  const FILE = {
    filename: 'loader-1.0-py3-none-any.whl',
    url: '../../files/loader-1.0-py3-none-any.whl',
    hashes: { sha256: SHA },
  };
  const json = (file: object, more: object = {}): Said => ({
    headers: JSON_TYPE,
    body: JSON.stringify({ meta: { 'api-version': '1.4' }, name: 'loader', files: [{ ...FILE, ...file }], ...more }),
  });

  it('asks for a name at its address, in JSON first', async () => {
    const asked: string[] = [];
    let accept = '';
    const http = client((_, { headers }) => ((accept = headers!['accept']!), json({})), asked);
    await fetchIndexedProject(http, `${INDEX}//`, 'loader');
    assert.deepEqual(asked, [`${INDEX}/loader/`]);
    assert.match(accept, /^application\/vnd\.pypi\.simple\.v1\+json, .*text\/html/);
  });

  for (const [what, file, more, expected] of [
    ['a file', {}, {}, { version: '1.0', yanked: null, metadata: null, hashes: [`sha256:${SHA}`] }],
    ['a reason of a yank', { yanked: 'broken' }, {}, { yanked: 'broken' }],
    ['a yank without one', { yanked: true }, {}, { yanked: '' }],
    ['metadata (PEP 714)', { 'core-metadata': { sha256: SHA } }, {}, { metadata: `sha256:${SHA}` }],
    ['metadata under its old name', { 'dist-info-metadata': true }, {}, { metadata: '' }],
    ['the new name before the old', { 'core-metadata': false, 'dist-info-metadata': true }, {}, { metadata: null }],
    ['the Python it needs', { 'requires-python': '>=3.9' }, {}, { requiresPython: '>=3.9' }],
  ] as const)
    it(`reads ${what}`, async () => {
      const [read] = (await project(json(file, more))).files;
      assert.equal(read!.url, 'https://index.example/files/loader-1.0-py3-none-any.whl');
      for (const [key, value] of Object.entries(expected))
        assert.deepEqual(read![key as keyof typeof read], value, key);
    });

  for (const [what, stated, expected] of [
    ['a table', { status: 'quarantined', reason: 'looked at' }, ['quarantined', 'looked at']],
    ['a text', 'archived', ['archived', '']],
    ['nothing', undefined, ['active', '']],
    ['a status of a later version', { status: 'frozen' }, ['active', '']],
  ] as const)
    it(`reads a project status that is ${what} (PEP 792)`, async () => {
      const { status, reason } = await project(json({}, { 'project-status': stated }));
      assert.deepEqual([status, reason], expected);
    });

  it('reads the same of a page', async () => {
    const read = await project({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.4">
        <meta name="pypi:project-status" content="deprecated"><meta name='pypi:project-status-reason' content="use &quot;other&quot;">
        <title>Links for loader</title></head><body><h1>Links for loader</h1><!-- <a href="no-9.zip">no-9.zip</a> -->
        <a href="/files/loader-1.0-py3-none-any.whl#sha256=${SHA}" data-requires-python="&gt;=3.8" data-core-metadata="sha256=${SHA}"
          >loader-1.0-py3-none-any.whl</a><br/>
        <A HREF=loader-0.9.tar.gz data-yanked="">loader-0.9.tar.gz</A></body></html>`,
    });
    assert.deepEqual([read.status, read.reason], ['deprecated', 'use "other"']);
    assert.deepEqual(read.files, [
      {
        name: 'loader-1.0-py3-none-any.whl',
        version: '1.0',
        url: 'https://index.example/files/loader-1.0-py3-none-any.whl',
        hashes: [`sha256:${SHA}`],
        requiresPython: '>=3.8',
        yanked: null,
        metadata: `sha256:${SHA}`,
      },
      {
        name: 'loader-0.9.tar.gz',
        version: '0.9',
        url: 'https://index.example/simple/loader/loader-0.9.tar.gz',
        hashes: [],
        requiresPython: null,
        yanked: '',
        metadata: null,
      },
    ]);
  });

  for (const [what, said] of [
    ['another major version', { headers: JSON_TYPE, body: '{"meta":{"api-version":"2.0"},"files":[]}' }],
    ['JSON of something else', { headers: JSON_TYPE, body: '{"detail":"not found"}' }],
    ['an image', { headers: { 'content-type': 'image/png' }, body: 'x' }],
    ['a page of something else', { headers: { 'content-type': 'text/html' }, body: '<title>Welcome</title>' }],
  ] as const)
    it(`takes ${what} for no index`, async () => {
      assert.ok('problem' in (await fetchIndexedProject(client(said), INDEX, 'loader')));
    });

  for (const [file, name, version] of [
    ['torch-2.4.1+cu121-cp311-cp311-linux_x86_64.whl', 'torch', '2.4.1+cu121'],
    ['scikit_learn-1.5.0-1-cp311-cp311-win_amd64.whl', 'scikit-learn', '1.5.0'],
    ['ruamel.yaml-0.18.6.tar.gz', 'ruamel-yaml', '0.18.6'],
    ['backports.zoneinfo-0.2.1-2.tar.gz', 'backports-zoneinfo', '0.2.1-2'],
    ['pkg-1.0-py3.9.egg', 'pkg', '1.0'],
    ['other-1.0.tar.gz', 'pkg', null],
    ['pkg-1.0.exe', 'pkg', null],
    ['pkg.whl', 'pkg', null],
  ] as const)
    it(`reads the version of ${file}`, () => assert.equal(versionInName(file, name), version));

  it('reads any page, in time that its length decides', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<a ',
            'href=',
            '"',
            "'",
            '>',
            '<',
            '/',
            '=',
            '<!--',
            '-->',
            '&amp;',
            '&#x110000;',
            ' ',
            'x',
            '<script>',
            '\0',
            '<meta name=',
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          const html = parts.join('');
          for (const { attributes, text } of anchorsIn(html, 10))
            assert.ok(attributes.size + text.length <= html.length);
        },
      ),
    );
    for (const part of ['<a ', '<a href="', '<!--', '<a b ', '<a b=', '<a\n'])
      assert.ok(timeOf(() => anchorsIn(part.repeat(200_000), 1_000_000)) < 3_000, part);
  });
});

function timeOf(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}
