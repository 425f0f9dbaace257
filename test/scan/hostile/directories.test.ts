import assert from 'node:assert/strict';
import type { FileSystem } from '../../../src/core/host';
import { DEFAULT_POLICY } from '../../../src/core/policy';
import { walk } from '../../../src/project/walk';
import { MemoryFiles } from '../../harness/memory-files';
import { DEADLINE } from './hostile-scan';

describe('hostile directories', function () {
  this.timeout(DEADLINE);

  const walked = async (files: FileSystem): Promise<{ paths: string[]; notes: string[] }> => {
    const [paths, notes]: [string[], string[]] = [[], []];
    for await (const { path } of walk(files, [''], {
      policyFor: () => DEFAULT_POLICY,
      note: (note) => notes.push(`${note.path}: ${note.message}`),
    }))
      paths.push(path);
    return { paths, notes };
  };

  it('of 100,000 files', async () => {
    const { paths, notes } = await walked(
      new MemoryFiles(
        Object.fromEntries(
          Array.from({ length: 100_000 }, (_, i) => [`image-${i}.png`, '']).concat([['train.py', '']]),
        ),
      ),
    );
    assert.deepEqual({ paths, notes }, { paths: ['train.py'], notes: [] });
    const sources = await walked(
      new MemoryFiles(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`a/m${i}.py`, '']))),
    );
    assert.equal(sources.paths.length, 50_000);
    assert.deepEqual(sources.notes, ['a: not read to its end: more than 50000 entries to look at']);
  });

  it('1,000 deep', async () => {
    const { paths, notes } = await walked(new MemoryFiles({ [`${'d/'.repeat(1_000)}a.py`]: '', 'b.py': '' }));
    assert.deepEqual(paths, ['b.py']);
    assert.match(notes.join(), /more than 100 directories deep/);
  });

  it('with names that nobody gives', async () => {
    const names = ['a\nb.py', '🙂.py', 'a b\t.py', '-rf.py', '\ufffd.py', '%00.py', '..py', `${'n'.repeat(250)}.py`];
    assert.deepEqual(
      (await walked(new MemoryFiles(Object.fromEntries(names.map((name) => [name, '']))))).paths.sort(),
      [...names].sort(),
    );
  });

  it('whose files vanish while they are listed', async () => {
    const files = new MemoryFiles({ 'a.py': '', 'b.py': '' });
    const vanishing: FileSystem = {
      list: (at) => files.list(at),
      stat: async (at) => (at === 'b.py' ? null : files.stat(at)),
      read: (at) => files.read(at),
    };
    assert.deepEqual(await walked(vanishing), { paths: ['a.py'], notes: ['b.py: not read: the file vanished'] });
  });
});
