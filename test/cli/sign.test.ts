import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { VerifiedItem } from '../../src/report/verification';
import { evil } from '../artifacts/assemble/pickle';
import { readTrust } from '../../src/analysis/signing/trust';
import { nodeCryptography } from '../../src/cli/cryptography';
import { REAL, verifyIn } from '../analysis/signing/models';
import { call, project, run } from './bundle';

const CURVES = { p256: 'prime256v1', p384: 'secp384r1', p521: 'secp521r1' } as const;
const PHRASE = ['tiger', 'burning', 'bright'].join('-');

interface Keys {
  readonly publicKey: string;
  readonly secret: KeyObject;
}

function keysOf(curve: string): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return { publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string, secret: privateKey };
}

/** The same key in every form that people have it in. */
const formsOf = ({ secret }: Keys): Readonly<Record<string, string>> => ({
  pkcs8: secret.export({ type: 'pkcs8', format: 'pem' }) as string,
  sec1: secret.export({ type: 'sec1', format: 'pem' }) as string,
  'pkcs8, encrypted': secret.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: PHRASE,
  }) as string,
  'sec1, encrypted': secret.export({
    type: 'sec1',
    format: 'pem',
    cipher: 'aes-128-cbc',
    passphrase: PHRASE,
  }) as string,
});

const MODEL = { 'm/config.json': '{}\n', 'm/sub/weights.bin': 'weights\n', 'm/.gitignore': '*.log\n' };

async function verified(root: string, ...args: string[]) {
  const { status, out, err } = await run(root, ['verify', '--format', 'json', ...args]);
  return { status, err, items: out === '' ? [] : (JSON.parse(out) as { items: VerifiedItem[] }).items };
}
const told = (items: readonly VerifiedItem[]): readonly string[] =>
  items.map(({ path: at, kind, state, reason }) => `${at} ${kind} ${state} ${reason}`);

describe('touchstone sign', function () {
  this.timeout(120_000);

  for (const [name, curve] of Object.entries(CURVES))
    it(`signs with every form of a ${name} key, and says nothing of it`, async () => {
      const keys = keysOf(curve);
      for (const [form, pem] of Object.entries(formsOf(keys))) {
        const root = project({ ...MODEL, 'k.pem': pem, 'k.pub': keys.publicKey });
        const signed = await call(root, ['sign', 'm', '--private-key', 'k.pem', '--pass-phrase-env', 'PHRASE'], {
          env: { PHRASE },
        });
        assert.equal(signed.status, 0, form);
        assert.match(signed.err, /signs 2 files of m \(11 bytes\):\n {2}config\.json .*\n {2}sub\/weights\.bin/);
        assert.match(signed.err, /leaves out \.gitignore\n/);
        for (const text of [signed.out, signed.err, readFileSync(path.join(root, 'm/model.sig'), 'utf8')]) {
          assert.ok(!text.includes(PHRASE), form);
          for (const line of pem.split('\n').filter((each) => /^[\w+/]{40}/.test(each)))
            assert.ok(!text.includes(line), form);
        }
        const trust = await readTrust([{ key: 'k.pub' }], null, async () => keys.publicKey, nodeCryptography.subtle!);
        assert.equal((await verifyIn(root, 'm/model.sig', trust)).state, 'verified', form);
      }
    });

  it('says what is wrong with a key, and leaves no bundle behind', async () => {
    const { secret, publicKey } = keysOf('prime256v1');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }) as string;
    const root = project({
      ...MODEL,
      'e.pem': formsOf({ secret, publicKey })['pkcs8, encrypted']!,
      'rsa.pem': rsa,
      'ed.pem': generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      'koblitz.pem': keysOf('secp256k1').secret.export({ type: 'sec1', format: 'pem' }) as string,
      'public.pem': publicKey,
    });
    for (const [args, problem] of [
      [['--private-key', 'e.pem'], /e\.pem is encrypted: --pass-phrase-env names the variable/],
      [['--private-key', 'e.pem', '--pass-phrase-env', 'WRONG'], /the pass phrase does not open it/],
      [['--private-key', 'e.pem', '--pass-phrase-env', 'NONE'], /the environment has no NONE/],
      [['--private-key', 'rsa.pem'], /not one of P-256, P-384 and P-521/],
      [['--private-key', 'ed.pem'], /not one of P-256, P-384 and P-521/],
      [['--private-key', 'koblitz.pem'], /not one of P-256, P-384 and P-521/],
      [['--private-key', 'public.pem'], /holds no private key/],
      [['--private-key', 'nowhere.pem'], /nowhere\.pem cannot be read/],
      [[], /for keyless signing.*"model_signing sign sigstore DIR/],
    ] as const) {
      const { status, err } = await run(root, ['sign', 'm', ...args], { env: { WRONG: 'lion' } });
      assert.equal(status, 2);
      assert.match(err, problem);
      assert.ok(!err.includes('lion'));
    }
    assert.deepEqual(readdirSync(path.join(root, 'm')).sort(), ['.gitignore', 'config.json', 'sub']);
  });

  it('signs what is malicious only when that is said', async () => {
    const keys = keysOf('prime256v1');
    const root = project({ ...MODEL, 'm/evil.pkl': evil(), 'k.pem': formsOf(keys)['pkcs8']! });
    const refused = await run(root, ['sign', 'm', '--private-key', 'k.pem']);
    assert.equal(refused.status, 1);
    assert.match(refused.err, /malicious: evil\.pkl\nnothing was signed: --allow-malicious/);
    assert.ok(!existsSync(path.join(root, 'm/model.sig')));
    assert.equal((await run(root, ['sign', 'm', '--private-key', 'k.pem', '--allow-malicious'])).status, 0);
  });

  it('lists and signs nothing with --dry-run, and refuses links, devices and empty models', async () => {
    const root = project({ ...MODEL, 'e/.gitignore': '', 'k.pem': formsOf(keysOf('prime256v1'))['pkcs8']! });
    assert.equal((await run(root, ['sign', 'm', '--private-key', 'k.pem', '--dry-run'])).status, 0);
    assert.ok(!existsSync(path.join(root, 'm/model.sig')));
    assert.match((await run(root, ['sign', 'e', '--private-key', 'k.pem'])).err, /there are no files to sign/);
    symlinkSync('config.json', path.join(root, 'm/link.json'));
    assert.match((await run(root, ['sign', 'm', '--private-key', 'k.pem'])).err, /"link\.json" is a symbolic link/);
    assert.equal((await run(root, ['sign', 'm', '--private-key', 'k.pem', '--allow-symlinks'])).status, 0);
    const { items } = await verified(root, 'm');
    assert.deepEqual(told(items), ['m/model.sig signature unknown signer-not-trusted']);
  });

  it('signs one file, shards, other hashes and without what is left out', async () => {
    const keys = keysOf('secp384r1');
    const root = project({ ...MODEL, 'm/notes/a.md': 'a\n', 'k.pem': formsOf(keys)['sec1']!, 'k.pub': keys.publicKey });
    for (const [args, expected] of [
      [['m/sub/weights.bin'], ['m/sub/weights.bin.sig signature verified null']],
      [
        ['m', '--shard-size', '3', '--ignore-path', 'sub/weights.bin.sig'],
        ['m/model.sig signature verified null', 'm/sub/weights.bin.sig signature unknown ignored'],
      ],
      [
        ['m', '--hash', 'blake2b', '--ignore-path', 'notes', 'm/sub'],
        [
          'm/model.sig signature verified null',
          'm/notes/a.md signature unknown ignored',
          'm/sub/weights.bin signature unknown ignored',
          'm/sub/weights.bin.sig signature unknown ignored',
        ],
      ],
    ] as const) {
      assert.equal((await run(root, ['sign', ...args, '--private-key', 'k.pem'])).status, 0);
      const { items } = await verified(root, args[0], '--public-key', 'k.pub');
      assert.deepEqual(
        told(items).filter((each) => !each.includes('weights.bin.sig signature verified') || args[0] !== 'm'),
        expected,
      );
    }
  });
});

