import assert from 'node:assert/strict';
import type { LockFacts } from '../../../src/core/requirement-facts';
import { readPipfileLock } from '../../../src/readers/locks/pipfile';
import { readPoetryLock } from '../../../src/readers/locks/poetry';
import { readPylock } from '../../../src/readers/locks/pylock';
import { readUvLock } from '../../../src/readers/locks/uv';
import { collect, commit, digest, edges, find, locked } from './collecting';

const [A, B] = ['a', 'b'].map((sign) => sign.repeat(64));

describe('bom/collect: manifests of all kinds', () => {
  it('list what they ask for, under the scope of its group', async () => {
    const inventory = await collect({
      'pyproject.toml': `[project]
name = "demo-project"
dependencies = ["torch==2.4.1", "demo-project[eval]"]
[project.optional-dependencies]
eval = ["scipy==1.14.1"]
[dependency-groups]
test = ["pytest==8.3.2"]
[build-system]
requires = ["hatchling==1.25"]
[tool.uv]
constraint-dependencies = ["grpcio<2"]
`,
      'setup.cfg': '[options]\ninstall_requires =\n    numpy==1.26.4\n',
      'app/Pipfile': '[packages]\nflask = "==3.0.3"\n[dev-packages]\nblack = "==24.8"\n',
      'run.py': '# /// script\n# dependencies = ["httpx==0.27.2"]\n# ///\n',
      'lib/setup.py': 'from setuptools import setup\nsetup(install_requires=["rich==13.7"])\n',
    });
    assert.deepEqual(
      inventory.components.map(({ ref, scope, direct, occurrences }) => [ref, scope, direct, occurrences[0]!.path]),
      [
        ['pkg:pypi/black@24.8', 'excluded', true, 'app/Pipfile'],
        ['pkg:pypi/flask@3.0.3', 'required', true, 'app/Pipfile'],
        ['pkg:pypi/hatchling@1.25', 'excluded', true, 'pyproject.toml'],
        ['pkg:pypi/httpx@0.27.2', 'required', true, 'run.py'],
        ['pkg:pypi/numpy@1.26.4', 'required', true, 'setup.cfg'],
        ['pkg:pypi/pytest@8.3.2', 'excluded', true, 'pyproject.toml'],
        ['pkg:pypi/rich@13.7', 'required', true, 'lib/setup.py'],
        ['pkg:pypi/scipy@1.14.1', 'optional', true, 'pyproject.toml'],
        ['pkg:pypi/torch@2.4.1', 'required', true, 'pyproject.toml'],
      ],
    );
    assert.deepEqual(find(inventory, 'pkg:pypi/torch@2.4.1').occurrences[0], {
      path: 'pyproject.toml',
      cell: null,
      line: 3,
      column: 18,
      symbol: null,
    });
    assert.deepEqual(inventory.incomplete, []);
  });

  it('list what conda is asked for apart from what pip is', async () => {
    const inventory = await collect({
      'environment.yml':
        'dependencies:\n  - numpy=1.26.4=py310_0\n  - scipy==1.11.4\n  - pandas=2.2\n  - pip:\n    - numpy==1.26.4\n',
    });
    assert.deepEqual(
      inventory.components.map(({ ref, unresolved, requestedAs }) => [ref, unresolved, requestedAs]),
      [
        ['pkg:conda/numpy@1.26.4', null, ['=1.26.4=py310_0']],
        ['pkg:conda/pandas', 'not-pinned', ['=2.2']],
        ['pkg:conda/scipy@1.11.4', null, ['==1.11.4']],
        ['pkg:pypi/numpy@1.26.4', null, ['==1.26.4']],
      ],
    );
  });

  it('take conda versions from its lock, and list what that adds', async () => {
    const lock: LockFacts = {
      path: 'conda-lock.yml',
      kind: 'conda',
      packages: [],
      conda: [
        { name: 'pandas', version: '2.2.2' },
        {
          name: 'libblas',
          version: '3.9',
          licence: 'BSD-3-Clause',
          files: [
            {
              name: 'libblas-3.9-0.conda',
              url: 'https://reader:Qm4xW9zK2pLr7tVb@conda.example.org/linux-64/libblas-3.9-0.conda',
              size: null,
              hashes: [`sha256:${'ab'.repeat(32)}`],
            },
          ],
        },
      ],
    };
    const inventory = await collect({ 'environment.yml': 'dependencies:\n  - pandas\n' }, { locks: [lock] });
    assert.deepEqual(
      inventory.components.map(({ ref, direct, versionSource }) => [ref, direct, versionSource]),
      [
        ['pkg:conda/libblas@3.9', false, 'lock'],
        ['pkg:conda/pandas@2.2.2', true, 'lock'],
      ],
    );
    const [blas] = inventory.components;
    const hashes = [{ algorithm: 'sha256', value: 'ab'.repeat(32) }];
    const url = 'https://conda.example.org/linux-64/libblas-3.9-0.conda';
    assert.deepEqual(blas!.licences, ['BSD-3-Clause']);
    assert.deepEqual(blas!.files, [{ name: 'libblas-3.9-0.conda', url, hashes }]);
    assert.deepEqual(blas!.links, [{ kind: 'distribution', url, comment: null, hashes }]);
  });

  it('say where a table takes a package from', async () => {
    const inventory = await collect({
      'pyproject.toml': `[project]
name = "x"
dependencies = ["tools", "private==1.0"]
[tool.uv.sources]
tools = { git = "https://github.com/acme/tools", rev = "${commit}", subdirectory = "py" }
private = { index = "corp" }
[[tool.uv.index]]
name = "corp"
url = "https://reader:Qm4xW9zK2pLr7tVb@pypi.corp.example/simple/"
explicit = true
`,
    });
    assert.deepEqual(
      inventory.components.map(({ ref }) => ref),
      [
        'pkg:pypi/private@1.0?repository_url=https:%2F%2Fpypi.corp.example%2Fsimple',
        `pkg:pypi/tools?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2Ftools%40${commit}%23py`,
      ],
    );
  });
});

