import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { NOBODY } from '../../../src/analysis/signing/trust';
import { webCryptography } from '../../../src/analysis/signing/web-cryptography';
import { readBundle } from '../../../src/readers/signatures/bundle';
import { nodeCryptography } from '../../../src/cli/cryptography';
import { REAL, trusting, verifyIn, withCopy } from './models';

const ROOT = { root: 'root.pem' };
const KEY = { key: 'p256.pub' };

/** What each model was signed with, and what is not covered in it. */
const VERIFIED: readonly (readonly [string, object, string?])[] = [
  ['key-p256/model.sig', KEY],
  ['key-p384/model.sig', { key: 'p384.pub' }],
  ['key-p521/model.sig', { key: 'p521.pub' }],
  ['blake2b/model.sig', KEY],
  ['blake3/model.sig', KEY],
  ['shards/model.sig', KEY, 'shards/empty.txt empty'],
  ['ignored/model.sig', KEY, 'ignored/README.md ignored,ignored/notes/a.txt ignored'],
  ['one-file/classifier.bin.sig', KEY],
  ['links/model.sig', KEY],
  ['certificate-signing/model.sig', ROOT],
  ['certificate-signing/model.sig', { ...ROOT, identity: 'release@example.com' }],
  ['certificate-code-signing/model.sig', ROOT],
  ['certificate-below-root/model.sig', ROOT],
];

describe('models that the reference implementation signed', () => {
  for (const [host, cryptography] of [
    ['Node', nodeCryptography],
    ['every platform', webCryptography],
  ] as const)
    for (const [bundle, signer, uncovered = ''] of VERIFIED)
      it(`are verified with the cryptography of ${host}: ${bundle} by ${Object.values(signer).join(', ')}`, async () => {
        const check = await verifyIn(REAL, bundle, await trusting(signer), cryptography);
        assert.deepEqual([check.state, check.reason, check.signer?.trusted], ['verified', null, true]);
        assert.equal(check.files.map(({ path: at, reason }) => `${at} ${reason}`).join(','), uncovered);
        assert.notEqual(check.intact.length, 0);
      });

  for (const [bundle, signer, state, reason] of [
    ['key-p256/model.sig', { key: 'p384.pub' }, 'unknown', 'signer-not-trusted'],
    ['key-p256/model.sig', ROOT, 'unknown', 'signer-not-trusted'],
    ['certificate-signing/model.sig', KEY, 'unknown', 'signer-not-trusted'],
    // An authority that another one issued is no root, even where somebody names it.
    ['certificate-signing/model.sig', { root: 'middle.pem' }, 'unknown', 'signer-not-trusted'],
    ['certificate-no-usage/model.sig', ROOT, 'differs', 'certificate-not-for-signing'],
    ['certificate-server/model.sig', ROOT, 'differs', 'certificate-not-for-signing'],
    ['certificate-over/model.sig', ROOT, 'unknown', 'certificate-not-valid-now'],
    // Names are neither patterns nor ends of names.
    ['certificate-suffix/model.sig', { ...ROOT, identity: 'release@example.com' }, 'unknown', 'signer-not-trusted'],
    ['certificate-signing/model.sig', { ...ROOT, identity: 'lease@example.com' }, 'unknown', 'signer-not-trusted'],
    ['certificate-signing/model.sig', { ...ROOT, identity: 'release.example.com' }, 'unknown', 'signer-not-trusted'],
    ['certificate-signing/model.sig', { ...ROOT, identity: '.*' }, 'unknown', 'signer-not-trusted'],
    ['certificate-signing/model.sig', { ...ROOT, identity: 'RELEASE@example.com' }, 'unknown', 'signer-not-trusted'],
  ] as const)
    it(`are not by somebody else: ${bundle} and ${Object.values(signer).join(', ')}`, async () => {
      const check = await verifyIn(REAL, bundle, await trusting(signer));
      assert.deepEqual([check.state, check.reason], [state, reason]);
      assert.notEqual(check.signer?.trusted, true);
    });

  it('do not outlive their certificate', async () => {
    const check = await verifyIn(
      REAL,
      'certificate-over/model.sig',
      await trusting(ROOT),
      nodeCryptography,
      Date.UTC(2026, 0, 15),
    );
    assert.equal(check.state, 'verified');
  });

  it('are not judged where there is no cryptography', async () => {
    const check = await verifyIn(REAL, 'key-p256/model.sig', NOBODY, { ...nodeCryptography, subtle: null });
    assert.deepEqual([check.state, check.reason], ['unknown', 'no-cryptography']);
  });
});

