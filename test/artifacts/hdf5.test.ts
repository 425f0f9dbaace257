import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { judgeArtifact } from '../../src/analysis/artifacts/verdict';
import type { ArtifactFacts } from '../../src/readers/artifacts/artifact-facts';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { memorySource } from '../../src/readers/artifacts/byte-source';

const FOLDER = path.join(__dirname, 'hdf5');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.h5.gz'));

const bytesOf = (name: string): Uint8Array => new Uint8Array(gunzipSync(readFileSync(path.join(FOLDER, name))));
const read = (bytes: Uint8Array): Promise<ArtifactFacts> => readArtifact('a.h5', memorySource(bytes));

/** What h5py wrote, by its own `make.py`: each file with a Lambda layer, and the same one with a Dense layer. */
describe('HDF5 of libraries as they write it now', () => {
  for (const name of files)
    it(`is read to the last attribute: ${name}`, async () => {
      const facts = await read(bytesOf(name));
      const { verdict, findings } = judgeArtifact('a.h5', facts);
      const messages = findings.map(({ message }) => message).join(' ');
      if (name.startsWith('ok')) return assert.equal(verdict, 'safe', messages);
      assert.equal(verdict, 'suspicious');
      assert.match(messages, name.includes('external') ? /etc\/passwd/ : /Lambda/);
      assert.doesNotMatch(messages, /[Nn]ot read/);
    });

  it('has every array of a group with many', async () => {
    const { tensors, tensorCount } = await read(bytesOf('ok-arrays.h5.gz'));
    assert.equal(tensorCount, 200);
    assert.deepEqual(
      tensors.find(({ name }) => name === 'w137'),
      { name: 'w137', dtype: 'float32', shape: [138, 2] },
    );
  });
});
