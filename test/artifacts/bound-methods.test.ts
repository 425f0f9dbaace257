import assert from 'node:assert/strict';
import { judgeArtifact } from '../../src/analysis/artifacts/verdict';
import { memorySource } from '../../src/readers/artifacts/byte-source';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import * as p from './assemble/pickle';

const type = (name: string) => p.call(p.global('cloudpickle.cloudpickle', '_builtin_type'), p.text(name));
const bound = (method: p.Bytes, object = p.text(p.ECHO)) => p.call(type('MethodType'), method, object);
const method = (owner: p.Bytes, name: string) => p.call(p.global('builtins', 'getattr'), owner, p.text(name));
const CLASS = p.global('fastai.learner', 'Learner');

const verdictOf = async (value: p.Bytes): Promise<string> =>
  judgeArtifact('a.pkl', await readArtifact('a.pkl', memorySource(p.pickle(value)))).verdict;

describe('methods that are bound while a pickle is loaded', () => {
  it('are harmless where they are those of a library, as cloudpickle writes them', async () => {
    assert.equal(await verdictOf(bound(method(CLASS, 'fit'))), 'safe');
    assert.equal(await verdictOf(p.list(bound(CLASS), bound(method(CLASS, 'fit')))), 'safe');
  });

  it('are none where something else is bound, made or called', async () => {
    for (const [value, verdict] of [
      [bound(p.global('os', 'system')), 'malicious'],
      [bound(method(p.global('os', 'path'), 'join')), 'malicious'],
      [bound(method(CLASS, '__globals__')), 'malicious'],
      [bound(p.global('builtins', 'eval')), 'malicious'],
      [bound(p.call(p.global('mylib', 'make'))), 'malicious'],
      [p.call(bound(method(CLASS, 'fit'))), 'suspicious'],
      [p.call(type('CodeType'), p.text('x')), 'malicious'],
      [type('FunctionType'), 'malicious'],
      [p.global('types', 'MethodType'), 'suspicious'],
      [p.call(p.global('types', 'MethodType'), p.global('os', 'system'), p.text(p.ECHO)), 'malicious'],
    ] as const)
      assert.equal(await verdictOf(value), verdict, Buffer.from(value).toString('latin1'));
  });
});
