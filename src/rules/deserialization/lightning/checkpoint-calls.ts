import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { originOf, type Origin } from '../../../analysis/flow/origin';
import { isVerified } from '../../../analysis/flow/verification';
import { weightsOnlyOf } from '../torch/weights-only';

const METHODS = ['fit', 'validate', 'test', 'predict'];
export const TRAINERS: readonly string[] = ['lightning.**.Trainer', 'pytorch_lightning.**.Trainer'];
/** `Trainer().fit` and its like, of a trainer that this program makes. */
export const TRAINER_RUNS: readonly string[] = TRAINERS.flatMap((trainer) =>
  METHODS.map((method) => `${trainer}().${method}`),
);
/** The same of a trainer that the code was given. */
export const GIVEN_TRAINER_RUNS: readonly string[] = METHODS.map((method) => `**.${method}`);
export const FABRIC_LOADS: readonly string[] = ['lightning.**.Fabric().load', 'lightning_fabric.**.Fabric().load'];
const IS_TRAINER = /^(?:lightning|pytorch_lightning)\..*Trainer\(\)\.\w+$/;

/** A checkpoint that Lightning is told to load. */
export interface CheckpointLoad {
  readonly path: Argument;
  readonly origin: Origin;
  /** The address on the web that the path is, or begins with. */
  readonly address: string | null;
  readonly weightsOnly: Argument | undefined;
  /** Files of this machine count too: it is no run that goes on from its own file. */
  readonly own: boolean;
}

/** `Model.load_from_checkpoint("model.ckpt", weights_only=…)` */
export const modelLoadOf = (call: CallFact, context: PythonContext): CheckpointLoad | null =>
  unverified(call, argumentOf(call, 'checkpoint_path', 0), argumentOf(call, 'weights_only', 4), true, context);

/** `trainer.fit(model, ckpt_path="https://…")`. A run that goes on from its own file is no finding. */
export const trainerLoadOf = (call: CallFact, context: PythonContext): CheckpointLoad | null =>
  unverified(call, argumentOf(call, 'ckpt_path'), argumentOf(call, 'weights_only'), false, context);

/** `fabric.load(path, state, weights_only=…)`; with `weights_only=False` it is told of by weights-only-disabled. */
export const fabricLoadOf = (call: CallFact, context: PythonContext): CheckpointLoad | null =>
  weightsOnlyOf(argumentOf(call, 'weights_only'), call) === 'default'
    ? unverified(call, argumentOf(call, 'path', 0), undefined, false, context)
    : null;

/** A trainer that the code was given: only what the call itself says counts. */
export function givenTrainerLoadOf(call: CallFact): CheckpointLoad | null {
  const path = argumentOf(call, 'ckpt_path');
  if (!path || IS_TRAINER.test(call.callee)) return null;
  return written(path, argumentOf(call, 'weights_only'));
}

/** `Trainer(resume_from_checkpoint="https://…")` */
export function resumedLoadOf(call: CallFact): CheckpointLoad | null {
  const path = argumentOf(call, 'resume_from_checkpoint');
  return path && addressIn(path) !== null ? written(path, undefined) : null;
}

function unverified(
  call: CallFact,
  path: Argument | undefined,
  weightsOnly: Argument | undefined,
  own: boolean,
  context: PythonContext,
): CheckpointLoad | null {
  if (!path || isVerified(call, path.value, context)) return null;
  return { path, origin: originOf(path.value, call, context.facts), address: addressIn(path), weightsOnly, own };
}

function written(path: Argument, weightsOnly: Argument | undefined): CheckpointLoad {
  const address = addressIn(path);
  const origin: Origin =
    address === null ? { kind: 'unknown' } : { kind: 'remote', from: address, pinned: false, at: null };
  return { path, origin, address, weightsOnly, own: false };
}

function addressIn(path: Argument): string | null {
  const text = stringOf(path.value) ?? (path.value.kind === 'unknown' ? path.value.prefix : undefined);
  return text !== undefined && /^https?:\/\//i.test(text) ? text : null;
}
