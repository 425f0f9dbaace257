import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { HttpResponse } from '../../src/core/host';
import { imagePlaceOf } from '../../src/project/questions/image-digest';
import { fetchImageDigest } from '../../src/remote/container-registry';
import { fetchGitCommit } from '../../src/remote/git-references';
import { CachedHttp } from '../../src/remote/http-cache';
import { fetchHubFiles } from '../../src/remote/hub';
import { queryOsv } from '../../src/remote/osv';
import { client, type Said } from '../harness/told';

const SHA = 'ab'.repeat(32);

describe('OSV', () => {
  it('asks for pages of an answer until there is none, and in requests of a thousand', async () => {
    const bodies: { queries: { package: { name: string }; version?: string; page_token?: string }[] }[] = [];
    const http = client((_, { json }) => {
      const body = JSON.parse(json!) as (typeof bodies)[number];
      bodies.push(body);
      return {
        body: JSON.stringify({
          results: body.queries.map(({ package: { name }, page_token: page }) =>
            name !== 'p7'
              ? {}
              : page === undefined
                ? { vulns: [{ id: 'A-1' }], next_page_token: 't' }
                : { vulns: [{ id: 'A-2' }, { id: '../x' }] },
          ),
        }),
      };
    });
    const queries = Array.from({ length: 1_200 }, (_, i) => ({ name: `p${i}`, version: i % 2 === 0 ? null : '1.0' }));
    const answer = await queryOsv(http, 'https://osv.example/', queries);
    assert.ok('answer' in answer);
    assert.deepEqual(answer.answer[7], ['A-1', 'A-2']);
    assert.equal(answer.answer.flat().length, 2);
    assert.deepEqual(
      bodies.map(({ queries: { length } }) => length),
      [1_000, 200, 1],
    );
    assert.deepEqual(bodies[0]!.queries[0], { package: { name: 'p0', ecosystem: 'PyPI' } });
    assert.deepEqual(bodies[2]!.queries[0], {
      package: { name: 'p7', ecosystem: 'PyPI' },
      version: '1.0',
      page_token: 't',
    });
  });

  it('gives up where the pages do not end, and where answers are missing', async () => {
    const endless = client({ body: '{"results":[{"next_page_token":"t"}]}' });
    assert.ok('problem' in (await queryOsv(endless, 'https://osv.example', [{ name: 'a', version: '1' }])));
    const short = client({ body: '{"results":[{}]}' });
    const two = [
      { name: 'a', version: '1' },
      { name: 'b', version: '1' },
    ];
    assert.ok('problem' in (await queryOsv(short, 'https://osv.example', two)));
  });
});

describe('the hub', () => {
  it('says the digests of files, and in which its scanners found something', async () => {
    const body = JSON.stringify({
      sha: 'c'.repeat(40),
      siblings: [
        { rfilename: 'config.json', size: 12 },
        { rfilename: 'model.bin', size: 9e9, lfs: { sha256: SHA, size: 9e9 } },
      ],
      securityRepoStatus: { scansDone: true, filesWithIssues: [{ path: 'model.bin', level: 'unsafe' }] },
    });
    const asked: string[] = [];
    const answer = await fetchHubFiles(client({ body }, asked), 'https://hub.example', 'model', 'org/name', 'main');
    assert.deepEqual('answer' in answer && answer.answer, {
      commit: 'c'.repeat(40),
      files: [
        { path: 'config.json', size: 12, sha256: null },
        { path: 'model.bin', size: 9e9, sha256: SHA },
      ],
      suspicious: ['model.bin'],
    });
    assert.deepEqual(asked, ['https://hub.example/api/models/org/name/revision/main?blobs=true&securityStatus=true']);
  });
});

