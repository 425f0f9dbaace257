import assert from 'node:assert/strict';
import { readCondaLock, readPixiLock } from '../../../src/readers/locks/conda-lock';

const digest = (sign: string): string => sign.repeat(64);

describe('locks of conda', () => {
  it('conda-lock.yml: packages of conda and of pip apart, for all platforms once', () => {
    const item = (name: string, manager: string, platform: string, hash: string): string =>
      `- name: ${name}\n  version: 1.0\n  manager: ${manager}\n  platform: ${platform}\n  url: https://${manager === 'pip' ? 'files.pythonhosted.org' : 'conda.anaconda.org'}/x\n  hash:\n    sha256: ${hash}\n`;
    const { facts, notes, elsewhere } = readCondaLock(
      `version: 1\npackage:\n${item('numpy', 'conda', 'linux-64', digest('a'))}${item('numpy', 'conda', 'osx-64', digest('b'))}${item('Torch_X', 'pip', 'linux-64', digest('d'))}${item('Torch_X', 'pip', 'osx-64', digest('c'))}`,
      'sub/conda-lock.yml',
    );
    assert.deepEqual([facts?.kind, facts?.path, notes, elsewhere], ['conda', 'sub/conda-lock.yml', [], []]);
    assert.deepEqual(facts?.conda, [{ name: 'numpy', version: '1.0' }]);
    assert.deepEqual(
      facts?.packages.map(({ name, version, hashes }) => [name, version, hashes]),
      [['torch-x', '1.0', [`sha256:${digest('c')}`, `sha256:${digest('d')}`]]],
    );
  });

  it('pixi.lock: what stands under packages, whatever the environments list', () => {
    const { facts, elsewhere } = readPixiLock(
      `version: 6
environments:
  default:
    packages:
      linux-64:
      - conda: https://conda.anaconda.org/conda-forge/linux-64/not-this-1.0-0.conda
packages:
- conda: https://conda.anaconda.org/conda-forge/linux-64/my-pkg-3.11.9-hb806964_0_cpython.conda
  sha256: ${digest('a')}
  license: Python-2.0
- conda: https://conda.anaconda.org/conda-forge/osx-64/my-pkg-3.11.9-h1_0_cpython.conda
  sha256: ${digest('c')}
  license: Python-2.0
- pypi: https://files.pythonhosted.org/packages/torch-2.4.1-cp311-none-any.whl
  name: torch
  version: 2.4.1
  sha256: ${digest('b')}
- pypi: git+https://example.com/own
  name: own
  version: 1.0
- pypi: ./
  name: this
  version: 0.1
`,
      'pixi.lock',
    );
    const archive = (platform: string, build: string, hashes: readonly string[]) => {
      const name = `my-pkg-3.11.9-${build}_0_cpython.conda`;
      return { name, url: `https://conda.anaconda.org/conda-forge/${platform}/${name}`, size: null, hashes };
    };
    const files = [
      archive('linux-64', 'hb806964', [`sha256:${digest('a')}`]),
      archive('osx-64', 'h1', [`sha256:${digest('c')}`]),
    ];
    assert.deepEqual(facts?.conda, [{ name: 'my-pkg', version: '3.11.9', licence: 'Python-2.0', files }]);
    assert.deepEqual(
      facts?.packages.map(({ name, version, hashes }) => [name, version, hashes]),
      [['torch', '2.4.1', [`sha256:${digest('b')}`]]],
    );
    assert.deepEqual(elsewhere, ['own', 'this']);
  });

  it('nothing in a text that is none', () => {
    for (const read of [readCondaLock, readPixiLock])
      assert.deepEqual(read('- name: \n{{', 'x'), { facts: null, notes: [], elsewhere: [] });
  });
});
