import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Cached, CLEAN, LOAD, MODEL } from './cached';

describe('results that are kept', function () {
  this.timeout(120_000);

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
    cached.forge('the next run', 'no run');
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
