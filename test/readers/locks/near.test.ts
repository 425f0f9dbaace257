import assert from 'node:assert/strict';
import { readLocks, resolveVersion, lockNameOf } from '../../../src/readers/locks/index';
import { MemoryFiles } from '../../harness/memory-files';
import { empty, POETRY_2, UV } from './lock-texts';

describe('the locks near a file', () => {
  const metadata = (name: string, version: string): string => `Name: ${name}\nVersion: ${version}\n\n`;
  const project = {
    'uv.lock': UV,
    'requirements.txt': 'torch==2.0.0\nnumpy==1.26.4\npandas\n',
    'a/b/train.py': '',
    'a/requirements.in': 'scipy\n',
    'a/requirements.txt': 'scipy==1.14.1\n',
    '.venv/lib/python3.11/site-packages/torch-1.0.dist-info/METADATA': metadata('torch', '1.0'),
    'a/venv/Lib/site-packages/flask-3.0.dist-info/METADATA': metadata('flask', '3.0'),
  };
  const host = new MemoryFiles({ 'einops-0.8.0.dist-info/METADATA': metadata('einops', '0.8.0') });

  it('are the nearest of each kind: locks, then pins, then what is installed', async () => {
    const { locks, notes } = await readLocks(new MemoryFiles(project), { files: host }, 'a/b/train.py');
    assert.deepEqual(notes, []);
    assert.deepEqual(
      locks.map((lock) => `${lock.kind} ${lock.path}`),
      ['uv uv.lock', 'requirements a/requirements.txt', 'environment a/venv', 'environment site-packages'],
    );
    assert.deepEqual(locks.map(lockNameOf), [
      'uv.lock',
      'requirements.txt',
      'the environment a/venv',
      'the installed environment',
    ]);
    assert.deepEqual(resolveVersion(locks, 'Torch'), { version: '2.4.1', source: 'uv.lock' });
    assert.deepEqual(resolveVersion(locks, 'scipy'), { version: '1.14.1', source: 'requirements.txt' });
    assert.deepEqual(resolveVersion(locks, 'einops'), { version: '0.8.0', source: 'the installed environment' });
    assert.equal(resolveVersion(locks, 'numpy'), null);
  });

  it('are those of the environment that people chose, instead of the one in the project', async () => {
    const files = new MemoryFiles({
      'lib/python3.12/site-packages/torch-2.5.0.dist-info/METADATA': metadata('torch', '2.5.0'),
      'conda-meta/history': '',
      'conda-meta/pytorch-2.5.0-py3.12_cuda12.4_0.json':
        '{\n  "depends": [],\n  "files": [\n    "\\"license\\": no"\n  ],\n  "license": "BSD-3-Clause \\u0041",\n  "name": "pytorch"\n}',
      'conda-meta/cuda-nvcc-12.4.131-0.json': '{}',
    });
    const chosen = await readLocks(new MemoryFiles(project), { files, name: 'ml', chosen: true }, 'train.py');
    assert.deepEqual(chosen.locks.map(lockNameOf), ['uv.lock', 'requirements.txt', 'the environment ml']);
    assert.deepEqual(chosen.locks.at(-1)!.conda, [
      { name: 'cuda-nvcc', version: '12.4.131' },
      { name: 'pytorch', version: '2.5.0', licence: 'BSD-3-Clause A' },
    ]);
    const active = await readLocks(new MemoryFiles(project), { files, name: 'ml' }, 'train.py');
    assert.deepEqual(active.locks.map(({ path }) => path).slice(-2), ['.venv', 'ml']);
  });

  it('are read in every layout of an environment', async () => {
    const at = async (path: string) =>
      (
        await readLocks(
          new MemoryFiles({}),
          { files: new MemoryFiles({ [path]: metadata('torch', '2.5.0') }), name: 'x', chosen: true },
          'a.py',
        )
      ).locks.flatMap(({ packages }) => packages.map(({ name, version }) => `${name} ${version}`));
    for (const folder of [
      'lib/python3.13t/site-packages',
      'Lib/site-packages',
      'lib/python3/dist-packages',
      'local/lib/python3.11/dist-packages',
    ])
      assert.deepEqual(await at(`${folder}/torch-2.5.0.dist-info/METADATA`), ['torch 2.5.0'], folder);
    assert.deepEqual(await at('lib/node_modules/torch-2.5.0.dist-info/METADATA'), []);
  });

  it('do not hold the file itself', async () => {
    const { locks } = await readLocks(new MemoryFiles(project), undefined, 'requirements.txt');
    assert.deepEqual(
      locks.map((lock) => lock.path),
      ['uv.lock', '.venv'],
    );
    const compiled = await readLocks(new MemoryFiles(project), undefined, 'a/requirements.in');
    assert.deepEqual(
      compiled.locks.map((lock) => lock.path),
      ['uv.lock', 'a/requirements.txt', 'a/venv'],
    );
  });

  it('hold the exact pins of a requirements file that has others too', async () => {
    const { locks } = await readLocks(
      new MemoryFiles({ 'requirements.txt': 'torch==2.0.0\npandas\n' }),
      undefined,
      'train.py',
    );
    assert.deepEqual(resolveVersion(locks, 'torch'), { version: '2.0.0', source: 'requirements.txt' });
    assert.equal(resolveVersion(locks, 'pandas'), null);
  });

  it('say no version when platforms differ in it', () => {
    const lock = (versions: (string | null)[]) => [
      { path: 'uv.lock', kind: 'uv' as const, packages: versions.map((version) => ({ ...empty, name: 'x', version })) },
    ];
    assert.equal(resolveVersion(lock(['1', '2']), 'x'), null);
    assert.deepEqual(resolveVersion(lock(['1', '1', null]), 'x'), { version: '1', source: 'uv.lock' });
    assert.deepEqual(resolveVersion([...lock([null]), { ...lock(['3'])[0]!, path: 'b/poetry.lock' }], 'x'), {
      version: '3',
      source: 'poetry.lock',
    });
  });

  it('keep what can be read when one is broken', async () => {
    const { locks, notes } = await readLocks(
      new MemoryFiles({ 'uv.lock': '[[', 'poetry.lock': POETRY_2 }),
      undefined,
      'x.py',
    );
    assert.deepEqual(
      locks.map((lock) => lock.path),
      ['poetry.lock'],
    );
    assert.deepEqual(
      notes.map((note) => note.path),
      ['uv.lock'],
    );
  });

  it('are none in an empty project, and none for a path of many folders', async () => {
    assert.deepEqual(await readLocks(new MemoryFiles({}), undefined, `${'a/'.repeat(5000)}x.py`), {
      locks: [],
      notes: [],
    });
  });
});
