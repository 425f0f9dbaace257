import { matchesCallee } from '../../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isAtLeast, isBelow, resolved } from '../../../analysis/versions';
import type { TorchWeakness } from './weights-only';

/** A function of another library that hands what it is given to `torch.load`. */
export interface TorchWrapper {
  readonly callees: readonly string[];
  /** Keywords and position of the checkpoint. */
  readonly keywords: readonly string[];
  readonly position: number;
  /** What makes it load safely; null where nothing does. */
  readonly flag: { readonly name: string; readonly position?: number } | null;
  /** What it does where nothing is said: `torch` where that is what `torch.load` does, null where it is safe. */
  byDefault(context: PythonContext): TorchWeakness | 'torch' | null;
}

const off = (library: string): TorchWeakness => ({
  why: `${library} uses weights_only=False`,
  full: 'warning',
});

/** Since 8.2.64; before, a checkpoint was loaded as torch.load does it. */
function ofUltralytics(context: PythonContext): TorchWeakness | 'torch' {
  const version = resolved(context, 'ultralytics');
  return version !== null && isBelow(version, '8.2.64') ? 'torch' : off('ultralytics');
}

/** Off from 1.0.9, where it can be said, to 1.0.25; on since. */
function ofTimm(context: PythonContext): TorchWeakness | 'torch' | null {
  const version = resolved(context, 'timm');
  if (version === null && isAtLeast(context, '1.0.26', 'timm')) return null;
  if (version === null) return { why: 'unless timm is 1.0.26 or later', full: null };
  if (!isBelow(version, '1.0.26')) return null;
  return isBelow(version, '1.0.9') ? 'torch' : off(`timm ${version}`);
}

/** By the modules from which people import them; models of timm have methods of the same names. */
const ofTimmModels = (name: string): readonly string[] =>
  ['timm.models', 'timm.models._helpers', 'timm.models.helpers'].map((module) => `${module}.${name}`);

const asTorch = (): 'torch' => 'torch';

/** Read in ultralytics 8.4.190 and 8.2.60…8.4.0, timm 1.0.31 and 0.9.16…1.0.26, flair 0.15.1, mmengine 0.10.7, fairseq 0.12.2, Lightning 2.6.6. */
const WRAPPERS_OF_LOAD: readonly TorchWrapper[] = [
  {
    callees: ['ultralytics.**.torch_load'],
    keywords: ['f'],
    position: 0,
    flag: { name: 'weights_only' },
    byDefault: ofUltralytics,
  },
  {
    callees: ['ultralytics.**.torch_safe_load'],
    keywords: ['weight'],
    position: 0,
    flag: { name: 'safe_only', position: 1 },
    byDefault: ofUltralytics,
  },
  {
    callees: [
      'ultralytics.nn.tasks.load_checkpoint',
      'ultralytics.nn.tasks.attempt_load_weights',
      'ultralytics.nn.tasks.attempt_load_one_weight',
    ],
    keywords: ['weight', 'weights'],
    position: 0,
    flag: null,
    byDefault: ofUltralytics,
  },
  {
    callees: ofTimmModels('load_state_dict'),
    keywords: ['checkpoint_path'],
    position: 0,
    flag: { name: 'weights_only', position: 3 },
    byDefault: ofTimm,
  },
  {
    callees: [...ofTimmModels('load_checkpoint'), ...ofTimmModels('resume_checkpoint')],
    keywords: ['checkpoint_path'],
    position: 1,
    flag: { name: 'weights_only' },
    byDefault: ofTimm,
  },
  {
    callees: ['flair.file_utils.load_torch_state'],
    keywords: ['model_file'],
    position: 0,
    flag: null,
    byDefault: () => off('flair'),
  },
  {
    callees: ['mmengine.runner.**.load_checkpoint', 'mmcv.runner.**.load_checkpoint'],
    keywords: ['filename'],
    position: 1,
    flag: null,
    byDefault: asTorch,
  },
  {
    callees: ['mmengine.runner.**.CheckpointLoader.load_checkpoint', 'mmcv.runner.**.CheckpointLoader.load_checkpoint'],
    keywords: ['filename'],
    position: 0,
    flag: null,
    byDefault: asTorch,
  },
  {
    callees: [
      'fairseq.checkpoint_utils.load_checkpoint_to_cpu',
      'fairseq.checkpoint_utils.load_model_ensemble',
      'fairseq.checkpoint_utils.load_model_ensemble_and_task',
    ],
    keywords: ['path', 'filenames'],
    position: 0,
    flag: null,
    byDefault: asTorch,
  },
  {
    callees: [
      'lightning_fabric.utilities.cloud_io._load',
      'lightning.fabric.utilities.cloud_io._load',
      'pytorch_lightning.utilities.cloud_io.load',
    ],
    keywords: ['path_or_url'],
    position: 0,
    flag: { name: 'weights_only', position: 2 },
    byDefault: asTorch,
  },
];

export const TORCH_WRAPPERS: readonly string[] = WRAPPERS_OF_LOAD.flatMap(({ callees }) => callees);

/** The last that fits: a class's method is listed behind the function of its name. */
export const wrapperOf = ({ callee }: CallFact): TorchWrapper | undefined =>
  WRAPPERS_OF_LOAD.findLast(({ callees }) => callees.some((pattern) => matchesCallee(pattern, callee)));

/** What a wrapper is given to load. */
export const wrappedFile = (call: CallFact, { keywords, position }: TorchWrapper): Argument | undefined =>
  keywords.map((keyword) => argumentOf(call, keyword)).find((found) => found) ?? argumentOf(call, '', position);

/** Versions of ultralytics that put their own function in the place of `torch.load` when they are imported: 8.2.64 to 8.3.160. */
export function replacedByImport(context: PythonContext): string | null {
  if (!context.facts.imports.some(({ module }) => /^ultralytics(?:\.|$)/.test(module))) return null;
  const version = resolved(context, 'ultralytics');
  return version !== null && !isBelow(version, '8.2.64') && isBelow(version, '8.3.161') ? version : null;
}
