import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { isVacant, replaceFile, writeFile } from '../../src/cli/files-out';
import { removeOwn, writeOwn } from '../../src/cli/own-files';
import { fixProject } from '../../src/cli/fix';
import { NodeFileSystem } from '../../src/cli/node-files';
import type { DiskSession } from '../../src/cli/session';
import type { LocatedFinding } from '../../src/core/finding';
import { call, commandLine, project, run } from './bundle';

const bytes = new TextEncoder().encode('new\n');
const posix = process.platform !== 'win32';
const root = process.getuid?.() === 0;

describe('files that are written', function () {
  this.timeout(60_000);
  before(function () {
    if (!posix) this.skip();
  });

  it('replaces a regular file and keeps its mode', () => {
    const at = project({ 'a.txt': 'old', 'b.txt': 'old' });
    const file = path.join(at, 'a.txt');
    chmodSync(file, 0o640);
    replaceFile(file, bytes);
    assert.equal(readFileSync(file, 'utf8'), 'new\n');
    assert.equal(statSync(file).mode & 0o7777, 0o640);
    if (!root) return;
    const other = path.join(at, 'b.txt');
    execFileSync('chown', ['65534:65534', other]);
    replaceFile(other, bytes);
    assert.equal(statSync(other).uid, 65534, 'root does not take the file away from its owner');
  });

  it('writes through links, also one to nothing yet, and keeps them', () => {
    const at = project({ 'd/real.txt': 'old' });
    symlinkSync('d/real.txt', path.join(at, 'one'));
    symlinkSync('one', path.join(at, 'two'));
    symlinkSync('d/made.txt', path.join(at, 'empty'));
    symlinkSync('round', path.join(at, 'round'));
    for (const name of ['two', 'empty']) replaceFile(path.join(at, name), bytes);
    for (const name of ['d/real.txt', 'd/made.txt']) assert.equal(readFileSync(path.join(at, name), 'utf8'), 'new\n');
    assert.equal(readlinkSync(path.join(at, 'two')), 'one');
    assert.equal(readlinkSync(path.join(at, 'empty')), 'd/made.txt');
    assert.throws(() => replaceFile(path.join(at, 'round'), bytes), /round cannot be written: its links form a loop/);
    assert.throws(() => replaceFile(path.join(at, 'd'), bytes), /d cannot be written: it is a directory/);
  });

  it('leaves a file with several names one file', () => {
    const at = project({ 'a.txt': 'old and longer' });
    const [file, other] = [path.join(at, 'a.txt'), path.join(at, 'b.txt')];
    linkSync(file, other);
    replaceFile(file, bytes);
    assert.equal(readFileSync(other, 'utf8'), 'new\n');
    assert.equal(statSync(file).ino, statSync(other).ino);
    assert.equal(statSync(file).nlink, 2);
  });

  it('writes into a pipe, which stays one', async () => {
    const at = project({ 'a.py': 'x = 1\n' });
    const pipe = path.join(at, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const args of [
      ['scan', 'a.py', '--format', 'json', '-o', pipe],
      ['sbom', '-o', pipe],
      ['baseline', 'a.py', '-o', pipe],
    ]) {
      const reader = spawn('cat', [pipe]);
      let read = '';
      reader.stdout.on('data', (chunk) => (read += chunk));
      const ended = new Promise((done) => reader.once('close', done));
      assert.equal((await run(at, args)).status, 0, args.join(' '));
      await ended;
      assert.doesNotThrow(() => JSON.parse(read), args.join(' '));
      assert.ok(lstatSync(pipe).isFIFO());
    }
  });

  it('waits for the reader of a pipe until it is told not to, and writes more than the pipe holds', async () => {
    const pipe = path.join(project({}), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const stop = new AbortController();
    const waiting = writeFile(pipe, bytes, stop.signal);
    stop.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    const reader = spawn('sh', ['-c', `sleep 0.2; wc -c < ${pipe}`]);
    let read = '';
    reader.stdout.on('data', (chunk) => (read += chunk));
    const ended = new Promise((done) => reader.once('close', done));
    await writeFile(pipe, new Uint8Array(1_000_000), new AbortController().signal);
    await ended;
    assert.equal(Number(read), 1_000_000);
    assert.throws(() => replaceFile(pipe, bytes), /pipe cannot be written: it is not a regular file/);
  });

  it('writes to a device, which stays one', async () => {
    if (!root) return void assert.ok(statSync('/dev/null').isCharacterDevice()); // nobody else can make one
    const at = project({});
    const device = path.join(at, 'null');
    execFileSync('mknod', [device, 'c', '1', '3']);
    symlinkSync('null', path.join(at, 'link'));
    const { signal } = new AbortController();
    for (const name of ['null', 'link']) await writeFile(path.join(at, name), bytes, signal);
    assert.ok(lstatSync(device).isCharacterDevice());
    assert.ok(lstatSync(path.join(at, 'link')).isSymbolicLink());
  });

  it('leaves /dev/null and what stands for standard output as they are', async () => {
    const at = project({ 'a.py': 'x = 1\n' });
    const before = lstatSync('/dev/null');
    assert.equal((await run(at, ['scan', 'a.py', '-o', '/dev/null'])).status, 0);
    assert.equal(lstatSync('/dev/null').ino, before.ino);
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
    const { out } = await run(at, ['scan', 'a.py', '--format', 'json', '-o', '/dev/stdout']);
    assert.doesNotThrow(() => JSON.parse(out));
    const [node, script] = [process.execPath, commandLine()];
    const env = { ...process.env, NODE: node, SCRIPT: script };
    execFileSync('sh', ['-c', '"$NODE" "$SCRIPT" scan a.py --format json -o /dev/fd/3 3>out.json'], { cwd: at, env });
    assert.doesNotThrow(() => JSON.parse(readFileSync(path.join(at, 'out.json'), 'utf8')));
  });

  it('keeps no cache where something else than a file stands', () => {
    const at = project({ 'mine.txt': 'mine' });
    const [link, pipe] = [path.join(at, 'link'), path.join(at, 'pipe')];
    symlinkSync('mine.txt', link);
    execFileSync('mkfifo', [pipe]);
    for (const file of [link, pipe]) {
      assert.equal(writeOwn(file, bytes), false);
      removeOwn(file);
      assert.ok(existsSync(file));
    }
    assert.equal(readFileSync(link, 'utf8'), 'mine');
    assert.equal(writeOwn(path.join(at, 'new'), bytes), true);
  });

  it('makes new files only in the project, and where nothing stands', () => {
    const outside = project({ '.env': 'THEIRS=1\n' });
    const at = project({ 'a.py': '' });
    symlinkSync(path.join(outside, '.env'), path.join(at, '.env'));
    symlinkSync(path.join(outside, 'gone'), path.join(at, 'dangling'));
    symlinkSync(outside, path.join(at, 'away'));
    mkdirSync(path.join(at, 'in'));
    for (const name of ['.env', 'dangling', 'a.py', 'away/new', 'none/new'])
      assert.equal(isVacant(at, name), false, name);
    for (const name of ['new', 'in/new']) assert.equal(isVacant(at, name), true, name);
  });
});

describe('touchstone scan --fix, byte for byte', function () {
  this.timeout(60_000);
  const SAFE = 'import torch\n\nmodel.load_state_dict(torch.load("model.pt"))\n';
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
  const LOCK = 'torch==2.7.0\nnumpy==1.26.4\n';

  /** What a file becomes, and what is said of it. */
  async function fixed(name: string, content: Buffer, beside: Record<string, string> = {}) {
    const at = project({ [name]: content, ...beside });
    const { err, out } = await call(at, ['scan', '--fix', '--fail-on', 'never']);
    return { after: readFileSync(path.join(at, name)), said: `${err}${out}` };
  }

  const loaded = (text: string): string => text.replace('"model.pt"', '"model.pt", weights_only=True');
  for (const [name, encode] of [
    ['UTF-8', (text) => Buffer.from(`# é 🙂\n${text}`)],
    ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff# é\n${text}`)],
    ['Latin-1 that is declared', (text) => latin1(`# coding: latin-1\n# K\xfcnstlich \x80\n${text}`)],
    ['Windows-1252 that is declared', (text) => latin1(`# coding: cp1252\n# \x93K\xfcnstlich\x94\n${text}`)],
    ['bytes of nobody knows what', (text) => latin1(`# K\xfcnstlich \x93\n${text}# \xe2\x82`)],
    ['UTF-16 with a mark', (text) => utf16(`# é 🙂\n${text}`)],
    ['UTF-8 with CR LF', (text) => Buffer.from(`# é\n${text}`.replaceAll('\n', '\r\n'))],
    ['UTF-8 and a form feed, a lone CR in a comment', (text) => Buffer.from(`# a\r\f# é\n${text}`)],
  ] as const satisfies readonly (readonly [string, (text: string) => Buffer])[])
    it(`keeps all but the edit of Python: ${name}`, async () => {
      const { after } = await fixed('train.py', encode(SAFE));
      assert.equal(after.toString('latin1'), encode(loaded(SAFE)).toString('latin1'));
    });

  it('keeps all but the edit of a requirements file beside a lock, in any encoding', async () => {
    const beside = { 'requirements.lock': LOCK };
    for (const encode of [
      latin1,
      (text: string) => Buffer.from(text),
      utf16,
      (text: string) => latin1(text.replaceAll('\n', '\r\n')),
      (text: string) => latin1(text.replaceAll('\n', '\r')),
    ]) {
      const { after, said } = await fixed(
        'requirements.txt',
        encode('# K\xfcnstlich\ntorch\nnumpy==1.26.4 # \xe9\n'),
        beside,
      );
      assert.match(said, /fixed requirements\.txt/);
      assert.equal(
        after.toString('latin1'),
        encode('# K\xfcnstlich\ntorch==2.7.0\nnumpy==1.26.4 # \xe9\n').toString('latin1'),
      );
    }
  });

  it('keeps all but the edit of a notebook', async () => {
    const json = (line: string): Buffer =>
      latin1(
        `{"cells":[{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[],"source":["import torch\\n","# K\xfcnstlich\\n",${JSON.stringify(line)}]},{"cell_type":"markdown","metadata":{},"source":"\xe9"}],"metadata":{},"nbformat":4,"nbformat_minor":5}`,
      );
    const line = SAFE.trim().split('\n').at(-1)!;
    const { after } = await fixed('n.ipynb', json(line));
    assert.equal(after.toString('latin1'), json(loaded(line)).toString('latin1'));
  });

  it('leaves a file as it is, and says so, where the encoding has not what the fix writes', async () => {
    const text = latin1(`# coding: utf-7\n${SAFE}`);
    const { after, said } = await fixed('train.py', text);
    assert.deepEqual(after, text);
    assert.match(said, /train\.py.*not fixed: the fix writes characters that its encoding does not have/);
    assert.doesNotMatch(said, /^fixed/m);
  });

  it('does all of a fix or nothing: no file that a link outside the project stands for is written', async () => {
    const at = { line: 1, column: 1 };
    const range = { start: at, end: at };
    const fix = (title: string, ...files: string[]) => ({
      title,
      safety: 'safe' as const,
      edits: files.map((file, i) => ({ path: file, range, text: `# ${title} ${i}\n` })),
    });
    const finding = (made: ReturnType<typeof fix>) => ({ path: 'a.py', fixes: [made] }) as unknown as LocatedFinding;
    const findings = [finding(fix('moves', 'a.py', '.env')), finding(fix('makes', 'new.env'))];
    const outside = project({ '.env': 'THEIRS=1\n' });
    const root = project({ 'a.py': 'x = 1\n' });
    symlinkSync(path.join(outside, '.env'), path.join(root, '.env'));
    let scans = 0;
    const session = {
      scanFile: async () => ({ path: 'a.py', findings: scans++ === 0 ? findings : [], notes: [] }),
      workspaceAt: () => ({ host: { files: new NodeFileSystem(root) }, invalidate: () => undefined }),
    } as unknown as DiskSession;
    const results = [{ path: 'a.py', findings, notes: [], bytes: 0, suppressed: 0 }];
    const { done, notes } = await fixProject(session, root, results, { unsafe: false });
    assert.deepEqual(done, [{ path: 'a.py', title: 'makes' }]);
    assert.deepEqual(notes, [{ path: '.env', message: 'not fixed: it cannot be read, or lies outside the project' }]);
    assert.equal(readFileSync(path.join(outside, '.env'), 'utf8'), 'THEIRS=1\n');
    assert.equal(readFileSync(path.join(root, 'a.py'), 'utf8'), 'x = 1\n', 'half of a fix would lose the key');
    assert.equal(readFileSync(path.join(root, 'new.env'), 'utf8'), '# makes 0\n');
  });
});
