import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { sampleSecret } from '../harness/secret-samples';
import { call, project, run, start } from './bundle';
import { json, type Report } from './json-report';

const UNSAFE = 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n';
const CODE =
  'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("someone/model", trust_remote_code=True)\n';
const notebook = (...sources: string[][]): string =>
  `${JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [], source })), metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;

describe('touchstone scan', function () {
  this.timeout(60_000);

  it('exits with 0, 1 or 2', async () => {
    const root = project({ 'train.py': CODE, 'fine.py': 'print(1)\n' });
    assert.equal((await run(root, ['scan', 'fine.py'])).status, 0);
    assert.equal((await run(root, ['scan'])).status, 1);
    assert.equal((await run(root, ['scan', '--fail-on', 'never'])).status, 0);
    assert.equal((await run(root, ['scan', '--rule', 'unpinned-model-revision'])).status, 0, 'a warning is no error');
    assert.equal((await run(root, ['scan', '--rule', 'unpinned-model-revision', '--fail-on', 'warning'])).status, 1);
    assert.equal((await run(root, ['scan', 'gone.py'])).status, 2);
  });

  it('tells wrong usage in one line that says what to do', async () => {
    const root = project({ 'a.py': '', 'pyproject.toml': '[project]\nname = "x"\n' });
    for (const [args, words] of [
      [['scan', '--format', 'xml'], /Allowed choices are text, json, sarif, github, html/],
      [['scan', '--nonsense'], /unknown option '--nonsense'.*--help/],
      [['scan', 'gone.py'], /^touchstone: gone.py does not exist$/m],
      [['scan', '--rule', 'nope'], /no rule "nope"; "touchstone rules" lists them/],
      [['scan', '--config', 'gone.toml'], /--config gone.toml cannot be read: there is no such file/],
      [['scan', '--config', 'pyproject.toml'], /has no \[tool.touchstone\]/],
      [['scan', '--baseline', 'gone.json'], /--baseline gone.json cannot be read/],
      [['scan', '--threads', 'many'], /whole number from 1 to 64/],
      [['scan', '-'], /--stdin-filename NAME/],
      [['scan', '-', '--stdin-filename', 'x.xyz'], /x.xyz is not a kind of file that is scanned/],
      [['scan', '-', '--stdin-filename', 'x.bin'], /x.bin is read in pieces, which standard input does not give/],
      [['scan', '--stdin-filename', 'x.py', '--fix'], /cannot change standard input/],
      [
        ['scan', '-o', 'no/such/folder/x.json'],
        /: no.such.folder.x.json cannot be written: there is no such file or dir/,
      ],
      [['scan', '-o', '.'], /^touchstone: \. cannot be written: it is a directory$/m],
      [['scan', ''], /It is empty; \. is the working directory/],
      [['scan', 'a.py', '--config', ''], /It is empty/],
      [['sbom', ''], /It is empty/],
      [['pin', ''], /It is empty/],
      [['baseline', '-o', ''], /It is empty/],
      [['frobnicate'], /unknown command 'frobnicate'/],
      [['verify', 'models'], /models does not exist/],
      [['gate', '--', 'python', 'train.py'], /"gate" is not available yet in this version/],
    ] as const) {
      const { status, out, err } = await run(root, args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(out, '', args.join(' '));
      assert.match(err, words);
      assert.equal(err.trimEnd().split('\n').length, 1, err);
    }
  });

  it('prints help and version, and help without a command', async () => {
    const root = project({});
    const { out, status } = await run(root, []);
    assert.equal(status, 0);
    assert.match(out, /Exit status: 0 nothing found, 1 findings, 2 wrong usage/);
    assert.match((await run(root, ['scan', '--help'])).out, /--fail-on <severity>/);
    assert.match((await run(root, ['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  });

  it('gives the same bytes with one thread, two, and as many as it likes', async () => {
    const files = Object.fromEntries(
      // Above 48 files, threads that were asked for are started.
      Array.from({ length: 60 }, (_, i) => [`src/m${i}/train.py`, `${CODE}# ${i}\n${UNSAFE}`]),
    );
    const root = project({
      ...files,
      'n.ipynb': notebook(['import torch\n', 'torch.load("x.pt", weights_only=False)']),
    });
    const one = await run(root, ['scan', '--format', 'json', '--threads', '1']);
    assert.equal((JSON.parse(one.out) as Report).summary['files'], 61);
    assert.ok((JSON.parse(one.out) as Report).findings.length > 120);
    for (const threads of [['--threads', '2'], ['--threads', '3'], []]) {
      const { out, status } = await run(root, ['scan', '--format', 'json', ...threads]);
      assert.equal(status, 1);
      assert.equal(out, one.out);
    }
  });

  it('tells paths from the working directory, wherever the project begins', async () => {
    const root = project({
      '.git/HEAD': '',
      'touchstone.toml':
        '[rules]\nremote-code-trusted = "info"\nuntrusted-model-source = "off"\nunpinned-model-revision = "off"\n',
      'a/b/train.py': CODE,
      'other/x.py': CODE,
    });
    const { findings } = await json(path.join(root, 'a'), ['.', '../other/x.py']);
    assert.deepEqual([...new Set(findings.map((finding) => finding.path))], ['../other/x.py', 'b/train.py']);
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'remote-code-trusted').map(({ severity }) => severity),
      ['info', 'info'],
    );
  });

  it('reads .gitignore, but scans a file that is named', async () => {
    const root = project({ '.git/HEAD': '', '.gitignore': 'gen/\n', 'gen/x.py': CODE, 'train.py': 'x = 1\n' });
    assert.equal((await json(root)).findings.length, 0);
    assert.ok((await json(root, ['gen/x.py'])).findings.length > 0);
  });

  it('obeys --rule, --ignore and --config', async () => {
    const root = project({
      'train.py': CODE,
      'strict.toml': '[rules]\nremote-code-trusted = "off"\nunpinned-model-revision = "error"\n',
      'touchstone.toml': 'trusted-publishers = ["someone"]\n',
    });
    const rules = async (...args: string[]) =>
      [...new Set((await json(root, args)).findings.map(({ rule, severity }) => `${rule} ${severity}`))].sort();
    assert.ok(!(await rules()).some((each) => each.startsWith('untrusted-model-source')));
    assert.deepEqual(
      await rules('--rule', 'remote-code-trusted', 'train.py'),
      await rules('--rule', 'remote-code-trusted'),
    );
    assert.ok(
      (await rules('--ignore', 'remote-code-trusted')).every((each) => !each.startsWith('remote-code-trusted')),
    );
    const strict = await rules('--config', 'strict.toml');
    assert.deepEqual(strict, ['unpinned-model-revision error'], 'what is worse speaks for both');
    const other = await rules('--config', 'strict.toml', '--ignore', 'unpinned-model-revision');
    assert.ok(other.length === 1 && other[0]!.startsWith('untrusted-model-source'));
    for (const id of ['unpinned-model-revision', 'untrusted-model-source'])
      assert.ok(
        (await rules('--config', 'strict.toml', '--rule', id)).every((each) => each.startsWith(id)),
        id,
      );
  });

  it('scans nothing with a configuration that has a mistake, and says so in one sentence', async () => {
    const root = project({ 'a.py': UNSAFE, 'sub/b.py': UNSAFE, 'touchstone.toml': 'include = ["**"]\nexlude = []\n' });
    const sentence = 'touchstone: touchstone.toml:2:1: unknown key "exlude"; did you mean "exclude"?\n';
    for (const args of [['scan'], ['scan', 'sub/b.py'], ['scan', 'sub'], ['sbom'], ['scan', '--format', 'json']])
      assert.deepEqual(await run(root, args), { status: 2, out: '', err: sentence }, args.join(' '));
    assert.deepEqual(await run(root, ['scan', '--format', 'github']), {
      status: 2,
      out: '::error title=touchstone configuration,file=touchstone.toml,line=2,endLine=2,col=1,endColumn=7::unknown key "exlude"; did you mean "exclude"?\n',
      err: sentence,
    });
    const { status, err } = await run(root, ['scan', '--config', 'touchstone.toml']);
    assert.deepEqual([status, err.split('\n').length], [2, 2], err);
  });

  it('says where a configuration is wrong to the column, and how many mistakes there are more', async () => {
    const root = project({
      'a.py': '',
      'pyproject.toml': '[tool.touchstone]\ninclude = ["a", 3]\n[tool.touchstone.rules]\nnope = "off"\n',
    });
    assert.equal(
      (await run(root, ['scan'])).err,
      'touchstone: pyproject.toml:2:17: include has to be a list of globs, such as ["src/**"]; it is not used (and 1 more)\n',
    );
    assert.match(
      (await run(project({ 'touchstone.toml': 'a =\n' }), ['scan'])).err,
      /^touchstone: touchstone\.toml:1:\d+: /,
    );
  });

  it('reports what it found above a configuration further down that has a mistake, and fails', async () => {
    const root = project({ 'a.py': UNSAFE, 'sub/b.py': UNSAFE, 'sub/touchstone.toml': '[rules]\nnope = "off"\n' });
    const { status, out, err } = await run(root, ['scan', '--format', 'github']);
    assert.equal(status, 2);
    assert.equal(err, 'touchstone: sub/touchstone.toml:2:1: unknown rule "nope"; "touchstone rules" lists them\n');
    assert.match(
      out,
      /^::error title=touchstone configuration,file=sub\/touchstone\.toml,line=2,endLine=2,col=1,endColumn=5::/,
    );
    assert.match(out, /^::(?:error|warning) title=unsafe-torch-load,file=a\.py/m);
    assert.doesNotMatch(out, /^- note/m);
  });

  it('reads a document on standard input', async () => {
    const root = project({ 'touchstone.toml': '[rules]\nremote-code-trusted = "warning"\n' });
    const piped = await run(
      root,
      ['scan', '-', '--stdin-filename', 'src/train.py', '--format', 'json', '--fail-on', 'never'],
      {
        input: CODE,
      },
    );
    const { findings, summary } = JSON.parse(piped.out) as Report;
    assert.deepEqual([piped.status, piped.err], [0, '']);
    assert.deepEqual([findings[0]!.path, summary['files'], summary['bytes']], ['src/train.py', 1, CODE.length]);
    assert.equal(findings.find(({ rule }) => rule === 'remote-code-trusted')!.severity, 'warning');
    const cells = await json(root, ['--stdin-filename', 'n.ipynb'], { input: notebook(['x = 1'], [UNSAFE]) });
    assert.equal(cells.findings[0]!.cell, 1);
  });

  it('reads UTF-16 and files with a byte order mark, and notes binary ones', async () => {
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([...CODE].map((c) => c.charCodeAt(0))).buffer),
    ]);
    const root = project({ 'a.py': utf16, 'b.py': `\ufeff${CODE}`, 'c.py': new Uint8Array([1, 0, 2]) });
    const { findings, notes } = await json(root, ['--rule', 'remote-code-trusted']);
    assert.deepEqual(
      findings.map((finding) => finding.path),
      ['a.py', 'b.py'],
    );
    assert.deepEqual(notes, [{ path: 'c.py', message: 'not read: it is not a text file' }]);
  });

  it('notes a broken lock where there is nothing else', async () => {
    const root = project({ 'poetry.lock': '[[package]\nname = ' });
    const { notes } = await json(root, []);
    assert.equal(notes[0]?.path, 'poetry.lock');
  });

  it('never prints a secret, in any format', async () => {
    const key = sampleSecret('huggingface');
    const root = project({
      'train.py': `from huggingface_hub import login\n\nlogin("${key}")\n`,
      'n.ipynb': notebook([`token = "${key}"`]),
      '.env': `HF_TOKEN=${key}\n`,
      'config.yaml': `token: ${key}\n`,
    });
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { out, err, status } = await call(root, ['scan', '--format', format]);
      assert.equal(status, 1);
      assert.match(out, /hardcoded-secret/);
      for (let i = 0; i + 12 <= key.length; i++) assert.ok(!(out + err).includes(key.slice(i, i + 12)), format);
    }
    const { out } = await call(root, ['baseline', '-o', '-']);
    assert.ok(!out.includes(key.slice(3)));
  });

  it('ends quietly when its reader goes away', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`m${i}.py`, CODE.repeat(20)]));
    const root = project(files);
    const child = start(root, ['scan']);
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(err, '');
    assert.equal(status, 1);
  });

  it('ends without a word when it is interrupted', async () => {
    const child = start(project({}), ['scan', '-', '--stdin-filename', 'train.py']); // waits for input that never comes
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    const again = setInterval(() => child.kill('SIGINT'), 200);
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      child.once('close', (...end) => resolve(end)),
    );
    clearInterval(again);
    // Before the program has begun to listen, the system ends it.
    assert.ok(code === 130 || signal === 'SIGINT', `${code} ${signal}`);
    assert.equal(said, '');
  });
});

