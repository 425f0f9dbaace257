import { matchesCallee } from '../../../core/callee-pattern';
import { isBelow, resolved } from '../../../analysis/versions';
import { LOAD_MODEL } from '../keras/keras-load';
import { ARRAY_LOADS } from '../numpy/allow-pickle';
import { firstOrNamed, runsCode, SAFE, switchState, unsafeBy, type Family } from './family';

/** `numpy.load(file, mmap_mode, allow_pickle=False)`. */
export const ARRAY_FAMILY: Family = {
  isLoad: ({ callee }) => ARRAY_LOADS.includes(callee) && callee.endsWith('.load'),
  flag: { name: 'allow_pickle', position: 2 },
  loaded: (call) => firstOrNamed(call, 'file'),
  files: true,
  absorbs: ['unsafe-numpy-load'],
  judge(_call, setting, context) {
    const state = switchState(setting);
    if (state === 'true') return unsafeBy('error', runsCode());
    if (state === 'false') return SAFE;
    if (state !== 'absent') return null;
    const version = resolved(context, 'numpy');
    return version !== null && isBelow(version, '1.16.3')
      ? unsafeBy('error', runsCode(` (numpy ${version})`), false)
      : { ...SAFE, explicit: false };
  },
};

/** `keras.models.load_model(filepath, custom_objects, compile, safe_mode=True)`. */
export const KERAS_FAMILY: Family = {
  isLoad: ({ callee }) => LOAD_MODEL.some((pattern) => matchesCallee(pattern, callee)),
  flag: { name: 'safe_mode', position: 3 },
  loaded: (call) => firstOrNamed(call, 'filepath', 'path'),
  files: true,
  absorbs: ['unsafe-keras-load'],
  judge(_call, setting) {
    const state = switchState(setting);
    if (state === 'false') return unsafeBy('error', runsCode());
    return state === null ? null : { ...SAFE, explicit: state === 'true' };
  },
};
