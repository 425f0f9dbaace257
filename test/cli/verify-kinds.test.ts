import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync, chmodSync } from 'node:fs';
import path from 'node:path';
import type { VerifiedItem } from '../../src/report/verification';
import { gitIn } from '../project/git/made-repositories';
import { project, run } from './bundle';

const told = ({ path: at, kind, state, reason }: VerifiedItem): string =>
  [at, kind, state, reason].filter(Boolean).join(' ');

async function verified(root: string, ...args: string[]) {
  const { status, out, err } = await run(root, ['verify', '--format', 'json', ...args]);
  return { status, err, items: out === '' ? [] : (JSON.parse(out) as { items: VerifiedItem[] }).items.map(told) };
}

/** One byte, with size, mode and time as they were. */
function tamper(file: string, at = -1): void {
  const { atimeMs, mtimeMs, mode } = statSync(file);
  const bytes = readFileSync(file);
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  chmodSync(file, mode);
}

const MODEL = {
  'mlruns/1/m/MLmodel': 'flavors: {}\n',
  'mlruns/1/m/model.pkl': '\x80\x04N.',
  'mlruns/1/m/conda.yaml': 'a: 1\n',
};

describe('touchstone verify, of git', function () {
  this.timeout(120_000);

  function repository(): string {
    const root = project({
      'train.py': 'print(1)\n',
      'data/a.csv': 'a,b\n1,2\n',
      'w/model.pkl': 'N.',
      'notes.txt': 'x',
    });
    gitIn(root, 'init', '-q');
    gitIn(root, 'add', '.');
    gitIn(root, 'commit', '-qm', 'first');
    return root;
  }

  it('tells which models and data are as they were committed, and of code only what is named', async () => {
    const root = repository();
    const all = ['data/a.csv git verified', 'w/model.pkl git verified'];
    assert.deepEqual(await verified(root), { status: 0, err: '', items: all });
    assert.deepEqual((await verified(root, 'train.py')).items, ['train.py git verified']);
    assert.deepEqual((await verified(root, 'w')).items, ['w/model.pkl git verified']);
    tamper(path.join(root, 'data/a.csv'));
    writeFileSync(path.join(root, 'w/new.pkl'), 'N.');
    gitIn(root, 'add', 'w/new.pkl');
    const { status, items } = await verified(root);
    assert.deepEqual([status, ...items], [1, 'data/a.csv git differs', all[1], 'w/new.pkl git unknown not-committed']);
  });

  it('leaves a file to what records its content, unless it is named', async () => {
    const root = repository();
    writeFileSync(path.join(root, 'w/model.pkl'), 'K\x01.');
    assert.equal((await run(root, ['lock'])).status, 0);
    const { status, items } = await verified(root);
    assert.deepEqual([status, ...items.filter((item) => item.startsWith('w/'))], [0, 'w/model.pkl lock verified']);
    const named = await verified(root, 'w/model.pkl');
    assert.deepEqual([named.status, ...named.items], [1, 'w/model.pkl lock verified', 'w/model.pkl git differs']);
  });

  it('finds a byte that was changed in any object, where .git is named', async () => {
    const root = repository();
    const whole = await verified(root, '.git');
    assert.equal(whole.status, 0);
    assert.ok(whole.items.length >= 8 && whole.items.every((item) => item.endsWith(' git verified')));
    for (const folder of readdirSync(path.join(root, '.git/objects')).filter((name) => name.length === 2)) {
      const [name] = readdirSync(path.join(root, '.git/objects', folder));
      const at = `.git/objects/${folder}/${name}`;
      tamper(path.join(root, at), 6);
      const { status, items } = await verified(root, at);
      assert.deepEqual([status, items.length, items[0]?.startsWith(`${at} git differs`)], [1, 1, true]);
    }
  });
});

describe('touchstone verify, of models of MLflow', function () {
  this.timeout(120_000);

  it('says unknown of a model of which nothing records anything', async () => {
    const { status, items } = await verified(project(MODEL));
    assert.deepEqual([status, ...items], [0, 'mlruns/1/m mlflow unknown not-recorded']);
  });

  it('takes the word of a signature, and of who is trusted', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const root = project({ ...MODEL, 'key.pub': publicKey.export({ type: 'spki', format: 'pem' }) });
    writeFileSync(path.join(root, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    assert.equal((await run(root, ['sign', 'mlruns/1/m', '--private-key', 'key.pem'])).status, 0);
    const model = (items: readonly string[]): readonly string[] => items.filter((item) => item.includes(' mlflow '));
    const trusted = await verified(root, 'mlruns', '--public-key', 'key.pub');
    assert.deepEqual([trusted.status, ...model(trusted.items)], [0, 'mlruns/1/m mlflow verified']);
    assert.deepEqual(model((await verified(root)).items), ['mlruns/1/m mlflow unknown signer-not-trusted']);
    writeFileSync(path.join(root, 'mlruns/1/m/more.txt'), 'x');
    const more = await verified(root, '--public-key', 'key.pub');
    assert.deepEqual(model(more.items), ['mlruns/1/m mlflow differs files-differ'], 'a file that nobody signed');
    tamper(path.join(root, 'mlruns/1/m/model.pkl'));
    const changed = await verified(root, '--public-key', 'key.pub');
    assert.equal(changed.status, 1);
    assert.match(model(changed.items).join(), /^mlruns\/1\/m mlflow differs/);
  });

  it('takes the word of a lock, as far as it goes', async () => {
    const root = project(MODEL);
    assert.equal((await run(root, ['lock'])).status, 0);
    assert.ok(readFileSync(path.join(root, 'touchstone.lock'), 'utf8').includes('mlruns/1/m/model.pkl'));
    const { items } = await verified(root);
    assert.deepEqual(
      items.filter((item) => item.includes(' mlflow ')),
      ['mlruns/1/m mlflow unknown not-recorded'],
      'conda.yaml is in no lock',
    );
    tamper(path.join(root, 'mlruns/1/m/model.pkl'));
    const changed = await verified(root);
    assert.deepEqual([changed.status, changed.items.at(-1)], [1, 'mlruns/1/m mlflow differs']);
  });
});
