import assert from 'node:assert/strict';
import { readDeclared, type DeclaredVersion } from '../../../src/readers/manifests/declared';
import { MemoryFiles } from '../../harness/memory-files';

async function torch(
  files: Readonly<Record<string, string>>,
  near = 'train.py',
): Promise<Omit<DeclaredVersion, 'source'> | undefined> {
  const found = (await readDeclared(new MemoryFiles(files), near)).get('torch');
  return found && { exact: found.exact, atLeast: found.atLeast, below: found.below };
}

const project = (...dependencies: string[]): Record<string, string> => ({
  'pyproject.toml': `[project]\nname = "x"\ndependencies = ${JSON.stringify(dependencies)}\n`,
});

describe('versions that manifests declare', () => {
  const cases: [string, Record<string, string>, Omit<DeclaredVersion, 'source'> | undefined][] = [
    ['a lower bound', { 'requirements.txt': 'torch>=2.6\n' }, { exact: null, atLeast: '2.6', below: null }],
    ['both bounds', project('torch>=2.4,<2.6'), { exact: null, atLeast: '2.4', below: '2.6' }],
    ['a compatible release', project('torch~=2.5.1'), { exact: null, atLeast: '2.5.1', below: '2.6' }],
    ['a prefix', project('torch==2.5.*'), { exact: null, atLeast: '2.5', below: '2.6' }],
    ['a pin', project('torch==2.5.1'), { exact: '2.5.1', atLeast: '2.5.1', below: null }],
    ['no bound', project('torch'), { exact: null, atLeast: null, below: null }],
    ['an exclusion', project('torch!=2.5.1'), { exact: null, atLeast: null, below: null }],
    [
      'an extra',
      { 'pyproject.toml': '[project]\nname = "x"\n[project.optional-dependencies]\ngpu = ["torch>=2.6"]\n' },
      { exact: null, atLeast: '2.6', below: null },
    ],
    [
      'the lower of two lines for two platforms',
      { 'requirements.txt': 'torch>=2.6; sys_platform == "linux"\ntorch>=2.2; sys_platform == "darwin"\n' },
      { exact: null, atLeast: '2.2', below: null },
    ],
    [
      'no bound where one line has none',
      { 'requirements.txt': 'torch>=2.6; sys_platform == "linux"\ntorch; sys_platform == "darwin"\n' },
      { exact: null, atLeast: null, below: null },
    ],
    [
      'Poetry',
      { 'pyproject.toml': '[tool.poetry.dependencies]\ntorch = "^2.6"\n' },
      { exact: null, atLeast: '2.6', below: null },
    ],
    [
      'a table of Poetry',
      { 'pyproject.toml': '[tool.poetry.dependencies]\ntorch = { version = "2.5.1", source = "pytorch" }\n' },
      { exact: '2.5.1', atLeast: '2.5.1', below: null },
    ],
    [
      'conda, with its own name',
      { 'environment.yml': 'dependencies:\n  - python=3.11\n  - pytorch=2.5\n' },
      { exact: null, atLeast: '2.5', below: '2.6' },
    ],
    [
      'a build of conda',
      { 'environment.yml': 'dependencies:\n  - pytorch::pytorch=2.5.1=py3.11_cuda\n' },
      { exact: '2.5.1', atLeast: '2.5.1', below: null },
    ],
    [
      'pip inside conda',
      { 'environment.yml': 'dependencies:\n  - pip\n  - pip:\n      - torch>=2.6\n' },
      { exact: null, atLeast: '2.6', below: null },
    ],
    [
      'setup.cfg',
      { 'setup.cfg': '[options]\ninstall_requires =\n    numpy\n    torch>=2.6\n' },
      { exact: null, atLeast: '2.6', below: null },
    ],
    ['nothing', { 'requirements.txt': 'numpy\n' }, undefined],
    ['nothing that can be read', { 'pyproject.toml': '[project\n', 'environment.yml': '{' }, undefined],
  ];
  for (const [name, files, expected] of cases) it(name, async () => assert.deepEqual(await torch(files), expected));

  it('of the nearest folder', async () => {
    const files = { 'requirements.txt': 'torch>=2.0\n', 'app/requirements.txt': 'torch>=2.6\n' };
    assert.equal((await torch(files, 'app/train.py'))?.atLeast, '2.6');
    assert.equal((await torch(files, 'other/train.py'))?.atLeast, '2.0');
  });
});
