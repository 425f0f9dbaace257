import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeAt, keepCode } from '../../../src/cli/code-cache';
import { run } from '../bundle';
import { Cached, LOAD } from './cached';

describe('compiled code that is kept', function () {
  this.timeout(120_000);
  if (process.platform === 'win32') return; // nothing is kept there

  const compiled = Buffer.from('compiled');
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-code-'));
    file = path.join(folder, 'kept', 'a.code');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('comes back as it was, and nobody else may read it', () => {
    assert.equal(codeAt(file), null);
    keepCode(file, () => compiled);
    assert.deepEqual(codeAt(file), compiled);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
  });

  it('is not used where a byte of it is wrong or missing', () => {
    keepCode(file, () => compiled);
    const good = readFileSync(file);
    for (let at = 0; at < good.length; at += 1) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      writeFileSync(file, bad);
      assert.equal(codeAt(file), null, `byte ${at}`);
      writeFileSync(file, good.subarray(0, at));
      assert.equal(codeAt(file), null, `${at} bytes`);
    }
    writeFileSync(file, good);
    assert.deepEqual(codeAt(file), compiled);
  });

  it('is not used where others could have written it', () => {
    keepCode(file, () => compiled);
    for (const [place, closed] of [
      [file, 0o600],
      [path.dirname(file), 0o700],
    ] as const)
      for (const open of [0o020, 0o002]) {
        chmodSync(place, closed | open);
        assert.equal(codeAt(file), null, `${place} ${open.toString(8)}`);
        chmodSync(place, closed);
        assert.deepEqual(codeAt(file), compiled);
      }
    symlinkSync(file, `${file}.link`);
    assert.equal(codeAt(`${file}.link`), null);
  });

  it('replaces nothing that is in use, and old files go', () => {
    const old = path.join(folder, 'kept', 'old.code');
    const results = path.join(folder, 'kept', 'old.results');
    mkdirSync(path.join(folder, 'kept'));
    for (const each of [old, results]) {
      writeFileSync(each, '');
      utimesSync(each, 0, 0);
    }
    keepCode(file, () => compiled);
    assert.throws(() => statSync(old), { code: 'ENOENT' });
    assert.ok(statSync(results));
  });

  it('is given up without a word where the folder cannot be written', () => {
    writeFileSync(path.join(folder, 'kept'), 'a file');
    keepCode(file, () => compiled);
    assert.equal(codeAt(file), null);
  });

  it('makes no difference to what is printed, whole, broken or absent', async () => {
    const cached = new Cached({ 'a.py': LOAD }, run);
    const first = await cached.scan();
    const [kept] = cached.filesOf('.code');
    assert.ok(kept, 'nothing was kept');
    const { mtimeMs } = statSync(kept);
    assert.deepEqual(await cached.scan(), first);
    assert.equal(statSync(kept).mtimeMs, mtimeMs, 'what was kept was not used');

    const whole = readFileSync(kept);
    for (const bad of [whole.subarray(0, whole.length >> 1), Buffer.from(whole).fill(0, 5000, 9000), Buffer.alloc(0)]) {
      writeFileSync(kept, bad, { mode: 0o600 });
      assert.deepEqual(await cached.scan(), first);
      assert.deepEqual(readFileSync(kept).length > 1e5, true, 'what was broken was not written anew');
    }
  });

  it('is left alone by --no-cache, TOUCHSTONE_NO_CACHE and commands that run little', async () => {
    const cached = new Cached({ 'a.py': LOAD }, run);
    const env = { XDG_CACHE_HOME: cached.home };
    await cached.scan(['--no-cache']);
    await cached.scan([], { TOUCHSTONE_NO_CACHE: '1' });
    await run(cached.root, ['rules'], { env });
    await run(cached.root, ['--version'], { env });
    assert.deepEqual(cached.filesOf(''), []);
  });
});
