import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { VerifiedItem } from '../../src/report/verification';
import { evil } from '../artifacts/assemble/pickle';
import { project, run } from './bundle';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const OID = 'e'.repeat(64);
const FILES = {
  '.gitignore': 'models/\n',
  'models/a.pt': 'PK\x03\x04',
  'models/b.pkl': evil(),
  'notes.dat': 'nothing that is a model',
  'big.safetensors': `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 7\n`,
  'data/train.csv': 'a,b\n1,2\n',
  'data/unused.csv': 'a,b\n',
  'data/held.csv.dvc': `outs:\n- md5: ${'d'.repeat(32)}\n  size: 5\n  path: held.csv\n`,
  'train.py':
    'import pandas as pd\nfrom transformers import AutoModel\n\ntable = pd.read_csv("data/train.csv")\nmodel = AutoModel.from_pretrained("google-bert/bert-base-uncased")\n',
};

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

describe('touchstone lock and verify', function () {
  this.timeout(60_000);
  let root: string;
  let hub: string;
  const env = (): Record<string, string> => ({ HF_HUB_CACHE: hub });
  const verified = async (...args: string[]): Promise<{ status: number | null; items: readonly VerifiedItem[] }> => {
    const { status, out } = await run(root, ['verify', '--format', 'json', ...args], { env: env() });
    return { status, items: (JSON.parse(out) as { items: readonly VerifiedItem[] }).items };
  };
  const states = (items: readonly VerifiedItem[]): readonly string[] =>
    items.map(({ path: at, kind, state, reason }) => `${at} ${kind} ${state}${reason ? ` ${reason}` : ''}`);

  before(async () => {
    root = project(FILES);
    hub = project({
      'models--google-bert--bert-base-uncased/refs/main': COMMIT,
      [`models--google-bert--bert-base-uncased/snapshots/${COMMIT}/config.json`]: '{}',
    });
    const { status, err } = await run(root, ['lock'], { env: env() });
    assert.equal(status, 0, err);
    assert.match(err, /wrote touchstone\.lock: 5 files, 1 model of the hub; 6 added, 0 changed, 0 removed/);
  });

  it('records what is used: models, data that code names, pointers, the hub, and the same text again', async () => {
    const text = readFileSync(path.join(root, 'touchstone.lock'), 'utf8');
    assert.deepEqual(
      [...text.matchAll(/^path = "(.*)"$/gm)].map(([, at]) => at),
      ['big.safetensors', 'data/held.csv', 'data/train.csv', 'models/a.pt', 'models/b.pkl', 'config.json'],
    );
    for (const digest of [OID, 'd'.repeat(32), sha256(FILES['data/train.csv']), sha256(evil()), sha256('{}'), COMMIT])
      assert.ok(text.includes(`"${digest}"`), digest);
    const { err } = await run(root, ['lock'], { env: { HF_HUB_CACHE: path.join(hub, 'elsewhere') } });
    assert.match(err, /nothing changed/);
    assert.equal(
      readFileSync(path.join(root, 'touchstone.lock'), 'utf8'),
      text,
      'kept, though this cache has no model',
    );
  });

  it('takes models from the cache that the project brings', async () => {
    const own = project({
      'train.py': `from transformers import AutoModel\nAutoModel.from_pretrained("google-bert/bert-base-uncased")\n`,
      '.env': 'HF_HOME=.cache/hf\n',
      '.cache/hf/hub/models--google-bert--bert-base-uncased/refs/main': COMMIT,
      [`.cache/hf/hub/models--google-bert--bert-base-uncased/snapshots/${COMMIT}/config.json`]: '{}',
    });
    assert.match((await run(own, ['lock'])).err, /1 model of the hub; 1 added/);
    const { out } = await run(own, ['verify']);
    assert.match(out, /^1 verified$/m);
    writeFileSync(
      path.join(own, `.cache/hf/hub/models--google-bert--bert-base-uncased/snapshots/${COMMIT}/config.json`),
      '[]',
    );
    assert.equal((await run(own, ['verify'])).status, 1);
  });

  it('verifies by hashing, and says what only a pointer stands for', async () => {
    const { status, items } = await verified();
    assert.deepEqual(states(items), [
      'big.safetensors lfs unknown not-pulled',
      'data/held.csv dvc unknown not-pulled',
      'data/train.csv lock verified',
      'models/a.pt lock verified',
      'models/b.pkl lock verified',
      `hf://google-bert/bert-base-uncased@${COMMIT}/config.json lock verified`,
    ]);
    assert.equal(status, 0);
    assert.equal((await verified('--strict')).status, 1);
  });

  it('finds one changed byte of the same length, a missing file and another pointer', async () => {
    const at = (name: string): string => path.join(root, name);
    const bytes = readFileSync(at('models/b.pkl'));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(at('models/b.pkl'), bytes);
    rmSync(at('data/train.csv'));
    writeFileSync(at('big.safetensors'), FILES['big.safetensors'].replace(OID, 'f'.repeat(64)));
    const { status, items } = await verified();
    assert.equal(status, 1);
    assert.deepEqual(states(items).slice(0, 5), [
      'big.safetensors lfs differs other-pointer',
      'data/held.csv dvc unknown not-pulled',
      'data/train.csv lock missing',
      'models/a.pt lock verified',
      'models/b.pkl lock differs',
    ]);
    assert.deepEqual(items[4], {
      path: 'models/b.pkl',
      kind: 'lock',
      state: 'differs',
      expected: sha256(evil()),
      actual: sha256(bytes),
      reason: null,
      signer: null,
    });
    const { out } = await run(root, ['scan', '--rule', 'model-file-changed', '--format', 'json']);
    assert.deepEqual(
      (JSON.parse(out) as { findings: { message: string; path: string }[] }).findings.map(({ message }) => message),
      [
        '"big.safetensors" is not what the lock records: Git LFS holds another file.',
        '"data/train.csv" is locked, but not there.',
        '"models/b.pkl" is not what the lock records: it changed.',
      ],
    );
    const part = await run(root, ['verify', 'models'], { env: env() });
    assert.match(part.out, /^differs {3}models\/b\.pkl {2}expected \w{12}…, found \w{12}…\n1 verified, 1 differs\n$/);
  });

  it('refuses where there is nothing to check, and a lock of a newer version', async () => {
    mkdirSync(path.join(hub, 'empty'), { recursive: true });
    const none = await run(path.join(hub, 'empty'), ['verify']);
    assert.deepEqual([none.status, none.err.includes('there is no touchstone.lock')], [2, true]);
    const gone = await run(root, ['verify', 'nowhere']);
    assert.deepEqual([gone.status, gone.err], [2, 'touchstone: nowhere does not exist, and is not locked\n']);
    const newer = project({ 'touchstone.lock': 'version = 9\n' });
    assert.equal((await run(newer, ['lock'])).status, 2);
    assert.equal(readFileSync(path.join(newer, 'touchstone.lock'), 'utf8'), 'version = 9\n');
    appendFileSync(path.join(root, 'touchstone.lock'), '[[file]]\npath = 3\n');
    assert.match(
      (await run(root, ['verify'], { env: env() })).err,
      /note: touchstone\.lock: line \d+: a file needs a path/,
    );
  });
});
