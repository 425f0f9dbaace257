import assert from 'node:assert/strict';
import type { LockFacts } from '../../../src/core/requirement-facts';
import { collectWithNotes } from './collecting';

const NOT_READ = 'not read: packages that only this file names are not listed';
const PARTLY = 'its dependencies are not read: packages that only this file names are not listed';

const lock = (kind: LockFacts['kind'], path: string): LockFacts => ({ kind, path, packages: [] });

/** What the inventory says is missing, and that it says the same to whoever asked for it. */
async function missing(files: Readonly<Record<string, string>>, locks: readonly LockFacts[] = []) {
  const { inventory, notes } = await collectWithNotes(files, { locks });
  assert.deepEqual(
    inventory.incomplete,
    [...notes].sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  return Object.fromEntries(inventory.incomplete.map(({ path, message }) => [path, message]));
}

describe('bom/collect: manifests that are not read', () => {
  it('are named, each of them', async () => {
    assert.deepEqual(
      await missing({
        'pyproject.toml': '[project]\nname = "x"\ndependencies = ["torch"]\n',
        Pipfile: '[packages]\ntorch = "*"\n',
        'environment.yml': 'dependencies:\n  - pytorch\n',
        'envs/conda-gpu.yaml': '{"dependencies": ["pytorch"]}',
        'setup.py': 'from setuptools import setup\nsetup(install_requires=["torch"])\n',
        'setup.cfg': '[options]\ninstall_requires =\n    torch\n',
        'pixi.toml': '[dependencies]\npytorch = "*"\n',
        'sub/pyproject.toml': '[tool.poetry.group.dev.dependencies]\nruff = "*"\n',
      }),
      {
        'pyproject.toml': PARTLY,
        'sub/pyproject.toml': PARTLY,
        Pipfile: NOT_READ,
        'environment.yml': NOT_READ,
        'envs/conda-gpu.yaml': NOT_READ,
        'setup.py': NOT_READ,
        'setup.cfg': NOT_READ,
        'pixi.toml': NOT_READ,
      },
    );
  });

  it('are named wherever a pyproject.toml has its packages, and where nobody can tell', async () => {
    for (const text of [
      '[project]\nname = "x"\ndynamic = ["dependencies"]\n',
      '[project.optional-dependencies]\ngpu = ["torch"]\n',
      '[dependency-groups]\ndev = ["ruff"]\n',
      '[tool.poetry.dependencies]\npython = "^3.11"\ntorch = "^2"\n',
      '[tool.poetry.dev-dependencies]\nruff = "*"\n',
      '[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n',
      '[tool.uv]\ndev-dependencies = ["ruff"]\n',
      '[tool.hatch.envs.default]\ndependencies = ["ruff"]\n',
      '[tool.flit.metadata]\nrequires = ["torch"]\n',
      '[tool.pixi.feature.gpu.pypi-dependencies]\ntorch = "*"\n',
      '[project\n',
    ])
      assert.deepEqual(await missing({ 'pyproject.toml': text }), { 'pyproject.toml': PARTLY }, text);
  });

  it('are not named where they name no packages', async () => {
    assert.deepEqual(
      await missing({
        'pyproject.toml':
          '[project]\nname = "x"\ndependencies = []\n[build-system]\nrequires = ["hatchling"]\n[tool.ruff]\n',
        'a/pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\n',
        Pipfile: '[[source]]\nurl = "https://pypi.org/simple"\n[packages]\n',
        'setup.py': 'from setuptools import setup\n\nsetup()\n',
        'setup.cfg': '[flake8]\nmax-line-length = 100\n[options]\npackages = find:\n',
        'environment.yaml': 'region: eu\n',
      }),
      {},
    );
  });

  it('are not named beside a lock that holds all of them, but beside any other', async () => {
    const files = {
      'pyproject.toml': '[project]\ndependencies = ["torch"]\n',
      Pipfile: '[packages]\ntorch = "*"\n',
      'environment.yml': 'dependencies: [pytorch]\n',
    };
    for (const kind of ['uv', 'poetry', 'pdm', 'pylock'] as const)
      assert.deepEqual(Object.keys(await missing(files, [lock(kind, kind)])), ['Pipfile', 'environment.yml'], kind);
    assert.deepEqual(Object.keys(await missing(files, [lock('pipfile', 'Pipfile.lock')])), [
      'environment.yml',
      'pyproject.toml',
    ]);
    assert.equal(Object.keys(await missing(files, [lock('requirements', 'requirements.txt')])).length, 3);
    assert.equal(Object.keys(await missing(files, [lock('uv', 'other/uv.lock')])).length, 3);
  });
});
