// Signs with us and has the reference implementation verify, and the other way round. TOUCHSTONE_SIGNING_VENV, else out/venv-signing, is
// a virtual environment: python3 -m venv V && V/bin/pip install model-signing==1.1.1 pyOpenSSL
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeBundle, planSigning, type SigningChoice } from '../../src/analysis/signing/make-bundle';
import { readPrivateKey } from '../../src/analysis/signing/private-key';
import { readTrust } from '../../src/analysis/signing/trust';
import { nodeCryptography } from '../../src/cli/cryptography';
import { NodeFileSystem } from '../../src/cli/node-files';
import type { SignedDigest } from '../../src/core/signature-facts';
import { readCertificates } from '../../src/readers/signatures/certificate';
import { verifyIn } from '../analysis/signing/models';

const VENV = process.env['TOUCHSTONE_SIGNING_VENV'] ?? path.join(__dirname, '../../out/venv-signing');
const CASES = 60;

interface Job {
  /** Of the model, in `folder`. */
  readonly name: string;
  readonly folder: string;
  readonly target: string;
  readonly bundle: string;
  readonly key: string;
  readonly public: string;
  readonly root: string;
  readonly certificates: readonly string[];
  readonly hash: SignedDigest;
  readonly shard: number | null;
  readonly links: boolean;
  readonly ignored: readonly string[];
}

/** Files of models: names in every order, empty ones, deep ones, hidden ones. */
const LAYOUTS: readonly Readonly<Record<string, string>>[] = [
  { 'weights.bin': 'w'.repeat(5_000), 'config.json': '{}\n' },
  { 'a/b': '1', 'a-b/x': '2', 'a.b': '3', a0: '4', 'é ü.txt': '5', '\uff5e': '6', '😀.bin': '7', 'z/y/x/w/v.bin': '8' },
  {
    '.hidden': 'h',
    'sub/.git/config': 'g',
    'empty.txt': '',
    'x/empty': '',
    'notes/a.md': 'n',
    'notes/b.md': 'm',
    'w.bin': '0123456789',
  },
  { 'q"uote\'s.txt': '1', 'tab\tname': '2', 'colon:1:2': '3', 'new\nline': '4', ' space ': '5' },
];

function jobsIn(root: string, keys: readonly (readonly [string, string])[], chain: readonly string[]): readonly Job[] {
  return Array.from({ length: CASES }, (_, index) => {
    const layout = LAYOUTS[index % LAYOUTS.length]!;
    const shard = index % 5 === 4 ? [1, 7, 1_000][index % 3]! : null;
    const hash = (['sha256', 'sha256', 'blake2b', 'sha256', 'blake3'] as const)[index % 5]!;
    const links = index % 6 === 5;
    const oneFile = index % 10 === 9;
    const folder = path.join(root, String(index));
    const model = path.join(folder, 'model');
    for (const [name, text] of Object.entries(layout)) {
      // The reference takes a name apart at colons when it reads a shard.
      if (shard !== null && name.includes(':')) continue;
      mkdirSync(path.dirname(path.join(model, name)), { recursive: true });
      writeFileSync(path.join(model, name), text);
    }
    if (links) symlinkSync(Object.keys(layout)[0]!, path.join(model, 'link.bin'));
    const certificates = index % 4 === 3 ? chain : [];
    const [key, publicKey] = keys[certificates.length > 0 ? 0 : index % keys.length]!;
    const file = Object.keys(layout)[0]!;
    return {
      name: oneFile ? `model/${file}` : 'model',
      folder,
      target: oneFile ? path.join(model, file) : model,
      bundle: oneFile ? path.join(model, `${file}.sig`) : path.join(model, 'model.sig'),
      key,
      public: publicKey,
      root: path.join(root, 'root.pem'),
      certificates,
      // Its BLAKE3 has no shards.
      hash: shard !== null && hash === 'blake3' ? 'sha256' : hash,
      shard,
      links,
      ignored: !oneFile && index % 4 === 2 ? ['notes', 'x/empty'] : [],
    };
  });
}

async function signed(job: Job): Promise<string> {
  const files = new NodeFileSystem(job.folder, { outside: true });
  const choice: SigningChoice = {
    ignored: job.ignored,
    allowLinks: job.links,
    algorithm: job.hash,
    shardSize: job.shard,
  };
  const within = path.relative(job.folder, job.bundle);
  const plan = await planSigning(files, job.name, within, path.basename(job.target), choice);
  if ('problem' in plan) return plan.problem;
  const key = await readPrivateKey(nodeCryptography.subtle!, readFileSync(job.key, 'utf8'), null);
  if ('problem' in key) return key.problem;
  const certificates = job.certificates.flatMap((file) => readCertificates(readFileSync(file, 'utf8')) ?? []);
  const made = await makeBundle(plan, choice, { key, certificates }, files, nodeCryptography);
  if ('problem' in made) return made.problem;
  writeFileSync(job.bundle, made.text);
  return 'signed';
}

