import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { call, project, run, type Ran } from './bundle';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

/** A `uv.lock` of torch and numpy (and of what else is given), each with the hash of one file. */
const uvLock = (more = ''): string => `version = 1
requires-python = ">=3.11"

[[package]]
name = "torch"
version = "2.4.1"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/torch-2.4.1-py3-none-any.whl", hash = "${A}", size = 1 }]

[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/numpy-1.26.4-py3-none-any.whl", hash = "${B}", size = 1 }]
${more}`;

const textOf = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Pins a file of a project; its second run has nothing to do. */
async function pinned(
  files: Readonly<Record<string, string>>,
  file: string,
  args: readonly string[] = [],
): Promise<Ran & { text: string }> {
  const root = project(files);
  const first = await call(root, ['pin', file, ...args]);
  const text = textOf(root, file);
  const second = await call(root, ['pin', file, ...args]);
  assert.deepEqual([second.status, second.out, textOf(root, file)], [first.status, '', text]);
  return { ...first, text };
}

describe('touchstone pin', function () {
  this.timeout(60_000);

  it('pins every line of a requirements file, and changes nothing else', async () => {
    const before = '\ufeff# keep\r\ntorch [cuda,dev] >=2 ; python_version >= "3.11"  # why\r\n\r\nNumPy\r\n';
    const { status, out, err, text } = await pinned(
      { 'requirements.txt': before, 'uv.lock': uvLock() },
      'requirements.txt',
    );
    assert.deepEqual([status, err], [0, '']);
    assert.equal(
      text,
      '\ufeff# keep\r\ntorch [cuda,dev] ==2.4.1 ; python_version >= "3.11"  # why\r\n\r\nNumPy==1.26.4\r\n',
    );
    assert.equal(
      out,
      'pinned requirements.txt: torch 2.4.1 (from uv.lock)\npinned requirements.txt: NumPy 1.26.4 (from uv.lock)\n',
    );
  });

  const LOCK = { 'uv.lock': uvLock() };
  const POETRY = { 'poetry.lock': '[[package]]\nname = "torch"\nversion = "2.4.1"\n' };
  const CONDA = {
    'conda-lock.yml':
      'package:\n- name: torch\n  version: 2.4.1\n  manager: conda\n- name: numpy\n  version: 1.26.4\n  manager: pip\n  url: https://files.pythonhosted.org/numpy.whl\n',
  };
  const PIPFILE = { 'Pipfile.lock': JSON.stringify({ default: { torch: { version: '==2.4.1', hashes: [A] } } }) };
  const KINDS: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
    [
      'setup.cfg',
      LOCK,
      '[options]\ninstall_requires =\n    torch>=2\n    numpy\n',
      '[options]\ninstall_requires =\n    torch==2.4.1\n    numpy==1.26.4\n',
    ],
    [
      'pyproject.toml',
      LOCK,
      '[project]\nname = "x"\ndependencies = ["torch>=2", \'numpy\']\n\n[build-system]\nrequires = ["hatchling"]\n',
      '[project]\nname = "x"\ndependencies = ["torch==2.4.1", \'numpy==1.26.4\']\n\n[build-system]\nrequires = ["hatchling"]\n',
    ],
    [
      'pyproject.toml',
      LOCK,
      '[dependency-groups]\ndev = ["torch"] # tools\n',
      '[dependency-groups]\ndev = ["torch==2.4.1"] # tools\n',
    ],
    [
      'pyproject.toml',
      POETRY,
      '[tool.poetry.dependencies]\npython = "^3.11"\ntorch = { version = "^2.0", extras = ["cuda"] }\n',
      '[tool.poetry.dependencies]\npython = "^3.11"\ntorch = { version = "==2.4.1", extras = ["cuda"] }\n',
    ],
    ['Pipfile', PIPFILE, "[packages]\ntorch = '*'\n", "[packages]\ntorch = '==2.4.1'\n"],
    [
      'environment.yml',
      CONDA,
      'dependencies:\n  - torch>=2 # gpu\n  - pip:\n      - numpy\n',
      'dependencies:\n  - torch==2.4.1 # gpu\n  - pip:\n      - numpy==1.26.4\n',
    ],
    ['tox.ini', LOCK, '[testenv]\ndeps =\n    torch\n', '[testenv]\ndeps =\n    torch==2.4.1\n'],
    [
      'train.py',
      LOCK,
      '# /// script\n# dependencies = ["torch"]\n# ///\nimport torch\n',
      '# /// script\n# dependencies = ["torch==2.4.1"]\n# ///\nimport torch\n',
    ],
    [
      'Dockerfile',
      LOCK,
      'FROM python:3.11\nRUN pip install torch "numpy<2"\n',
      'FROM python:3.11\nRUN pip install torch==2.4.1 "numpy==1.26.4"\n',
    ],
  ];
  for (const [file, lock, before, after] of KINDS)
    it(`pins ${file}: ${before.split('\n')[0]}`, async () => {
      const { status, err, text } = await pinned({ ...lock, [file]: before }, file);
      assert.deepEqual([text, status, err], [after, 0, '']);
    });

  it('names each requirement that stays unpinned, and why', async () => {
    const elsewhere =
      '\n[[package]]\nname = "ours"\nversion = "1.0"\nsource = { git = "https://example.com/ours#abc" }\n';
    const { status, out, err, text } = await pinned(
      {
        'uv.lock': uvLock(elsewhere),
        'requirements.txt':
          'torch>=2\nscipy\nnumpy>=2\nours\n-e .\nhttps://example.com/a-1.0.tar.gz\ngit+https://github.com/a/b@main\npandas==$' +
          '{PANDAS}\n!!\n-r other.txt\n',
      },
      'requirements.txt',
    );
    assert.equal(status, 1);
    assert.match(text, /^torch==2\.4\.1\nscipy\nnumpy>=2\nours\n/);
    assert.equal(out, 'pinned requirements.txt: torch 2.4.1 (from uv.lock)\n');
    assert.deepEqual(err.trimEnd().split('\n').sort(), [
      'note: requirements.txt: other.txt, which it names, is a file of its own to pin',
      'requirements.txt:2: scipy is not pinned: no lock and no installed environment has it',
      'requirements.txt:3: numpy is not pinned: it does not allow the 1.26.4 of uv.lock',
      'requirements.txt:4: ours is not pinned: the project takes it from a folder, a repository or a URL',
      'requirements.txt:6: a requirement without a name is not pinned: it is a URL without a hash',
      'requirements.txt:7: a requirement without a name is not pinned: it is a repository without a commit',
      'requirements.txt:8: pandas is not pinned: its version is a variable',
      'requirements.txt:9: a line is not pinned: no installer understands it',
    ]);
  });

  it('takes the installed environment where no lock has the package, and leaves builds of conda alone', async () => {
    const metadata = '.venv/lib/python3.11/site-packages/scipy-1.14.0.dist-info/METADATA';
    const files = { [metadata]: 'Metadata-Version: 2.1\nName: scipy\nVersion: 1.14.0\n' };
    const { status, text } = await pinned({ ...files, 'requirements.txt': 'scipy~=1.13\n' }, 'requirements.txt');
    assert.deepEqual([status, text], [0, 'scipy==1.14.0\n']);
    const conda = await pinned(
      { ...CONDA, 'environment.yml': 'dependencies:\n  - torch[build=cuda*]\n' },
      'environment.yml',
    );
    assert.equal(conda.status, 1);
    assert.match(conda.err, /^environment\.yml:2: torch is not pinned: it asks for a build/);
  });

  it('replaces the hashes of a line whose version it sets', async () => {
    const { text } = await pinned(
      { ...LOCK, 'requirements.txt': `torch>=2 \\\n    --hash=${B}\n` },
      'requirements.txt',
    );
    assert.equal(text, `torch==2.4.1 \\\n    --hash=${A}\n`);
  });

  describe('--hashes', () => {
    it('pins and hashes every line', async () => {
      const { status, err, text } = await pinned(
        { ...LOCK, 'requirements.txt': 'torch\nnumpy==1.26.4 # fixed\n' },
        'requirements.txt',
        ['--hashes'],
      );
      assert.deepEqual([status, err], [0, '']);
      assert.equal(text, `torch==2.4.1 \\\n    --hash=${A}\nnumpy==1.26.4 \\\n    --hash=${B} # fixed\n`);
    });

    it('writes nothing where pip will miss a line, and names it', async () => {
      const lock = uvLock().replace('source = {', 'dependencies = [{ name = "numpy" }]\nsource = {');
      const files = { 'uv.lock': lock, 'requirements.txt': 'torch\n' };
      const { status, out, err, text } = await pinned(files, 'requirements.txt', ['--hashes']);
      assert.deepEqual([status, out, text], [1, '', 'torch\n']);
      assert.deepEqual(err.trimEnd().split('\n'), [
        'requirements.txt:1: numpy has no line: others need it, and with hashes pip takes only what has one',
        'requirements.txt stays as it is: hashes are for all lines or none',
      ]);
    });

    it('says which lines pip will miss in some environments', async () => {
      const need = `dependencies = [{ name = "numpy", marker = "sys_platform == 'win32'" }]`;
      const lock = uvLock().replace('source = {', `${need}\nsource = {`);
      const files = { 'uv.lock': lock, 'requirements.txt': 'torch\n' };
      const { status, err } = await pinned(files, 'requirements.txt', ['--hashes']);
      assert.deepEqual(
        [status, err],
        [0, 'note: requirements.txt: in some environments pip will want lines with hashes for these too: numpy\n'],
      );
    });

    it('writes nothing where one line cannot have them, and names it', async () => {
      const before = 'torch\nscipy\nnumpy>=2\n-e .\n';
      const { status, out, err, text } = await pinned({ ...LOCK, 'requirements.txt': before }, 'requirements.txt', [
        '--hashes',
      ]);
      assert.deepEqual([status, out, text], [1, '', before]);
      assert.deepEqual(err.trimEnd().split('\n'), [
        'requirements.txt:4: a requirement without a name is not pinned: a checkout or a folder cannot have a hash',
        'requirements.txt:2: scipy is not pinned: uv.lock has no hashes that fit it',
        'requirements.txt:3: numpy is not pinned: uv.lock has no hashes that fit it',
        'requirements.txt stays as it is: hashes are for all lines or none',
      ]);
    });

    it('is for requirements files', async () => {
      const root = project({ ...LOCK, 'pyproject.toml': '[project]\nname = "x"\ndependencies = ["torch"]\n' });
      const { status, err } = await call(root, ['pin', '--hashes', 'pyproject.toml']);
      assert.deepEqual(
        [status, err],
        [2, 'touchstone: --hashes is for requirements files: pyproject.toml cannot hold hashes\n'],
      );
    });
  });

  it('exits with 2 for what cannot be read, and still pins the others', async () => {
    const root = project({
      ...LOCK,
      'requirements.txt': 'torch\n',
      'a.json': '{}',
      'b.txt': new Uint8Array([0, 1, 2, 0]),
    });
    const { status, err } = await call(root, ['pin', 'gone.txt', 'a.json', '.', 'requirements.txt']);
    assert.equal(status, 2);
    assert.deepEqual(err.trimEnd().split('\n'), [
      'touchstone: gone.txt does not exist',
      'touchstone: a.json is not a manifest that can be read',
      'touchstone: . is not a manifest that can be read',
    ]);
    assert.equal(textOf(root, 'requirements.txt'), 'torch==2.4.1\n');
  });

  it('keeps the mode of the file, and needs one to be named', async () => {
    const root = project({ ...LOCK, 'requirements.txt': 'torch\n' });
    chmodSync(path.join(root, 'requirements.txt'), 0o640);
    const { status, out } = await run(root, ['pin', 'requirements.txt']);
    assert.deepEqual([status, out], [0, 'pinned requirements.txt: torch 2.4.1 (from uv.lock)\n']);
    assert.equal(statSync(path.join(root, 'requirements.txt')).mode & 0o777, 0o640);
    const none = await run(root, ['pin']);
    assert.equal(none.status, 2);
    assert.match(none.err, /^touchstone: missing required argument 'file'/);
  });
});

describe('lock-out-of-date', function () {
  this.timeout(60_000);

  it('compares a script with the lock of its own, which has none of the project', async () => {
    const root = project({
      'train.py': '# /// script\n# dependencies = ["torch>=2.5", "numpy"]\n# ///\n',
      'train.py.lock': uvLock(),
      'other.py': '# /// script\n# dependencies = ["scipy"]\n# ///\n',
      'uv.lock': uvLock(),
    });
    const { out } = await call(root, [
      'scan',
      '--rule',
      'lock-out-of-date',
      '--format',
      'json',
      '--no-cache',
      '--threads',
      '1',
    ]);
    const { findings } = JSON.parse(out) as {
      findings: { path: string; message: string; related: { path: string }[] }[];
    };
    assert.deepEqual(
      findings.map(({ path: at, message, related }) => [at, message, related.map((each) => each.path)]),
      [['train.py', 'train.py.lock has torch 2.4.1, which is not allowed here.', ['train.py.lock']]],
    );
  });
});
