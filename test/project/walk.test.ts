import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../src/cli/node-files';
import type { Note } from '../../src/core/finding';
import type { FileSystem } from '../../src/core/host';
import { DEFAULT_POLICY, type Policy } from '../../src/core/policy';
import { readPolicy } from '../../src/project/policy';
import { walk, type WalkOptions } from '../../src/project/walk';
import { MemoryFiles } from '../harness/memory-files';
import { RULES } from '../../src/rules/index';

const RULE_IDS = RULES.map(({ id }) => id);

async function walked(files: FileSystem, roots: string[] = [''], options: Partial<WalkOptions> = {}) {
  const notes: string[] = [];
  const paths: string[] = [];
  const all = {
    policyFor: () => DEFAULT_POLICY,
    note: ({ path: at, message }: { path: string; message: string }) => void notes.push(`${at}: ${message}`),
    ...options,
  };
  for await (const file of walk(files, roots, all)) paths.push(file.path);
  return { paths, notes };
}

describe('walk', () => {
  it('gives the files that are read, in one order, and nothing else', async () => {
    const files = new MemoryFiles({
      'b.py': '',
      'a/z.ipynb': '{}',
      'a/m.mp4': '',
      'a/b/c.py': '',
      'requirements.txt': '',
      '.env': '',
      'README.md': '',
      'node_modules/x.py': '',
      'Z.py': '',
    });
    assert.deepEqual(await walked(files), {
      paths: ['.env', 'Z.py', 'b.py', 'requirements.txt', 'a/z.ipynb', 'a/b/c.py'],
      notes: [],
    });
  });

  it('follows -r and -c to files whose names do not tell what they are', async () => {
    const files = new MemoryFiles({
      'requirements.txt':
        '-r deps/base.txt\n-c pins.in\n-r ../outside.txt\n-r gone.txt\n-r https://example.org/x.txt\n',
      'deps/base.txt': '-r more.pip\ntorch\n',
      'deps/more.pip': '-r base.txt\nnumpy\n',
      'pins.in': 'numpy<2\n',
      'notes.txt': 'not named\n',
    });
    assert.deepEqual((await walked(files)).paths, ['requirements.txt', 'deps/base.txt', 'pins.in', 'deps/more.pip']);
    const policyFor = (): Policy => ({ ...DEFAULT_POLICY, exclude: ['deps/**'] });
    assert.deepEqual((await walked(files, [''], { policyFor })).paths, ['requirements.txt', 'pins.in']);
  });

  it('obeys .gitignore files: nested, negated, anchored, and .git/info/exclude', async () => {
    const files = new MemoryFiles({
      '.git/info/exclude': 'private.py\n',
      '.git/hook.py': '',
      '.gitignore': '# comment\n*.ipynb\n!keep.ipynb\n/build/\nout/\nsub/gen.py\n',
      'a.ipynb': '{}',
      'keep.ipynb': '{}',
      'build/x.py': '',
      'src/build/x.py': '',
      'src/out/x.py': '',
      'private.py': '',
      'sub/.gitignore': '!b.ipynb\nlocal.py\n!out/\n',
      'sub/b.ipynb': '{}',
      'sub/local.py': '',
      'sub/gen.py': '',
      'sub/x.py': '',
      'local.py': '',
      'sub/out/y.py': '',
    });
    assert.deepEqual((await walked(files)).paths, [
      'keep.ipynb',
      'local.py',
      'src/build/x.py',
      'sub/b.ipynb',
      'sub/x.py',
      'sub/out/y.py',
    ]);
  });

  it('cannot take back what lies in an ignored directory', async () => {
    const files = new MemoryFiles({
      '.gitignore': 'out\n!out/keep.py\n',
      'out/keep.py': '',
      'out/.gitignore': '!keep.py\n',
      'x.py': '',
    });
    assert.deepEqual((await walked(files)).paths, ['x.py']);
  });

  it('starts afresh in a repository inside the repository', async () => {
    const files = new MemoryFiles({
      '.gitignore': '*.ipynb\n',
      'vendored/.git': 'gitdir: x',
      'vendored/n.ipynb': '{}',
      'n.ipynb': '{}',
    });
    assert.deepEqual((await walked(files)).paths, ['vendored/n.ipynb']);
  });

  it('applies the ignore files above a directory that is named', async () => {
    const files = new MemoryFiles({
      '.gitignore': 'gen.py\n/out/\n',
      'sub/gen.py': '',
      'sub/x.py': '',
      'out/gen.py': '',
    });
    assert.deepEqual((await walked(files, ['sub'])).paths, ['sub/x.py']);
    assert.deepEqual(
      (await walked(files, ['out'])).paths,
      ['out/gen.py'],
      'a directory that is named is walked although git ignores it',
    );
  });

  it('gives a file that is named although git ignores it, once', async () => {
    const files = new MemoryFiles({ '.gitignore': '*.py\n', 'a.py': '', 'b.py': '' });
    assert.deepEqual((await walked(files, ['a.py', '', 'a.py'])).paths, ['a.py']);
  });

  it('obeys the nearest policy', async () => {
    const files = new MemoryFiles({
      'touchstone.toml': 'exclude = ["gen"]\n',
      'gen/a.py': '',
      'x.py': '',
      'sub/touchstone.toml': 'exclude = ["x.py"]\n',
      'sub/gen/a.py': '',
      'sub/x.py': '',
    });
    const policyFor = async (at: string): Promise<Policy> => (await readPolicy(files, at, RULE_IDS)).policy;
    const { paths } = await walked(files, [''], { policyFor });
    assert.deepEqual(
      paths.filter((each) => each.endsWith('.py')),
      ['x.py', 'sub/gen/a.py'],
    );
  });

  it('notes what is too large, too many, missing, or of no kind that is read', async () => {
    const files = new MemoryFiles({ 'big.py': 'x'.repeat(11), 'a.py': '', 'b.py': '', 'c.py': '', 'photo.png': '' });
    const { paths, notes } = await walked(files, ['', 'photo.png', 'gone.py'], {
      policyFor: () => ({ ...DEFAULT_POLICY, maxFileSize: 10 }),
      maxFiles: 2,
    });
    assert.deepEqual(paths, ['a.py', 'b.py']);
    assert.deepEqual(notes, [
      'big.py: not read: 11 bytes, larger than 10',
      'c.py: not read, like all files after it: more than 2 files',
      'gone.py: not read: there is no such file, or it cannot be read',
      'photo.png: not read: not a kind of file that is scanned',
    ]);
  });

  it('looks at a bounded number of entries, but does not count what is of no interest', async () => {
    const images = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`images/${i}.png`, '']));
    assert.deepEqual(await walked(new MemoryFiles({ ...images, 'images/x.py': '' }), [''], { maxEntries: 5 }), {
      paths: ['images/x.py'],
      notes: [],
    });
    const modules = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m/${i}.py`, '']));
    const { paths, notes } = await walked(new MemoryFiles(modules), [''], { maxEntries: 5 });
    assert.equal(paths.length, 5);
    assert.deepEqual(notes, ['m: not read to its end: more than 5 entries to look at']);
  });

  it('notes a file that vanishes, and stops when it is told to', async () => {
    const files = new MemoryFiles({ 'a.py': '', 'b.py': '', 'c.py': '' });
    const vanishing: FileSystem = {
      list: (at) => files.list(at),
      stat: async (at) => (at === 'b.py' ? null : files.stat(at)),
      read: (at) => files.read(at),
    };
    assert.deepEqual(await walked(vanishing), {
      paths: ['a.py', 'c.py'],
      notes: ['b.py: not read: the file vanished'],
    });
    const stop = new AbortController();
    stop.abort();
    assert.deepEqual(await walked(files, [''], { signal: stop.signal }), { paths: [], notes: [] });
  });

  it('says why what was named cannot be read, apart from what it does not want', async () => {
    const files = new MemoryFiles({ 'a.py': '', 'photo.png': '', 'sub/x.py': '' });
    const failing: FileSystem = {
      list: (at) => (at === 'sub' ? Promise.resolve(null) : files.list(at)),
      stat: async (at) => (at === 'a.py' ? null : files.stat(at)),
      read: (at) => files.read(at),
      failure: async (at) => ({ 'a.py': 'the disk failed', sub: 'permission denied' })[at] ?? null,
    };
    const notes: Note[] = [];
    const found: string[] = [];
    const options = { policyFor: () => DEFAULT_POLICY, note: (note: Note) => void notes.push(note) };
    for await (const file of walk(failing, ['a.py', 'gone.py', 'photo.png', 'sub'], options)) found.push(file.path);
    assert.deepEqual(found, []);
    assert.deepEqual(
      notes.map(({ path: at, unread }) => [at, unread]),
      [
        ['a.py', 'the disk failed'],
        ['gone.py', 'there is no such file, or it cannot be read'],
        ['photo.png', undefined],
        ['sub', 'the directory cannot be listed (permission denied)'],
      ],
    );
  });

  describe('on a disk with symbolic links', () => {
    let base = '';
    before(() => {
      base = mkdtempSync(path.join(tmpdir(), 'walk-'));
      mkdirSync(path.join(base, 'root/a'), { recursive: true });
      mkdirSync(path.join(base, 'outside'));
      for (const file of ['root/a/x.py', 'outside/secret.py']) writeFileSync(path.join(base, file), 'x = 1\n');
      symlinkSync('../a', path.join(base, 'root/a/loop'));
      symlinkSync('a', path.join(base, 'root/again'));
      symlinkSync('a/x.py', path.join(base, 'root/linked.py'));
      symlinkSync('../outside/secret.py', path.join(base, 'root/leak.py'));
      symlinkSync('../outside', path.join(base, 'root/away'));
      symlinkSync('nowhere.py', path.join(base, 'root/broken.py'));
    });
    after(() => rmSync(base, { recursive: true }));

    it('follows files within the root, and never leaves it or goes round', async () => {
      const { paths, notes } = await walked(new NodeFileSystem(path.join(base, 'root')));
      assert.deepEqual(paths, ['linked.py', 'a/x.py']);
      assert.deepEqual(
        notes,
        ['broken.py', 'leak.py'].map((name) => `${name}: not read: the link leads outside the project, or nowhere`),
      );
    });

    it('walks a link that is named', async () => {
      assert.deepEqual((await walked(new NodeFileSystem(path.join(base, 'root')), ['again'])).paths, ['again/x.py']);
    });
  });
});
