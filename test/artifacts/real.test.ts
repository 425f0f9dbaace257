import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { judgeArtifact } from '../../src/analysis/artifacts/verdict';
import { NodeFileSystem } from '../../src/cli/node-files';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { fileSource, type ByteSource } from '../../src/readers/artifacts/byte-source';

const FILES = path.join(__dirname, 'real/files');
/** What the libraries themselves say of their tensors (real/make.py). */
const EXPECTED = JSON.parse(readFileSync(path.join(__dirname, 'real/expected.json'), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, readonly [dtype: string, shape: readonly number[]]>>>
>;

/** Files that are not safe, and what `weights_only` says of those of torch; written down before they were read. */
const SUSPICIOUS = new Set(['lambda.h5', 'external.h5']);
/** Formats in which nothing could run, and that are not read. */
const NOT_READ = new Set(['xgboost.json', 'xgboost.ubj', 'lightgbm.txt', 'catboost.cbm']);
const WEIGHTS_ONLY: Readonly<Record<string, boolean>> = {
  'state_dict.pt': true,
  'checkpoint.ckpt': true,
  'legacy.pt': true,
  'list.pth': true,
  'whole_model.pt': false,
  'scripted.pt': false,
  'fastai.pkl': false,
};

const read = async (name: string) => {
  const file = path.join(FILES, name);
  const source = fileSource(new NodeFileSystem(FILES), name, statSync(file).size);
  return readArtifact(name, source as ByteSource & { readonly size: number });
};

describe('files that real libraries wrote', () => {
  const names = readdirSync(FILES).sort();

  it('are safe, but for two, where they are read', async () => {
    assert.ok(names.length >= 50);
    for (const name of names) {
      const facts = await read(name);
      const { verdict, findings, weightsOnly } = judgeArtifact(name, facts);
      const expected = SUSPICIOUS.has(name) ? 'suspicious' : NOT_READ.has(name) ? 'unknown' : 'safe';
      assert.equal(verdict, expected, `${name}: ${findings[0]?.message}`);
      if (name in WEIGHTS_ONLY) assert.equal(weightsOnly?.accepts, WEIGHTS_ONLY[name], name);
      if (NOT_READ.has(name)) continue;
      assert.ok(facts.understood >= 0.9 * facts.size, `${name}: ${facts.understood} of ${facts.size}`);
    }
  });

  it('have the tensors that the libraries say', async () => {
    assert.ok(Object.keys(EXPECTED).length >= 10);
    for (const [name, tensors] of Object.entries(EXPECTED)) {
      const found = Object.fromEntries(
        (await read(name)).tensors.map(({ name: own, dtype, shape }) => [own, [dtype, shape]]),
      );
      assert.deepEqual(found, tensors, name);
    }
  });

  it('hold the same forest in every compression', async () => {
    const plain = await read('forest.joblib');
    for (const name of names.filter((each) => each.startsWith('forest-'))) {
      const { tensors, pickles } = await read(name);
      assert.deepEqual(tensors, plain.tensors, name);
      assert.equal(pickles[0]!.opcodes, plain.pickles[0]!.opcodes, name);
    }
  });
});
