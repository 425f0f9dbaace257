import assert from 'node:assert/strict';
import type { LockFacts } from '../../../src/core/requirement-facts';
import { collect, commit, digest, edges, find, locked } from './collecting';

describe('bom/collect: packages', () => {
  it('takes an exact version as written, with its hashes', async () => {
    const inventory = await collect({
      'requirements.txt': `# deps\nnumpy==1.26.4 \\\n    --hash=sha256:${digest}\n`,
    });
    const numpy = find(inventory, 'pkg:pypi/numpy@1.26.4');
    assert.equal(numpy.versionSource, 'pinned');
    assert.deepEqual(numpy.occurrences, [{ path: 'requirements.txt', cell: null, line: 2, column: 1, symbol: null }]);
    assert.deepEqual(
      numpy.links.map((link) => [link.url, link.hashes]),
      [['https://pypi.org/simple/numpy/', [{ algorithm: 'sha256', value: digest }]]],
    );
    assert.deepEqual(edges(inventory), ['project:demo -> pkg:pypi/numpy@1.26.4']);
  });

  it('leaves the version open when nothing says it', async () => {
    const inventory = await collect({ 'requirements.txt': 'Torch_Vision[all]>=2 ; python_version > "3.8"\n' });
    const found = find(inventory, 'pkg:pypi/torch-vision');
    assert.equal(found.version, null);
    assert.equal(found.unresolved, 'not-pinned');
    assert.deepEqual(found.requestedAs, ['[all]>=2 ; python_version > "3.8"']);
  });

  it('resolves with the lock file and lists what the lock adds', async () => {
    const lock: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [
        locked('torch', '2.1.0', { dependencies: ['sympy'], hashes: [`sha256:${digest}`] }),
        locked('sympy', '1.12'),
      ],
    };
    const inventory = await collect({ 'requirements.txt': 'torch>=2\n' }, { locks: [lock] });
    const torch = find(inventory, 'pkg:pypi/torch@2.1.0');
    assert.equal(torch.versionSource, 'lock');
    assert.equal(torch.direct, true);
    assert.deepEqual(
      torch.occurrences.map((place) => [place.path, place.line]),
      [
        ['requirements.txt', 1],
        ['uv.lock', null],
      ],
    );
    const sympy = find(inventory, 'pkg:pypi/sympy@1.12');
    assert.equal(sympy.direct, false);
    assert.equal(sympy.dependenciesKnown, true);
    assert.deepEqual(edges(inventory), [
      'pkg:pypi/torch@2.1.0 -> pkg:pypi/sympy@1.12',
      'project:demo -> pkg:pypi/torch@2.1.0',
    ]);
  });

  it('does not believe a lock that the manifest contradicts', async () => {
    const lock: LockFacts = { path: 'uv.lock', kind: 'uv', packages: [locked('torch', '1.13.0')] };
    const inventory = await collect({ 'requirements.txt': 'torch>=2\n' }, { locks: [lock] });
    assert.equal(find(inventory, 'pkg:pypi/torch').unresolved, 'not-pinned');
    assert.deepEqual(inventory.incomplete, [
      { path: 'uv.lock', message: 'the locked version of torch is not one that requirements.txt allows' },
    ]);
  });

  it('keeps versions apart that markers choose from', async () => {
    const lock: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [
        locked('numpy', '1.24.4', { marker: "python_version < '3.9'" }),
        locked('numpy', '2.0.0', { marker: "python_version >= '3.9'" }),
      ],
    };
    const inventory = await collect({ 'requirements.txt': 'numpy\n' }, { locks: [lock] });
    assert.deepEqual(
      inventory.components.map((component) => component.version),
      ['1.24.4', '2.0.0'],
    );
    assert.deepEqual(edges(inventory).length, 2);
  });

  it('takes the installed environment last, and only for what is asked for', async () => {
    const environment: LockFacts = {
      path: '.venv',
      kind: 'environment',
      packages: [locked('torch', '2.3.0', { hashes: [`sha256:${digest}`] }), locked('pip', '24.0')],
    };
    const inventory = await collect({ 'requirements.txt': 'torch\n' }, { locks: [environment] });
    assert.deepEqual(
      inventory.components.map((component) => [component.ref, component.versionSource]),
      [['pkg:pypi/torch@2.3.0', 'environment']],
    );
  });

  it('pins with the constraints file, which adds nothing itself', async () => {
    const inventory = await collect({
      'requirements.txt': '-c constraints.txt\ntorch\n',
      'constraints.txt': 'torch==2.2.0\nother==1\n',
    });
    assert.deepEqual(
      inventory.components.map((component) => [component.ref, component.versionSource]),
      [['pkg:pypi/torch@2.2.0', 'constraint']],
    );
  });

  it('follows -r to files of any name, and names the index of the run', async () => {
    const inventory = await collect({
      'requirements.txt': '--index-url https://user:word@pypi.example.org/simple\n-r more.list\n',
      'more.list': 'torch==2.2.0\n',
    });
    const torch = find(inventory, 'pkg:pypi/torch@2.2.0?repository_url=https:%2F%2Fpypi.example.org%2Fsimple');
    assert.equal(torch.links[0]?.url, 'https://pypi.example.org/simple/torch/');
  });

  it('names no index when two are possible', async () => {
    const inventory = await collect({
      'requirements.txt':
        '--index-url https://a.example/simple\n--extra-index-url https://b.example/simple\ntorch==2.2.0\n',
    });
    find(inventory, 'pkg:pypi/torch@2.2.0');
  });

  it('records repositories by commit, archives by digest, folders by path', async () => {
    const inventory = await collect({
      'sub/requirements.txt': [
        `peft @ git+https://token@github.com/huggingface/peft.git@${commit}`,
        'git+https://github.com/a/b.git@main#egg=bee',
        '-e .',
        '-e ./libs/own',
        '/home/me/secret/x',
        `https://h.example/wheels/torch-2.1.0+cu121-cp310-cp310-linux_x86_64.whl#sha256=${digest}`,
      ].join('\n'),
    });
    assert.deepEqual(
      inventory.components.map((component) => [component.ref, component.version, component.unresolved]),
      [
        ['package:path/sub', null, 'local-path'],
        ['package:path/sub/libs/own', null, 'local-path'],
        ['package:path/x', null, 'local-path'],
        ['pkg:pypi/bee?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fa%2Fb.git%40main', null, 'mutable-reference'],
        [`pkg:pypi/peft?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fhuggingface%2Fpeft.git%40${commit}`, null, null],
        [
          'pkg:pypi/torch@2.1.0%2Bcu121?download_url=https:%2F%2Fh.example%2Fwheels%2Ftorch-2.1.0%2Bcu121-cp310-cp310-linux_x86_64.whl',
          '2.1.0+cu121',
          null,
        ],
      ],
    );
    assert.deepEqual(inventory.components.at(-1)?.links[0]?.hashes, [{ algorithm: 'sha256', value: digest }]);
    assert.doesNotMatch(JSON.stringify(inventory), /home\/me|token/u);
  });

  it('takes one repository once, however lock and manifest write it', async () => {
    const lock: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [locked('peft', '0.9.0', { commit, url: 'https://github.com/huggingface/peft' })],
    };
    const inventory = await collect(
      { 'requirements.txt': 'peft @ git+https://github.com/huggingface/peft.git@main\n' },
      { locks: [lock] },
    );
    assert.equal(inventory.components.length, 1);
    assert.equal(inventory.components[0]?.version, '0.9.0');
    assert.deepEqual(inventory.components[0]?.requestedAs, ['@ git+https://github.com/huggingface/peft.git@main']);
  });

  it('calls excluded what only development manifests reach', async () => {
    const lock: LockFacts = {
      path: 'poetry.lock',
      kind: 'poetry',
      packages: [
        locked('pytest', '8.0', { dependencies: ['pluggy'] }),
        locked('pluggy', '1.4'),
        locked('numpy', '1.26'),
      ],
    };
    const inventory = await collect(
      { 'requirements.txt': 'numpy\n', 'requirements-dev.txt': 'pytest\n-r requirements.txt\n' },
      { locks: [lock] },
    );
    assert.deepEqual(
      inventory.components.map((component) => [component.name, component.scope]),
      [
        ['numpy', 'required'],
        ['pluggy', 'excluded'],
        ['pytest', 'excluded'],
      ],
    );
  });

  it('hangs a lock without a manifest on the project by its roots', async () => {
    const lock: LockFacts = {
      path: 'uv.lock',
      kind: 'uv',
      packages: [locked('a', '1', { dependencies: ['b'] }), locked('b', '2')],
    };
    const inventory = await collect(
      { 'pyproject.toml': '[project]\nname = "shop"\nversion = "3.1"\n' },
      { locks: [lock] },
    );
    assert.equal(inventory.root.version, '3.1');
    assert.deepEqual(edges(inventory), ['pkg:pypi/a@1 -> pkg:pypi/b@2', 'project:shop -> pkg:pypi/a@1']);
  });

  it('reads pip lines of notebooks with cell and line', async () => {
    const notebook = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', source: ['# x'], metadata: {} },
        {
          cell_type: 'code',
          source: ['import os\n', '%pip install -q accelerate==0.30.1 peft'],
          metadata: {},
          outputs: [],
          execution_count: null,
        },
      ],
    });
    const inventory = await collect({ 'a.ipynb': notebook });
    const found = find(inventory, 'pkg:pypi/accelerate@0.30.1');
    assert.deepEqual(
      found.occurrences.map(({ path, cell, line }) => [path, cell, line]),
      [['a.ipynb', 1, 2]],
    );
    find(inventory, 'pkg:pypi/peft');
  });

  it('says what it could not read', async () => {
    const inventory = await collect({
      'requirements.txt': '-r ../outside.txt\n-r gone.txt\n=== broken ===\n',
      'environment.yml': 'dependencies: [numpy]\n',
      Dockerfile: 'FROM python:${VERSION}\nRUN conda env create -f x.yml\n',
      'a/Dockerfile': 'FROM scratch\n',
    });
    assert.deepEqual(
      inventory.incomplete.map((note) => [note.path, note.message]),
      [
        ['Dockerfile', 'line 1 names an image that only a build decides'],
        ['Dockerfile', 'packages that only this file names are not listed'],
        ['requirements.txt', 'a file that it names lies outside the project'],
        ['requirements.txt', 'gone.txt, which it names, cannot be read'],
        ['requirements.txt', 'line 3 cannot be read as a requirement'],
      ],
    );
  });

  it('says where a variable says what is installed', async () => {
    const { components, incomplete } = await collect({
      Dockerfile: 'FROM python:3.12\nARG PKG\nRUN pip install $PKG numpy==1.26.4\n',
    });
    assert.ok(components.some(({ name }) => name === 'numpy'));
    assert.deepEqual(
      incomplete.map(({ path, message }) => [path, message]),
      [['Dockerfile', 'line 3: a variable says what is installed']],
    );
  });
});
