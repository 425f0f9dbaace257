import assert from 'node:assert/strict';
import type { FileSystem } from '../../../src/core/host';
import { foldersAboveRoot, Repositories } from '../../../src/project/git/repository';
import { MemoryFiles } from '../../harness/memory-files';

const HOST = { root: '/home/me', home: '/home/me', configHome: '/home/me/.config', systemConfig: '/etc/gitconfig' };

describe('looking for a repository', () => {
  it('costs one look for each folder, up to the root of the disk and not above it', async () => {
    const looks: string[] = [];
    const counting = (files: FileSystem): FileSystem => ({
      list: (at) => files.list(at),
      read: (at, range) => (looks.push(`read ${at}`), files.read(at, range)),
      stat: (at) => (looks.push(`stat ${at}`), files.stat(at)),
    });
    const project = counting(new MemoryFiles({ 'a/b/train.py': '' }));
    const machine = counting(new MemoryFiles({}));
    const found = await new Repositories(project, { ...HOST, files: machine }, ({ message }) =>
      assert.fail(message),
    ).around('a/b/train.py');
    assert.equal(found, null);
    assert.deepEqual(
      looks.filter((look) => !look.startsWith('stat ') || !look.endsWith('.git')),
      [],
    );
    // a/b, a and the project, each also by its place on the machine; /home and /
    assert.equal(looks.length, 8, looks.join('\n'));
  });

  it('ends where the disk does', () => {
    assert.deepEqual(foldersAboveRoot({ ...HOST, files: new MemoryFiles({}) }), ['..', '../..']);
    assert.deepEqual(foldersAboveRoot(undefined), []);
  });
});
