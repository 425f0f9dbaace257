import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeHttp } from '../../src/cli/node-http';
import { HttpError } from '../../src/core/host';
import { project, run } from './bundle';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

async function serving(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (origin: string, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url!);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('looking up on the network', function () {
  this.timeout(60_000);
  const CODE = 'from transformers import AutoModel\nAutoModel.from_pretrained("google-bert/bert-base-uncased")\n';
  const hub = (_: IncomingMessage, response: ServerResponse): void =>
    void response.end(JSON.stringify({ sha: COMMIT }));

  it('is done only with --online, and says who was asked for what', async () => {
    await serving(hub, async (origin, asked) => {
      const root = project({ 'train.py': CODE });
      const env = { HF_ENDPOINT: `${origin}/` };
      assert.ok(!(await run(root, ['scan', '--format', 'json'], { env })).out.includes(COMMIT));
      assert.equal(asked.length, 0);
      const { out, err } = await run(root, ['scan', '--format', 'json', '--online'], { env });
      assert.ok(out.includes(COMMIT), out);
      assert.deepEqual(
        asked.filter((url) => !url.includes('google-bert/bert-base-uncased')),
        [],
      );
      assert.notEqual(asked.length, 0);
      assert.match(err, /^touchstone: asked 127\.0\.0\.1:\d+ for .*google-bert\/bert-base-uncased/m);
    });
  });

  it('is not done when the hub libraries are told to stay offline', async () => {
    await serving(hub, async (origin, asked) => {
      const { err } = await run(project({ 'train.py': CODE }), ['scan', '--online'], {
        env: { HF_ENDPOINT: origin, HF_HUB_OFFLINE: '1' },
      });
      assert.equal(asked.length, 0);
      assert.match(err, /HF_HUB_OFFLINE is set, so --online looks nothing up/);
    });
  });

  it('finds the commit in the local cache without asking', async () => {
    const root = project({
      'train.py': CODE,
      'cache/models--google-bert--bert-base-uncased/refs/main': COMMIT,
      [`cache/models--google-bert--bert-base-uncased/snapshots/${COMMIT}/config.json`]: '{}',
    });
    assert.ok(
      (await run(root, ['scan', '--format', 'json'], { env: { HF_HUB_CACHE: `${root}/cache` } })).out.includes(COMMIT),
    );
  });
});

describe('NodeHttp', () => {
  const told: string[] = [];
  const http = new NodeHttp((url) => void told.push(url.href));

  it('gives status, headers and body, and tells before it asks', async () => {
    await serving(
      (_, response) => void response.writeHead(404, { 'X-A': 'b' }).end('gone'),
      async (origin) => {
        const { status, headers, body } = await http.get(`${origin}/x`);
        assert.deepEqual([status, headers['x-a'], new TextDecoder().decode(body)], [404, 'b', 'gone']);
        assert.ok(told.includes(`${origin}/x`));
      },
    );
  });

  it('follows a redirect to the same host, and none to another', async () => {
    await serving(
      (request, response) =>
        void response
          .writeHead(request.url === '/end' ? 200 : 302, {
            location: request.url === '/away' ? 'http://example.invalid/' : '/end',
          })
          .end(),
      async (origin) => {
        assert.equal((await http.get(`${origin}/start`)).status, 200);
        await assert.rejects(
          http.get(`${origin}/away`),
          (error) =>
            error instanceof HttpError && /redirects to example\.invalid, which is not allowed/.test(error.message),
        );
      },
    );
    await serving(
      (_, response) => void response.writeHead(302, { location: '/again' }).end(),
      async (origin) => {
        await assert.rejects(http.get(origin), /more than 5 times/);
      },
    );
  });

  it('stops at a body that is too large, whatever its header says', async () => {
    await serving(
      (_, response) => {
        response.writeHead(200);
        response.write('x'.repeat(5_000));
        response.end('x'.repeat(5_000));
      },
      async (origin) => {
        await assert.rejects(http.get(origin, { maxBytes: 6_000 }), /more than 6000 bytes/);
        assert.equal((await http.get(origin, { maxBytes: 10_000 })).body.length, 10_000);
      },
    );
  });

  it('rejects with an HttpError when nobody answers, or too late', async () => {
    await serving(
      () => undefined,
      async (origin) => {
        await assert.rejects(
          http.get(origin, { timeout: 50 }),
          (error) => error instanceof HttpError && /took too long/.test(error.message),
        );
      },
    );
    await assert.rejects(http.get('http://127.0.0.1:1/'), HttpError);
  });
});