describe('what happens to a signed model', () => {
  const changes: readonly (readonly [string, (at: (file: string) => string) => void, string])[] = [
    [
      'one byte, its size kept and its time restored',
      (at) => tamper(at('weights.bin')),
      'model/weights.bin differs changed',
    ],
    [
      'one byte more',
      (at) => writeFileSync(at('weights.bin'), 'weights, version 1\n\n'),
      'model/weights.bin differs changed',
    ],
    ['a file that is gone', (at) => rmSync(at('config.json')), 'model/config.json missing null'],
    ['a file that was added', (at) => writeFileSync(at('tokens/a.py'), ''), 'model/tokens/a.py differs unsigned'],
    ['a hidden file that was added', (at) => writeFileSync(at('.a'), ''), 'model/.a differs unsigned'],
    [
      'a folder of git below the top',
      (at) => renameSync(at('tokens-1'), at('tokens/.git')),
      'model/tokens-1/a.txt missing null,model/tokens/.git/a.txt differs unsigned',
    ],
    [
      'a link with the same bytes behind it',
      (at) => (renameSync(at('weights.bin'), at('../w')), symlinkSync('../w', at('weights.bin'))),
      'model/weights.bin differs link',
    ],
    [
      'a folder that became a link',
      (at) => (renameSync(at('tokens-1'), at('../t')), symlinkSync('../t', at('tokens-1'))),
      'model/tokens-1 differs link,model/tokens-1/a.txt differs link',
    ],
    ['what git keeps beside it', (at) => writeFileSync(at('.gitattributes'), '* -text\n'), ''],
  ];
  for (const [what, change, found] of changes)
    it(`is found: ${what}`, () =>
      withCopy('key-p256', async (root) => {
        change((file) => path.join(root, 'model', file));
        const check = await verifyIn(root, 'model/model.sig', await trusting(KEY));
        assert.equal(check.files.map((each) => `${each.path} ${each.state} ${each.reason}`).join(','), found);
        assert.equal(check.state, found === '' ? 'verified' : 'differs');
      }));

  it('is found in every shard, and behind the last one', () =>
    withCopy('shards', async (root) => {
      const file = path.join(root, 'model/weights.bin');
      const whole = readFileSync(file);
      for (let at = 0; at < whole.length; at++) {
        const changed = Buffer.from(whole);
        changed[at]! ^= 1;
        writeFileSync(file, changed);
        assert.equal((await verifyIn(root, 'model/model.sig', await trusting(KEY))).state, 'differs', `byte ${at}`);
      }
      for (const other of [whole.subarray(0, 16), Buffer.concat([whole, whole])]) {
        writeFileSync(file, other);
        assert.equal((await verifyIn(root, 'model/model.sig', await trusting(KEY))).state, 'differs');
      }
    }));

  it('is found where the bundle is another byte: it is refused, or means what it meant', async function () {
    this.timeout(60_000);
    for (const name of ['key-p256', 'certificate-signing', 'shards'])
      await withCopy(name, async (root) => {
        const file = path.join(root, 'model/model.sig');
        const text = readFileSync(file, 'utf8');
        const trust = await trusting(KEY, { ...ROOT, identity: 'release@example.com' });
        const before = readBundle(text, 'model/model.sig')!;
        await fc.assert(
          fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
            const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
            fc.pre(changed !== text);
            writeFileSync(file, changed);
            const facts = readBundle(changed, 'model/model.sig');
            if (facts === null) return;
            const check = await verifyIn(root, 'model/model.sig', trust);
            if (check.state !== 'verified') return;
            // What is neither signed nor used may be anything: the name of a key, a key of JSON that nobody asks for.
            assert.deepEqual(
              [facts.payload, facts.signature, facts.certificates[0]],
              [before.payload, before.signature, before.certificates[0]],
            );
          }),
          { numRuns: 150 },
        );
      });
  });
});

function tamper(file: string): void {
  const { atime, mtime, size } = statSync(file);
  const bytes = readFileSync(file);
  bytes[0]! ^= 1;
  writeFileSync(file, bytes);
  utimesSync(file, atime, mtime);
  const after = statSync(file);
  // A time goes to the disk as seconds with a fraction, of which the last digits may be lost.
  assert.deepEqual([after.size, Math.round(after.mtimeMs)], [size, mtime.getTime()]);
}
