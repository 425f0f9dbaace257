import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import type { LocatedFinding } from '../../src/core/finding';
import { serving, type Served } from '../harness/serving';
import { call, project } from './bundle';

const [MAIN, TAG] = ['a'.repeat(40), 'b'.repeat(40)];
const MANIFEST = JSON.stringify({ schemaVersion: 2, manifests: [] });
const DIGEST = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;

const packet = (text: string): string => (text.length + 4).toString(16).padStart(4, '0') + text;

/** A host of repositories and images: the shapes of `git http-backend` and of a registry that wants a token. */
function answer(response: ServerResponse, { url, headers }: Served): void {
  const origin = `http://${headers.host}`;
  if (url === '/router-lab/loader.git/info/refs?service=git-upload-pack')
    return void response
      .writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' })
      .end(
        `${packet('# service=git-upload-pack\n')}0000${packet(`${MAIN} HEAD\0agent=git/2.40\n`)}${packet(`${MAIN} refs/heads/main\n`)}${packet(`${TAG} refs/tags/v1\n`)}0000`,
      );
  if (url === '/token?service=registry&scope=repository%3Arouter-lab%2Ftrainer%3Apull')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"once"}');
  if (url === '/v2/router-lab/trainer/manifests/latest') {
    if (headers.authorization !== 'Bearer once')
      return void response
        .writeHead(401, {
          'www-authenticate': `Bearer realm="${origin}/token",service="registry",scope="repository:router-lab/trainer:pull"`,
        })
        .end();
    return void response
      .writeHead(200, {
        'content-type': 'application/vnd.oci.image.index.v1+json',
        'docker-content-digest': DIGEST,
      })
      .end(MANIFEST);
  }
  response.writeHead(404).end();
}

describe('commits and digests online', function () {
  this.timeout(60_000);

  async function online(
    args: readonly string[],
    use: (done: {
      root: string;
      host: string;
      out: string;
      err: string;
      asked: readonly Served[];
    }) => Promise<void> | void,
  ): Promise<void> {
    await serving(answer, async (origin, asked) => {
      const host = origin.slice('http://'.length);
      const root = project({
        'requirements.txt': `loader @ git+${origin}/router-lab/loader.git@v1\nother @ git+${origin}/router-lab/none.git@main\n`,
        Dockerfile: `FROM ${host}/router-lab/trainer:latest\nRUN true\n`,
      });
      // Nobody is asked for packages here.
      const env = { TOUCHSTONE_OSV_URL: `${origin}/osv`, PIP_INDEX_URL: `${origin}/simple` };
      await use({ root, host, ...(await call(root, args, { env })), asked });
    });
  }

  const fixesOf = (out: string, rule: string): readonly (readonly string[])[] =>
    (JSON.parse(out) as { findings: readonly LocatedFinding[] }).findings
      .filter((finding) => finding.rule === rule)
      .map(({ fixes }) => fixes.map(({ title }) => title));

  it('are offered by scan --online, from the host that has them', async () => {
    await online(['scan', '--online', '--format', 'json'], ({ out, err, host, asked }) => {
      const [known, unknown] = fixesOf(out, 'mutable-vcs-requirement');
      assert.ok(
        known!.some((title) => title.includes(TAG.slice(0, 7))),
        String(known),
      );
      assert.deepEqual(unknown, []);
      const [image] = fixesOf(out, 'unpinned-image');
      assert.ok(
        image!.some((title) => title.includes(DIGEST.slice(7, 14))),
        String(image),
      );
      // A repository that is not there is told, and spoils nothing else.
      assert.match(err, /router-lab\/none\.git/);
      assert.match(err, new RegExp(host.replace('.', '\\.')));
      assert.equal(asked.filter(({ url }) => url === '/v2/router-lab/trainer/manifests/latest').length, 2);
    });
  });

  it('are written by scan --unsafe-fixes --online, and hold the next scan', async () => {
    await online(['scan', '--unsafe-fixes', '--online'], async ({ root, host }) => {
      const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
      assert.equal(text('Dockerfile'), `FROM ${host}/router-lab/trainer:latest@${DIGEST}\nRUN true\n`);
      assert.match(
        text('requirements.txt'),
        new RegExp(`^loader @ git\\+http://[\\w.:]+/router-lab/loader\\.git@${TAG}  # v1\\n`),
      );
      const { out } = await call(root, ['scan', '--format', 'json']);
      assert.deepEqual(fixesOf(out, 'unpinned-image'), []);
      assert.equal(fixesOf(out, 'mutable-vcs-requirement').length, 1);
    });
  });

  it('are asked of nobody without --online', async () => {
    await online(['scan', '--format', 'json'], ({ out, asked }) => {
      assert.equal(fixesOf(out, 'unpinned-image').length, 1);
      assert.deepEqual(asked, []);
    });
  });
});
