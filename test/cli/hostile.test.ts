import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { commandLine, project, run, type RunOptions } from './bundle';

const UNSAFE = 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n';

const SAFE_FIX = 'import torch\n\nmodel.load_state_dict(torch.load("model.pt"))\n';

interface Report {
  findings: { rule: string; path: string; cell: number | null }[];
  notes: { path: string; message: string }[];
  summary: Record<string, number>;
}

async function scan(root: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Report> {
  const { out, err } = await run(root, ['scan', ...args, '--format', 'json', '--fail-on', 'never'], options);
  assert.equal(err, '');
  return JSON.parse(out) as Report;
}

const pathsOf = ({ findings }: Report): string[] => [...new Set(findings.map((finding) => finding.path))].sort();
const posix = process.platform !== 'win32';

describe('hostile files for the command line', function () {
  this.timeout(120_000);

  it('that are no files: pipes, devices, directories, links to nowhere and to themselves', async function () {
    if (!posix) return this.skip();
    const root = project({ 'train.py': UNSAFE, 'deep/x.py/inner.py': UNSAFE });
    execFileSync('mkfifo', [path.join(root, 'pipe.py')]);
    symlinkSync('/dev/zero', path.join(root, 'zero.py'));
    symlinkSync('loop.py', path.join(root, 'loop.py'));
    symlinkSync('gone', path.join(root, 'nowhere.py'));
    symlinkSync('..', path.join(root, 'deep/above'));
    symlinkSync(root, path.join(root, 'again'));
    symlinkSync('train.py', path.join(root, 'same.py'));
    const report = await scan(root);
    assert.deepEqual(pathsOf(report), ['deep/x.py/inner.py', 'same.py', 'train.py']);
    assert.deepEqual(report.notes.map((note) => note.path).sort(), ['loop.py', 'nowhere.py', 'zero.py']);
    for (const [name, reason] of [
      ['pipe.py', 'neither a file nor a directory'],
      ['zero.py', 'neither a file nor a directory'],
      ['loop.py', 'its links form a loop'],
      ['nowhere.py', 'its link leads nowhere'],
    ] as const) {
      const { status, out, err } = await run(root, ['scan', name]);
      assert.deepEqual([status, out, err], [2, '', `touchstone: ${name} cannot be read: ${reason}\n`]);
    }
  });

  it('that are named: the others are judged all the same, and the exit status tells', async function () {
    if (!posix) return this.skip();
    const root = project({ 'train.py': UNSAFE, 'fine.py': 'x = 1\n', 'sub/x.py': 'x = 1\n' });
    symlinkSync('loop.py', path.join(root, 'loop.py'));
    for (const args of [
      ['train.py', 'loop.py', 'gone.py'],
      ['gone.py', 'train.py', 'loop.py', '--threads', '2'],
    ]) {
      const { status, out, err } = await run(root, ['scan', ...args, '--format', 'json', '--fail-on', 'never']);
      assert.equal(status, 2);
      assert.deepEqual(pathsOf(JSON.parse(out) as Report), ['train.py']);
      assert.match(err, /^touchstone: loop\.py cannot be read: its links form a loop$/m);
      assert.match(err, /^touchstone: gone\.py does not exist$/m);
    }
    const { status, out } = await run(root, ['scan', 'fine.py', 'loop.py']);
    assert.deepEqual([status, out.includes('in 1 file')], [2, true]);
    const { status: kept, err } = await run(root, ['baseline', 'fine.py', 'loop.py', '-o', 'b.json']);
    assert.equal(kept, 2);
    assert.match(err, /loop\.py cannot be read/);
  });

  it('that links outside the project lead to, when they are named', async function () {
    if (!posix) return this.skip();
    const outside = project({ 'store/abc': UNSAFE, 'folder/x.py': UNSAFE });
    const root = project({ 'touchstone.toml': '', 'fine.py': '' });
    symlinkSync(path.join(outside, 'store/abc'), path.join(root, 'train.py'));
    symlinkSync(path.join(outside, 'folder'), path.join(root, 'current'));
    assert.deepEqual(pathsOf(await scan(root)), [], 'nobody named them');
    assert.deepEqual(pathsOf(await scan(root, ['train.py', 'current'])), ['current/x.py', 'train.py']);
    assert.deepEqual(pathsOf(await scan(root, ['current/x.py'])), ['current/x.py']);
  });

  it('that may not be read', async function () {
    if (!posix) return this.skip();
    // Nothing is closed to root.
    const other: RunOptions = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const root = project({ 'train.py': UNSAFE, 'closed.py': UNSAFE, 'closed/x.py': UNSAFE });
    execFileSync('chmod', ['755', root]);
    execFileSync('chmod', ['000', path.join(root, 'closed.py'), path.join(root, 'closed')]);
    const report = await scan(root, [], other);
    assert.deepEqual(pathsOf(report), ['train.py']);
    assert.deepEqual(report.notes, [
      { path: 'closed', message: 'not read: the directory cannot be listed (permission denied)' },
      { path: 'closed.py', message: 'not read: permission denied' },
    ]);
    execFileSync('chmod', ['000', path.join(root, 'closed')]);
    for (const [named, reason] of [
      ['closed.py', 'permission denied'],
      ['closed', 'the directory cannot be listed (permission denied)'],
      ['closed/x.py', 'permission denied'],
    ] as const)
      for (const more of [[], ['train.py']]) {
        const { status, out, err } = await run(root, ['scan', named, ...more], other);
        assert.equal(status, 2);
        assert.equal(err, `touchstone: ${named} cannot be read: ${reason}\n`);
        assert.equal(out.includes('unsafe-torch-load'), more.length > 0);
        assert.doesNotMatch(out, /No problems/);
      }
    const { status, out, err } = await run(root, ['sbom', 'closed'], other);
    assert.deepEqual([status, out], [2, '']);
    assert.match(err, /^touchstone: closed cannot be read: /);
    execFileSync('chmod', ['755', path.join(root, 'closed')]);
  });

  it('with names that nobody gives, in every format', async function () {
    if (!posix) return this.skip();
    const names = ['a\nb.py', '🙂.py', '-rf.py', 'a\tb.py', '%41.py', 'a:1:2.py', `${'n'.repeat(200)}.py`];
    const root = project(Object.fromEntries(names.map((name) => [name, UNSAFE])));
    const folder = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]);
    mkdirSync(folder);
    for (const name of ['\xff\xfe.py', 'caf\xe9/tr\xe9s \xc3\xa9.py'])
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]), SAFE_FIX);
    const odd = ['\\xff\\xfe.py', 'caf\\xe9/tr\\xe9s é.py'];
    const report = await scan(root);
    assert.deepEqual(pathsOf(report), [...names, ...odd].sort());
    assert.deepEqual(report.notes, []);
    for (const threads of ['1', '2'])
      assert.deepEqual(pathsOf(await scan(root, ['--threads', threads, '--no-cache'])), [...names, ...odd].sort());
    // By name: Node gives a program such an argument with U+FFFD in it.
    const env = { ...process.env, NODE: process.execPath, SCRIPT: commandLine() };
    const named = execFileSync(
      'sh',
      ['-c', '"$NODE" "$SCRIPT" scan "$(printf "\\377\\376.py")" "$(printf "caf\\351")" --format json --fail-on never'],
      { cwd: root, env, encoding: 'utf8' },
    );
    assert.deepEqual(pathsOf(JSON.parse(named) as Report), [...odd].sort());
    assert.equal((await run(root, ['scan', '\ufffd\ufffd\ufffd.py'])).status, 2, 'there is none of three bytes');
    const { out: bom } = await run(root, ['sbom']);
    assert.doesNotThrow(() => JSON.parse(bom));
    for (const format of ['text', 'sarif', 'github']) {
      const { status, out, err } = await run(root, ['scan', '--format', format]);
      assert.equal(status, 1, err);
      if (format === 'github')
        assert.ok(
          out
            .trimEnd()
            .split('\n')
            .every((line) => /^(?:::|- note: )/.test(line)),
          out,
        );
    }
    const { err } = await run(root, ['scan', '--fix']);
    assert.match(err, /^fixed caf\\xe9\/tr\\xe9s é\.py: Set weights_only=True/m);
    const fixed = readFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from('\xff\xfe.py', 'latin1')]), 'utf8');
    assert.match(fixed, /weights_only=True/);
  });

  it('that grow and vanish while they are read', async () => {
    const root = project(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`m${i}/train.py`, UNSAFE])));
    const scanning = scan(root);
    for (let i = 0; i < 60; i++) {
      if (i % 2) appendFileSync(path.join(root, `m${i}/train.py`), `# ${'x'.repeat(10_000)}\n`);
      else writeFileSync(path.join(root, `m${i}/train.py`), '');
      if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { findings } = await scanning;
    assert.ok(findings.length >= 30);
  });

  it('of which one is too deep and one too large, and the others are judged all the same', async () => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`m${i}/train.py`, UNSAFE]));
    const root = project({
      ...files,
      'deep.py':
        UNSAFE +
        Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('') +
        `${' '.repeat(1_000)}${UNSAFE.trim().split('\n').at(-1)}\n`,
      'large.py': `x = "${'a'.repeat(2_000_000)}"\n`,
      'bin.py': new Uint8Array(100),
      'laughs.yaml': `a: &a [x]\n${Array.from({ length: 40 }, (_, i) => `a${i}: &a${i} [*a, *a]\n`).join('')}`,
    });
    for (const threads of ['1', '2']) {
      const report = await scan(root, ['--threads', threads]);
      assert.deepEqual(pathsOf(report), Object.keys(files).sort());
      assert.deepEqual(report.notes.map((note) => note.path).sort(), ['bin.py', 'deep.py', 'large.py']);
    }
  });

  it('of 200 MB: a notebook of pictures and of printed lines, in about a gigabyte at most', async function () {
    if (process.platform !== 'linux') return this.skip();
    this.timeout(300_000);
    const root = project({
      'touchstone.toml': 'max-file-size = 5000000\n',
      'watch.cjs':
        'process.on("exit", () => require("fs").writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS)));\n',
    });
    const peak = path.join(root, 'peak.txt');
    mkdirSync(path.join(root, 'n'));
    const file = path.join(root, 'n/train.ipynb');
    const out = openSync(file, 'w');
    const cell = (source: string[]): string =>
      `{"cell_type":"code","execution_count":1,"metadata":{},"source":${JSON.stringify(source)},"outputs":[`;
    writeSync(
      out,
      `{"cells":[${cell(['import torch\n', 'x = 1'])}{"output_type":"display_data","metadata":{},"data":{"image/png":"`,
    );
    for (let i = 0; i < 100; i++) writeSync(out, 'iVBORw0K'.repeat(125_000));
    writeSync(out, `"}}]},${cell(['y = 2'])}{"name":"stdout","output_type":"stream","text":["begin\\n"`);
    for (let i = 0; i < 100; i++) writeSync(out, ',"step 12 of 100, loss 0.123\\n"'.repeat(33_000));
    writeSync(
      out,
      `]}]},${cell(['torch.load("model.pt", weights_only=False)'])}]}],"metadata":{},"nbformat":4,"nbformat_minor":5}`,
    );
    closeSync(out);
    const report = await scan(root, ['n', '--rule', 'unsafe-torch-load'], {
      env: { NODE_OPTIONS: `--require=${path.join(root, 'watch.cjs')}`, PEAK: peak },
    });
    assert.deepEqual(
      report.findings.map(({ cell: index }) => index),
      [2],
    );
    assert.deepEqual(report.notes, [
      { path: 'n/train.ipynb', message: 'outputs not read to their end: they are too large' },
    ]);
    const kilobytes = Number(readFileSync(peak, 'utf8'));
    assert.ok(kilobytes < 1_150_000, `${kilobytes} KB`);
  });
});
