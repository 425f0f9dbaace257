import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Cached, CLEAN, LOAD, MODEL, rulesIn, SHARED } from './cached';

describe('results that are kept', function () {
  this.timeout(120_000);

  for (const [what, before, change] of [
    ['the file itself', { 'a.py': CLEAN }, (cached) => cached.write('a.py', LOAD)],
    [
      'the path alone',
      { 'a.py': LOAD },
      (cached) => {
        rmSync(path.join(cached.root, 'a.py'));
        cached.write('tests/a.py', LOAD);
      },
    ],
    [
      'a lock file',
      { 'a.py': LOAD, 'uv.lock': 'version = 1\n[[package]]\nname = "torch"\nversion = "2.7.0"\n' },
      (cached) => cached.write('uv.lock', 'version = 1\n[[package]]\nname = "torch"\nversion = "2.5.0"\n'),
    ],
    [
      'pinned requirements',
      { 'a.py': LOAD, 'requirements.txt': 'torch==2.7.0\n' },
      (cached) => cached.write('requirements.txt', 'torch==2.4.0\n'),
    ],
    [
      'a nearer lock file that comes',
      { 'src/a.py': LOAD, 'requirements.txt': 'torch==2.7.0\n' },
      (cached) => cached.write('src/requirements.txt', 'torch==2.4.0\n'),
    ],
    [
      'the lock of a requirements file',
      { 'requirements.txt': 'torch\n' },
      (cached) => cached.write('uv.lock', 'version = 1\n[[package]]\nname = "torch"\nversion = "2.5.0"\n'),
    ],
    [
      'a policy',
      { 'a.py': LOAD, 'touchstone.toml': '' },
      (cached) => cached.write('touchstone.toml', '[rules]\nunsafe-torch-load = "info"\n'),
    ],
    [
      'a nearer policy that comes',
      { 'src/a.py': LOAD },
      (cached) => cached.write('src/touchstone.toml', '[rules]\nunsafe-torch-load = "off"\n'),
    ],
    [
      'a file whose digest is asked for',
      {
        'a.py':
          'import torch\n\ntorch.hub.load_state_dict_from_url("https://example.com/model.pt", file_name="model.pt")\n',
        'model.pt': 'x',
      },
      (cached) => cached.write('model.pt', 'y'),
    ],
    [
      'a container that comes',
      { 'serve.py': 'import gradio as gr\n\ngr.Interface(fn=None).launch(server_name="0.0.0.0")\n' },
      (cached) => cached.write('Dockerfile', 'FROM python\n'),
    ],
    [
      'a constant in another module',
      { 'a.py': SHARED, 'names.py': 'MODEL = "google-bert/bert-base-uncased"\n' },
      (cached) => cached.write('names.py', 'MODEL = "stranger/model"\n'),
    ],
    ['a module that comes', { 'a.py': SHARED }, (cached) => cached.write('names.py', 'MODEL = "stranger/model"\n')],
    [
      'a configuration that code reads',
      {
        'a.py':
          'import yaml\nfrom transformers import AutoModel\n\nconfig = yaml.safe_load(open("conf.yaml"))\nmodel = AutoModel.from_pretrained(config["model"])\n',
        'conf.yaml': 'model: google-bert/bert-base-uncased\n',
      },
      (cached) => cached.write('conf.yaml', 'model: stranger/model\n'),
    ],
  ] as const satisfies readonly (readonly [string, Record<string, string>, (cached: Cached) => void])[]) {
    it(`do not hold when something else is said by ${what}`, async () => {
      const cached = new Cached(before);
      const first = await cached.same();
      change(cached);
      const second = await cached.same();
      if (what !== 'a file whose digest is asked for') assert.notEqual(second, first);
      for (const [file, text] of Object.entries(before)) cached.write(file, text);
      await cached.same();
    });
  }

  it('belong to a selection of rules and to a configuration', async () => {
    const cached = new Cached({ 'a.py': LOAD + MODEL, 'other.toml': '[rules]\nunsafe-torch-load = "hint"\n' });
    await cached.same();
    assert.deepEqual(rulesIn(await cached.same(['--rule', 'unpinned-model-revision'])), ['unpinned-model-revision']);
    assert.ok(!rulesIn(await cached.same(['--ignore', 'unpinned-model-revision'])).includes('unpinned-model-revision'));
    assert.match(await cached.same(['--config', 'other.toml']), /"severity": "hint"/);
    await cached.same();
  });

  it('hold for one day where a comment has a last day', async () => {
    const cached = new Cached({
      'a.py': `${LOAD.trimEnd()}  # touchstone: ignore[unsafe-torch-load] we made it until 2999-01-01\n`,
    });
    assert.deepEqual(rulesIn(await cached.same()), []);
    const today = new Date().toISOString().slice(0, 10);
    assert.match(cached.text, new RegExp(`"${today}"`));
    cached.forge(today, '2001-01-01');
    cached.forge('"suppressed":1', '"suppressed":7');
    assert.equal(
      (JSON.parse((await cached.scan()).out) as { summary: { suppressed: number } }).summary.suppressed,
      1,
      'what was judged on another day is judged anew',
    );
  });
});
