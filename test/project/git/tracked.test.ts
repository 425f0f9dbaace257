import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../../src/cli/node-files';
import { gitOf } from '../../../src/cli/surroundings';
import type { FileSystem, GitHost } from '../../../src/core/host';
import { DEFAULT_POLICY } from '../../../src/core/policy';
import { walk } from '../../../src/project/walk';
import { call } from '../../cli/bundle';
import { MemoryFiles } from '../../harness/memory-files';
import { hasGit, indexOf } from './making';

async function walked(files: FileSystem, git?: GitHost, roots = ['']) {
  const notes: string[] = [];
  const paths: string[] = [];
  const options = {
    policyFor: () => DEFAULT_POLICY,
    note: ({ path: at, message }: { path: string; message: string }) => void notes.push(`${at}: ${message}`),
    git,
  };
  for await (const file of walk(files, roots, options)) paths.push(file.path);
  return { paths: paths.sort(), notes };
}

const machine = (files: Readonly<Record<string, string | Uint8Array>>): GitHost => {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([at, text]) => [at.slice(1), text])));
  const at = (file: string): string => file.slice(1);
  return {
    files: {
      list: (file) => memory.list(at(file)),
      stat: (file) => memory.stat(at(file)),
      read: (file, range) => memory.read(at(file), range),
    },
    root: '/work/project',
    home: '/home/me',
    configHome: '/home/me/.config',
    systemConfig: '/etc/gitconfig',
  };
};

describe('files that git tracks', () => {
  const FILES = {
    '.gitignore': '.env\n*.ipynb\ndata/\n/out\n',
    '.env': '',
    'a.ipynb': '{}',
    'b.ipynb': '{}',
    'data/load.py': '',
    'data/deep/er/train.py': '',
    'data/new.py': '',
    'data/.gitignore': '!*.py\n',
    'out/x.py': '',
    'plain.py': '',
  };
  const TRACKED = ['.env', 'a.ipynb', 'data/load.py', 'data/deep/er/train.py', 'plain.py'].sort();

  for (const version of [2, 3, 4] as const)
    it(`are walked although an ignore file matches them: version ${version}`, async () => {
      const files = new MemoryFiles({ ...FILES, '.git/index': indexOf(TRACKED, { version }), '.git/HEAD': '' });
      assert.deepEqual(await walked(files), { paths: TRACKED, notes: [] });
      assert.deepEqual((await walked(files, undefined, ['data/deep'])).paths, ['data/deep/er/train.py']);
    });

  it('are not looked for where nothing is ignored', async () => {
    const files = new MemoryFiles({ 'a.py': '', '.git/index': 'broken' });
    assert.deepEqual(await walked(files), { paths: ['a.py'], notes: [] });
  });

  it('are those that a damaged index tells before its damage, and that is said', async () => {
    const index = indexOf(TRACKED, {});
    const files = new MemoryFiles({ ...FILES, '.git/index': index.slice(0, 220) });
    const { paths, notes } = await walked(files);
    assert.deepEqual(paths, ['.env', 'a.ipynb', 'plain.py']);
    assert.deepEqual(notes, [
      '.git/index: not read to its end: entry 3 of 5 is damaged, so some ignored files that git tracks may not be judged',
    ]);
    const none = await walked(new MemoryFiles({ ...FILES, '.git/index': 'x'.repeat(60) }));
    assert.deepEqual(none.paths, ['plain.py']);
    assert.match(none.notes.join(), /it is no index/);
    const missing = await walked(new MemoryFiles({ ...FILES, '.git/HEAD': '' }));
    assert.deepEqual(missing, { paths: ['plain.py'], notes: [] });
  });

  it('count by the index of the repository that they are in: a submodule, which is tracked itself', async () => {
    const files = new MemoryFiles({
      '.gitignore': '/vendored\n/other\n',
      '.git/index': indexOf(['vendored'], { mode: 0o160000 }),
      '.git/modules/v/index': indexOf(['keep.ipynb'], { version: 4 }),
      '.git/modules/v/info/exclude': '*.py\n',
      'vendored/.git': 'gitdir: ../.git/modules/v\n',
      'vendored/.gitignore': '*.ipynb\n',
      'vendored/keep.ipynb': '{}',
      'vendored/drop.ipynb': '{}',
      'vendored/drop.py': '',
      'vendored/requirements.txt': '',
      'other/.git': 'gitdir: ../.git/modules/v\n',
      'other/x.py': '',
    });
    assert.deepEqual((await walked(files)).paths, ['vendored/keep.ipynb', 'vendored/requirements.txt']);
  });

  it('are found in a worktree, whose repository lies elsewhere, with its exclude file', async () => {
    const files = new MemoryFiles({
      '.git': 'gitdir: /work/main/.git/worktrees/w\n',
      '.gitignore': '*.ipynb\n',
      'a.ipynb': '{}',
      'b.ipynb': '{}',
      'secret.py': '',
      'x.py': '',
    });
    const git = machine({
      '/work/main/.git/worktrees/w/index': indexOf(['a.ipynb'], {}),
      '/work/main/.git/worktrees/w/commondir': '../..\n',
      '/work/main/.git/info/exclude': 'secret.py\n',
    });
    assert.deepEqual((await walked(files, git)).paths, ['a.ipynb', 'x.py']);
    assert.deepEqual((await walked(files)).paths, ['secret.py', 'x.py'], 'without a disk nobody can look there');
  });

  it('count in repositories of SHA-256', async () => {
    const files = new MemoryFiles({
      ...FILES,
      '.git/config': '[extensions]\n\tobjectFormat = sha256\n',
      '.git/index': indexOf(TRACKED, { digest: 32 }),
    });
    assert.deepEqual(await walked(files), { paths: TRACKED, notes: [] });
  });
});

