import assert from 'node:assert/strict';
import { rootOf } from '../../../src/bom/inventory';
import { collect, collectWithNotes, commit, digest, edges, find } from './collecting';

describe('bom/collect', () => {
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

    it('lists neither stand-ins nor what the program writes itself', async () => {
      const inventory = await collect({
        'train.py': `import argparse
from diffusers import FluxPipeline
parser = argparse.ArgumentParser()
parser.add_argument("--output_dir", default="acme/flux-control")
parser.add_argument("--save_path", default="acme/flux-lora")
parser.add_argument("--model_id", default="acme/flux")
args = parser.parse_args()
for name in (args.model_id,):
    FluxPipeline.from_pretrained(args.model_id)
FluxPipeline.from_pretrained(args.output_dir)
FluxPipeline.from_pretrained(args.save_path)
FluxPipeline.from_pretrained("path-to-your-model")
FluxPipeline.from_pretrained("your-username/model")
FluxPipeline.from_pretrained("<model>")
`,
      });
      assert.deepEqual(
        inventory.components.map(({ ref }) => ref),
        ['model:huggingface/acme/flux'],
      );
    });

    it('leaves the version open without a commit, in the package URL as well', async () => {
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
          ['model:huggingface/acme/tiny', 'pkg:huggingface/acme/tiny', 'unresolved-revision', []],
          [
            'model:huggingface/acme/tiny?revision=v1',
            'pkg:huggingface/acme/tiny',
            'unresolved-revision',
            ['revision=v1'],
          ],
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

  it('lists no folder as a model of the hub, but one that is there', async () => {
    const text = ['output', 'results/model', 'checkpoints', 'org-of/model', 'weights/own']
      .map((name) => `AutoModel.from_pretrained("${name}")`)
      .join('\n');
    const files = { 'a.py': `from transformers import AutoModel\n${text}\n`, 'weights/own/config.json': '{}' };
    const { components } = await collect(files);
    assert.deepEqual(
      components.map(({ ref }) => ref),
      ['model:./weights/own', 'model:huggingface/org-of/model'],
    );
  });

  it('makes nothing of nothing', async () => {
    assert.deepEqual(await collect({}), {
      root: rootOf('demo', null, null, { purl: 'pkg:generic/demo' }),
      components: [],
      relations: [],
      incomplete: [],
    });
  });

  it('notes files that are no text, and goes on', async () => {
    const { inventory, notes } = await collectWithNotes(
      { 'requirements.txt': 'a\0b', 'a.ipynb': '{"from_pretrained": ' },
      {},
      ['requirements.txt', 'a.ipynb', 'gone.py'],
    );
    assert.deepEqual(inventory.components, []);
    assert.deepEqual(
      notes.map((note) => note.path),
      ['a.ipynb', 'gone.py', 'requirements.txt'],
    );
  });
});
