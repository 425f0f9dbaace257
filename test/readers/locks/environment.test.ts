import assert from 'node:assert/strict';
import { readEnvironment } from '../../../src/readers/locks/environment';
import { MemoryFiles } from '../../harness/memory-files';
import { A, COMMIT, empty } from './lock-texts';

describe('installed environments', () => {
  const site = 'lib/python3.11/site-packages';
  const files = new MemoryFiles({
    [`${site}/torch-2.4.1.dist-info/METADATA`]:
      'Metadata-Version: 2.1\nName: Torch\nVersion: 2.4.1+cu121\nRequires-Dist: filelock\nRequires-Dist: pytest>=7; extra == "dev"\n\nVersion: 9\n',
    [`${site}/unreadable_name-1.0.dist-info/RECORD`]: '',
    [`${site}/trl-0.9.0.dist-info/METADATA`]: 'Name: trl\r\nVersion: 0.9.0\r\n\r\n',
    [`${site}/trl-0.9.0.dist-info/direct_url.json`]: JSON.stringify({
      url: 'https://github.com/o/trl',
      vcs_info: { vcs: 'git', commit_id: COMMIT },
    }),
    [`${site}/archive-1.dist-info/direct_url.json`]: JSON.stringify({
      url: 'https://f.example/a.zip',
      archive_info: { hash: `sha256=${A}` },
    }),
    [`${site}/broken-1.dist-info/direct_url.json`]: '{',
    [`${site}/old_one-0.1-py3.11.egg-info/PKG-INFO`]: 'Name: old-one\nVersion: 0.1\n',
    [`${site}/torch/__init__.py`]: '',
  });

  it('are read from the names and the metadata of what is installed', async () => {
    const { facts, notes } = await readEnvironment(files, site, '.venv');
    assert.deepEqual(notes, []);
    assert.deepEqual(facts!.packages, [
      { ...empty, name: 'archive', version: '1', url: 'https://f.example/a.zip', hashes: [`sha256:${A}`] },
      { ...empty, name: 'broken', version: '1' },
      { ...empty, name: 'old-one', version: '0.1' },
      { ...empty, name: 'torch', version: '2.4.1+cu121', dependencies: ['filelock'] },
      { ...empty, name: 'trl', version: '0.9.0', url: 'https://github.com/o/trl', commit: COMMIT },
      { ...empty, name: 'unreadable-name', version: '1.0' },
    ]);
  });

  it('are nothing where nothing is installed', async () => {
    assert.deepEqual(await readEnvironment(files, 'no/such', 'x'), { facts: null, notes: [] });
  });
});