describe('what the user ignores everywhere', () => {
  const FILES = { 'a.py': '', 'mine.py': '', 'keep.py': '', '.git/HEAD': '' };
  const pathsWith = async (disk: Record<string, string>, more: Record<string, string> = {}) =>
    (await walked(new MemoryFiles({ ...FILES, ...more }), machine(disk))).paths;

  const setting = (value: string): string => `[core]\n\texcludesFile = ${value}\n`;

  it('counts: the file of core.excludesFile, wherever that is said, else the default', async () => {
    const list = { '/home/me/.ignore': 'mine.py\n', '/home/me/.config/git/ignore': 'keep.py\n' };
    assert.deepEqual(await pathsWith(list), ['a.py', 'mine.py'], 'the default');
    assert.deepEqual(await pathsWith({ ...list, '/home/me/.gitconfig': setting('~/.ignore') }), ['a.py', 'keep.py']);
    assert.deepEqual(await pathsWith({ ...list, '/home/me/.config/git/config': setting('"/home/me/.ignore"') }), [
      'a.py',
      'keep.py',
    ]);
    assert.deepEqual(await pathsWith(list, { '.git/config': setting('~/.ignore') }), ['a.py', 'keep.py']);
    assert.deepEqual(
      await pathsWith(
        { ...list, '/home/me/.gitconfig': setting('~/.ignore') },
        { '.git/config': setting('own'), own: 'a.py\n' },
      ),
      ['keep.py', 'mine.py'],
      'the repository has the last word',
    );
    assert.deepEqual(await pathsWith({ ...list, '/home/me/.gitconfig': setting('') }), ['a.py', 'keep.py', 'mine.py']);
    assert.deepEqual(await pathsWith({ ...list, '/home/me/.gitconfig': setting('~other/.ignore') }), [
      'a.py',
      'keep.py',
      'mine.py',
    ]);
    assert.deepEqual(
      await pathsWith({
        ...list,
        '/home/me/.gitconfig': '[include]\npath = more\n',
        '/home/me/more': setting('~/.ignore'),
      }),
      ['a.py', 'keep.py'],
    );
    assert.deepEqual(
      await pathsWith({ ...list, '/home/me/.gitconfig': '[include]\npath = .gitconfig\n' }),
      ['a.py', 'mine.py'],
      'a file that includes itself ends',
    );
  });

  it('may be named by the machine, and by what a condition includes', async () => {
    const list = { '/home/me/.ignore': 'mine.py\n', '/home/me/more': setting('~/.ignore') };
    const [without, all] = [
      ['a.py', 'keep.py'],
      ['a.py', 'keep.py', 'mine.py'],
    ];
    assert.deepEqual(await pathsWith({ ...list, '/etc/gitconfig': setting('~/.ignore') }), without);
    assert.deepEqual(
      await pathsWith({ ...list, '/etc/gitconfig': setting('~/.ignore'), '/home/me/.gitconfig': setting('') }),
      all,
      'the user has a later word',
    );
    const project = {
      '.git/HEAD': 'ref: refs/heads/feature/keys\n',
      '.git/config': '[remote "origin"]\nurl = https://git.example.org/team/x.git\n',
    };
    for (const [condition, holds] of [
      ['gitdir:/work/', true],
      ['gitdir:project/', true],
      ['gitdir:/work/project/.git', true],
      ['gitdir:~/', false],
      ['gitdir:/WORK/', false],
      ['gitdir/i:/WORK/', true],
      ['gitdir:./../../work/', false],
      ['onbranch:feature/', true],
      ['onbranch:main', false],
      ['hasconfig:remote.*.url:https://git.example.org/**', true],
      ['hasconfig:remote.*.url:https://elsewhere.example.org/**', false],
      ['unheard:of', false],
    ] as const)
      assert.deepEqual(
        await pathsWith(
          { ...list, '/home/me/.gitconfig': `[includeIf "${condition}"]\npath = more\n` },
          { ...project },
        ),
        holds ? without : all,
        condition,
      );
  });

  it('is weaker than info/exclude, and that than a .gitignore', async () => {
    const disk = { '/home/me/.config/git/ignore': '*.py\n' };
    assert.deepEqual(await pathsWith(disk), []);
    assert.deepEqual(await pathsWith(disk, { '.git/info/exclude': '!a.py\n!mine.py\n' }), ['a.py', 'mine.py']);
    assert.deepEqual(
      await pathsWith(disk, { '.git/info/exclude': '!a.py\n!mine.py\n', '.gitignore': 'mine.py\n!keep.py\n' }),
      ['a.py', 'keep.py'],
    );
  });

  it('never has another machine asked, which would learn who the user is', async () => {
    const asked: string[] = [];
    const git = machine({});
    const watched: GitHost = { ...git, files: { ...git.files, stat: (at) => (asked.push(at), git.files.stat(at)) } };
    for (const value of ['//server/share/ignore', '\\\\\\\\server\\\\share\\\\ignore'])
      await walked(new MemoryFiles({ ...FILES, '.git/config': `[core]\nexcludesFile = ${value}\n` }), watched);
    await walked(new MemoryFiles({ 'a.py': '', '.git': 'gitdir: //server/share\n' }), watched);
    assert.ok(asked.length > 0);
    assert.deepEqual(
      asked.filter((at) => /^[\\/]{2}/.test(at)),
      [],
    );
  });
});

