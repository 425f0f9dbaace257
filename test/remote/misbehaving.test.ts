import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { basic, NodeHttp } from '../../src/cli/node-http';
import type { HttpClient } from '../../src/core/host';
import type { Answer, Limits } from '../../src/remote/asking';
import { fetchImageDigest } from '../../src/remote/container-registry';
import { fetchGitCommit } from '../../src/remote/git-references';
import { CachedHttp } from '../../src/remote/http-cache';
import { fetchHubFiles } from '../../src/remote/hub';
import { fetchOsvRecord, queryOsv } from '../../src/remote/osv';
import { fetchMetadata } from '../../src/remote/package-metadata';
import { fetchIndexedProject } from '../../src/remote/simple-api';
import { serving } from '../harness/serving';

const LIMITS: Limits = { maxBytes: 20_000, timeout: 300 };
/** Milliseconds within which a question must be over, whatever the server does. */
const OVER = 1_500;
/** 50 MB in 50 KB. */
const BOMB = gzipSync(Buffer.alloc(50_000_000, ' '));
const COMMIT = 'a'.repeat(40);
const SHA256 = 'b'.repeat(64);

type Ask = (http: HttpClient, origin: string) => Promise<Answer<unknown>>;

interface Client {
  readonly ask: Ask;
  /** What a well-behaved server sends. */
  readonly type: string;
  readonly body: string;
}

const git = (line: string): string => (line.length + 4).toString(16).padStart(4, '0') + line;

const CLIENTS: Readonly<Record<string, Client>> = {
  index: {
    ask: (http, origin) => fetchIndexedProject(http, `${origin}/simple`, 'loader', LIMITS),
    type: 'application/vnd.pypi.simple.v1+json',
    body: JSON.stringify({ meta: { 'api-version': '1.4' }, name: 'loader', files: [] }),
  },
  'OSV batch': {
    ask: (http, origin) => queryOsv(http, origin, [{ name: 'loader', version: '1' }], LIMITS),
    type: 'application/json',
    body: JSON.stringify({ results: [{}] }),
  },
  'OSV record': {
    ask: (http, origin) => fetchOsvRecord(http, origin, 'CVE-2026-1', LIMITS),
    type: 'application/json',
    body: JSON.stringify({ id: 'CVE-2026-1' }),
  },
  hub: {
    ask: (http, origin) => fetchHubFiles(http, origin, 'model', 'org/name', 'main', LIMITS),
    type: 'application/json',
    body: JSON.stringify({ sha: COMMIT, siblings: [] }),
  },
  registry: {
    ask: (http, origin) =>
      fetchImageDigest(http, { registry: new URL(origin).host, repository: 'org/image', tag: 'latest' }, LIMITS),
    type: 'application/vnd.oci.image.index.v1+json',
    body: JSON.stringify({ schemaVersion: 2 }),
  },
  git: {
    ask: (http, origin) => fetchGitCommit(http, `${origin}/org/repo.git`, 'v1', LIMITS),
    type: 'application/x-git-upload-pack-advertisement',
    body: `${git('# service=git-upload-pack\n')}0000${git(`${COMMIT} HEAD\0agent=git\n`)}${git(`${COMMIT} refs/tags/v1\n`)}0000`,
  },
};

interface Misbehaviour {
  readonly answer: (response: ServerResponse, client: Client) => unknown;
  readonly says: RegExp;
}