describe('a container registry', () => {
  for (const [image, expected] of [
    ['ubuntu', 'registry-1.docker.io library/ubuntu latest'],
    ['pytorch/pytorch:2.4.1-cuda12.4', 'registry-1.docker.io pytorch/pytorch 2.4.1-cuda12.4'],
    ['docker.io/org/image:nightly', 'registry-1.docker.io org/image nightly'],
    ['nvcr.io/nvidia/pytorch:24.08-py3', 'nvcr.io nvidia/pytorch 24.08-py3'],
    ['localhost:5000/a/b', 'localhost:5000 a/b latest'],
    ['ghcr.io/ggml-org/llama.cpp:full', 'ghcr.io ggml-org/llama.cpp full'],
    ['Not/An/Image', null],
    ['a/../b', null],
    ['a//b', null],
    ['image:tag:tag', null],
  ] as const)
    it(`${image} lies at ${expected ?? 'no place'}`, () => {
      const place = imagePlaceOf(image);
      assert.equal(place && `${place.registry} ${place.repository} ${place.tag}`, expected);
    });

  const MANIFEST = '{"schemaVersion":2,"manifests":[]}';
  const DIGEST = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
  const PLACE = { registry: 'registry.example', repository: 'org/image', tag: 'latest' };

  const dance = (realm: string, asked: string[] = []) =>
    client((url, { headers }): Said => {
      if (url.startsWith('https://auth.')) return { body: '{"token":"abc.def"}' };
      return headers?.['authorization'] === 'Bearer abc.def'
        ? { body: MANIFEST, headers: { 'docker-content-digest': DIGEST } }
        : {
            status: 401,
            headers: { 'www-authenticate': `Bearer realm="${realm}",service="s",scope="repository:org/image:pull"` },
          };
    }, asked);

  it('gives a digest for the token that it asks for', async () => {
    const asked: string[] = [];
    assert.deepEqual(
      await fetchImageDigest(dance('https://auth.example/token', asked), { ...PLACE, registry: 'r.example' }),
      {
        problem: 'r.example sends to a log-in elsewhere for the image org/image:latest, which is not followed.',
      },
    );
    assert.deepEqual(
      await fetchImageDigest(dance('https://auth.registry.example/token', asked), {
        ...PLACE,
        registry: 'r1.registry.example',
      }),
      { answer: DIGEST },
    );
    assert.deepEqual(asked.slice(1), [
      'https://r1.registry.example/v2/org/image/manifests/latest',
      'https://auth.registry.example/token?service=s&scope=repository%3Aorg%2Fimage%3Apull',
      'https://r1.registry.example/v2/org/image/manifests/latest',
    ]);
  });

  for (const realm of [
    'http://auth.registry.example/token',
    'https://evil.example.org/token',
    'https://user:a@auth.registry.example/t',
    'file:///etc/passwd',
    '',
  ])
    it(`does not follow to ${realm || 'nowhere'}`, async () => {
      const asked: string[] = [];
      assert.ok(
        'problem' in (await fetchImageDigest(dance(realm, asked), { ...PLACE, registry: 'r1.registry.example' })),
      );
      assert.equal(asked.length, 1);
    });
});

describe('a git host', () => {
  const line = (text: string): string => (text.length + 4).toString(16).padStart(4, '0') + text;
  const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
  const said = (...references: string[]): Said => ({
    headers: { 'content-type': 'application/x-git-upload-pack-advertisement' },
    body: `${line('# service=git-upload-pack\n')}0000${references.map((each, i) => line(`${each}${i === 0 ? '\0multi_ack agent=git' : ''}\n`)).join('')}0000`,
  });
  const HOST = said(
    `${A} HEAD`,
    `${A} refs/heads/main`,
    `${B} refs/tags/v1`,
    `${C} refs/tags/v1^{}`,
    `${A} refs/heads/both`,
    `${B} refs/tags/both`,
  );

  for (const [revision, expected] of [
    [null, A],
    ['main', A],
    ['v1', C],
    ['refs/tags/v1', C],
    ['both', /a branch and a tag/],
    ['gone', /knows no branch or tag "gone"/],
  ] as const)
    it(`says the commit of ${revision ?? 'no revision'}`, async () => {
      const answer = await fetchGitCommit(client(HOST), 'https://git.example/org/repo.git/', revision);
      if ('answer' in answer) assert.equal(answer.answer, expected);
      else assert.match(answer.problem, expected as RegExp);
    });

  it('reads any advertisement', async () => {
    const bytes = fc.array(
      fc.constantFrom('0000', '0004', '0005x', 'ffff', line('# service=git-upload-pack\n'), line(`${A} HEAD\n`), '\0'),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (parts) => {
        const answer = await fetchGitCommit(
          client({ headers: HOST.headers!, body: parts.join('') }),
          'https://git.example/a',
          null,
        );
        assert.ok('problem' in answer || answer.answer === A);
      }),
    );
  });
});

describe('what is kept of answers', () => {
  const good = { isGood: ({ body }: HttpResponse) => body.length > 0, headers: { accept: 'x' } };
  const run = async (headers: Readonly<Record<string, string>>, after: number): Promise<number> => {
    const [kept, asked] = [new Map<string, Uint8Array>(), [] as string[]];
    let now = 1_000_000;
    const store = {
      read: (key: string) => kept.get(key) ?? null,
      write: (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
    };
    const http = new CachedHttp(client({ headers, body: 'x' }, asked), store, () => now);
    await http.get('https://a.example/', good);
    now += after;
    await http.get('https://a.example/', good);
    return asked.length;
  };

  it('is fresh for as long as its server says, ten minutes at most, and is asked about then', async () => {
    assert.equal(await run({ 'cache-control': 'max-age=600' }, 599_000), 1);
    assert.equal(await run({ 'cache-control': 'max-age=86400' }, 601_000), 2);
    assert.equal(await run({ 'cache-control': 'max-age=600, no-cache', etag: '"1"' }, 1), 2);
    assert.equal(await run({ 'cache-control': 'no-store, max-age=600' }, 1), 2);
    assert.equal(await run({ 'cache-control': 'max-age=600' }, -5_000), 2); // the clock was set back
    assert.equal(await run({}, 1), 2);
  });

  it('is nothing where it is broken', async () => {
    const asked: string[] = [];
    const store = { read: () => new TextEncoder().encode('{"version":1\nx'), write: () => undefined };
    await new CachedHttp(client({ body: 'x' }, asked), store, () => 0).get('https://a.example/', good);
    assert.equal(asked.length, 1);
  });
});