describe('files that git tracks, as git does it', function () {
  this.timeout(60_000);
  let base = '';
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'protocol.file.allow=always', ...args],
      {
        cwd: path.join(base, cwd),
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: base },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
  const write = (at: string, text = 'x = 1\n'): void => {
    mkdirSync(path.dirname(path.join(base, at)), { recursive: true });
    writeFileSync(path.join(base, at), text);
  };
  /** What is walked, and what git has that is of a kind that is read. */
  const both = async (at: string): Promise<[string[], string[]]> => {
    const root = path.join(base, at);
    const { paths } = await walked(new NodeFileSystem(root), gitOf(root, { HOME: base }));
    const told = git(at, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
    return [paths, [...new Set(told)].filter((each) => /\.(?:py|ipynb)$/.test(each)).sort()];
  };
  before(function () {
    if (!hasGit()) this.skip();
    base = mkdtempSync(path.join(tmpdir(), 'tracked-'));
    mkdirSync(path.join(base, 'main'));
    git('main', 'init', '-q');
    write('.gitconfig', '[core]\n\texcludesFile = ~/.global-ignore\n');
    write('.global-ignore', 'global*.py\n');
    for (const name of ['a.py', 'data/in.py', 'data/deep/in.py', 'global-tracked.py']) write(`main/${name}`);
    git('main', 'add', '-A', '-f');
    git('main', 'commit', '-qm', 'x');
    write('main/.gitignore', 'data/\nout.py\n');
    write('main/.git/info/exclude', 'excluded.py\n');
    for (const name of ['data/new.py', 'out.py', 'excluded.py', 'global-new.py', 'b.py']) write(`main/${name}`);
    git('main', 'worktree', 'add', '-q', '../tree');
    write('tree/.gitignore', 'data/\n');
    for (const name of ['data/new.py', 'excluded.py', 'global-new.py', 'b.py']) write(`tree/${name}`);
  });
  after(() => base && rmSync(base, { recursive: true }));

  for (const version of ['2', '4'])
    it(`in a repository and in a worktree: version ${version}`, async () => {
      for (const at of ['main', 'tree']) {
        git(at, 'update-index', '--index-version', version);
        const [ours, gits] = await both(at);
        assert.deepEqual(ours, gits, at);
        assert.ok(
          ours.includes('data/in.py') && ours.includes('global-tracked.py') && !ours.includes('excluded.py'),
          at,
        );
      }
    });

  it('in a submodule, a split index, and behind a link', async () => {
    git('main', 'submodule', 'add', '-q', '../tree', 'sub');
    write('main/sub/.gitignore', 'data/\n');
    write('main/sub/data/new.py');
    const { paths } = await walked(
      new NodeFileSystem(path.join(base, 'main')),
      gitOf(path.join(base, 'main'), { HOME: base }),
    );
    assert.ok(paths.includes('sub/data/in.py') && !paths.includes('sub/data/new.py'), paths.join());
    git('main', 'update-index', '--split-index');
    write('main/data/later.py');
    git('main', 'add', '-f', 'data/later.py');
    assert.match(readFileSync(path.join(base, 'main/.git/index')).toString('latin1'), /link/);
    const [ours] = await both('main');
    assert.ok(ours.includes('data/in.py') && ours.includes('data/later.py') && !ours.includes('data/new.py'));
    mkdirSync(path.join(base, 'linked'));
    symlinkSync('../main/.git', path.join(base, 'linked/.git'));
    write('linked/data/in.py');
    write('linked/.gitignore', 'data/\n');
    const linked = await walked(
      new NodeFileSystem(path.join(base, 'linked')),
      gitOf(path.join(base, 'linked'), { HOME: base }),
    );
    assert.deepEqual(linked.paths, ['data/in.py']);
  });

  it('are judged by the command line; so is a file that is named, tracked or not', async () => {
    write('main/data/deep/in.py', 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n');
    write('main/out.py', 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n');
    const judged = async (...args: string[]) => {
      const { out } = await call(path.join(base, 'main'), ['scan', ...args, '--format', 'json', '--fail-on', 'never'], {
        env: { HOME: base },
      });
      const { findings } = JSON.parse(out) as { findings: { rule: string; path: string }[] };
      return findings.filter(({ rule }) => rule === 'unsafe-torch-load').map((finding) => finding.path);
    };
    assert.deepEqual(await judged(), ['data/deep/in.py']);
    assert.deepEqual(await judged('out.py'), ['out.py']);
  });
});
