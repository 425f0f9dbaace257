import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { ORIGIN_TRIGGERS, originOf, type Origin } from '../../analysis/flow/origin';
import { report, weightsOnlyOf } from './torch/torch-load';
import { isVerified } from '../../analysis/flow/verification';
import { isBelow, resolved } from '../../analysis/versions';

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
    references: [
      'https://lightning.ai/docs/pytorch/stable/common/checkpointing_basic.html',
      'https://docs.pytorch.org/docs/stable/notes/serialization.html',
    ],
  },
  listen: {
    calls: [
      { callees: ['**.load_from_checkpoint'], beside: ORIGIN_TRIGGERS, check: checkLoad },
      {
        callees: TRAINER.flatMap((trainer) => METHODS.map((method) => `${trainer}.${method}`)),
        beside: ORIGIN_TRIGGERS,
        check: checkTrainer,
      },
      {
        callees: ['lightning.**.Trainer', 'pytorch_lightning.**.Trainer'],
        triggers: ['resume_from_checkpoint'],
        check: checkResume,
      },
      {
        callees: ['lightning.**.Fabric().load', 'lightning_fabric.**.Fabric().load'],
        beside: ORIGIN_TRIGGERS,
        check: checkFabric,
      },
      { callees: METHODS.map((method) => `**.${method}`), triggers: ['ckpt_path'], check: checkUnknown },
    ],
  },
});

function checkLoad(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'checkpoint_path', 0);
  if (!path || isVerified(call, path.value, context)) return;
  judge(call, path, originOf(path.value, call, context.facts), argumentOf(call, 'weights_only', 4), context, true);
}

/** `trainer.fit(model, ckpt_path="https://…")`. A run that goes on from its own file is no finding. */
function checkTrainer(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'ckpt_path');
  if (path && !isVerified(call, path.value, context))
    judge(call, path, originOf(path.value, call, context.facts), argumentOf(call, 'weights_only'), context, false);
}

/** `fabric.load(path, state, weights_only=…)`. */
function checkFabric(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'path', 0);
  // With weights_only=False it is told of by weights-only-disabled.
  if (
    path &&
    weightsOnlyOf(argumentOf(call, 'weights_only'), call) === 'default' &&
    !isVerified(call, path.value, context)
  )
    judge(call, path, originOf(path.value, call, context.facts), undefined, context, false);
}

/** A trainer that the code was given: only what the call itself says counts. */
function checkUnknown(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'ckpt_path');
  if (path && !IS_TRAINER.test(call.callee))
    judge(
      call,
      path,
      addressOf(path) === null
        ? { kind: 'unknown' }
        : { kind: 'remote', from: addressOf(path)!, pinned: false, at: null },
      argumentOf(call, 'weights_only'),
      context,
      false,
    );
}

function checkResume(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'resume_from_checkpoint');
  const from = path ? addressOf(path) : null;
  if (path && from !== null)
    judge(call, path, { kind: 'remote', from, pinned: false, at: null }, undefined, context, false);
}

/** An address on the web is loaded with weights_only=False; anything else as torch.load does it, and without the choice before 2.6 (cloud_io.py of Lightning 2.6.6). `own`: files of this machine count too. */
function judge(
  call: CallFact,
  path: Argument,
  origin: Origin,
  weightsOnly: Argument | undefined,
  context: PythonContext,
  own: boolean,
): void {
  const setting = weightsOnlyOf(weightsOnly, call);
  // Arguments that are not known may set it, but hardly for an address.
  if (setting === 'on' || (setting === 'given' && (weightsOnly || own))) return;
  const lightning = resolved(context, 'lightning', 'pytorch-lightning');
  const old = lightning !== null && isBelow(lightning, '2.6');
  const reason =
    setting === 'off'
      ? 'with weights_only=False'
      : addressOf(path) !== null
        ? 'because Lightning loads addresses with weights_only=False'
        : own || isForeign(origin)
          ? weakness(origin, lightning, context)
          : null;
  if (reason === null) return;
  const canSet = !old && !/Trainer$/.test(call.callee) && !(weightsOnly && weightsOnly.name === null);
  report(
    call,
    path.value,
    origin,
    reason,
    setting === 'off' ? 'error' : 'warning',
    context,
    canSet,
    reason.startsWith('unless'),
  );
}

function weakness(origin: Origin, lightning: string | null, context: PythonContext): string | null {
  const torch = resolved(context, 'torch');
  if (lightning !== null && isBelow(lightning, '2.6'))
    return `because the resolved Lightning ${lightning} is older than 2.6, where weights_only can be set`;
  if (torch !== null && isBelow(torch, '2.6'))
    return `because the resolved torch ${torch} is older than 2.6, where weights_only became the default`;
  return origin.kind === 'remote' && (lightning === null || torch === null)
    ? 'unless Lightning and torch are both 2.6 or later, and that is not resolved here'
    : null;
}

/** A run that goes on from a bucket goes on from its own file. */
const isForeign = (origin: Origin): boolean => origin.kind === 'remote' && !/^(?:s3|gs|abfss?):/i.test(origin.from);

/** The address on the web that an argument is, or begins with. */
function addressOf(path: Argument): string | null {
  const text = stringOf(path.value) ?? (path.value.kind === 'unknown' ? path.value.prefix : undefined);
  return text !== undefined && /^https?:\/\//i.test(text) ? text : null;
}
