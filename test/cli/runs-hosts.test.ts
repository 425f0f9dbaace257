import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { NodeFileSystem } from '../../src/cli/node-files';
import { findRunStores } from '../../src/project/run-stores';
import { runsDocument, type RunsDocument } from '../../src/report/runs';
import { MemoryFiles } from '../harness/memory-files';
import { call, project, run } from './bundle';

const STORES = path.join(__dirname, '../readers/mlflow/stores');
const packed = (name: string): Uint8Array => new Uint8Array(gunzipSync(readFileSync(path.join(STORES, name))));

/** The stores that the real MLflow made, of both kinds and versions, with the files of their models. */
function stores(): Readonly<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  for (const version of ['2.22.5', '3.17.2'])
    for (const kind of ['sqlite', 'files']) {
      const folder = `${kind}-${version}`;
      const { files: texts } = JSON.parse(Buffer.from(packed(`${folder}.json.gz`)).toString()) as {
        readonly files: Readonly<Record<string, string>>;
      };
      for (const [file, text] of Object.entries(texts)) files[`${folder}/${file}`] = text;
      if (kind === 'sqlite') files[`${folder}/mlflow.db`] = packed(`${folder}.db.gz`);
    }
  return files;
}

describe('runs, in every host', function () {
  this.timeout(120_000);

  it('are the same on a disk, without one, in the program and as it is shipped', async () => {
    const files = stores();
    const root = project(files);
    const named = ['runs', '--format', 'json', '.'];
    const shipped = JSON.parse((await run(root, named)).out) as RunsDocument;
    assert.deepEqual([shipped.stores.length, shipped.runs.length], [4, 16]);
    assert.deepEqual(JSON.parse((await call(root, named)).out), shipped);
    // What a host without a disk has is what its file system says, as in the web: there is no commit to be known by.
    const known = new Map<string, boolean | null>();
    for (const host of [new NodeFileSystem(root), new MemoryFiles(files)]) {
      const { stores: found, notes } = await findRunStores(host, '');
      assert.deepEqual(notes, []);
      assert.deepEqual(JSON.parse(JSON.stringify(runsDocument(found, known))), shipped);
    }
  });
});
