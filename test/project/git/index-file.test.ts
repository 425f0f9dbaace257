import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { nameOfBytes } from '../../../src/core/file-name';
import { readIndex } from '../../../src/project/git/index-file';
import { hasGit, indexOf } from './making';

const PATHS = ['.env', 'a b.py', 'data/one.csv', 'data/sub/two.csv', 'é🙂.py', `${'long/'.repeat(60)}x.py`, 'z'].sort();

describe('the index of a repository', () => {
  for (const version of [2, 3, 4] as const)
    for (const digest of [20, 32] as const)
      it(`is read in version ${version} with digests of ${digest} bytes`, () => {
        const bytes = indexOf(PATHS, { version, digest });
        assert.deepEqual(readIndex(bytes, digest), { paths: PATHS, base: null, problem: null });
        const other = readIndex(bytes, digest === 20 ? 32 : 20);
        assert.notEqual(other.problem, null, 'the other length makes no sense of it');
      });

  it('knows paths of any length, of no UTF-8, of submodules, and leaves out folders of a sparse index', () => {
    const odd = nameOfBytes(new Uint8Array([0x61, 0xff]));
    assert.deepEqual(readIndex(indexOf([odd], { version: 4 })).paths, [odd]);
    assert.deepEqual(readIndex(indexOf(['x'.repeat(4_096)], { version: 2 })).paths[0]!.length, 4_096);
    assert.match(readIndex(indexOf(['x'.repeat(4_097)], { version: 2 })).problem!, /entry 1 of 1/);
    assert.deepEqual(readIndex(indexOf(['vendored'], { mode: 0o160000 })).paths, ['vendored']);
    assert.deepEqual(readIndex(indexOf(['folder/'], { mode: 0o040000 })).paths, []);
  });

  it('says what it does not know, and keeps what it read before', () => {
    assert.equal(readIndex(new Uint8Array()).problem, 'it is no index');
    assert.equal(readIndex(new TextEncoder().encode('x'.repeat(100))).problem, 'it is no index');
    assert.equal(readIndex(indexOf(PATHS, { version: 5 as never })).problem, 'version 5 is not known');
    const cut = indexOf(PATHS, { version: 2 }).slice(0, 300);
    const { paths, problem } = readIndex(cut);
    assert.deepEqual(paths, PATHS.slice(0, paths.length));
    assert.equal(problem, `entry ${paths.length + 1} of 7 is damaged`);
    assert.ok(paths.length > 0 && paths.length < 7);
  });

  it('never throws, hangs or makes up more than there is, whatever bytes it is', function () {
    this.timeout(60_000);
    const seeds = ([2, 3, 4] as const).flatMap((version) =>
      [20, 32].map((digest) => indexOf(PATHS, { version, digest })),
    );
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(change, { maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        fc.constantFrom(20, 32),
        (seed, changes, cut, whole, digest) => {
          const bytes = seed.slice(0, whole ? seed.length : Math.floor(cut * seed.length));
          for (const { at, byte } of changes) if (bytes.length > 0) bytes[Math.floor(at * (bytes.length - 1))] = byte;
          const start = performance.now();
          const { paths, base, problem } = readIndex(bytes, digest);
          assert.ok(performance.now() - start < 10_000);
          assert.ok(paths.length <= bytes.length / 40);
          for (const each of paths) assert.ok(each.length > 0 && each.length <= 4_096 && !each.includes('\0'));
          assert.ok(base === null || /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(base));
          assert.ok(
            problem === null ||
              /^(?:it is no index|version \d+ is not known|entry \d+ of \d+ is damaged)$/.test(problem),
          );
        },
      ),
      { numRuns: 5_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const bytes = new Uint8Array([...indexOf(['a'], {}).subarray(0, 12), ...noise]);
        readIndex(bytes);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no bomb: names that grow by what the one before had are bounded', () => {
    // Each entry of version 4 keeps all of the name before, and adds to it.
    const names = Array.from({ length: 5_000 }, (_, i) => 'x'.repeat(i + 1));
    const { paths, problem } = readIndex(indexOf(names, { version: 4 }));
    assert.equal(paths.length, 4_096);
    assert.equal(problem, 'entry 4097 of 5000 is damaged');
    const same = readIndex(indexOf(Array<string>(60_000).fill('x'.repeat(4_000)), { version: 4 }));
    assert.equal(same.problem, 'there are too many names in it');
    assert.ok(same.paths.length * 4_000 < 130_000_000);
  });

  describe('as git writes it', () => {
    let root = '';
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: root },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    before(function () {
      if (!hasGit()) this.skip();
      root = mkdtempSync(path.join(tmpdir(), 'index-'));
      git('init', '-q');
      for (const name of PATHS.filter((each) => each.length < 200)) {
        mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
        writeFileSync(path.join(root, name), name);
      }
      git('add', '-A');
    });
    after(() => root && rmSync(root, { recursive: true }));

    for (const version of ['2', '4'])
      it(`in version ${version}`, () => {
        git('update-index', '--index-version', version);
        const bytes = new Uint8Array(readFileSync(path.join(root, '.git/index')));
        assert.equal(bytes[7], Number(version));
        const { paths, problem } = readIndex(bytes);
        assert.deepEqual([...paths].sort(), git('ls-files', '-z').split('\0').filter(Boolean).sort());
        assert.equal(problem, null);
      });

    it('in version 3, which it takes for a file that is only meant to be added', () => {
      git('update-index', '--index-version', '2');
      writeFileSync(path.join(root, 'meant.py'), '');
      git('add', '-N', 'meant.py');
      const bytes = new Uint8Array(readFileSync(path.join(root, '.git/index')));
      assert.equal(bytes[7], 3);
      assert.ok(readIndex(bytes).paths.includes('meant.py'));
    });

    it('in two parts', () => {
      git('update-index', '--split-index');
      const { base, problem } = readIndex(new Uint8Array(readFileSync(path.join(root, '.git/index'))));
      assert.equal(problem, null);
      const shared = readIndex(new Uint8Array(readFileSync(path.join(root, `.git/sharedindex.${base}`))));
      assert.ok(shared.paths.includes('.env'));
    });
  });
});
