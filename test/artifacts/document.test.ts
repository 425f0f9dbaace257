import assert from 'node:assert/strict';
import { modelFileDocument } from '../../src/readers/artifacts/document';

const isOne = (name: string): boolean => modelFileDocument.names.some((pattern) => pattern.test(name));

describe('files that may hold a model', () => {
  it('are archives only where they are called so', () => {
    for (const name of ['model.tar.gz', 'my-model.zip', 'bert_weights.tar', 'checkpoints.7z', 'x.checkpoint.tgz'])
      assert.ok(isOne(name), name);
    for (const name of ['data.zip', 'remodel.zip', 'model.zip.txt', 'models.txt', 'dist.tar.gz', 'supermodel.tar'])
      assert.ok(!isOne(name), name);
  });

  it('are graphs as text too', () => assert.ok(isOne('saved_model.pbtxt')));
});
