import assert from 'node:assert/strict';
import path from 'node:path';
import { sampleSecret } from '../harness/secret-samples';
import { call, project } from './bundle';

describe('touchstone scan --explain', function () {
  this.timeout(60_000);
  const FILES = {
    'config.py': 'MODEL_ID = "someone/model"\nTRUST = True\n',
    'requirements.txt': 'torch==2.5.1\n',
    'train.py':
      'import torch\nfrom transformers import AutoModel\n\nfrom config import MODEL_ID, TRUST\n\nmodel = AutoModel.from_pretrained(MODEL_ID, trust_remote_code=TRUST)\ntorch.load("model.pt")\n',
    'tests/test_train.py': 'import torch\n\ntorch.load("model.pt", weights_only=False)\n',
  };

  it('says in text where values, versions and severities come from', async () => {
    const { out } = await call(project(FILES), ['scan', '--explain']);
    assert.match(out, /because trust_remote_code is True: TRUST, config\.py:2; imported in train\.py:4\n/);
    assert.match(out, /because MODEL_ID is "someone\/model": config\.py:1; imported in train\.py:4\n/);
    assert.match(out, /because torch resolves to 2\.5\.1: requirements\.txt\n/);
    assert.match(out, /because The severity is lowered from error to info because the file is a test\n/i);
    assert.doesNotMatch((await call(project(FILES), ['scan'])).out, /because trust_remote_code is/);
  });

  it('says it in JSON, with paths as they are printed', async () => {
    const root = project({
      '.git/HEAD': '',
      ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`app/${name}`, text])),
    });
    const { out } = await call(path.join(root, 'app'), ['scan', '--explain', '--format', 'json']);
    const { findings } = JSON.parse(out) as {
      findings: { rule: string; explanation?: string[]; related: { path: string }[] }[];
    };
    const found = findings.find(({ rule }) => rule === 'remote-code-trusted');
    assert.ok(found?.explanation?.includes('MODEL_ID is "someone/model": config.py:1; imported in train.py:4'));
    assert.ok(found?.related.some(({ path: other }) => other === 'config.py'));
    const plain = JSON.parse((await call(root, ['scan', '--format', 'json'])).out) as { findings: object[] };
    assert.ok(plain.findings.every((finding) => !('explanation' in finding)));
  });

  it('never shows a secret', async () => {
    const key = sampleSecret('huggingface');
    const root = project({
      'config.py': `TOKEN = "${key}"\n`,
      'train.py':
        'from transformers import AutoModel\nfrom config import TOKEN\nKEY = TOKEN\nmodel = AutoModel.from_pretrained("someone/model", token=TOKEN, trust_remote_code=True)\n',
    });
    for (const format of ['text', 'json', 'sarif', 'github'])
      assert.ok(!(await call(root, ['scan', '--explain', '--format', format])).out.includes(key), format);
  });
});
