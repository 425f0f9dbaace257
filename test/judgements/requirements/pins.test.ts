import assert from 'node:assert/strict';
import { Engine } from '../../../src/scan/engine';
import unpinned from '../../../src/rules/requirements/unpinned-requirement';
import incompleteHashes from '../../../src/rules/requirements/incomplete-hashes';
import { scanWith, type Document } from '../../harness/fixture-project';
import { grammars } from '../../harness/grammars';

const A = 'a'.repeat(64);
const engine = Engine.create(grammars, [unpinned, incompleteHashes]);

/** Titles and safeties of the fixes that are offered for a document in a project. */
async function offered(
  path: string,
  document: string | readonly string[],
  companions: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const form: Document =
    typeof document === 'string' ? { kind: 'text', text: document } : { kind: 'notebook', cells: document };
  const findings = await scanWith(await engine, { path }, { document: form, companions });
  assert.notDeepEqual(findings, [], 'nothing was found');
  return findings.flatMap(({ fixes }) => fixes.map(({ safety, title }) => `${safety}: ${title}`));
}

const uv = (name: string, source = 'registry = "https://pypi.org/simple"', more = ''): string =>
  `[[package]]\nname = "${name}"\nversion = "1.0"\nsource = { ${source} }\n${more}\n`;

describe('a pin is never copied', () => {
  it('from the line of another marker', async () => {
    const lock = {
      'requirements.lock':
        'numpy==1.21.6 ; python_version < "3.8"\nnumpy==1.26.4 ; python_version >= "3.8"\nscipy==1.14.1 ; sys_platform == "linux"\n',
    };
    assert.deepEqual(await offered('requirements.txt', 'numpy\n', lock), []);
    assert.deepEqual(await offered('requirements.txt', 'scipy\n', lock), []);
    assert.deepEqual(await offered('requirements.txt', "scipy; sys_platform == 'win32'\n", lock), []);
    assert.deepEqual(await offered('requirements.txt', "numpy ; python_version>='3.8'\n", lock), [
      'safe: Pin to 1.26.4 (from requirements.lock)',
    ]);
    assert.deepEqual(
      await offered('requirements.txt', 'numpy\n', {
        'uv.lock': uv('numpy', undefined, 'resolution-markers = ["sys_platform == \'linux\'"]'),
      }),
      [],
    );
  });

  it('from the Requires-Python that Pipenv writes as a marker, it is', async () => {
    const lock = { default: { numpy: { version: '==1.26.4', markers: "python_version >= '3.9'" } } };
    assert.deepEqual(await offered('requirements.txt', 'numpy\n', { 'Pipfile.lock': JSON.stringify(lock) }), [
      'safe: Pin to 1.26.4 (from Pipfile.lock)',
    ]);
  });

  it('from a manifest that the file does not use', async () => {
    const pins = { 'requirements.txt': 'numpy==1.26.4\n' };
    assert.deepEqual(await offered('docs/requirements.txt', 'numpy\n', pins), []);
    assert.deepEqual(await offered('requirements-dev.txt', 'numpy\n', pins), []);
    assert.deepEqual(await offered('train.ipynb', ['%pip install numpy'], pins), []);
    assert.deepEqual(await offered('requirements-dev.txt', '-r requirements.txt\nnumpy\n', pins), [
      'safe: Pin to 1.26.4 (from requirements.txt)',
    ]);
    assert.deepEqual(
      await offered('requirements-dev.txt', 'numpy\n', { 'other.in': 'numpy\n', 'other.txt': 'numpy==1.0\n' }),
      [],
    );
  });

  it('safely from the lock of a folder above', async () => {
    assert.deepEqual(await offered('docs/requirements.txt', 'numpy\n', { 'uv.lock': uv('numpy') }), [
      'unsafe: Pin to 1.0 (from uv.lock)',
    ]);
  });

  it('to where the latest is wanted', async () => {
    const lock = { 'uv.lock': uv('numpy') };
    assert.deepEqual(await offered('a.ipynb', ['# Install the latest numpy\n\n%pip install numpy'], lock), []);
    assert.deepEqual(await offered('a.ipynb', ['# the latest\nx = 1', '%pip install numpy'], lock), [
      'safe: Pin to 1.0 (from uv.lock)',
    ]);
    assert.deepEqual(await offered('setup.sh', '# always the newest one\npip install numpy\n', lock), []);
    assert.deepEqual(await offered('setup.sh', '# the newest\n\npip install numpy\n', lock), [
      'safe: Pin to 1.0 (from uv.lock)',
    ]);
    assert.deepEqual(await offered('requirements.txt', 'numpy  # nightly\n', lock), []);
    assert.deepEqual(await offered('a.py', 'import os\n# get the latest\nos.system("pip install numpy")\n', lock), []);
  });

  it('from another index, unless the file takes packages from it', async () => {
    const lock = { 'uv.lock': uv('torch', 'registry = "https://download.pytorch.org/whl/cu121"') };
    assert.deepEqual(await offered('requirements.txt', 'torch\n', lock), []);
    assert.deepEqual(
      await offered('requirements.txt', '--extra-index-url https://download.pytorch.org/whl/cu121/\ntorch\n', lock),
      ['safe: Pin to 1.0 (from uv.lock)'],
    );
  });

  it('to a name that the project takes from a folder, a repository or an address', async () => {
    const git = 'git = "https://g.example/acme#3f2a9c1d4e5b60718293a4b5c6d7e8f901234567"';
    for (const source of [
      'directory = "libs/acme"',
      'path = "acme.whl"',
      'editable = "."',
      git,
      'url = "https://f.example/a.whl"',
    ])
      assert.deepEqual(await offered('requirements.txt', 'acme\n', { 'uv.lock': uv('acme', source) }), [], source);
    const both = {
      'uv.lock': uv('acme'),
      'poetry.lock': '[[package]]\nname = "acme"\nversion = "1.0"\n[package.source]\ntype = "directory"\nurl = "."\n',
    };
    assert.deepEqual(await offered('requirements.txt', 'acme\n', both), []);
    assert.deepEqual(await offered('requirements.txt', '-e ./libs/acme\nacme\n', { 'uv.lock': uv('acme') }), []);
    assert.deepEqual(
      await offered('requirements.txt', `numpy==1 --hash=sha256:${A}\nacme==1.0\n`, {
        'uv.lock': uv('acme', 'directory = "."', `wheels = [{ hash = "sha256:${A}" }]`),
      }),
      [],
    );
  });
});
