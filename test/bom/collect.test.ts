import assert from 'node:assert/strict';
import type { LockFacts, LockedPackage } from '../../src/core/requirement-facts';
import { collectInventory } from '../../src/bom/collect';
import type { Component, Inventory } from '../../src/bom/inventory';
import { Engine } from '../../src/scan/engine';
import type { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const commit = '0123456789abcdef0123456789abcdef01234567';
const digest = 'cd'.repeat(32);

interface Given {
  readonly locks?: readonly LockFacts[];
  /** Commits by `id@revision`. */
  readonly commits?: Readonly<Record<string, string>>;
}

/** A workspace with given answers, so that each test says what locks and caches know. */
function workspaceOf(files: Readonly<Record<string, string>>, given: Given): Workspace {
  const memory = new MemoryFiles(files);
  const fake: Pick<Workspace, 'policyFor' | 'locksFor' | 'lockNotes' | 'hubCommit' | 'answer' | 'projectFor'> & {
    host: Workspace['host'];
  } = {
    host: { files: memory, clock: { now: () => 0 }, logger: { info() {}, warn() {}, error() {} } },
    policyFor: async () => (await import('../../src/core/policy')).DEFAULT_POLICY,
    locksFor: async () => given.locks ?? [],
    lockNotes: async () => [],
    hubCommit: async (_type, id, revision) =>
      given.commits?.[`${id}@${revision}`] === undefined
        ? null
        : { commit: given.commits[`${id}@${revision}`]!, source: 'the local model cache' },
    answer: async () => {},
    projectFor: () => ({
      module: () => null,
      configFile: () => null,
      versionRange: () => null,
      text: () => null,
      sha256: (path) => (path in files ? digest : null),
      version: () => null,
      locks: () => [],
      hubCommit: () => null,
    }),
  };
  return fake as Workspace;
}

const locked = (name: string, version: string, rest: Partial<LockedPackage> = {}): LockedPackage => ({
  name,
  version,
  hashes: [],
  commit: null,
  url: null,
  marker: null,
  dependencies: [],
  ...rest,
});

describe('bom/collect', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => {
    engine?.dispose();
  });

  async function collect(files: Readonly<Record<string, string>>, given: Given = {}): Promise<Inventory> {
    return (await collectInventory(engine, workspaceOf(files, given), Object.keys(files), { name: 'demo' })).inventory;
  }
  const find = (inventory: Inventory, ref: string): Component => {
    const found = inventory.components.find((component) => component.ref === ref);
    assert.ok(found, `${ref} is not among ${inventory.components.map((component) => component.ref).join(', ')}`);
    return found;
  };
  const edges = (inventory: Inventory): string[] => inventory.relations.map(({ from, to }) => `${from} -> ${to}`);

  describe('packages', () => {
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

    it('calls optional what only development manifests reach', async () => {
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
          ['pluggy', 'optional'],
          ['pytest', 'optional'],
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
        Dockerfile: 'FROM python\nRUN pip install torch\n',
        'a/Dockerfile': 'FROM scratch\n',
      });
      assert.deepEqual(
        inventory.incomplete.map((note) => [note.path, note.message]),
        [
          ['Dockerfile', 'packages that only this file names are not listed'],
          ['environment.yml', 'packages that only this file names are not listed'],
          ['requirements.txt', 'a file that it names lies outside the project'],
          ['requirements.txt', 'gone.txt, which it names, cannot be read'],
          ['requirements.txt', 'line 3 cannot be read as a requirement'],
        ],
      );
    });
  });

  describe('models and data sets', () => {
    it('takes the commit from the code', async () => {
      const inventory = await collect({
        'train.py': `from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("Qwen/Qwen2-7B", revision="${commit}", trust_remote_code=True)\n`,
      });
      const model = find(inventory, `pkg:huggingface/Qwen/Qwen2-7B@${commit}`);
      assert.deepEqual(
        [model.kind, model.group, model.name, model.version, model.versionSource, model.unresolved],
        ['model', 'Qwen', 'Qwen2-7B', commit, 'code', null],
      );
      assert.deepEqual(model.occurrences, [
        { path: 'train.py', cell: null, line: 3, column: 35, symbol: 'transformers.AutoModel.from_pretrained' },
      ]);
      assert.ok(model.properties.some((property) => property.name === 'runsRemoteCode'));
      assert.deepEqual(edges(inventory), [`project:demo -> ${model.ref}`]);
    });

    it('takes the commit from the local cache, and says that the code does not pin it', async () => {
      const inventory = await collect(
        { 'train.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("acme/tiny")\n' },
        { commits: { 'acme/tiny@main': commit } },
      );
      const model = find(inventory, `pkg:huggingface/acme/tiny@${commit}`);
      assert.equal(model.versionSource, 'cache');
      assert.ok(model.properties.some((property) => property.name === 'pinned' && property.value === 'false'));
    });

    it('leaves the version open without a commit', async () => {
      const inventory = await collect({
        'train.py':
          'from transformers import AutoModel\nAutoModel.from_pretrained("acme/tiny", revision="v1")\nAutoModel.from_pretrained("acme/tiny")\n',
      });
      assert.deepEqual(
        inventory.components.map((component) => [
          component.ref,
          component.purl,
          component.unresolved,
          component.requestedAs,
        ]),
        [
          ['model:huggingface/acme/tiny', null, 'unresolved-revision', []],
          ['model:huggingface/acme/tiny?revision=v1', null, 'unresolved-revision', ['revision=v1']],
        ],
      );
    });

    it('gives an old name its publisher', async () => {
      const inventory = await collect({
        'train.py': `from transformers import AutoModel\nAutoModel.from_pretrained("bert-base-uncased", revision="${commit}")\n`,
      });
      assert.deepEqual(find(inventory, `pkg:huggingface/google-bert/bert-base-uncased@${commit}`).requestedAs, [
        'bert-base-uncased',
        `revision=${commit}`,
      ]);
    });

    it('knows the task of a pipeline', async () => {
      const inventory = await collect({
        'serve.py': 'from transformers import pipeline\np = pipeline("text-classification", model="acme/tiny")\n',
      });
      assert.equal(find(inventory, 'model:huggingface/acme/tiny').task, 'text-classification');
    });

    it('lists data sets without a package URL', async () => {
      const inventory = await collect({
        'train.py': `from datasets import load_dataset\nd = load_dataset("nyu-mll/glue", "mrpc", revision="${commit}")\n`,
      });
      const dataset = find(inventory, `dataset:huggingface/nyu-mll/glue@${commit}`);
      assert.deepEqual([dataset.kind, dataset.purl, dataset.version], ['dataset', null, commit]);
      assert.ok(dataset.properties.some((property) => property.name === 'configuration' && property.value === 'mrpc'));
      assert.equal(dataset.links[0]?.url, 'https://huggingface.co/datasets/nyu-mll/glue');
    });

    it('lists code of torch.hub by its repository', async () => {
      const inventory = await collect({
        'a.py': `import torch\ntorch.hub.load("pytorch/vision:${commit}", "resnet18")\ntorch.hub.load("pytorch/vision:v0.10.0", "resnet50")\n`,
      });
      assert.equal(find(inventory, `pkg:github/pytorch/vision@${commit}`).version, commit);
      assert.equal(
        find(inventory, 'model:torch-hub/pytorch/vision?revision=v0.10.0').unresolved,
        'unresolved-revision',
      );
    });

    it('lists a file of the project with its digest, and no file that is not there', async () => {
      const inventory = await collect({
        'src/a.py':
          'from transformers import AutoModel\nAutoModel.from_pretrained("./weights.bin")\nAutoModel.from_pretrained("./out")\nAutoModel.from_pretrained("/data/x")\n',
        'src/weights.bin': 'x',
      });
      assert.deepEqual(
        inventory.components.map((component) => [component.ref, component.hashes]),
        [['model:./src/weights.bin', [{ algorithm: 'sha256', value: digest }]]],
      );
    });

    it('says that names are missing, and claims none', async () => {
      const inventory = await collect({
        'a.py':
          'import sys\nfrom transformers import AutoModel\ndef f(name):\n    return AutoModel.from_pretrained(name)\nAutoModel.from_pretrained(sys.argv[1])\n',
      });
      assert.deepEqual(inventory.components, []);
      assert.deepEqual(inventory.incomplete, [
        { path: 'a.py', message: '2 models or data sets are loaded by names that the code does not say (lines 4, 5)' },
      ]);
    });

    it('finds models in notebooks', async () => {
      const notebook = JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { language_info: { name: 'python' } },
        cells: [
          {
            cell_type: 'code',
            source: 'from transformers import AutoModel',
            metadata: {},
            outputs: [],
            execution_count: null,
          },
          {
            cell_type: 'code',
            source: '\nAutoModel.from_pretrained("acme/tiny")',
            metadata: {},
            outputs: [],
            execution_count: null,
          },
        ],
      });
      const model = find(await collect({ 'a.ipynb': notebook }), 'model:huggingface/acme/tiny');
      assert.deepEqual(
        model.occurrences.map(({ cell, line, column }) => [cell, line, column]),
        [[1, 2, 27]],
      );
    });
  });

  it('makes nothing of nothing', async () => {
    assert.deepEqual(await collect({}), {
      root: { ref: 'project:demo', name: 'demo', version: null, description: null },
      components: [],
      relations: [],
      incomplete: [],
    });
  });

  it('notes files that are no text, and goes on', async () => {
    const { inventory, notes } = await collectInventory(
      engine,
      workspaceOf({ 'requirements.txt': 'a\0b', 'a.ipynb': '{"from_pretrained": ' }, {}),
      ['requirements.txt', 'a.ipynb', 'gone.py'],
      { name: 'demo' },
    );
    assert.deepEqual(inventory.components, []);
    assert.deepEqual(
      notes.map((note) => note.path),
      ['a.ipynb', 'gone.py', 'requirements.txt'],
    );
  });
});
