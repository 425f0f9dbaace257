import assert from 'node:assert/strict';
import { readCondaLock } from '../../../src/readers/locks/conda-lock';
import { readLocks } from '../../../src/readers/locks/index';
import { readPdmLock } from '../../../src/readers/locks/pdm';
import { readPinnedRequirements } from '../../../src/readers/locks/pinned-requirements';
import { readPipfileLock } from '../../../src/readers/locks/pipfile';
import { readPoetryLock } from '../../../src/readers/locks/poetry';
import { readPylock } from '../../../src/readers/locks/pylock';
import { readUvLock } from '../../../src/readers/locks/uv';
import { MemoryFiles } from '../../harness/memory-files';

const COMMIT = '3f2a9c1d4e5b60718293a4b5c6d7e8f901234567';
const entry = (table: string, name: string, more: string): string =>
  `[[${table}]]\nname = "${name}"\nversion = "1.0"\n${more}\n`;

describe('what a lock takes from elsewhere than an index', () => {
  it('of uv', () => {
    const sources: Readonly<Record<string, string>> = {
      folder: '{ directory = "../folder" }',
      file: '{ path = "dist/file-1.0-py3-none-any.whl" }',
      'in-place': '{ editable = "." }',
      itself: '{ virtual = "." }',
      repository: `{ git = "https://git.example/r#${COMMIT}" }`,
      address: '{ url = "https://f.example/a.whl" }',
      index: '{ registry = "https://pypi.org/simple" }',
    };
    const text = Object.entries(sources)
      .map(([name, source]) => entry('package', name, `source = ${source}`))
      .join('');
    assert.deepEqual(readUvLock(text, 'uv.lock').elsewhere, [
      'folder',
      'file',
      'in-place',
      'itself',
      'repository',
      'address',
    ]);
  });

  it('of poetry', () => {
    const text = ['directory', 'file', 'url', 'git', 'legacy']
      .map((type) =>
        entry('package', `by-${type}`, `[package.source]\ntype = "${type}"\nurl = "https://x.example/simple"`),
      )
      .join('');
    const { elsewhere, facts } = readPoetryLock(`${text}${entry('package', 'plain', '')}`, 'poetry.lock');
    assert.deepEqual(elsewhere, ['by-directory', 'by-file', 'by-url', 'by-git']);
    assert.deepEqual(facts!.packages.map(({ name, index }) => [name, index]).slice(-2), [
      ['by-legacy', 'https://x.example/simple'],
      ['plain', undefined],
    ]);
  });

  it('of PEP 751, PDM and Pipenv', () => {
    const pylock = [
      entry('packages', 'folder', 'directory = { path = "." }'),
      entry('packages', 'repository', `vcs = { type = "git", url = "https://g.example/r", commit-id = "${COMMIT}" }`),
      entry('packages', 'archive', 'archive = { url = "https://f.example/a.zip", hashes = {} }'),
      entry('packages', 'private', 'index = "https://i.example/simple"'),
      entry('packages', 'plain', 'index = "https://pypi.org/simple/"'),
    ].join('');
    const read = readPylock(pylock, 'pylock.toml');
    assert.deepEqual(read.elsewhere, ['folder', 'repository', 'archive']);
    assert.deepEqual(
      read.facts!.packages.filter(({ index }) => index !== undefined).map(({ name }) => name),
      ['private'],
    );
    const pdm = [
      entry('package', 'folder', 'path = "./libs/folder"'),
      entry('package', 'repository', `git = "https://g.example/r"\nrevision = "${COMMIT}"`),
      entry('package', 'plain', ''),
    ].join('');
    assert.deepEqual(readPdmLock(pdm, 'pdm.lock').elsewhere, ['folder', 'repository']);
    const pipfile = {
      _meta: {
        sources: [
          { name: 'pypi', url: 'https://pypi.org/simple' },
          { name: 'own', url: 'https://i.example' },
        ],
      },
      default: {
        folder: { path: './libs/folder', editable: true },
        repository: { git: 'https://g.example/r', ref: COMMIT },
        file: { file: 'https://f.example/a.whl' },
        private: { version: '==1.0', index: 'own' },
        plain: { version: '==1.0', index: 'pypi' },
      },
    };
    const pipenv = readPipfileLock(JSON.stringify(pipfile), 'Pipfile.lock');
    assert.deepEqual(pipenv.elsewhere, ['folder', 'repository', 'file']);
    assert.deepEqual(
      pipenv.facts!.packages.filter(({ index }) => index !== undefined).map(({ name }) => name),
      ['private'],
    );
  });

  it('of requirements files, whether they pin anything or not', () => {
    const text = [
      '-e ./libs/my_core',
      '-e git+https://g.example/acme/serving.git@main#egg=acme-serving',
      `data @ git+https://g.example/data@${COMMIT}`,
      'git+https://g.example/acme/tools.git@v1',
      'https://f.example/acme_wheels-0.9.1-py3-none-any.whl',
      './libs/other/',
      'numpy>=1',
      '',
    ].join('\n');
    for (const whole of [true, false])
      assert.deepEqual(readPinnedRequirements(text, 'requirements.txt', whole).elsewhere, [
        'my-core',
        'acme-serving',
        'data',
        'tools',
        'acme-wheels',
        'other',
      ]);
  });

  it('of conda-lock', () => {
    const item = (name: string, manager: string, url: string): string =>
      `- name: ${name}\n  version: 1.0\n  manager: ${manager}\n  platform: linux-64\n  dependencies:\n    name: other\n  url: ${url}\n  hash:\n    md5: x\n`;
    const text = `version: 1\nmetadata:\n  channels:\n  - url: conda-forge\npackage:\n${item('numpy', 'conda', 'https://conda.anaconda.org/x.conda')}${item('tqdm', 'pip', 'https://files.pythonhosted.org/t.whl')}${item('"acme"', 'pip', "'git+https://g.example/acme@main'")}`;
    for (const form of [text, text.replaceAll('\n', '\r\n')]) assert.deepEqual(readCondaLock(form).elsewhere, ['acme']);
  });

  it('counts for all locks beside it, and not what conda built on its way', async () => {
    const direct = (url: string): string => JSON.stringify({ url, dir_info: {} });
    const files = new MemoryFiles({
      'uv.lock': entry('package', 'acme', 'source = { registry = "https://pypi.org/simple" }'),
      'conda-lock.yml': '- name: tools\n  manager: pip\n  url: git+https://g.example/tools\n',
      'requirements.txt': '-e ./libs/acme\n',
      '.venv/lib/python3.11/site-packages/numpy-1.0.dist-info/direct_url.json': direct(
        'file:///home/conda/feedstock_root/build_artifacts/numpy/work',
      ),
      '.venv/lib/python3.11/site-packages/numpy-1.0.dist-info/METADATA': 'Name: numpy\nVersion: 1.0\n\n',
      '.venv/lib/python3.11/site-packages/own-1.0.dist-info/direct_url.json': direct('file:///home/me/own'),
      '.venv/lib/python3.11/site-packages/own-1.0.dist-info/METADATA': 'Name: own\nVersion: 1.0\n\n',
    });
    const { locks } = await readLocks(files, undefined, 'docs/requirements.txt');
    assert.deepEqual(
      locks.map(({ kind, elsewhere }) => [kind, elsewhere]),
      [
        ['uv', ['acme', 'own', 'tools']],
        ['environment', ['acme', 'own', 'tools']],
      ],
    );
  });
});