describe('bom/collect: what locks say', () => {
  const PRIVATE = 'https://pypi.corp.example/simple';
  const asks = { 'pyproject.toml': '[project]\nname = "x"\ndependencies = ["priv"]\n[build-system]\n' };
  const locks: readonly (readonly [string, LockFacts | null])[] = [
    [
      'a source of Poetry',
      readPoetryLock(
        `[[package]]\nname = "priv"\nversion = "1.0"\n[package.source]\ntype = "legacy"\nurl = "${PRIVATE}"\nreference = "corp"\n`,
        'poetry.lock',
      ).facts,
    ],
    [
      'the index of a pylock',
      readPylock(`[[packages]]\nname = "priv"\nversion = "1.0"\nindex = "${PRIVATE}/"\n`, 'pylock.toml').facts,
    ],
    [
      'a source of Pipenv',
      readPipfileLock(
        JSON.stringify({
          _meta: {
            sources: [
              { name: 'pypi', url: 'https://pypi.org/simple' },
              { name: 'corp', url: PRIVATE },
            ],
          },
          default: { priv: { version: '==1.0', index: 'corp' } },
        }),
        'Pipfile.lock',
      ).facts,
    ],
    [
      'the first source of Pipenv',
      readPipfileLock(
        JSON.stringify({
          _meta: { sources: [{ name: 'corp', url: `https://u:p@pypi.corp.example/simple` }] },
          default: { priv: { version: '==1.0' } },
        }),
        'Pipfile.lock',
      ).facts,
    ],
    [
      'a registry of uv',
      readUvLock(`[[package]]\nname = "priv"\nversion = "1.0"\nsource = { registry = "${PRIVATE}" }\n`, 'uv.lock')
        .facts,
    ],
  ];
  for (const [name, lock] of locks)
    it(`a private package is not called public: ${name}`, async () => {
      const inventory = await collect(asks, { locks: [lock!] });
      const [only, ...others] = inventory.components;
      assert.deepEqual(others, []);
      assert.equal(only!.ref, 'pkg:pypi/priv@1.0?repository_url=https:%2F%2Fpypi.corp.example%2Fsimple');
      assert.deepEqual(
        only!.links.map(({ url }) => url),
        [`${PRIVATE}/priv/`],
      );
      assert.deepEqual(edges(inventory), [`project:x -> ${only!.ref}`]);
    });

  it('a package that is locked from a repository and asked for by its name is there once', async () => {
    const lock: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [locked('tools', '0.1', { commit, url: 'https://github.com/acme/tools' })],
    };
    const inventory = await collect(
      { 'requirements.txt': 'tools\n', 'pyproject.toml': '[project]\nname="x"\ndependencies=["tools"]\n' },
      { locks: [lock] },
    );
    assert.deepEqual(
      inventory.components.map(({ ref, direct }) => [ref, direct]),
      [[`pkg:pypi/tools@0.1?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2Ftools%40${commit}`, true]],
    );
  });

  it('what only a group for development asks for is optional, through the graph and without one', async () => {
    const graph: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [
        locked('torch', '2.4.1', { dependencies: ['shared'] }),
        locked('pytest', '8.3', { dependencies: ['pluggy', 'shared'] }),
        locked('pluggy', '1.5'),
        locked('shared', '1.0'),
      ],
    };
    const uv = await collect(
      { 'pyproject.toml': '[project]\nname="x"\ndependencies=["torch"]\n[dependency-groups]\ntest=["pytest"]\n' },
      { locks: [graph] },
    );
    assert.deepEqual(
      uv.components.map(({ name, scope }) => `${name} ${scope}`),
      ['pluggy excluded', 'pytest excluded', 'shared required', 'torch required'],
    );
    const pipfile = readPipfileLock(
      JSON.stringify({
        default: { torch: { version: '==2.4.1' } },
        develop: { pytest: { version: '==8.3' }, pluggy: { version: '==1.5' }, torch: { version: '==2.4.1' } },
      }),
      'Pipfile.lock',
    ).facts!;
    const pipenv = await collect(
      { Pipfile: '[packages]\ntorch = "*"\n[dev-packages]\npytest = "*"\n' },
      { locks: [pipfile] },
    );
    assert.deepEqual(
      pipenv.components.map(({ name, scope }) => `${name} ${scope}`),
      ['pluggy optional', 'pytest excluded', 'torch required'],
    );
  });

  it('what the project asks for is an edge of it, also where another package asks for it', async () => {
    const text = (own: string): string =>
      `[[package]]\nname = "x"\nversion = "1"\nsource = { ${own} = "." }\ndependencies = [{ name = "numpy" }, { name = "torch" }]\n[[package]]\nname = "torch"\nversion = "2"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [{ name = "numpy" }]\n[[package]]\nname = "numpy"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n`;
    for (const own of ['virtual', 'editable']) {
      const inventory = await collect({}, { locks: [readUvLock(text(own), 'uv.lock').facts!] });
      assert.deepEqual(edges(inventory), [
        'pkg:pypi/torch@2 -> pkg:pypi/numpy@1',
        'project:demo -> pkg:pypi/numpy@1',
        'project:demo -> pkg:pypi/torch@2',
      ]);
    }
  });

  it('each of several versions of a name has its own hashes, before Poetry 2 too', () => {
    const { facts } = readPoetryLock(
      `[[package]]\nname = "numpy"\nversion = "1.24.4"\n[[package]]\nname = "numpy"\nversion = "2.0.0"\n[metadata.files]\nnumpy = [{file = "numpy-1.24.4-cp38-none-any.whl", hash = "sha256:${A}"}, {file = "numpy-2.0.0.tar.gz", hash = "sha256:${B}"}]\n`,
      'poetry.lock',
    );
    assert.deepEqual(
      facts!.packages.map(({ version, hashes }) => [version, hashes]),
      [
        ['1.24.4', [`sha256:${A}`]],
        ['2.0.0', [`sha256:${B}`]],
      ],
    );
  });

  it('a hash that its lock does not have is told of, and not taken over', async () => {
    const lock: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [locked('torch', '2.4.1', { hashes: [`sha256:${A}`] })],
    };
    const hashed = (hash: string): Promise<Awaited<ReturnType<typeof collect>>> =>
      collect({ 'requirements.txt': `torch==2.4.1 --hash=sha256:${hash}\n` }, { locks: [lock] });
    const wrong = await hashed(digest);
    assert.deepEqual(wrong.incomplete, [
      { path: 'requirements.txt', message: 'no hash of torch is one that its lock has' },
    ]);
    assert.deepEqual(
      find(wrong, 'pkg:pypi/torch@2.4.1').links[0]!.hashes.map(({ value }) => value),
      [A],
    );
    assert.deepEqual((await hashed(A!)).incomplete, []);
  });
});
