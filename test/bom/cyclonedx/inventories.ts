import type { Component, Inventory } from '../../../src/bom/inventory';
import { componentOf, rootOf } from '../../../src/bom/inventory';
import { buildInventory } from '../../../src/bom/merge';

export const commit = '0123456789abcdef0123456789abcdef01234567';
export const sha256 = 'ab'.repeat(32);

const place = (path: string, line: number, symbol: string | null = null, cell: number | null = null) => ({
  path,
  cell,
  line,
  column: 1,
  symbol,
});

export const torch: Component = componentOf({
  ref: 'pkg:pypi/torch@2.1.0',
  kind: 'package',
  name: 'torch',
  version: '2.1.0',
  versionSource: 'pinned',
  purl: 'pkg:pypi/torch@2.1.0',
  direct: true,
  scope: 'required',
  dependenciesKnown: true,
  requestedAs: ['==2.1.0'],
  occurrences: [place('requirements.txt', 3)],
  links: [
    {
      kind: 'distribution',
      url: 'https://pypi.org/simple/torch/',
      comment: 'all files of the release',
      hashes: [{ algorithm: 'sha256', value: sha256 }],
    },
  ],
});
export const sympy: Component = componentOf({
  ref: 'pkg:pypi/sympy@1.12',
  kind: 'package',
  name: 'sympy',
  version: '1.12',
  versionSource: 'lock',
  purl: 'pkg:pypi/sympy@1.12',
  scope: 'required',
  dependenciesKnown: true,
  occurrences: [{ path: 'uv.lock', cell: null, line: null, column: null, symbol: null }],
});
export const model: Component = componentOf({
  ref: `pkg:huggingface/google-bert/bert-base-uncased@${commit}`,
  kind: 'model',
  group: 'google-bert',
  name: 'bert-base-uncased',
  version: commit,
  versionSource: 'code',
  direct: true,
  purl: `pkg:huggingface/google-bert/bert-base-uncased@${commit}`,
  task: 'fill-mask',
  occurrences: [
    place('train.py', 12, 'transformers.AutoModel.from_pretrained'),
    place('a.ipynb', 2, 'transformers.pipeline', 4),
  ],
  links: [
    { kind: 'model-card', url: 'https://huggingface.co/google-bert/bert-base-uncased', comment: null, hashes: [] },
  ],
});
export const unresolvedModel: Component = componentOf({
  ref: 'model:huggingface/acme/tiny?revision=main',
  kind: 'model',
  group: 'acme',
  name: 'tiny',
  unresolved: 'unresolved-revision',
  direct: true,
  requestedAs: ['revision=main'],
  occurrences: [place('train.py', 20, 'transformers.AutoModel.from_pretrained')],
});
export const dataset: Component = componentOf({
  ref: `dataset:huggingface/stanfordnlp/imdb@${commit}`,
  kind: 'dataset',
  group: 'stanfordnlp',
  name: 'imdb',
  version: commit,
  versionSource: 'cache',
  direct: true,
  occurrences: [place('train.py', 30, 'datasets.load_dataset')],
  links: [
    { kind: 'documentation', url: 'https://huggingface.co/datasets/stanfordnlp/imdb', comment: null, hashes: [] },
  ],
});

export const components: readonly Component[] = [torch, sympy, model, unresolvedModel, dataset];
const root = rootOf('insecure-training', '0.1.0');

export const relations = [
  { from: root.ref, kind: 'depends-on', to: torch.ref },
  { from: root.ref, kind: 'depends-on', to: model.ref },
  { from: root.ref, kind: 'depends-on', to: unresolvedModel.ref },
  { from: root.ref, kind: 'depends-on', to: dataset.ref },
  { from: torch.ref, kind: 'depends-on', to: sympy.ref },
  { from: model.ref, kind: 'trained-on', to: dataset.ref },
] as const;

export const notes = [{ path: 'train.py', message: 'line 40 loads a model whose name is not known from the code' }];

export const inventory: Inventory = buildInventory({ root, components, relations, incomplete: notes });
export const options = { specVersion: '1.6', toolVersion: '0.1.0', timestamp: null } as const;
export { root };
