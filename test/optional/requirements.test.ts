import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { compare, CORPUS, figuresOf } from '../../bench/requirements';

/** Source distributions that are compared: those with the most to read, and what people write with them. */
const NAMES =
  'peft trl accelerate datasets sentence-transformers axolotl bentoml deepspeed fastai flair keras litellm lm_eval mlflow ragas speechbrain stable-baselines3 timm torchmetrics transformer_lens ultralytics unsloth vllm xgboost zenml llamafactory litgpt metagpt autotrain-advanced yolov5';

/** Needs Python and the package index: `npm run test:optional`. */
describe('requirement lines of source distributions', function () {
  this.timeout(1_800_000);

  it('are seen as pip and packaging see them', () => {
    execFileSync(process.execPath, [path.join(__dirname, '../../bench/fetch-corpus.mjs'), ...NAMES.split(' ')]);
    const comparison = compare(CORPUS);
    console.log(`      ${figuresOf(comparison)}`);
    assert.ok(comparison.distributions >= 20 && comparison.lines >= 1_000, figuresOf(comparison));
    assert.ok(comparison.same >= 0.99 * comparison.lines, JSON.stringify(comparison.differences, null, 2));
  });
});