const MISBEHAVIOURS: Readonly<Record<string, Misbehaviour>> = {
  'knows no such thing': { answer: (response) => response.writeHead(404).end('not here'), says: /does not know/ },
  'wants a log-in': { answer: (response) => response.writeHead(403).end(), says: /without a log-in.*netrc/ },
  'is busy': {
    answer: (response) => response.writeHead(429, { 'retry-after': '17' }).end(),
    says: /busy \(HTTP 429\): try again in 17 seconds/,
  },
  fails: { answer: (response) => response.writeHead(500).end('oh'), says: /failed to answer.*\(HTTP 500\): try again/ },
  'sends a page': {
    answer: (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><a href="/login">Log in</a>'),
    says: /not JSON|no index|not from git/,
  },
  'breaks off': {
    answer(response, { type, body }) {
      response.writeHead(200, { 'content-type': type, 'content-length': body.length + 50, etag: '"1"' });
      response.write(body);
      setTimeout(() => response.destroy(), 20);
    },
    says: /broke the connection/,
  },
  'breaks off a stream': {
    answer(response, { type, body }) {
      response.writeHead(200, { 'content-type': type, etag: '"1"' });
      response.write(body);
      setTimeout(() => response.destroy(), 20);
    },
    says: /broke the connection/,
  },
  'says a length that is too short': {
    answer: (response, { type, body }) =>
      // Written past the client of Node's own server, which would not let it.
      response.socket!.end(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: 9\r\n\r\n${body}`),
    says: /not JSON|form that is not that of its protocol|gave no answer/,
  },
  'never answers': { answer: () => undefined, says: /took too long; try again later/ },
  'is slow': {
    answer(response, { type, body }) {
      response.writeHead(200, { 'content-type': type, 'content-length': body.length });
      let at = 0;
      const timer = setInterval(() => (at < body.length ? response.write(body[at++]!) : response.end()), 60);
      response.on('close', () => clearInterval(timer));
    },
    says: /took too long/,
  },
  'never ends': {
    answer(response, { type }) {
      response.writeHead(200, { 'content-type': type });
      const timer = setInterval(() => response.write(' '.repeat(2_000)), 1);
      response.on('close', () => clearInterval(timer));
    },
    says: /more than 20000 bytes/,
  },
  'packs more than it may': {
    answer: (response, { type }) =>
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(BOMB),
    says: /more than 20000 bytes/,
  },
  'packs it in another way': {
    answer: (response, { type }) =>
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'br' }).end('x'),
    says: /packs its answer as br/,
  },
  'packs nothing that can be unpacked': {
    answer: (response, { type }) =>
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end('no gzip'),
    says: /gave no answer/,
  },
  'sends elsewhere': {
    answer: (response) => response.writeHead(302, { location: 'http://127.0.0.2:9/there' }).end(),
    says: /redirects to 127\.0\.0\.2:9, which is not allowed/,
  },
};

describe('servers that misbehave', function () {
  this.timeout(20_000);

  for (const [name, client] of Object.entries(CLIENTS)) {
    it(`${name}: a good answer is kept, and asked about by its ETag`, async () => {
      const kept = new Map<string, Uint8Array>();
      await serving(
        (response, { headers }) =>
          headers['if-none-match'] === '"1"'
            ? response.writeHead(304).end()
            : response.writeHead(200, { 'content-type': client.type, etag: '"1"' }).end(client.body),
        async (origin, asked) => {
          for (let round = 0; round < 2; round++) {
            const answer = await client.ask(cached(kept), origin);
            assert.ok('answer' in answer, JSON.stringify(answer));
          }
          assert.equal(asked.length, 2);
        },
      );
      // A POST is asked anew, and so is what a tag means: both say what is now.
      assert.equal(kept.size, name === 'OSV batch' || name === 'registry' ? 0 : 1);
    });

    for (const [what, { answer, says }] of Object.entries(MISBEHAVIOURS))
      it(`${name} ${what}`, async () => {
        const kept = new Map<string, Uint8Array>();
        await serving(
          (response) => answer(response, client),
          async (origin) => {
            const before = performance.now();
            const found = await client.ask(cached(kept), origin);
            assert.ok(performance.now() - before < OVER);
            assert.ok('problem' in found, JSON.stringify(found));
            assert.match(found.problem, says);
            assert.ok(found.problem.includes(new URL(origin).host), found.problem);
          },
        );
        assert.equal(kept.size, 0);
      });
  }

  const HASHED = { name: 'loader-1-py3-none-any.whl', metadata: `sha256:${SHA256}` };

  it('metadata whose hash is wrong is not used, and not kept', async () => {
    const kept = new Map<string, Uint8Array>();
    await serving(
      (response) => response.writeHead(200, { etag: '"1"' }).end('Metadata-Version: 2.1\n'),
      async (origin) => {
        const answer = await fetchMetadata(cached(kept), { ...HASHED, url: `${origin}/${HASHED.name}` }, LIMITS);
        assert.match('problem' in answer ? answer.problem : '', /another hash than the index says/);
      },
    );
    assert.equal(kept.size, 0);
  });

  it('an image whose digest is wrong is not used', async () => {
    await serving(
      (response) => response.writeHead(200, { 'docker-content-digest': `sha256:${SHA256}` }).end('{"schemaVersion":2}'),
      async (origin) => {
        const answer = await CLIENTS['registry']!.ask(new NodeHttp(() => undefined), origin);
        assert.match('problem' in answer ? answer.problem : '', /another digest than its bytes have/);
      },
    );
  });

  it('a host that fails again and again is asked no more', async () => {
    await serving(
      () => undefined,
      async (origin, asked) => {
        const http = new NodeHttp(() => undefined);
        for (let i = 0; i < 5; i++) await http.get(origin, { timeout: 40 }).catch(String);
        await assert.rejects(http.get(origin), /did not answer 3 times, and is not asked again/);
        assert.equal(asked.length, 3);
      },
    );
  });

  it('can be given up', async () => {
    await serving(
      () => undefined,
      async (origin) => {
        const stop = new AbortController();
        const asking = new NodeHttp(() => undefined, { signal: stop.signal }).get(origin, { timeout: 60_000 });
        setTimeout(() => stop.abort(), 20);
        await assert.rejects(asking, /was cancelled/);
      },
    );
  });
});

describe('credentials', () => {
  const LOGIN = basic('ann:secret');

  it('go to the host that they are for, in no address, and nowhere else', async () => {
    const told: string[] = [];
    await serving(
      (response) => response.end('elsewhere'),
      async (elsewhere, askedElsewhere) => {
        await serving(
          (response, { url }) =>
            url === '/away' ? response.writeHead(302, { location: `${elsewhere}/` }).end() : response.end('ok'),
          async (origin, asked) => {
            const http = new NodeHttp((url) => told.push(url.href), {
              credentialsFor: ({ port }) => (port === new URL(origin).port ? LOGIN : null),
            });
            await http.get(`${origin}/`);
            await http.get(`${origin.replace('//', '//bob:other@')}/`);
            await assert.rejects(http.get(`${origin}/away`), /which is not allowed/);
            await http.get(`${elsewhere}/`);
            assert.deepEqual(
              asked.map(({ headers }) => headers.authorization),
              [LOGIN, basic('bob:other'), LOGIN],
            );
          },
        );
        assert.deepEqual(
          askedElsewhere.map(({ headers }) => headers.authorization),
          [undefined],
        );
      },
    );
    assert.ok(told.every((url) => !/bob|other@|secret/.test(url)));
  });

  it('do not go over a line that others can read', async () => {
    const sent: (string | undefined)[] = [];
    await serving(
      (response, { headers }) => {
        sent.push(headers.authorization);
        response.end();
      },
      async (proxy) => {
        const http = new NodeHttp(() => undefined, { credentialsFor: () => LOGIN, proxyFor: () => new URL(proxy) });
        await http.get('http://index.example/simple/');
      },
    );
    assert.deepEqual(sent, [undefined]);
  });
});

/** As a run has it that begins with what earlier ones kept. */
const cached = (kept: Map<string, Uint8Array>): HttpClient =>
  new CachedHttp(
    new NodeHttp(() => undefined),
    { read: (key) => kept.get(key) ?? null, write: (key, bytes) => void kept.set(key, bytes) },
    () => Date.now(),
  );
