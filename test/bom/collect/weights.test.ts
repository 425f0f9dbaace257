import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWeights } from '../../../src/bom/local-models';
import { Workspace } from '../../../src/project/workspace';
import * as p from '../../artifacts/assemble/pickle';
import { torchZip } from '../../artifacts/assemble/torch';
import { MemoryFiles } from '../../harness/memory-files';

const real = (name: string): Uint8Array => readFileSync(path.resolve('test/artifacts/real/files', name));
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const OID = 'e'.repeat(64);
const TEMPLATE = "{% for m in messages %}{{ m['content'] }}{% endfor %}";

describe('weights of a project in the inventory', () => {
  const files = {
    'a/state_dict.pt': real('state_dict.pt'),
    'a/two.safetensors': real('two.safetensors'),
    'a/adapter_config.json': '{"base_model_name_or_path": "meta-llama/Llama-3.1-8B"}',
    'a/tokenizer_config.json': JSON.stringify({ chat_template: TEMPLATE }),
    'b/adapter_config.json': '{"base_model_name_or_path": "/home/me/models/llama"}',
    'b/evil.pt': torchZip(p.evil()),
    'b/forest.joblib': real('forest.joblib'),
    'b/floats.npy': real('floats.npy'),
    'b/list.pkl': p.pickle(p.list(p.int(1))),
    'b/tiny.gguf': real('tiny.gguf'),
    'b/held.safetensors': `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 7\n`,
  };
  const workspace = new Workspace({
    files: new MemoryFiles(files),
    clock: { now: () => 1e12 },
    logger: { info: () => {}, warn: assert.fail, error: assert.fail },
  });
  const facts = async (at: string): Promise<Readonly<Record<string, string>> | null> => {
    const found = await describeWeights(at, workspace);
    return found && Object.fromEntries(found.properties.map(({ name, value }) => [name, value]));
  };

  it('are based on what a card or a configuration names, which is neither a path nor the model itself', async () => {
    const base = async (folder: string, beside: Readonly<Record<string, string>>): Promise<string | undefined> => {
      const paths = Object.entries(beside).map(([name, text]) => [`${folder}/${name}`, text] as const);
      const project = new Workspace({
        files: new MemoryFiles({ ...Object.fromEntries(paths), [`${folder}/m.safetensors`]: real('two.safetensors') }),
        clock: { now: () => 1e12 },
        logger: { info: () => {}, warn: assert.fail, error: assert.fail },
      });
      const found = await describeWeights(`${folder}/m.safetensors`, project);
      return found?.properties.find(({ name }) => name === 'baseModel')?.value;
    };
    const config = (name: string) => ({ 'config.json': JSON.stringify({ _name_or_path: name }) });
    const card = (yaml: string) => ({
      'README.md': `---\nlicense: mit\n${yaml}\n---\n# A model\nbase_model: no/one\n`,
    });
    assert.equal(await base('a', config('google-bert/bert-base-uncased')), 'google-bert/bert-base-uncased');
    assert.equal(await base('bert-base-uncased', config('google-bert/bert-base-uncased')), undefined);
    assert.equal(await base('a', config('./checkpoint-500')), undefined);
    assert.equal(await base('a', config('/home/me/bert')), undefined);
    assert.equal(await base('a', card('base_model: Qwen/Qwen2.5-7B')), 'Qwen/Qwen2.5-7B');
    assert.equal(await base('a', card('base_model:\n- "Qwen/Qwen2.5-7B"\n- x/y')), 'Qwen/Qwen2.5-7B');
    assert.equal(await base('a', card('tags: []')), undefined);
    assert.equal(await base('a', { ...config('x/y'), ...card('base_model: Qwen/Qwen2.5-7B') }), 'Qwen/Qwen2.5-7B');
  });

  it('have format, verdict, size, base model and chat template as the files say them', async () => {
    assert.deepEqual(await facts('a/two.safetensors'), {
      path: 'a/two.safetensors',
      format: 'safetensors',
      verdict: 'safe',
      parameters: '50',
      dtypes: 'F32, I64',
      baseModel: 'meta-llama/Llama-3.1-8B',
      chatTemplateSha256: sha256(TEMPLATE),
    });
    const { verdict, format } = (await facts('b/evil.pt'))!;
    assert.deepEqual([format, verdict], ['torch-zip', 'malicious']);
    assert.equal((await facts('b/forest.joblib'))!['library'], 'sklearn');
    assert.equal((await facts('b/tiny.gguf'))!['format'], 'gguf');
    assert.equal((await facts('b/tiny.gguf'))!['baseModel'], undefined, 'a path of another machine is no name');
  });

  it('are known by the digest of the file, or of its pointer', async () => {
    const [found, held] = await Promise.all(
      ['a/state_dict.pt', 'b/held.safetensors'].map((at) => describeWeights(at, workspace)),
    );
    assert.deepEqual(found!.hashes, [{ algorithm: 'sha256', value: sha256(files['a/state_dict.pt']) }]);
    assert.deepEqual(held!.hashes, [{ algorithm: 'sha256', value: OID }]);
    assert.deepEqual(await facts('b/held.safetensors'), {
      path: 'b/held.safetensors',
      hashFrom: 'the pointer of Git LFS',
    });
  });

  it('are neither arrays nor plain data', async () => {
    assert.equal(await facts('b/floats.npy'), null);
    assert.equal(await facts('b/list.pkl'), null);
    assert.equal(await facts('b/missing.pt'), null);
  });
});
