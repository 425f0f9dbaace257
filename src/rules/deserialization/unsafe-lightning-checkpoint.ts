import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, type Origin } from '../../analysis/flow/origin';
import { isAtLeast, isBelow, resolved } from '../../analysis/versions';
import {
  FABRIC_LOADS,
  fabricLoadOf,
  GIVEN_TRAINER_RUNS,
  givenTrainerLoadOf,
  modelLoadOf,
  resumedLoadOf,
  TRAINER_RUNS,
  trainerLoadOf,
  TRAINERS,
  type CheckpointLoad,
} from './lightning/checkpoint-calls';
import { reportCheckpoint } from './torch/checkpoint-report';
import { weightsOnlyOf, type WeightsOnly } from './torch/weights-only';

export default defineRule({
  id: 'unsafe-lightning-checkpoint',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe Lightning checkpoint',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A Lightning checkpoint is loaded so that pickled code in it runs: `load_from_checkpoint` or `Trainer.fit(ckpt_path=…)` with a URL or a download, with `weights_only=False`, or in a version of Lightning or torch that has no other way.',
    why: 'Lightning loads a URL with `weights_only=False` and a local file the way `torch.load` does, and before Lightning 2.6 this cannot be changed. A checkpoint loaded that way is a program.',
    fix: 'Pass `weights_only=True` (Lightning 2.6 or later). Download the checkpoint first, check its hash, and load the file.',
    references: [
      'https://lightning.ai/docs/pytorch/stable/common/checkpointing_basic.html',
      'https://docs.pytorch.org/docs/stable/notes/serialization.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: ['**.load_from_checkpoint'], beside: ORIGIN_TRIGGERS, follows: true, check: checking(modelLoadOf) },
      { callees: TRAINER_RUNS, beside: ORIGIN_TRIGGERS, follows: true, check: checking(trainerLoadOf) },
      { callees: TRAINERS, triggers: ['resume_from_checkpoint'], check: checking(resumedLoadOf) },
      { callees: FABRIC_LOADS, beside: ORIGIN_TRIGGERS, follows: true, check: checking(fabricLoadOf) },
      { callees: GIVEN_TRAINER_RUNS, triggers: ['ckpt_path'], check: checking(givenTrainerLoadOf) },
    ],
  },
});

/** Judges what a call loads, as far as `read` finds it. */
function checking(read: (call: CallFact, context: PythonContext) => CheckpointLoad | null) {
  return (call: CallFact, context: PythonContext): void => {
    const load = read(call, context);
    if (load) check(call, load, context);
  };
}

function check(call: CallFact, load: CheckpointLoad, context: PythonContext): void {
  const { path, origin, weightsOnly } = load;
  const setting = weightsOnlyOf(weightsOnly, call);
  // Arguments that are not known may set it, but hardly for an address.
  if (setting === 'on' || (setting === 'given' && (weightsOnly || load.own))) return;
  const why = reasonOf(load, setting, context);
  if (why === null) return;
  const lightning = resolved(context, 'lightning', 'pytorch-lightning');
  const old = lightning !== null && isBelow(lightning, '2.6');
  reportCheckpoint(call, path.value, origin, context, {
    why,
    full: setting === 'off' ? 'error' : 'warning',
    canSet: !old && !/Trainer$/.test(call.callee) && !(weightsOnly && weightsOnly.name === null),
    always: true,
    doubtful: why.startsWith('unless'),
  });
}

/** An address on the web is loaded with weights_only=False; anything else as torch.load does it, and without the choice before 2.6 (cloud_io.py of Lightning 2.6.6). */
function reasonOf(
  { origin, address, own }: CheckpointLoad,
  setting: WeightsOnly,
  context: PythonContext,
): string | null {
  if (setting === 'off') return 'weights_only=False';
  if (address !== null) return 'Lightning uses weights_only=False for URLs';
  return own || isForeign(origin) ? weaknessOf(origin, context) : null;
}

function weaknessOf(origin: Origin, context: PythonContext): string | null {
  const lightning = resolved(context, 'lightning', 'pytorch-lightning');
  const torch = resolved(context, 'torch');
  if (lightning !== null && isBelow(lightning, '2.6')) return `Lightning ${lightning} is older than 2.6`;
  if (torch !== null && isBelow(torch, '2.6')) return `torch ${torch} is older than 2.6`;
  const isEnough = isAtLeast(context, '2.6', 'lightning', 'pytorch-lightning') && isAtLeast(context, '2.6', 'torch');
  return origin.kind === 'remote' && !isEnough && (lightning === null || torch === null)
    ? 'unless Lightning and torch are 2.6 or later'
    : null;
}

/** A run that goes on from a bucket goes on from its own file. */
const isForeign = (origin: Origin): boolean => origin.kind === 'remote' && !/^(?:s3|gs|abfss?):/i.test(origin.from);
