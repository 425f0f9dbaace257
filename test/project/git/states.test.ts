import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../../src/cli/node-files';
import { gitOf } from '../../../src/cli/surroundings';
import { Sha1 } from '../../../src/project/git/digests';
import { Repositories, type Repository } from '../../../src/project/git/repository';
import { gitIn, KINDS, write } from './made-repositories';

const BUDGET = 1e9;

const opened = async (at: string): Promise<Repository> =>
  new Repositories(
    new NodeFileSystem(at),
    gitOf(at, { HOME: path.join(at, '.no-home'), GIT_CONFIG_NOSYSTEM: '1' }),
    () => undefined,
  ).at('');

/** What git says is changed of what it tracks. */
const changedBy = (at: string): readonly string[] =>
  gitIn(at, 'status', '--porcelain=v1', '-z', '-uno', '--no-renames', '--ignore-submodules=dirty')
    .split('\0')
    .filter(Boolean)
    .map((line) => line.slice(3))
    .sort();

/** Changes one byte of a file, and keeps its size and its times. */
function tamper(file: string): void {
  const { atime, mtime } = statSync(file);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
  utimesSync(file, atime, mtime);
}

describe('project/git: repositories that git made', function () {
  this.timeout(120_000);
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'touchstone-git-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  for (const [kind, make] of Object.entries(KINDS))
    describe(kind, () => {
      it('says of the commit what git says', async () => {
        const at = make(root);
        const commit = await (await opened(at)).commit();
        assert.ok(typeof commit !== 'string', String(commit));
        const [id, tree, author, email, time, committer, committed, subject] = gitIn(
          at,
          'log',
          '-1',
          '--format=%H%n%T%n%an%n%ae%n%at%n%cn%n%ct%n%s',
        ).split('\n');
        assert.deepEqual(commit, {
          id,
          tree,
          // What a shallow clone has of a commit names parents that `git log` leaves out.
          parents: [...gitIn(at, 'cat-file', '-p', 'HEAD').matchAll(/^parent (.*)$/gm)].map(([, parent]) => parent),
          author: { name: author, email, time: Number(time) },
          committer: { name: committer, email: 'bob@example.org', time: Number(committed) },
          subject,
          isSigned: false,
        });
        const branch = gitIn(at, 'rev-parse', '--abbrev-ref', 'HEAD').trim();
        assert.equal((await (await opened(at)).head())?.branch, branch === 'HEAD' ? null : branch);
      });

      it('finds what differs, although size and time are the same, and nothing else', async () => {
        const at = make(root);
        assert.deepEqual(changedBy(at), []);
        const clean = await (await opened(at)).workTree.treeState(BUDGET);
        assert.deepEqual({ ...clean, hashed: 0 }, { isDirty: false, changed: [], reasons: [], hashed: 0 });
        tamper(path.join(at, 'train.py'));
        const dirty = await (await opened(at)).workTree.treeState(BUDGET);
        assert.deepEqual([dirty.isDirty, dirty.changed], [true, ['train.py']]);
        assert.equal((await (await opened(at)).workTree.fileState('train.py')).state, 'differs');
        assert.equal((await (await opened(at)).workTree.fileState('link')).state, 'committed');
        assert.equal((await (await opened(at)).workTree.fileState('weights.bin')).state, 'committed');
        assert.equal((await (await opened(at)).workTree.fileState('nothing')).state, 'new');
      });

      it('agrees with git on what is added, staged, removed and replaced', async () => {
        const at = make(root);
        write(at, 'new.py', 'x = 1\n');
        gitIn(at, 'add', 'new.py');
        write(at, 'untracked', 'x');
        write(at, 'train.py', 'print("longer")\n');
        gitIn(at, 'add', 'train.py');
        write(at, 'train.py', 'print(1)\n');
        rmSync(path.join(at, 'weights.bin'));
        rmSync(path.join(at, 'link'));
        write(at, 'link', 'no link');
        const { changed, isDirty } = await (await opened(at)).workTree.treeState(BUDGET);
        assert.deepEqual([isDirty, changed], [true, changedBy(at)]);
      });

      it('knows a file by the names that git gives it', async () => {
        const at = make(root);
        const { workTree } = await opened(at);
        for (const line of gitIn(at, 'ls-tree', '-rz', 'HEAD').split('\0').filter(Boolean)) {
          const [, mode, id, file] = /^(\d+) \w+ ([0-9a-f]+)\t([^]*)$/.exec(line)!;
          if (mode === '160000') continue;
          const { expected } = await workTree.fileState(file!);
          assert.equal(expected, id, file);
        }
      });
    });

  for (const kind of ['loose', 'packed', 'SHA-256'])
    it(`finds each byte that was changed where it keeps its objects: ${kind}`, async () => {
      const at = KINDS[kind]!(root);
      const states = async (): Promise<ReadonlyMap<string, string>> => {
        const found = new Map<string, string>();
        for await (const { path: file, state } of (await opened(at)).objectFiles()) found.set(file, state);
        return found;
      };
      const before = await states();
      assert.ok(before.size > 1);
      for (const [file, state] of before) assert.equal(state, 'verified', file);
      for (const file of before.keys()) {
        const whole = path.join(at, file);
        chmodSync(whole, 0o644);
        const kept = readFileSync(whole);
        tamper(whole);
        const now = await states();
        for (const [each, state] of now)
          assert.equal(state, each === file ? 'differs' : 'verified', `${file}: ${each}`);
        writeFileSync(whole, kept);
      }
    });

  it('takes the digest of what is hashed in pieces as of what is hashed at once', async () => {
    const { createHash } = await import('node:crypto');
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1_000, 100_003]) {
      const bytes = Uint8Array.from({ length }, (_unused, index) => (index * 7 + length) % 256);
      const sum = new Sha1();
      for (let start = 0, step = 1; start < length; start += step, step = (step * 5 + 3) % 200 || 1)
        sum.add(bytes.subarray(start, start + step));
      assert.equal(sum.digest(), createHash('sha1').update(bytes).digest('hex'), `${length}`);
    }
  });

  it('leaves nothing to a shallow clone that it has not', async () => {
    const at = KINDS['shallow']!(root);
    const { objects } = await opened(at);
    const parent = gitIn(path.join(root, 'work'), 'rev-parse', 'HEAD^').trim();
    assert.equal(await objects.has(parent), null);
    assert.equal(await objects.read(parent, 1e6), 'absent');
  });

  it('takes line ends as git would, and says where it cannot', async () => {
    const at = path.join(root, 'work');
    write(at, '.gitattributes', '*.txt text\n*.bin -text\nsub/*.dat eol=lf\n*.filtered filter=own\n*.id ident\n');
    const text = 'one\r\ntwo\r\n';
    for (const file of ['a.txt', 'a.bin', 'sub/a.dat', 'a.plain', 'b.filtered', 'c.id']) write(at, file, text);
    gitIn(at, 'init', '-q');
    gitIn(at, 'add', '.');
    gitIn(at, 'commit', '-qm', 'first');
    const states = async (): Promise<readonly string[]> => {
      const { workTree } = await opened(at);
      return Promise.all(
        ['a.txt', 'a.bin', 'sub/a.dat', 'a.plain', 'b.filtered', 'c.id'].map(
          async (file) => (await workTree.fileState(file)).state,
        ),
      );
    };
    assert.deepEqual(await states(), Array(6).fill('committed'));
    assert.deepEqual(changedBy(at), []);
    for (const file of ['a.txt', 'sub/a.dat', 'a.bin', 'a.plain', 'b.filtered', 'c.id'])
      write(at, file, `${text}three\n`);
    assert.deepEqual(await states(), ['differs', 'differs', 'differs', 'differs', 'unknown', 'unknown']);
    gitIn(at, 'config', 'core.autocrlf', 'true');
    gitIn(at, 'checkout', '-q', '-f', '.');
    write(at, 'later', 'x\n');
    gitIn(at, 'add', 'later');
    gitIn(at, 'commit', '-qm', 'later');
    write(at, 'later', 'x\r\n');
    assert.equal((await (await opened(at)).workTree.fileState('later')).state, 'committed');
  });

  it('holds what LFS keeps to the digest of its pointer', async () => {
    const at = path.join(root, 'work');
    const content = 'weights';
    const { createHash } = await import('node:crypto');
    const oid = createHash('sha256').update(content).digest('hex');
    write(at, 'model.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`);
    gitIn(at, 'init', '-q');
    gitIn(at, 'add', '.');
    gitIn(at, 'commit', '-qm', 'pointer');
    write(at, '.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n');
    const state = async (): Promise<string> => (await (await opened(at)).workTree.fileState('model.bin')).state;
    assert.equal(await state(), 'committed');
    write(at, 'model.bin', content);
    assert.equal(await state(), 'committed');
    tamper(path.join(at, 'model.bin'));
    assert.equal(await state(), 'differs');
  });

  it('believes no object whose content has another name', async () => {
    const at = KINDS['loose']!(root);
    const id = gitIn(at, 'rev-parse', 'HEAD').trim();
    const file = path.join(at, '.git/objects', id.slice(0, 2), id.slice(2));
    const other = gitIn(at, 'rev-parse', 'HEAD:train.py').trim();
    chmodSync(file, 0o644);
    writeFileSync(file, readFileSync(path.join(at, '.git/objects', other.slice(0, 2), other.slice(2))));
    assert.equal(await (await opened(at)).commit(), 'the commit is damaged');
    const { isDirty, reasons } = await (await opened(at)).workTree.treeState(BUDGET);
    assert.deepEqual([isDirty, reasons], [null, ['the commit is damaged']]);
  });

  it('says before the first commit, and of reftables, that there is nothing to hold a file to', async () => {
    const at = path.join(root, 'work');
    write(at, 'a', 'a');
    gitIn(at, 'init', '-q');
    assert.equal(await (await opened(at)).commit(), 'nothing is committed yet');
    assert.equal((await (await opened(at)).workTree.fileState('a')).state, 'new');
    gitIn(at, 'config', 'core.repositoryformatversion', '1');
    gitIn(at, 'config', 'extensions.refstorage', 'reftable');
    assert.equal(await (await opened(at)).commit(), 'its references are kept as reftable, which is not read');
    assert.equal((await (await opened(at)).workTree.fileState('a')).state, 'unknown');
  });

  it('finds the repository that a project is a part of, and the paths in it', async () => {
    const at = KINDS['loose']!(root);
    const inner = path.join(at, 'data/deep');
    const repositories = new Repositories(new NodeFileSystem(inner), gitOf(inner, {}), () => undefined);
    const repository = await repositories.around('er/file');
    assert.equal(repository?.base, '../..');
    assert.equal(repository.ownPath('er/file'), 'data/deep/er/file');
    assert.equal((await repository.workTree.fileState(repository.ownPath('er/file'))).state, 'committed');
    assert.equal(await repository.tracks('er/file', false), true);
  });
});
