import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isAtLeast, resolved } from '../../../analysis/versions';
import { hasOwnPickle } from '../torch/torch-load';
import { firstOrNamed, runsCode, SAFE, switchState, unsafeBy, type Family, type LoadVerdict } from './family';

const TORCH = /^torch\.(?:serialization\.)?load$/;
/** Its own default is off. */
const ULTRALYTICS = /^ultralytics\..*\btorch_load$/;
/** Formats that hold no code, and loads of a list of types. */
const SAFE_FORMATS =
  /^(?:safetensors\.(?:\w+\.)?(?:load_file|safe_open)|safetensors\.(?:torch|numpy|flax|tensorflow)\.load|skops\.io\.loads?)$/;
const PICKLES =
  /^(?:(?:_pickle|pickle|cPickle|pickle5|dill|cloudpickle|six\.moves\.cPickle)\.loads?|joblib\.load|pandas\.read_pickle)$/;

/** `torch.load`, what stands in for it, and what it is replaced by when it refuses a file. */
export const CHECKPOINT_FAMILY: Family = {
  isLoad: ({ callee }) =>
    TORCH.test(callee) || ULTRALYTICS.test(callee) || SAFE_FORMATS.test(callee) || PICKLES.test(callee),
  flag: { name: 'weights_only' },
  loaded: (call) => firstOrNamed(call, 'f', 'file', 'filename', 'data', 'filepath_or_buffer'),
  mixed: true,
  files: true,
  absorbs: [
    'unsafe-torch-load',
    'weights-only-disabled',
    'unsafe-pickle-load',
    'unsafe-joblib-load',
    'unsafe-pandas-load',
  ],
  judge(call, setting, context) {
    if (SAFE_FORMATS.test(call.callee)) return SAFE;
    // A pickle follows what was meant to be safe, not another guess at the format.
    if (PICKLES.test(call.callee)) return unsafeBy('error', runsCode(), false);
    switch (switchState(setting)) {
      case 'true':
        return SAFE;
      case 'default':
        return { ...SAFE, explicit: false };
      case 'false':
        return unsafeBy('error', runsCode());
      case 'absent':
        return ULTRALYTICS.test(call.callee) ? unsafeBy('error', runsCode()) : byDefault(call, context);
      default:
        return null;
    }
  },
};

/** Without `weights_only`: on since torch 2.6. */
function byDefault(call: CallFact, context: PythonContext): LoadVerdict {
  if (hasOwnPickle(call)) return unsafeBy('error', runsCode());
  if (isAtLeast(context, '2.6', 'torch')) return { ...SAFE, explicit: false };
  const version = resolved(context, 'torch');
  return version === null
    ? { ...unsafeBy('warning', runsCode(' before torch 2.6'), false), safe: true }
    : unsafeBy('error', runsCode(` (torch ${version})`), false);
}
