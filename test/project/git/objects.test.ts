import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../../src/cli/node-files';
import { Repositories } from '../../../src/project/git/repository';
import { gitOf } from '../../../src/cli/surroundings';

describe('project/git/objects', function () {
  this.timeout(60_000);
  let folder: string;
  const git = (where: string, ...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: path.join(folder, where),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  const commit = (where: string, text: string): string => {
    writeFileSync(path.join(folder, where, 'a.txt'), text);
    git(where, 'add', '.');
    git(where, 'commit', '-qm', text);
    return git(where, 'rev-parse', 'HEAD');
  };
  const repository = (where: string) =>
    new Repositories(new NodeFileSystem(folder), gitOf(folder, {}), () => undefined).at(where);
  const has = async (where: string, name: string): Promise<boolean | null | undefined> =>
    (await repository(where)).objects.has(name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-objects-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const format of ['sha1', 'sha256'])
    it(`has loose and packed objects of a ${format} repository`, async () => {
      git('', 'init', '-q', `--object-format=${format}`, 'one');
      const packed = Array.from({ length: 40 }, (_unused, index) => commit('one', `packed ${index}`));
      git('one', 'gc', '-q');
      const loose = commit('one', 'loose');
      for (const each of [...packed, loose]) assert.equal(await has('one', each), true, each);
      assert.equal(await has('one', loose.toUpperCase()), true);
      assert.equal(
        await has(
          'one',
          loose.replace(/./g, (digit) => (digit === 'f' ? '0' : 'f')),
        ),
        false,
      );
      assert.equal(await has('one', loose.slice(0, 7)), null);
      assert.equal(await has('one', 'no commit'), null);
    });

  it('has those of worktrees, and of repositories that are borrowed from', async () => {
    git('', 'init', '-q', 'one');
    const first = commit('one', 'first');
    git('one', 'worktree', 'add', '-q', '../tree');
    git('', 'clone', '-q', '--shared', 'one', 'two');
    assert.equal(await has('tree', first), true);
    assert.equal(await has('two', first), true);
  });

  it('cannot tell what a shallow clone lacks, or a damaged index lists', async () => {
    git('', 'init', '-q', 'one');
    const first = commit('one', 'first');
    const second = commit('one', 'second');
    git('', 'clone', '-q', '--depth=1', `file://${path.join(folder, 'one')}`, 'two');
    assert.equal(await has('two', second), true);
    assert.equal(await has('two', first), null);
    git('one', 'gc', '-q');
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(2_000), Buffer.alloc(2_000, 255)]) {
      writeFileSync(path.join(folder, 'one/.git/objects/pack/broken.idx'), bytes);
      assert.equal(await has('one', first), true);
      assert.equal(await has('one', 'a'.repeat(40)), null);
    }
  });

  it('is none where there is no repository', async () => {
    assert.equal(await (await repository('')).head(), null);
    writeFileSync(path.join(folder, '.git'), 'gitdir: /nowhere\n');
    assert.equal(await has('', 'a'.repeat(40)), false);
  });
});
