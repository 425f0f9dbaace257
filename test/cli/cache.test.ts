import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expandPlaceholders, sampleKinds, sampleSecret } from '../harness/secret-samples';
import { project, run, type Ran } from './bundle';

const LOAD = 'import torch\n\nmodel = torch.load("model.pt")\n';
const MODEL = 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("someone/model")\n';
const SHARED =
  'from transformers import AutoModel\nfrom names import MODEL\n\nmodel = AutoModel.from_pretrained(MODEL)\n';
const CLEAN = 'print("hello")\n';

/** A project with a cache of its own beside it. */
class Cached {
  readonly root: string;
  readonly home = project({});

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    this.root = project(files);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), text);
  }

  scan(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return run(this.root, ['scan', '--format', 'json', '--fail-on', 'never', ...args], {
      env: { XDG_CACHE_HOME: this.home, ...env },
    });
  }

  /** Scans with what is kept and without, which has to give the same bytes. */
  async same(args: readonly string[] = []): Promise<string> {
    const [kept, anew] = [await this.scan(args), await this.scan([...args, '--no-cache'])];
    assert.deepEqual(kept, anew);
    assert.equal(kept.err, '');
    return kept.out;
  }

  get files(): string[] {
    const folder = path.join(this.home, 'touchstone');
    try {
      return readdirSync(folder).map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  }

  get text(): string {
    return this.files.map((file) => readFileSync(file, 'utf8')).join('\n');
  }

  /** How many judgements are kept. */
  get count(): number {
    return this.files.reduce((sum, file) => {
      const { clean, other } = JSON.parse(readFileSync(file, 'utf8')) as {
        clean: [number, string[]][];
        other: unknown[];
      };
      return sum + other.length + clean.reduce((keys, [, own]) => keys + own.length, 0);
    }, 0);
  }

  /** Changes what is kept, as only a test may: to see whether it is used. */
  forge(from: string, to: string): void {
    for (const file of this.files) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
  }
}

const rulesIn = (json: string): string[] =>
  (JSON.parse(json) as { findings: { rule: string; severity: string; path: string }[] }).findings.map(
    ({ rule }) => rule,
  );

