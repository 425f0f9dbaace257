import assert from 'node:assert/strict';
import type { LockReading } from '../../../src/readers/locks/lock-values';
import { readPdmLock } from '../../../src/readers/locks/pdm';
import { readPinnedRequirements } from '../../../src/readers/locks/pinned-requirements';
import { readPipfileLock } from '../../../src/readers/locks/pipfile';
import { readPoetryLock } from '../../../src/readers/locks/poetry';
import { isPylock, readPylock } from '../../../src/readers/locks/pylock';
import { readUvLock } from '../../../src/readers/locks/uv';
import { A, B, COMMIT, empty, packagesOf, PDM, PDM_OLD, PIPFILE, POETRY_1, POETRY_2, PYLOCK, UV } from './lock-texts';

describe('lock files', () => {
  it('of uv', () => {
    assert.deepEqual(packagesOf(readUvLock(UV, 'uv.lock')), [
      {
        ...empty,
        name: 'torch',
        version: '2.4.1',
        hashes: [`sha256:${A}`, `sha256:${B}`],
        marker: "(sys_platform == 'linux') or (sys_platform == 'darwin')",
        dependencies: ['filelock', 'typing-extensions'],
        conditional: ['filelock'],
      },
      { ...empty, name: 'trl', version: '0.9.0', commit: COMMIT, url: `https://github.com/o/trl?rev=main#${COMMIT}` },
      { ...empty, name: 'wheel-by-url', version: '1.0', url: 'https://f.example/w.whl' },
    ]);
  });

  it('of poetry, both forms', () => {
    assert.deepEqual(packagesOf(readPoetryLock(POETRY_2, 'poetry.lock')), [
      {
        ...empty,
        name: 'torch',
        version: '2.4.1',
        hashes: [`sha256:${A}`, `sha256:${B}`],
        marker: 'python_version >= "3.9"',
        dependencies: ['filelock'],
      },
      { ...empty, name: 'trl', version: '0.9.0', commit: COMMIT, url: 'https://github.com/o/trl.git' },
    ]);
    assert.deepEqual(packagesOf(readPoetryLock(POETRY_1, 'poetry.lock')), [
      { ...empty, name: 'torch', version: '1.13.1', hashes: [`sha256:${A}`] },
    ]);
  });

  it('name the files of a package, each with its digest', () => {
    const filesOf = ({ facts }: LockReading): unknown =>
      facts!.packages[0]!.files?.map(({ name, url, size, hashes }) => [name, url, size, hashes.join()]);
    const [a, b] = [`sha256:${A}`, `sha256:${B}`];
    assert.deepEqual(filesOf(readUvLock(UV.replace('t.whl", hash', 't%2Bcu1.whl", size = 7, hash'), 'uv.lock')), [
      ['t+cu1.whl', 'https://f.example/t%2Bcu1.whl', 7, a],
      ['u.whl', 'https://f.example/u.whl', null, ''],
      ['t.tar.gz', 'https://f.example/t.tar.gz', null, b],
    ]);
    const named = [
      ['t.whl', null, null, a],
      ['t.tar.gz', null, null, b],
    ];
    assert.deepEqual(filesOf(readPoetryLock(POETRY_2, 'poetry.lock')), named);
    assert.equal(filesOf(readPipfileLock(PIPFILE, 'Pipfile.lock')), undefined);
  });

  it('of uv say what only groups and extras take, and which version a package takes', () => {
    const text = `version = 1
[[package]]
name = "own"
source = { virtual = "." }
dependencies = [{ name = "a" }]
[package.optional-dependencies]
gpu = [{ name = "extra" }]
[package.dev-dependencies]
dev = [{ name = "pytest" }]
${[
  ['a', '1', '[{ name = "shared", version = "1" }]'],
  ['extra', '1', '[]'],
  ['pytest', '1', '[{ name = "shared", version = "2" }, { name = "iniconfig" }]'],
  ['shared', '1', '[]'],
  ['shared', '2', '[]'],
  ['iniconfig', '1', '[]'],
]
  .map(
    ([name, version, needs]) =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = ${needs}\n`,
  )
  .join('')}`;
    const { facts } = readUvLock(text, 'uv.lock');
    assert.deepEqual(facts?.direct, ['a', 'extra', 'pytest']);
    assert.deepEqual(
      facts?.packages.filter(({ optional }) => optional).map(({ name, version }) => `${name} ${version}`),
      ['extra 1', 'pytest 1', 'shared 2', 'iniconfig 1'],
    );
    assert.deepEqual(facts?.packages[0]?.dependencyVersions, { shared: ['1'] });
  });

  it('of PEP 751', () => {
    assert.deepEqual(packagesOf(readPylock(PYLOCK, 'pylock.toml')), [
      {
        ...empty,
        name: 'torch',
        version: '2.4.1',
        hashes: [`sha256:${A}`, `sha256:${B}`],
        marker: "os_name == 'posix'",
        dependencies: ['filelock'],
      },
      { ...empty, name: 'trl', commit: COMMIT, url: 'https://github.com/o/trl' },
      { ...empty, name: 'w', hashes: [`sha256:${A}`], url: 'https://f.example/w.zip' },
    ]);
    assert.deepEqual(['pylock.toml', 'pylock.dev.toml', 'pylock.a.b.toml', 'xpylock.toml'].map(isPylock), [
      true,
      true,
      false,
      false,
    ]);
  });

  it('of Pipenv', () => {
    assert.deepEqual(packagesOf(readPipfileLock(PIPFILE, 'Pipfile.lock')), [
      { ...empty, name: 'torch', version: '2.4.1', hashes: [`sha256:${A}`], marker: "python_version >= '3.9'" },
      { ...empty, name: 'trl', commit: COMMIT, url: 'https://github.com/o/trl.git' },
      { ...empty, name: 'pytest', version: '8.3.2', optional: true },
      { ...empty, name: 'loose', optional: true },
    ]);
  });

  it('of PDM, both forms', () => {
    assert.deepEqual(packagesOf(readPdmLock(PDM, 'pdm.lock')), [
      {
        ...empty,
        name: 'torch',
        version: '2.4.1',
        hashes: [`sha256:${A}`],
        marker: "os_name == 'posix'",
        dependencies: ['filelock', 'typing-extensions'],
        conditional: ['typing-extensions'],
      },
      { ...empty, name: 'trl', version: '0.9.0', commit: COMMIT, url: 'https://github.com/o/trl.git' },
    ]);
    assert.deepEqual(packagesOf(readPdmLock(PDM_OLD, 'pdm.lock')), [
      { ...empty, name: 'torch', version: '2.4.1', hashes: [`sha256:${A}`] },
    ]);
  });

  it('of pip-compile', () => {
    const text = `#\n# compiled\n#\n--index-url https://pypi.org/simple\n-e file:.\ntorch==2.4.1 ; os_name == "posix" \\\n    --hash=sha256:${A} \\\n    --hash=sha256:${B}\n    # via -r requirements.in\ntrl @ git+https://github.com/o/trl@${COMMIT}\n`;
    assert.deepEqual(packagesOf(readPinnedRequirements(text, 'requirements.txt', true)), [
      {
        ...empty,
        name: 'torch',
        version: '2.4.1',
        hashes: [`sha256:${A}`, `sha256:${B}`],
        marker: 'os_name == "posix"',
      },
      { ...empty, name: 'trl', commit: COMMIT, url: `git+https://github.com/o/trl@${COMMIT}` },
    ]);
    for (const loose of [
      'torch==2.4.1\nnumpy',
      'torch==2.4.1\nnumpy==1.*',
      'torch==2.4.1\nx = 1',
      'torch==2.4.1\ngit+https://github.com/o/trl@main',
      '# nothing',
    ]) {
      assert.equal(readPinnedRequirements(loose, 'requirements.txt', true).facts, null, loose);
    }
    assert.deepEqual(
      packagesOf(readPinnedRequirements('torch==2.4.1\nnumpy>=1', 'requirements.txt', false)).map((item) => item.name),
      ['torch'],
    );
  });

  it('give a note, and never throw, when they are broken or cut off', () => {
    const readers: [(text: string, path: string) => LockReading, string][] = [
      [readUvLock, UV],
      [readPoetryLock, POETRY_2],
      [readPoetryLock, POETRY_1],
      [readPylock, PYLOCK],
      [readPipfileLock, PIPFILE],
      [readPdmLock, PDM],
    ];
    for (const [read, text] of readers) {
      for (let end = 0; end <= text.length; end += 7) {
        const { facts, notes } = read(text.slice(0, end), 'a.lock');
        assert.ok(facts !== null || notes.length > 0);
      }
      for (const wrong of [
        '',
        '[',
        '{',
        'null',
        '[]',
        '3',
        '"x"',
        'package = 3',
        'package = [1, "a"]',
        '[[package]]\nname = 3',
        '{"default": [1], "develop": {"a": 3}}',
        '[[package]]\nname="x"\nfiles="y"\nsource=3\ndependencies="z"',
        `${'['.repeat(100_000)}`,
        '\0',
      ]) {
        const { facts, notes } = read(wrong, 'a.lock');
        assert.ok(facts !== null || notes.length > 0, wrong.slice(0, 40));
        for (const note of notes) assert.equal(note.path, 'a.lock');
      }
    }
  });
});