describe('touchstone verify, of signatures', function () {
  this.timeout(60_000);

  it('finds one byte, its size kept and its time restored, in a file and in a bundle', async () => {
    for (const file of ['weights.bin', 'model.sig']) {
      const root = project({});
      cpSync(path.join(REAL, 'key-p256'), path.join(root, 'm'), { recursive: true });
      cpSync(path.join(REAL, 'keys/p256.pub'), path.join(root, 'k.pub'));
      assert.equal((await verified(root, '--public-key', 'k.pub')).status, 0);
      const at = path.join(root, 'm', file);
      const { atime, mtime, size } = statSync(at);
      const bytes = readFileSync(at);
      const place = file === 'model.sig' ? bytes.indexOf('"payload":"') + 40 : 0;
      bytes[place] = bytes[place] === 0x41 ? 0x42 : 0x41;
      writeFileSync(at, bytes);
      utimesSync(at, atime, mtime);
      assert.equal(statSync(at).size, size);
      const { status, items } = await verified(root, '--public-key', 'k.pub');
      assert.deepEqual([status, items[0]?.state], [1, 'differs'], file);
    }
  });

  it('names a signer whom nobody trusts, and with --strict refuses them', async () => {
    const root = project({ 'touchstone.toml': '[provenance]\nsigners = [{ key = "k.pub" }]\n' });
    cpSync(path.join(REAL, 'key-p256'), path.join(root, 'm'), { recursive: true });
    cpSync(path.join(REAL, 'keys/p384.pub'), path.join(root, 'k.pub'));
    const { status, items } = await verified(root);
    assert.deepEqual([status, told(items)], [0, ['m/model.sig signature unknown signer-not-trusted']]);
    assert.deepEqual(items[0]?.signer, { method: 'key', identity: null, issuer: null, trusted: false });
    assert.equal((await verified(root, '--strict')).status, 1);
  });

  it('does not believe a configuration that lies in the model', async () => {
    const root = project({});
    cpSync(path.join(REAL, 'key-p256'), path.join(root, 'm'), { recursive: true });
    cpSync(path.join(REAL, 'keys/p256.pub'), path.join(root, 'm/k.pub'));
    writeFileSync(path.join(root, 'm/touchstone.toml'), '[provenance]\nsigners = [{ key = "k.pub" }]\n');
    const { items } = await verified(root, 'm');
    assert.ok(items.every(({ state }) => state !== 'verified'));
    assert.equal(items[0]?.signer?.trusted, false);
  });

  it('speaks of a file in a signed model, and of what no signature covers', async () => {
    const root = project({ 'other.bin': 'x' });
    cpSync(path.join(REAL, 'certificate-signing'), path.join(root, 'm'), { recursive: true });
    cpSync(path.join(REAL, 'keys/root.pem'), path.join(root, 'root.pem'));
    const { items } = await verified(root, 'm/tokens-1/a.txt', '--certificate-chain', 'root.pem');
    assert.deepEqual(told(items), ['m/model.sig signature verified null']);
    assert.equal(items[0]?.signer?.identity, 'release@example.com');
    const { err, status } = await run(root, ['verify', 'm', '--identity', 'a@b']);
    assert.match(err, /--identity and --issuer belong together/);
    assert.equal(status, 2);
    assert.match(
      (await run(root, ['verify', 'm', '--public-key', 'root.pem'])).err,
      /root\.pem cannot be used: it holds no public key/,
    );
  });
});
