import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../src/cli/node-files';
import { nodeCryptography } from '../../src/cli/cryptography';
import { Workspace } from '../../src/project/workspace';
import { signedBundle, signedState, signingPlan } from '../../src/session/model-signing';
import { evil } from '../artifacts/assemble/pickle';

const PHRASE = ['tiger', 'burning', 'bright'].join('-');
const turn = { signal: new AbortController().signal, part: () => undefined };

describe('signing a model in the editor', () => {
  let root: string;
  let files: NodeFileSystem;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PHRASE }) as string;
  const put = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  };
  const workspace = (): Workspace =>
    new Workspace({
      files,
      clock: { now: () => Date.now() },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'touchstone-editor-'));
    files = new NodeFileSystem(root);
    put('m/weights.bin', 'weights\n');
    put('m/README.md', 'read me\n');
    put('keys/release.pub', publicKey.export({ type: 'spki', format: 'pem' }) as string);
    put('touchstone.toml', '[provenance]\nsigners = [{ key = "keys/release.pub" }]\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  for (const cryptography of [nodeCryptography, undefined])
    it(`lists, signs and verifies, by ${cryptography ? 'Node' : 'what every platform has'}`, async () => {
      const plan = await signingPlan(files, 'm', turn.signal);
      assert.ok(!('problem' in plan));
      assert.deepEqual([plan.files.map((file) => file.path), plan.malicious], [['README.md', 'weights.bin'], []]);
      const wish = { key, passPhrase: PHRASE, certificates: '', ignored: ['README.md'] };
      const made = await signedBundle(files, 'm', 'm', wish, cryptography, turn);
      assert.ok(!('problem' in made));
      assert.deepEqual([made.path, made.files], ['m/model.sig', 1]);
      for (const line of [PHRASE, ...key.split('\n').filter((each) => each.length > 40)])
        assert.ok(!made.text.includes(line));
      put(made.path, made.text);
      const signed = await signedState(workspace(), 'm/weights.bin');
      assert.deepEqual([signed?.bundle, signed?.state, signed?.signer?.trusted], ['m/model.sig', 'verified', true]);
      assert.equal(await signedState(workspace(), 'm/README.md'), null, 'it was left out');
      put('m/weights.bin', 'Weights\n');
      const changed = await signedState(workspace(), 'm/weights.bin');
      assert.deepEqual([changed?.state, changed?.wrong], ['differs', ['m/weights.bin']]);
    });

  it('says which files are malicious, and what is wrong with a key', async () => {
    put('m/evil.pkl', evil());
    const plan = await signingPlan(files, 'm', turn.signal);
    assert.deepEqual('malicious' in plan && plan.malicious, ['evil.pkl']);
    for (const [passPhrase, problem] of [
      ['lion', 'The key cannot be used: the pass phrase does not open it.'],
      [null, 'The key cannot be used: its key is encrypted, and there is no pass phrase.'],
    ] as const)
      assert.deepEqual(
        await signedBundle(files, 'm', 'm', { key, passPhrase, certificates: '', ignored: [] }, undefined, turn),
        { problem },
      );
    assert.deepEqual(await signingPlan(files, 'nowhere', turn.signal), { problem: 'there is no model' });
  });
});