describe('touchstone scan --fix', function () {
  this.timeout(60_000);

  /** A safe fix that the rules are known for: a state dictionary loaded with weights_only. */
  const SAFE = 'import torch\n\nmodel.load_state_dict(torch.load("model.pt"))\n';

  it('applies safe fixes, keeps line ends, mark, mode and links, and is done after one run', async () => {
    const root = project({
      'a.py': `\ufeff${SAFE.replaceAll('\n', '\r\n')}`,
      'real.py': SAFE,
      'n.ipynb': notebook(['import torch\n', 'model.load_state_dict(torch.load("model.pt"))']),
    });
    chmodSync(path.join(root, 'a.py'), 0o755);
    symlinkSync('real.py', path.join(root, 'link.py'));
    const { err } = await run(root, ['scan', '--fix']);
    assert.match(err, /fixed a\.py: Set weights_only=True/);
    const fixed = readFileSync(path.join(root, 'a.py'), 'utf8');
    assert.equal(
      fixed,
      `\ufeff${SAFE.replace('"model.pt"', '"model.pt", weights_only=True').replaceAll('\n', '\r\n')}`,
    );
    assert.equal(statSync(path.join(root, 'a.py')).mode & 0o777, 0o755);
    assert.ok(lstatSync(path.join(root, 'link.py')).isSymbolicLink());
    assert.match(readFileSync(path.join(root, 'real.py'), 'utf8'), /weights_only=True/);
    assert.equal(
      readFileSync(path.join(root, 'n.ipynb'), 'utf8'),
      notebook(['import torch\n', 'model.load_state_dict(torch.load("model.pt", weights_only=True))']),
    );
    const again = await call(root, ['scan', '--fix']);
    assert.equal(again.err, '');
    assert.equal(readFileSync(path.join(root, 'a.py'), 'utf8'), fixed);
  });

  it('applies unsafe fixes only when told to, and never decides whom to trust', async () => {
    const root = project({ 'train.py': CODE });
    await call(root, ['scan', '--fix']);
    assert.equal(readFileSync(path.join(root, 'train.py'), 'utf8'), CODE);
    await call(root, ['scan', '--unsafe-fixes']);
    assert.match(readFileSync(path.join(root, 'train.py'), 'utf8'), /trust_remote_code=False/);
    assert.ok(!existsSync(path.join(root, 'touchstone.toml')));
  });
});