describe('results that are kept', function () {
  this.timeout(120_000);

  it('give the same report, byte for byte, and are used', async () => {
    const cached = new Cached({
      'load.py': LOAD,
      'model.py': MODEL,
      'clean.py': CLEAN,
      'requirements.txt': 'torch==2.5.0\nrequests\n',
      'pkg/touchstone.toml': 'nonsense = 1\n',
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
    cached.forge('so whoever controls', 'so nobody but me controls');
    assert.match((await cached.scan()).out, /so nobody but me controls/);
    assert.doesNotMatch((await cached.scan(['--no-cache'])).out, /nobody but me/);
    for (const value of ['1', 'true'])
      assert.doesNotMatch((await cached.scan([], { TOUCHSTONE_NO_CACHE: value })).out, /nobody but me/);
  });

  it('are the same with many files and threads', async () => {
    const cached = new Cached(
      Object.fromEntries(
        Array.from({ length: 120 }, (_, i) => [`d${i % 7}/f${i}.py`, i % 5 === 0 ? LOAD : `${CLEAN}# ${i}\n`]),
      ),
    );
    const { out } = await cached.scan(['--threads', '3']);
    assert.equal(await cached.same(), out);
    for (let i = 0; i < 60; i++) cached.write(`d${i % 7}/f${i}.py`, `${MODEL}# ${i}\n`);
    assert.equal(
      rulesIn(await cached.same(['--threads', '3'])).filter((rule) => rule === 'unpinned-model-revision').length,
      60,
    );
    assert.equal(
      rulesIn(await cached.same(['--threads', '1'])).filter((rule) => rule === 'unpinned-model-revision').length,
      60,
    );
  });

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

  it('are none where the file is broken, foreign or of another form, without a word', async () => {
    const cached = new Cached({ 'a.py': LOAD, 'b.py': CLEAN, 'requirements.txt': 'requests\n' });
    const { out } = await cached.scan();
    const [file] = cached.files as [string];
    const good = readFileSync(file, 'utf8');
    const forged = JSON.parse(good) as { settings: string; other: unknown[][] };
    for (const bad of [
      '',
      '{',
      'null',
      '[]',
      '3',
      '"x"',
      '{"form":1}',
      good.slice(0, -9),
      good.replace('"form":1', '"form":99'),
      good.replace('"form":1', '"form":"1"'),
      '\0\0\0',
      good.replaceAll('[', '{'),
      JSON.stringify({
        ...forged,
        other: forged.other.map((entry) => [
          ...entry.slice(0, 4),
          { findings: [{ rule: 'unsafe-torch-load' }], notes: [], suppressed: 0 },
        ]),
      }),
      JSON.stringify({
        ...forged,
        other: forged.other.map((entry) => [...entry.slice(0, 2), [0, 99], ...entry.slice(3)]),
      }),
      JSON.stringify({
        ...forged,
        asked: [['{"kind":"text","path":"../../../etc/passwd"}', 'x'], ['{"kind":"nonsense"}', 'y'], ['{', 'z'], 7],
        other: forged.other.map((entry) => [...entry.slice(0, 2), [0, 1, 2, 3], ...entry.slice(3)]),
      }),
      good.replaceAll('"path":"a.py"', '"path":"../../a.py"'),
      good.replaceAll('"path":"a.py"', '"path":"/etc/passwd"'),
      JSON.stringify({ ...forged, clean: [['x', 7]] }),
      JSON.stringify({ ...forged, clean: { length: 1 } }),
      JSON.stringify({ ...forged, other: 'other' }),
    ]) {
      writeFileSync(file, bad, { mode: 0o600 });
      assert.deepEqual(await cached.scan(['--threads', '1']), { status: 0, out, err: '' }, bad.slice(0, 200));
    }
  });

  it('are not read from a file that others may write, and not written where that is not allowed', async function () {
    if (process.platform === 'win32') return this.skip();
    const cached = new Cached({ 'a.py': MODEL });
    const { out } = await cached.scan();
    cached.forge('so whoever controls', 'so nobody but me controls');
    chmodSync(cached.files[0]!, 0o666);
    assert.equal((await cached.scan()).out, out);

    const locked = new Cached({ 'a.py': MODEL });
    for (const place of ['file', 'folder'] as const) {
      if (place === 'file') writeFileSync(path.join(locked.home, 'touchstone'), 'no folder');
      else {
        rmSync(path.join(locked.home, 'touchstone'));
        mkdirSync(path.join(locked.home, 'touchstone'), { mode: 0o500 });
      }
      assert.deepEqual(await locked.scan(), { status: 0, out, err: '' });
    }
    assert.deepEqual(await locked.scan([], { XDG_CACHE_HOME: '/dev/null/x' }), { status: 0, out, err: '' });
    assert.deepEqual(await locked.scan([], { XDG_CACHE_HOME: 'relative', HOME: locked.home }), {
      status: 0,
      out,
      err: '',
    });
  });

  it('may be written by several at once', async () => {
    const cached = new Cached(
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.py`, i % 2 ? LOAD : CLEAN])),
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

  it('of long ago, and of projects that are gone, are dropped', async () => {
    for (const [age, left] of [
      [3, 3],
      [40, 1],
    ] as const) {
      const cached = new Cached({ 'a.py': CLEAN, 'b.py': LOAD });
      await cached.scan();
      const [file] = cached.files as [string];
      const day = Math.floor(Date.now() / 86_400_000);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(String(day), String(day - age)));
      const other = path.join(path.dirname(file), `${'0'.repeat(64)}.results`);
      writeFileSync(other, '{}');
      utimesSync(other, new Date(), new Date(Date.now() - age * 86_400_000));
      cached.write('b.py', `${LOAD}# changed\n`);
      rmSync(path.join(cached.root, 'a.py'));
      await cached.scan();
      assert.deepEqual(
        cached.files.filter((each) => each === other),
        age > 30 ? [] : [other],
      );
      rmSync(other, { force: true });
      assert.equal(cached.count, left, `${age} days`);
    }
  });
});
