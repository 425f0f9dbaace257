import assert from 'node:assert/strict';
import type { LockedPackage } from '../../../src/core/requirement-facts';
import { readEnvironment } from '../../../src/readers/locks/environment';
import { readLocks, resolveVersion, sourceOf } from '../../../src/readers/locks/index';
import type { LockReading } from '../../../src/readers/locks/lock-values';
import { readPdmLock } from '../../../src/readers/locks/pdm';
import { readPinnedRequirements } from '../../../src/readers/locks/pinned-requirements';
import { readPipfileLock } from '../../../src/readers/locks/pipfile';
import { readPoetryLock } from '../../../src/readers/locks/poetry';
import { isPylock, readPylock } from '../../../src/readers/locks/pylock';
import { readUvLock } from '../../../src/readers/locks/uv';
import { MemoryFiles } from '../../harness/memory-files';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const COMMIT = '3f2a9c1d4e5b60718293a4b5c6d7e8f901234567';
const empty = { version: null, hashes: [], commit: null, url: null, marker: null, dependencies: [] };
const packagesOf = (reading: LockReading): readonly LockedPackage[] => {
  assert.deepEqual(reading.notes, []);
  return reading.facts!.packages;
};

const UV = `version = 1
[[package]]
name = "Project_Name"
source = { editable = "." }
[[package]]
name = "Torch"
version = "2.4.1"
source = { registry = "https://pypi.org/simple" }
resolution-markers = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
dependencies = [{ name = "typing_extensions" }, { name = "filelock", marker = "os_name == 'nt'" }]
sdist = { url = "https://f.example/t.tar.gz", hash = "sha256:${B}" }
wheels = [{ url = "https://f.example/t.whl", hash = "sha256:${A}" }, { url = "https://f.example/u.whl" }]
[[package]]
name = "trl"
version = "0.9.0"
source = { git = "https://github.com/o/trl?rev=main#${COMMIT}" }
[[package]]
name = "wheel-by-url"
version = "1.0"
source = { url = "https://f.example/w.whl" }
`;

const POETRY_2 = `[[package]]
name = "torch"
version = "2.4.1"
groups = ["main"]
markers = "python_version >= \\"3.9\\""
files = [{file = "t.whl", hash = "sha256:${A}"}, {file = "t.tar.gz", hash = "sha256:${B}"}]
[package.dependencies]
filelock = "*"
[[package]]
name = "trl"
version = "0.9.0"
files = []
[package.source]
type = "git"
url = "https://github.com/o/trl.git"
reference = "main"
resolved_reference = "${COMMIT}"
[metadata]
lock-version = "2.1"
`;

const POETRY_1 = `[[package]]
name = "torch"
version = "1.13.1"
category = "main"
[metadata]
lock-version = "1.1"
[metadata.files]
torch = [{file = "t.whl", hash = "sha256:${A}"}]
`;

const PYLOCK = `lock-version = "1.0"
created-by = "pip"
[[packages]]
name = "torch"
version = "2.4.1"
marker = "os_name == 'posix'"
dependencies = [{ name = "filelock" }]
[packages.sdist]
url = "https://f.example/t.tar.gz"
hashes = { sha256 = "${B}" }
[[packages.wheels]]
url = "https://f.example/t.whl"
hashes = { sha256 = "${A}" }
[[packages]]
name = "trl"
[packages.vcs]
type = "git"
url = "https://github.com/o/trl"
commit-id = "${COMMIT}"
[[packages]]
name = "w"
[packages.archive]
url = "https://f.example/w.zip"
hashes = { sha256 = "${A}" }
`;

const PIPFILE = JSON.stringify({
  _meta: { sources: [{ name: 'pypi', url: 'https://pypi.org/simple' }] },
  default: {
    torch: { version: '==2.4.1', hashes: [`sha256:${A}`], markers: "python_version >= '3.9'" },
    trl: { git: 'https://github.com/o/trl.git', ref: COMMIT },
    project: { editable: true, path: '.' },
  },
  develop: { pytest: { version: '==8.3.2', hashes: [] }, loose: { version: '*' } },
});

const PDM = `[metadata]
lock_version = "4.5.0"
[[package]]
name = "torch"
version = "2.4.1"
marker = "os_name == 'posix'"
dependencies = ["filelock", "typing-extensions>=4.8.0; python_version < '3.12'"]
files = [{file = "t.whl", hash = "sha256:${A}"}]
[[package]]
name = "trl"
version = "0.9.0"
git = "https://github.com/o/trl.git"
ref = "main"
revision = "${COMMIT}"
[[package]]
name = "project"
version = "0.1"
path = "./x"
`;

const PDM_OLD = `[[package]]
name = "torch"
version = "2.4.1"
[metadata.files]
"torch 2.4.1" = [{file = "t.whl", hash = "sha256:${A}"}]
`;

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
      { ...empty, name: 'pytest', version: '8.3.2' },
      { ...empty, name: 'loose' },
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
    const { locks, notes } = await readLocks(new MemoryFiles(project), host, 'a/b/train.py');
    assert.deepEqual(notes, []);
    assert.deepEqual(
      locks.map((lock) => `${lock.kind} ${lock.path}`),
      ['uv uv.lock', 'requirements a/requirements.txt', 'environment a/venv', 'environment site-packages'],
    );
    assert.deepEqual(locks.map(sourceOf), [
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
