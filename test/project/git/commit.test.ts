import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { NodeFileSystem } from '../../../src/cli/node-files';
import { Repositories } from '../../../src/project/git/repository';
import { MemoryFiles } from '../../harness/memory-files';
import { hasGit } from './making';

const TIME = 1_700_000_000;
const TEXT = `tree ${'0'.repeat(40)}\nauthor A <a@example.org> 1 +0000\ncommitter B <b@example.org> ${TIME} +0100\n\ncommitter C <c@example.org> 5 +0000\n`;
const STORED = `commit ${TEXT.length}\0${TEXT}`;
const COMMIT = createHash('sha1').update(STORED).digest('hex');
const object = (): Uint8Array => deflateSync(STORED);
const LOOSE = `.git/objects/${COMMIT.slice(0, 2)}/${COMMIT.slice(2)}`;

const timeIn = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<number | null> =>
  (await new Repositories(new MemoryFiles(files), undefined, () => undefined).at('')).committed();

describe('project/git/commit', () => {
  it('takes the time of the committer, through a branch, a packed branch, or without one', async () => {
    assert.equal(
      await timeIn({
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/refs/heads/main': `${COMMIT}\n`,
        [LOOSE]: object(),
      }),
      TIME,
    );
    assert.equal(
      await timeIn({
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/packed-refs': `# pack-refs with: peeled\n${'f'.repeat(40)} refs/heads/not/main\n${COMMIT} refs/heads/main\n`,
        [LOOSE]: object(),
      }),
      TIME,
    );
    assert.equal(await timeIn({ '.git/HEAD': `${COMMIT}\n`, [LOOSE]: object() }), TIME);
  });

  it('has none without a repository, before the first commit, and of what is broken', async () => {
    assert.equal(await timeIn({}), null);
    assert.equal(await timeIn({ '.git/HEAD': 'ref: refs/heads/main\n' }), null);
    assert.equal(await timeIn({ '.git/HEAD': `${COMMIT}\n`, [LOOSE]: new Uint8Array([1, 2, 3]) }), null);
    assert.equal(await timeIn({ '.git/HEAD': 'ref: refs/../../secret\n', '.git/refs/../../secret': COMMIT }), null);
  });

  it('reads what git writes, loose, packed and as deltas', async function () {
    if (!hasGit()) throw new Error('git is needed');
    const root = mkdtempSync(path.join(os.tmpdir(), 'touchstone-commit-'));
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, GIT_COMMITTER_DATE: `${TIME} +0000` },
      });
    const time = async (): Promise<number | null> =>
      (await new Repositories(new NodeFileSystem(root), undefined, () => undefined).at('')).committed();
    try {
      git('init', '-q');
      const message = Array.from({ length: 300 }, (_unused, index) => `line ${index * 7919}`).join('\n');
      for (let count = 0; count < 4; count++) {
        writeFileSync(path.join(root, 'file'), String(count));
        git('add', '.');
        git('commit', '-q', '-m', `${message}\n${count}`);
      }
      assert.equal(await time(), TIME);
      git('gc', '-q', '--aggressive', '--prune=now');
      const deltas = git(
        'verify-pack',
        '-v',
        ...git('rev-parse', '--git-path', 'objects/pack')
          .trim()
          .split('\n')
          .flatMap((folder) =>
            execFileSync('ls', [path.join(root, folder)], { encoding: 'utf8' })
              .split('\n')
              .filter((file) => file.endsWith('.idx'))
              .map((file) => path.join(folder, file)),
          ),
      );
      const changed = deltas
        .split('\n')
        .filter((line) => / commit .* [0-9a-f]{40}$/u.test(line))
        .map((line) => line.slice(0, 40));
      assert.ok(changed.length > 0, 'a commit is kept as a delta');
      for (const commit of git('rev-list', 'HEAD').trim().split('\n')) {
        git('checkout', '-q', '--detach', commit);
        assert.equal(await time(), TIME, commit);
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }).timeout(60_000);

  it('never throws, whatever the files hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.boolean(), async (bytes, isPacked) => {
        const head = { '.git/HEAD': `${COMMIT}\n` };
        const index = new Uint8Array(8 + 1024 + 28);
        index.set([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
        for (let byte = 1; byte < 256; byte++) index[8 + 4 * byte + 3] = 1;
        index.set(Buffer.from(COMMIT, 'hex'), 8 + 1024);
        const made = isPacked
          ? { ...head, '.git/objects/pack/pack-a.idx': index, '.git/objects/pack/pack-a.pack': bytes }
          : { ...head, [LOOSE]: bytes };
        const time = await timeIn(made);
        assert.ok(time === null || Number.isInteger(time));
      }),
      { numRuns: 200 },
    );
  });
});
