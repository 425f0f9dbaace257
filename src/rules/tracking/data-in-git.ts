import { defineRule, type Context } from '../../core/rule';
import { trackedData } from '../../project/questions/tracked-data';
import { isShippedStore } from './stores/shipped';

/** Bytes from which a file is too large for git: weights, and data; and what is too large wherever it lies. */
const LARGE = { weights: 1_000_000, data: 5_000_000, any: 50_000_000 };
/** Weights by their names; other files that may hold a model are small, or configuration. */
const WEIGHTS =
  /\.(?:pkl|pickle|joblib|pt|pth|pt2|ckpt|bin|safetensors|gguf|ggml|onnx|h5|hdf5|keras|pb|tflite|npy|npz|nemo|mar)(?:\.(?:gz|bz2|xz|zst))?$/i;

export default defineRule({
  id: 'data-in-git',
  severity: 'warning',
  category: 'tracking',
  title: 'Data or weights in git',
  cwe: 353,
  docs: {
    what: 'Git tracks a file of data or weights although the project has DVC or Git LFS: weights from 1 MB, tables and archives in folders for data from 5 MB, either from 50 MB anywhere; and of any size what DVC holds as well, so that two tools decide what it is. Pointers of Git LFS, files below folders of tests, examples and documentation, and metrics that DVC leaves to git (`cache: false`) are not reported. Projects without either tool are not reported: the posture counts them.',
    why: 'Git keeps every version of it in every clone, for ever, and does not tell which data a model was trained on; a file that two tools track has two contents at once as soon as one of them restores it.',
    fix: 'Run `git rm --cached FILE`, then `dvc add FILE` or `git lfs track FILE`, and commit. What was committed stays in the history; rewriting that is a decision of its own.',
    references: ['https://dvc.org/doc/command-reference/add', 'https://git-lfs.com'],
  },
  listen: {
    documents: {
      'model-file': {
        check: ({ path }, context) => check(path, WEIGHTS.test(path) ? LARGE.weights : Infinity, context),
      },
      'data-file': { check: ({ path }, context) => check(path, LARGE.data, context) },
    },
  },
});

function check(path: string, large: number, context: Context): void {
  if (isShippedStore(path)) return;
  const data = context.project.ask(trackedData);
  if (data === null || data === undefined || data.tool === null) return;
  const quoted = JSON.stringify(path.slice(path.lastIndexOf('/') + 1));
  if (data.record !== null)
    context.report({
      range: { start: 0, end: 0 },
      message: 'Git and DVC both track this file: each restores its own content.',
      detail: `Take it out of git with \`git rm --cached ${quoted}\`; DVC writes the line of .gitignore itself`,
      related: [{ path: data.record, range: { start: 0, end: 0 }, message: 'DVC tracks it here.' }],
    });
  else if (data.size >= Math.min(large, LARGE.any))
    context.report({
      range: { start: 0, end: 0 },
      message: `${Math.round(data.size / 1_000_000)} MB are in git, and in every clone; this project has ${data.tool === 'dvc' ? 'DVC' : 'Git LFS'} for that.`,
      detail: `\`git rm --cached ${quoted}\`, then ${data.tool === 'dvc' ? `\`dvc add ${quoted}\`` : `\`git lfs track ${quoted}\``}`,
    });
}
