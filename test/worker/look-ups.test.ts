import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import net from 'node:net';
import type { HttpResponse } from '../../src/core/host';
import type { LocatedFinding } from '../../src/core/finding';
import { FOLDER, start, type World } from './world';

const FILES = {
  'train.py': 'from transformers import AutoModel\n\nAutoModel.from_pretrained("google-bert/bert-base-cased")\n',
  'requirements.txt': 'requests==2.30.0\nloader>=1\ntool @ git+https://github.com/facebookresearch/tool@v1\n',
  Dockerfile: 'FROM pytorch/pytorch:latest\n',
  'uv.lock': 'version = 1\n',
};

const MANIFEST = '{"schemaVersion":2}';
const DIGEST = createHash('sha256').update(MANIFEST).digest('hex');
const COMMIT = 'c'.repeat(40);

const line = (text: string): string => (text.length + 4).toString(16).padStart(4, '0') + text;

const network = (url: string): HttpResponse => {
  const isGit = url.startsWith('https://github.com/');
  const references = `${line('# service=git-upload-pack\n')}0000${line(`${COMMIT} refs/tags/v1\n`)}0000`;
  return {
    status: 200,
    headers: { 'content-type': isGit ? 'application/x-git-upload-pack-advertisement' : 'application/json' },
    body: new TextEncoder().encode(isGit ? references : MANIFEST),
  };
};

const scan = async ({ host, files }: World, path: string): Promise<readonly LocatedFinding[]> =>
  (await host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path, text: files[path]! } })).findings;

describe('look-ups of the editor', () => {
  for (const [rule, path, url, title] of [
    [
      'unpinned-image',
      'Dockerfile',
      'https://registry-1.docker.io/v2/pytorch/pytorch/manifests/latest',
      `Pin to sha256:${DIGEST.slice(0, 7)}… (from registry-1.docker.io)`,
    ],
    [
      'mutable-vcs-requirement',
      'requirements.txt',
      'https://github.com/facebookresearch/tool/info/refs?service=git-upload-pack',
      'Pin to commit ccccccc… (from github.com)',
    ],
  ] as const)
    it(`of ${rule} are made when they are asked for, one by one, and give a fix`, async () => {
      const world = await start(FILES, { ...FOLDER, http: true }, network);
      const found = async () => (await scan(world, path)).find((finding) => finding.rule === rule)!;
      const { lookups = [], fixes } = await found();
      assert.deepEqual([lookups.length, fixes.length, world.asked], [1, 0, []]);
      assert.equal(await world.host.call('lookUp', { folder: FOLDER.id, question: lookups[0]! }), null);
      assert.deepEqual(world.asked, [url]);
      const after = await found();
      assert.deepEqual([after.fixes.map((fix) => fix.title), after.lookups], [[title], undefined]);
      assert.equal(after.fixes[0]!.safety, 'unsafe');
    });

  it('are refused where they look like a key, or are none', async () => {
    const world = await start(FILES, { ...FOLDER, http: true }, network);
    const ask = (question: { kind: string; [part: string]: string }) =>
      world.host.call('lookUp', { folder: FOLDER.id, question });
    const key = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    assert.match(
      (await ask({ kind: 'git-commit', repository: `https://github.com/org/${key}`, revision: '' }))!,
      /key/,
    );
    assert.match((await ask({ kind: 'policy', directory: '' }))!, /nothing that can be looked up/);
    assert.deepEqual(world.asked, []);
  });

  it('and everything else opens no socket by itself', async () => {
    const tried: unknown[] = [];
    const { connect } = net.Socket.prototype;
    net.Socket.prototype.connect = function (this: net.Socket, ...args: readonly unknown[]) {
      tried.push(args);
      return connect.apply(this, args as Parameters<typeof connect>);
    } as typeof connect;
    try {
      // What the user allowed once is no reason to ask by itself either.
      for (const http of [false, true]) {
        const world = await start(FILES, { ...FOLDER, http }, network);
        const { host, asked } = world;
        const folder = FOLDER.id;
        for (const path of ['train.py', 'requirements.txt', 'Dockerfile']) {
          const input = { kind: 'text', path, text: FILES[path as keyof typeof FILES] } as const;
          assert.notEqual((await scan(world, path)).length, 0);
          await host.call('describe', { folder, input, cell: null, line: 1, column: 1 });
          await host.call('suppress', { folder, input, cell: null, line: 1, rule: 'x', reason: 'y', wholeFile: false });
        }
        await host.call('scanFolder', { folder, paths: null });
        await host.call('baseline', { folder });
        await host.call('sbom', { folder, name: 'x', version: '1' });
        await host.call('report', { folder, version: '1' });
        await host.call('rules', null);
        await host.call('invalidate', { folder, path: null });
        assert.deepEqual(asked, []);
      }
    } finally {
      net.Socket.prototype.connect = connect;
    }
    assert.deepEqual(tried, []);
  });
});
