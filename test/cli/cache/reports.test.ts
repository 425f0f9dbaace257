import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expandPlaceholders, sampleKinds, sampleSecret } from '../../harness/secret-samples';
import { run } from '../bundle';
import { Cached, CLEAN, LOAD, MODEL, rulesIn } from './cached';

describe('results that are kept', function () {
  this.timeout(120_000);

  it('give the same report, byte for byte, and are used', async () => {
    const cached = new Cached({
      'load.py': LOAD,
      'model.py': MODEL,
      'clean.py': CLEAN,
      'requirements.txt': 'torch==2.5.0\nrequests\n',
      'pkg/touchstone.toml': 'trusted-publishers = ["me"]\n',
      'pkg/a.py': LOAD,
      'ignored.py': `${LOAD.trimEnd()}  # touchstone: ignore[unsafe-torch-load] we made it\nx = torch.load("y.pt")  # touchstone: ignore\n`,
      'binary.py': new Uint8Array([1, 0, 2]),
      'conf.yaml': 'a: 1\n',
    });
    const first = await cached.scan();
    assert.equal(await cached.same(), first.out);
    assert.equal(await cached.same(['--threads', '1']), first.out);
    assert.equal(await cached.same(['pkg']), (await cached.scan(['pkg', '--no-cache'])).out);
    assert.equal(cached.count, 10, 'eight, and two of them as a project of their own');
    if (process.platform !== 'win32') for (const file of cached.files) assert.equal(statSync(file).mode & 0o777, 0o600);
    cached.forge('its publisher is not', 'its publisher is mine');
    assert.match((await cached.scan()).out, /its publisher is mine/);
    assert.doesNotMatch((await cached.scan(['--no-cache'])).out, /nobody but me/);
    for (const value of ['1', 'true'])
      assert.doesNotMatch((await cached.scan([], { TOUCHSTONE_NO_CACHE: value })).out, /nobody but me/);
  });

  it('keep no mistake of a configuration from being told', async () => {
    const cached = new Cached({ 'a.py': LOAD, 'pkg/touchstone.toml': 'nonsense = 1\n', 'pkg/a.py': LOAD });
    const first = await cached.scan();
    assert.equal(first.status, 2);
    assert.match(first.err, /^touchstone: pkg\/touchstone\.toml:1:1: unknown key "nonsense"/);
    assert.deepEqual(await cached.scan(), first);
    assert.deepEqual(await cached.scan(['--no-cache']), first);
  });

  it('are the same with many files and threads', async () => {
    const cached = new Cached(
      Object.fromEntries(
        Array.from({ length: 120 }, (_, i) => [`d${i % 7}/f${i}.py`, i % 5 === 0 ? LOAD : `${CLEAN}# ${i}\n`]),
      ),
      run,
    );
    const { out } = await cached.scan(['--threads', '3']);
    assert.equal(await cached.same(), out);
    for (let i = 0; i < 60; i++) cached.write(`d${i % 7}/f${i}.py`, `${MODEL}# ${i}\n`);
    assert.equal(
      rulesIn(await cached.same(['--threads', '3'])).filter((rule) => rule === 'untrusted-model-source').length,
      60,
    );
    assert.equal(
      rulesIn(await cached.same(['--threads', '1'])).filter((rule) => rule === 'untrusted-model-source').length,
      60,
    );
  });

  it('may be written by several at once', async () => {
    const cached = new Cached(
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.py`, i % 2 ? LOAD : CLEAN])),
      run,
    );
    const runs = await Promise.all(Array.from({ length: 4 }, () => cached.scan()));
    for (const { out, err } of runs) assert.deepEqual([out, err], [runs[0]!.out, '']);
    assert.equal(cached.files.length, 1, 'nothing is left lying about');
    assert.equal(await cached.same(), runs[0]!.out);
  });

  it('never hold a secret', async () => {
    const kinds = sampleKinds();
    const keys = kinds.map((kind) => sampleSecret(kind));
    const files: Record<string, string> = { '.env': '', '.gitignore': '.env\n' };
    kinds.forEach((kind, i) => {
      files[`k${i}.py`] = expandPlaceholders(
        `import os\nimport torch\n\napi_key = """{{secret:${kind}}}"""\nmodel = torch.load("model.pt")\nprint(api_key)\n`,
      );
      files[`e${i}/.env`] = expandPlaceholders(`API_KEY="{{secret:${kind}}}"\n`);
      files[`u${i}.py`] = expandPlaceholders(
        `import requests\n\nrequests.get("https://user:{{secret:${kind}}}@example.com/a", verify=False)\n`,
      );
      files[`r${i}/requirements.txt`] = expandPlaceholders(
        `--extra-index-url https://user:{{secret:${kind}}}@example.com/simple\nrequests\n`,
      );
    });
    const cached = new Cached(files);
    const { out } = await cached.scan();
    assert.ok(rulesIn(out).includes('hardcoded-secret'));
    assert.equal(await cached.same(), out);
    const text = cached.text;
    assert.ok(text.length > 100);
    for (const [i, key] of keys.entries()) {
      for (const line of key.split('\n').filter((each) => each.length > 12))
        assert.ok(!text.includes(line) && !text.includes(JSON.stringify(line).slice(1, -1)), `${kinds[i]} is kept`);
    }
    assert.doesNotMatch(text, /hardcoded-secret/);
  });

  it('do not stand in the way of fixes', async () => {
    const cached = new Cached({ 'a.py': 'import yaml\n\nyaml.load(open("x"), Loader=yaml.Loader)\n' });
    await cached.scan();
    const { err } = await cached.scan(['--fix']);
    const { err: again } = await cached.scan(['--fix']);
    assert.equal(again, '');
    assert.ok(err === '' || readFileSync(path.join(cached.root, 'a.py'), 'utf8').includes('safe'));
    await cached.same();
  });
});
