import assert from 'node:assert/strict';
import { readDeclared, type DeclaredVersion } from '../../../src/readers/manifests/declared';
import { imageVersions } from '../../../src/readers/manifests/base-images';
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
    ['a file in a folder', { 'requirements/base.txt': 'torch>=2.6\n' }, { exact: null, atLeast: '2.6', below: null }],
    ['no file of an extra in a folder', { 'requirements/eval.txt': 'torch>=2.6\n' }, undefined],
    [
      'what stands nearer than a file in a folder',
      { 'requirements.txt': 'torch>=2.4\n', 'requirements/base.txt': 'torch>=2.6\n' },
      { exact: null, atLeast: '2.4', below: null },
    ],
    [
      'a release of conda',
      { 'environment.yml': 'dependencies:\n  - pytorch=2.7\n' },
      { exact: null, atLeast: '2.7', below: '2.8' },
    ],
    [
      'another environment of conda',
      { 'conda_env-gpu.yaml': 'dependencies:\n  - pytorch::pytorch==2.7.0\n' },
      { exact: '2.7.0', atLeast: '2.7.0', below: null },
    ],
    [
      'the image of a Dockerfile',
      { Dockerfile: 'FROM pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime\nRUN pip install tqdm\n' },
      { exact: '2.7.0', atLeast: '2.7.0', below: null },
    ],
    [
      'the image of the last stage, through arguments and stages',
      {
        Dockerfile:
          'ARG TORCH="2.5.1"\nFROM --platform=linux/amd64 docker.io/pytorch/pytorch:${TORCH}-cuda12.4-cudnn9-devel AS base\nFROM python:3.12 AS build\nFROM Base\n',
      },
      { exact: '2.5.1', atLeast: '2.5.1', below: null },
    ],
    [
      'the lower of two images',
      {
        Dockerfile: 'FROM pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime\n',
        'Dockerfile.old': 'FROM pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime\n',
      },
      { exact: null, atLeast: '2.1.0', below: null },
    ],
    [
      'an image, where a manifest leaves it open',
      { 'requirements.txt': 'torch\n', Dockerfile: 'FROM pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime\n' },
      { exact: '2.7.0', atLeast: '2.7.0', below: null },
    ],
    [
      'a manifest before an image',
      { 'requirements.txt': 'torch==2.1.0\n', Dockerfile: 'FROM pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime\n' },
      { exact: '2.1.0', atLeast: '2.1.0', below: null },
    ],
    [
      'nothing of a builder',
      { Dockerfile: 'FROM pytorch/pytorch:2.7.0-devel AS build\nFROM python:3.12\n' },
      undefined,
    ],
    ['nothing of an image without a version', { Dockerfile: 'FROM pytorch/pytorch:latest\n' }, undefined],
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
      { exact: null, atLeast: '2.6', below: '3' },
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

describe('what an image has in it', () => {
  const cases: [string, string[]][] = [
    ['pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime', ['torch 2.7.0']],
    ['docker.io/pytorch/pytorch:2.2-cuda12@sha256:0123', ['torch 2.2.*']],
    ['tensorflow/tensorflow:2.15.0.post1-gpu-jupyter', ['tensorflow 2.15.0.post1']],
    ['huggingface/transformers-pytorch-gpu:4.41.2', ['transformers 4.41.2']],
    ['vllm/vllm-openai:v0.6.3', ['vllm 0.6.3']],
    [
      '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-training:2.1.0-transformers4.36.0-gpu-py310-cu121-ubuntu20.04',
      ['torch 2.1.0', 'transformers 4.36.0'],
    ],
    ['mcr.microsoft.com/azureml/curated/acpt-pytorch-2.2-cuda12.1:18', ['torch 2.2.*']],
    ['us-docker.pkg.dev/vertex-ai/training/pytorch-gpu.2-2.py310:latest', ['torch 2.2.*']],
    ['localhost:5000/pytorch/pytorch', []],
    ['pytorch/pytorch', []],
    ['somebody/pytorch-fork:2.7.0', []],
    ['python:3.12', []],
    ['', []],
  ];
  for (const [image, expected] of cases)
    it(`${image}: ${expected.join(', ') || 'nothing is told'}`, () => {
      assert.deepEqual(
        imageVersions(image).map(({ name, version }) => `${name} ${version}`),
        expected,
      );
    });
});
