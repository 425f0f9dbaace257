import assert from 'node:assert/strict';
import dns from 'node:dns';
import net from 'node:net';
import { osvRecord } from '../harness/advisory-records';
import { archiveOf } from '../harness/archive';
import { call, project } from './bundle';

/** Runs something, and gives what it tried to connect to. Sockets of `fetch`, `http` and `tls` are all opened by `connect`. */
async function connectionsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const tried: string[] = [];
  const { connect } = net.Socket.prototype;
  const { lookup } = dns;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: readonly unknown[]) {
    tried.push(JSON.stringify(args[0]));
    return connect.apply(this, args as Parameters<typeof connect>);
  } as typeof connect;
  dns.lookup = ((name: string, ...rest: readonly unknown[]) => {
    tried.push(name);
    return (lookup as (...args: readonly unknown[]) => void)(name, ...rest);
  }) as typeof lookup;
  try {
    await work();
  } finally {
    net.Socket.prototype.connect = connect;
    dns.lookup = lookup;
  }
  return tried;
}

describe('the network', function () {
  this.timeout(60_000);
  const FILES = {
    'train.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("google-bert/bert-base-uncased")\n',
    'requirements.txt': 'requests==2.30.0\ngit+https://github.com/org/tool\nloader>=1\n',
    Dockerfile: 'FROM pytorch/pytorch:latest\n',
    'pyproject.toml': '[project]\nname = "x"\ndependencies = ["loader"]\n',
    'setup.sh': 'curl http://example.com/install.sh | sh\n',
    'touchstone.toml': '',
    '.cache/osv-scanner/PyPI/all.zip': archiveOf([
      { name: 'A.json', bytes: JSON.stringify(osvRecord({ id: 'A', name: 'loader', events: [{ introduced: '0' }] })) },
    ]),
  };
  // Nothing listens there; low ports are refused by fetch before it connects.
  const NOBODY = 'http://127.0.0.1:47809';
  const env = {
    HF_ENDPOINT: NOBODY,
    TOUCHSTONE_ADVISORIES_URL: `${NOBODY}/all.zip`,
    TOUCHSTONE_OSV_URL: NOBODY,
    PIP_INDEX_URL: `${NOBODY}/simple`,
    HTTPS_PROXY: NOBODY,
  };

  for (const args of [
    ['scan'],
    ['scan', '--format', 'json', '--explain', '--no-cache'],
    ['scan', '--format', 'sarif'],
    ['scan', '--fix', '--unsafe-fixes'],
    ['scan', '--rule', 'yanked-release', 'quarantined-package', 'unpinned-image', 'mutable-vcs-requirement'],
    ['sbom', '.'],
    ['sbom', '--format', 'spdx', '.'],
    ['inspect', '.'],
    ['pin', 'requirements.txt'],
    ['pin', '--hashes', 'requirements.txt'],
    ['pin', 'pyproject.toml'],
    ['baseline', '-o', '-'],
    ['rules', 'vulnerable-dependency'],
    ['advisories', 'status'],
    ['advisories', 'update'],
  ])
    it(`is not touched by touchstone ${args.join(' ')}`, async () => {
      const root = project(FILES);
      assert.deepEqual(await connectionsOf(() => call(root, args, { env }).catch(String)), []);
    });

  it('would be seen to be touched', async () => {
    const root = project(FILES);
    for (const args of [
      ['scan', '--online'],
      ['pin', '--online', 'requirements.txt'],
      ['sbom', '--online', '.'],
      ['advisories', 'update', '--online'],
    ])
      assert.notEqual((await connectionsOf(() => call(root, args, { env }).catch(String))).length, 0, args.join(' '));
  });
});
