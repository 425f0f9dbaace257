import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpError, type HttpClient, type HttpResponse } from '../../src/core/host';
import { fetchHubCommit } from '../../src/remote/hub';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const HUB = 'https://hub.example';

const answering = (
  answer: (Partial<Omit<HttpResponse, 'body'>> & { body?: string | Uint8Array }) | Error,
  asked: string[] = [],
): HttpClient => ({
  get: async (url) => {
    asked.push(url);
    if (answer instanceof Error) throw answer;
    return {
      status: answer.status ?? 200,
      headers: answer.headers ?? {},
      body: typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : (answer.body ?? new Uint8Array()),
    };
  },
});

describe('the hub', () => {
  it('says the commit of a revision', async () => {
    const asked: string[] = [];
    const body = JSON.stringify({ _id: '1', id: 'org/name', sha: SHA, siblings: [{ rfilename: 'config.json' }] });
    assert.deepEqual(await fetchHubCommit(answering({ body }, asked), `${HUB}/`, 'model', 'org/name', 'main'), {
      commit: SHA,
    });
    assert.deepEqual(asked, [`${HUB}/api/models/org/name/revision/main`]);
  });

  it('asks for data sets and spaces, and escapes slashes of a revision', async () => {
    const asked: string[] = [];
    const http = answering({ body: JSON.stringify({ sha: SHA }) }, asked);
    await fetchHubCommit(http, HUB, 'dataset', 'imdb', 'refs/pr/1');
    await fetchHubCommit(http, HUB, 'space', 'org/name', 'a b?#');
    assert.deepEqual(asked, [
      `${HUB}/api/datasets/imdb/revision/refs%2Fpr%2F1`,
      `${HUB}/api/spaces/org/name/revision/a%20b%3F%23`,
    ]);
  });

  const problems: readonly (readonly [string, Parameters<typeof answering>[0], RegExp])[] = [
    ['a page of HTML', { body: '<!doctype html><title>Log in</title>' }, /not JSON/],
    ['bytes that are no text', { body: new Uint8Array([0xff, 0xfe, 0]) }, /not JSON/],
    ['nothing', { body: '' }, /not JSON/],
    ['null', { body: 'null' }, /without a 40-digit commit/],
    ['a list', { body: '[]' }, /without a 40-digit commit/],
    ['a branch for a commit', { body: '{"sha":"main"}' }, /without a 40-digit commit/],
    ['a commit that is too short', { body: `{"sha":"${SHA.slice(0, 39)}"}` }, /without a 40-digit commit/],
    ['code for a commit', { body: `{"sha":"${SHA}\\"; import os"}` }, /without a 40-digit commit/],
    ['a number for a name', { body: `{"sha":"${SHA}","id":7}` }, /not a repository/],
    ['401', { status: 401 }, /wants a log-in/],
    ['403', { status: 403 }, /gated or disabled/],
    ['404', { status: 404 }, /no repository/],
    ['404 for the revision', { status: 404, headers: { 'x-error-code': 'RevisionNotFound' } }, /no revision "main"/],
    ['429', { status: 429 }, /too many requests/],
    ['503', { status: 503 }, /failed to answer/],
    ['302', { status: 302 }, /unexpected status 302/],
    ['a time-out', new HttpError('timed out\nafter 10 s'), /gave no answer about org\/name: timed out after 10 s$/],
    ['a bug of the client', new TypeError('boom'), /gave no answer/],
  ];
  for (const [title, answer, problem] of problems) {
    it(`makes a sentence of ${title}`, async () => {
      const outcome = await fetchHubCommit(answering(answer), HUB, 'model', 'org/name', 'main');
      assert.ok('problem' in outcome);
      assert.match(outcome.problem, problem);
    });
  }

  it('asks nothing for what cannot be an identifier, a revision or an endpoint', async () => {
    const asked: string[] = [];
    const http = answering({ body: JSON.stringify({ sha: SHA }) }, asked);
    for (const id of ['../etc', 'a/b/c', 'org/na me', ''])
      assert.ok('problem' in (await fetchHubCommit(http, HUB, 'model', id, 'main')), id);
    assert.ok('problem' in (await fetchHubCommit(http, HUB, 'model', 'org/name', '')));
    for (const endpoint of ['file:///etc', 'not an address'])
      assert.ok('problem' in (await fetchHubCommit(http, endpoint, 'model', 'org/name', 'main')), endpoint);
    assert.deepEqual(asked, []);
  });

  describe('over a socket', () => {
    let server: Server;
    let answer: RequestListener;
    before((done) => {
      server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1', () => done());
    });
    after((done) => {
      server.closeAllConnections();
      server.close(done);
    });
    const ask = () =>
      fetchHubCommit(
        overFetch,
        `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        'model',
        'org/name',
        'refs/pr/1',
      );

    it('hears the commit', async () => {
      answer = (request, response) => {
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.end(
          JSON.stringify({
            id: 'org/name',
            sha: request.url === '/api/models/org/name/revision/refs%2Fpr%2F1' ? SHA : 'other',
          }),
        );
      };
      assert.deepEqual(await ask(), { commit: SHA });
    });
    it('gives up on a hub that hangs', async () => {
      answer = () => undefined;
      const outcome = await ask();
      assert.ok('problem' in outcome && /gave no answer/.test(outcome.problem));
    });
    it('does not trust a body that ends too early', async () => {
      answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        response.write(`{"sha":"${SHA}"`);
        setImmediate(() => response.destroy());
      };
      const outcome = await ask();
      assert.ok('problem' in outcome && /gave no answer/.test(outcome.problem));
    });
    it('tells a log-in page from an answer', async () => {
      answer = (_request, response) => void response.setHeader('content-type', 'text/html').end('<html>sign in</html>');
      const outcome = await ask();
      assert.ok('problem' in outcome && /not JSON/.test(outcome.problem));
    });
  });
});

/** A small client with a short time-out; its only merit is that it is real. */
const overFetch: HttpClient = {
  get: async (url, options) => {
    try {
      const response = await fetch(url, { headers: options?.headers ?? {}, signal: AbortSignal.timeout(300) });
      const headers: Record<string, string> = {};
      response.headers.forEach((value, name) => (headers[name] = value));
      return { status: response.status, headers, body: new Uint8Array(await response.arrayBuffer()) };
    } catch (error) {
      throw new HttpError(error instanceof Error ? error.message : 'failed');
    }
  },
};
