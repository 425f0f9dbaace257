import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { ORIGIN_TRIGGERS, originOf, type Origin } from './origin';
import { report, weightsOnlyOf } from './torch-load';
import { isVerified } from './verification';
import { isBelow, resolved } from './versions';

const METHODS = ['fit', 'validate', 'test', 'predict'];
const TRAINER = ['lightning.**.Trainer()', 'pytorch_lightning.**.Trainer()'];
const IS_TRAINER = /^(?:lightning|pytorch_lightning)\..*Trainer\(\)\.\w+$/;

export default defineRule({
  id: 'unsafe-lightning-checkpoint',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe Lightning checkpoint',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A Lightning checkpoint is loaded so that pickled code in it runs: `load_from_checkpoint` or `Trainer.fit(ckpt_path=…)` of an address or a download, with `weights_only=False`, or in a version of Lightning or torch that has no other way.',
    why: 'Lightning loads an address with `weights_only=False`, a file on disk as `torch.load` does, and cannot be told otherwise before Lightning 2.6. A checkpoint that is loaded that way is a program.',
    fix: 'Pass `weights_only=True` (Lightning 2.6 or later). Download the checkpoint first, check its hash, and load the file.',
    references: ['https://lightning.ai/docs/pytorch/stable/common/checkpointing_basic.html', 'https://docs.pytorch.org/docs/stable/notes/serialization.html'],
  },
  listen: {
    calls: [
      { callees: ['**.load_from_checkpoint'], beside: ORIGIN_TRIGGERS, check: checkLoad },
      { callees: TRAINER.flatMap((trainer) => METHODS.map((method) => `${trainer}.${method}`)), beside: ORIGIN_TRIGGERS, check: checkTrainer },
      { callees: ['lightning.**.Trainer', 'pytorch_lightning.**.Trainer'], triggers: ['resume_from_checkpoint'], check: (call, context) => checkAddress(call, argumentOf(call, 'resume_from_checkpoint'), context) },
      { callees: ['lightning.**.Fabric().load', 'lightning_fabric.**.Fabric().load'], beside: ORIGIN_TRIGGERS, check: checkFabric },
      { callees: METHODS.map((method) => `**.${method}`), triggers: ['ckpt_path'], check: checkUnknown },
    ],
  },
});

/** An address is loaded with weights_only=False; a path as torch.load does it, and without the choice before 2.6. */
function checkLoad(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'checkpoint_path', 0);
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only', 4), call);
  if (!path || setting === 'on' || setting === 'given') return;
  const origin = originOf(path.value, call, context.facts);
  if (isVerified(call, path.value, context)) return;
  const lightning = resolved(context, 'lightning', 'pytorch-lightning');
  const torch = resolved(context, 'torch');
  const old = lightning !== null && isBelow(lightning, '2.6');
  if (setting === 'off') return report(call, path.value, origin, 'with weights_only=False', 'error', context, !old && argumentOf(call, 'weights_only') !== undefined);
  if (origin.kind === 'remote') return report(call, path.value, origin, 'because Lightning loads downloads with weights_only=False', 'error', context, !old);
  if (old) return report(call, path.value, origin, `because the resolved Lightning ${lightning} is older than 2.6, where weights_only can be set`, 'warning', context, false);
  if (torch !== null && isBelow(torch, '2.6')) report(call, path.value, origin, `because the resolved torch ${torch} is older than 2.6, where weights_only became the default`, 'warning', context, true);
}

/** `trainer.fit(model, ckpt_path="https://…")`. A run that goes on from its own file is no finding. */
function checkTrainer(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'ckpt_path');
  if (path && !isVerified(call, path.value, context)) judgeTrainer(call, path, originOf(path.value, call, context.facts), context);
}

/** `fabric.load(path, state, weights_only=…)`. */
function checkFabric(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'path', 0);
  // With weights_only=False it is told of by weights-only-disabled.
  if (!path || weightsOnlyOf(argumentOf(call, 'weights_only'), call) !== 'default' || isVerified(call, path.value, context)) return;
  judgeTrainer(call, path, originOf(path.value, call, context.facts), context);
}

/** A trainer that the code was given: only what the call itself says counts. */
function checkUnknown(call: CallFact, context: PythonContext): void {
  if (!IS_TRAINER.test(call.callee)) checkAddress(call, argumentOf(call, 'ckpt_path'), context);
}

function checkAddress(call: CallFact, path: Argument | undefined, context: PythonContext): void {
  if (!path) return;
  const text = stringOf(path.value) ?? (path.value.kind === 'unknown' ? path.value.prefix : undefined);
  judgeTrainer(call, path, text !== undefined && /^(?:https?|s3|gs):\/\//.test(text) ? { kind: 'remote', from: text, pinned: false, at: null } : { kind: 'unknown' }, context);
}

function judgeTrainer(call: CallFact, path: Argument, origin: Origin, context: PythonContext): void {
  const weightsOnly = argumentOf(call, 'weights_only');
  const setting = weightsOnlyOf(weightsOnly, call);
  if (setting === 'on' || (setting === 'given' && weightsOnly) || (setting !== 'off' && origin.kind !== 'remote')) return;
  const lightning = resolved(context, 'lightning', 'pytorch-lightning');
  report(call, path.value, origin, setting === 'off' ? 'with weights_only=False' : 'because Lightning loads downloads with weights_only=False', 'error', context, lightning === null || !isBelow(lightning, '2.6'));
}
