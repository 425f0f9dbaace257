import assert from 'node:assert/strict';
import { MappedText } from '../../../src/core/mapped-text';
import { readCondaArchive } from '../../../src/readers/requirements/conda-archives';

describe('packages of conda at an address', () => {
  const read = (text: string) => {
    const found = readCondaArchive(MappedText.of(text));
    const [specifier] = found?.specifiers ?? [];
    return found && [found.name, specifier?.version ?? null];
  };

  it('are of one version, which the name of the file tells', () => {
    const folder = 'https://conda.anaconda.org/conda-forge/linux-64/';
    assert.deepEqual(read(`${folder}zlib-1.2.13-0.conda`), ['zlib', '1.2.13']);
    assert.deepEqual(read(`${folder}scikit-learn-1.5.1-py312_0.tar.bz2#${'0'.repeat(32)}`), ['scikit-learn', '1.5.1']);
  });

  it('have no name where the address does not tell it, and all else is no address', () => {
    assert.deepEqual(read('https://conda.anaconda.org/conda-forge'), [null, null]);
    for (const text of ['zlib', 'zlib=1.2', 'conda-forge::zlib', 'https://host.example/channel::zlib=1.2'])
      assert.equal(read(text), null);
  });
});