async function stateOf(job: Job): Promise<string> {
  const signer = job.certificates.length > 0 ? { root: job.root } : { key: job.public };
  const trust = await readTrust([signer], null, async (file) => readFileSync(file, 'utf8'), nodeCryptography.subtle!);
  const check = await verifyIn(job.folder, path.relative(job.folder, job.bundle), trust, nodeCryptography, Date.now());
  return check.state === 'verified' ? 'verified' : `${check.state} ${check.reason} ${JSON.stringify(check.files)}`;
}

const asked = (what: 'sign' | 'verify', jobs: readonly Job[]) =>
  JSON.parse(
    execFileSync(path.join(VENV, 'bin/python'), [path.join(__dirname, 'signing_oracle.py'), what], {
      input: JSON.stringify(jobs),
      maxBuffer: 1 << 26,
      stdio: ['pipe', 'pipe', 'ignore'],
    }).toString(),
  ) as { readonly version: string; readonly answers: readonly string[] };

/** A root, an authority below it and a certificate for signing, by openssl. */
function chainIn(root: string, key: string): readonly string[] {
  const at = (name: string): string => path.join(root, name);
  const ssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  writeFileSync(
    at('ca.cnf'),
    '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n[leaf]\nkeyUsage=digitalSignature\n',
  );
  for (const name of ['root', 'middle'])
    ssl('ecparam', '-name', 'secp384r1', '-genkey', '-noout', '-out', at(`${name}.key`));
  ssl(
    'req',
    '-x509',
    '-new',
    '-key',
    at('root.key'),
    '-subj',
    '/CN=Root',
    '-days',
    '30',
    '-out',
    at('root.pem'),
    '-addext',
    'keyUsage=keyCertSign',
  );
  for (const [name, own, issuer, section] of [
    ['middle', at('middle.key'), 'root', 'ca'],
    ['leaf', key, 'middle', 'leaf'],
  ] as const) {
    ssl('req', '-new', '-key', own, '-subj', `/CN=${name}`, '-out', at(`${name}.csr`));
    ssl(
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      '-CA',
      at(`${issuer}.pem`),
      '-CAkey',
      at(`${issuer}.key`),
      '-CAcreateserial',
      '-days',
      '20',
      '-extfile',
      at('ca.cnf'),
      '-extensions',
      section,
      '-out',
      at(`${name}.pem`),
    );
  }
  return [at('leaf.pem'), at('middle.pem')];
}

describe('the reference implementation of model signing', function () {
  this.timeout(600_000);
  let root: string;
  let jobs: readonly Job[];

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'touchstone-signing-'));
    const keys = ['prime256v1', 'secp384r1', 'secp521r1'].map((namedCurve) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
      const [own, other] = [path.join(root, `${namedCurve}.pem`), path.join(root, `${namedCurve}.pub`)];
      writeFileSync(own, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(other, publicKey.export({ type: 'spki', format: 'pem' }));
      return [own, other] as const;
    });
    jobs = jobsIn(root, keys, chainIn(root, keys[0]![0]));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('accepts what we sign', async () => {
    for (const job of jobs) assert.equal(await signed(job), 'signed', job.folder);
    for (const job of jobs) assert.equal(await stateOf(job), 'verified', job.folder);
    const { version, answers } = asked('verify', jobs);
    assert.deepEqual(
      answers.flatMap((answer, index) => (answer.startsWith('accepted') ? [] : [[index, answer]])),
      [],
    );
    const both = answers.filter((answer) => answer.endsWith('command line too')).length;
    console.log(`      model-signing ${version} accepted ${answers.length} of ours, its command line ${both} of them`);
  });

  it('signs what we accept', async () => {
    for (const { bundle } of jobs) rmSync(bundle, { force: true });
    const { version, answers } = asked('sign', jobs);
    assert.deepEqual(
      answers.flatMap((answer, index) => (answer === 'signed' ? [] : [[index, answer]])),
      [],
    );
    for (const job of jobs) assert.equal(await stateOf(job), 'verified', job.folder);
    console.log(`      ${answers.length} bundles of model-signing ${version} are verified`);
  });
});
