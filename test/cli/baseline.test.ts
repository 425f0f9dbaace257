import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { call, project } from './bundle';
import { json } from './json-report';

const CODE =
  'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("someone/model", trust_remote_code=True)\n';

describe('touchstone scan --baseline', function () {
  this.timeout(60_000);

  it('suppresses what a baseline knows, also when lines move, and tells what is new', async () => {
    const root = project({ 'sub/train.py': CODE });
    assert.equal((await call(root, ['baseline', '-o', 'known.json'])).status, 0);
    const silent = await json(root, ['--baseline', 'known.json']);
    assert.equal(silent.findings.length, 0);
    assert.ok(silent.summary['suppressed']! > 0);
    const moved = project({
      'sub/train.py': `# new\n${CODE}\n\n${CODE.split('\n')[2]!.replace('someone/model', 'someone/other')}\n`,
      'known.json': readFileSync(path.join(root, 'known.json')),
    });
    const { findings } = await json(path.join(moved, 'sub'), ['--baseline', '../known.json']);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['remote-code-trusted'],
      'the second load is of another model',
    );
  });

  it('knows of one thing by any of its rules and places', async () => {
    const load = (what: string): string => `${what}.from_pretrained("someone/model")\n`;
    const head = 'from transformers import AutoModel, AutoTokenizer\n';
    const before = project({ 'a.py': head + load('AutoTokenizer') + load('AutoModel') });
    assert.equal((await call(before, ['baseline', '-o', 'known.json'])).status, 0);
    const known = readFileSync(path.join(before, 'known.json'));
    for (const left of ['AutoTokenizer', 'AutoModel'])
      for (const args of [[], ['--rule', 'unpinned-model-revision'], ['--rule', 'untrusted-model-source']]) {
        const after = project({ 'a.py': head + load(left), 'known.json': known });
        assert.equal((await json(after, args)).findings.length, 1);
        assert.equal((await json(after, [...args, '--baseline', 'known.json'])).findings.length, 0, `${left} ${args}`);
      }
    const another = project({ 'a.py': head + load('AutoModel').replace('someone', 'else'), 'known.json': known });
    assert.equal((await json(another, ['--baseline', 'known.json'])).findings.length, 1);
  });

  it('knows a finding by what became part of it', async () => {
    const files = {
      'load.py':
        'import torch\n\ndef load(path):\n    try:\n        return torch.load(path, weights_only=True)\n    except Exception:\n        return torch.load(path, weights_only=False)\n',
    };
    const before = project({ ...files, 'touchstone.toml': '[rules]\nunsafe-fallback = "off"\n' });
    assert.equal((await call(before, ['baseline', '-o', 'known.json'])).status, 0);
    const root = project({ ...files, 'known.json': readFileSync(path.join(before, 'known.json')) });
    assert.equal((await json(root, [])).findings.length, 1);
    assert.equal((await json(root, ['--baseline', 'known.json'])).findings.length, 0);
  });

  it('is taken from the configuration, unless it is named or refused', async () => {
    const root = project({ 'train.py': CODE, 'touchstone.toml': 'baseline = "known.json"\n' });
    assert.equal((await call(root, ['baseline', '-o', 'known.json'])).status, 0);
    const silent = await json(root, []);
    assert.deepEqual([silent.findings.length, silent.summary['suppressed']! > 0], [0, true]);
    assert.ok((await json(root, ['--no-baseline'])).findings.length > 0);
    const other = project({
      'train.py': CODE,
      'touchstone.toml': 'baseline = "known.json"\n',
      'empty.json': '{"version": 1, "findings": []}',
    });
    assert.ok((await json(other, ['--baseline', 'empty.json'])).findings.length > 0, 'the named one counts');
    await assert.rejects(
      call(other, ['scan']),
      /the configured baseline known\.json does not exist: run `touchstone baseline` to write it/,
    );
  });

  it('is written where the configuration says, also from a folder further down', async () => {
    const root = project({
      'train.py': CODE,
      'sub/train.py': CODE,
      'touchstone.toml': 'baseline = "known.json"\n',
    });
    const written = await call(root, ['baseline']);
    assert.equal(written.status, 0);
    assert.match(written.err, /to known\.json, the configured baseline\n/);
    assert.deepEqual((await json(root, [])).findings, []);
    const before = readFileSync(path.join(root, 'known.json'), 'utf8');
    assert.match((await call(path.join(root, 'sub'), ['baseline'])).err, /to \.\.\/known\.json/);
    assert.equal(readFileSync(path.join(root, 'known.json'), 'utf8'), before, 'what lies elsewhere stays known');
    assert.ok(!existsSync(path.join(root, 'sub/touchstone-baseline.json')));
  });

  it('has its usual name where none is configured', async () => {
    const root = project({ 'train.py': CODE });
    assert.match((await call(root, ['baseline'])).err, /--baseline touchstone-baseline\.json/);
    assert.ok(existsSync(path.join(root, 'touchstone-baseline.json')));
  });
});
