import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';
import { stringOf, truthOf, type Value } from '../../core/value';
import { milder } from '../models/reporting';
import { originOf, relatedOf, unwrap } from './origin';
import { setTo, severityOf } from './pickle-load';
import { describe } from './torch-load';
import { hashCheckFix, isVerified } from './verification';
import { isBelow, resolved } from './versions';

/** `load_model(filepath, custom_objects=None, compile=True, safe_mode=True)`. */
export function checkKeras(call: CallFact, context: PythonContext): void {
  const safeMode = argumentOf(call, 'safe_mode', 3);
  const file = argumentOf(call, 'filepath', 0) ?? argumentOf(call, 'path', 0);
  const off = safeMode !== undefined && safeMode.value.kind === 'boolean' && safeMode.value.via !== 'default' && truthOf(safeMode.value) === false;
  const reason = off ? 'with safe_mode=False' : safeMode !== undefined && truthOf(safeMode.value) !== true ? null : weakness(file?.value, context);
  if (reason === null || isVerified(call, file?.value, context)) return;
  const origin = originOf(file?.value, call, context.facts);
  const fixes: Fix[] = [];
  const edit = off ? setTo(context, call, safeMode, 'safe_mode', 'True') : null;
  if (edit) fixes.push({ title: 'Set safe_mode=True', safety: 'unsafe', edits: [edit] });
  const check = hashCheckFix(context, call, file?.value);
  if (check) fixes.push(check);
  const severity = severityOf(origin, off ? 'error' : 'warning');
  context.report({ range: off ? safeMode.range : call.range, severity: off ? severity : milder(severity, 'warning'), message: `Keras runs any code that is hidden in the layers of ${describe(origin)}, ${reason}.`, fixes, related: relatedOf(origin) });
}

/** What is wrong although safe_mode is on: legacy HDF5 ignored it before 3.11.3 (CVE-2025-9905), archives got round it before 3.11 (CVE-2025-8747). */
function weakness(file: Value | undefined, context: PythonContext): string | null {
  const path = file && stringOf(unwrap(file));
  const tensorflow = resolved(context, 'tensorflow', 'tensorflow-cpu');
  // TensorFlow below 2.16 has Keras 2 inside; later ones take the keras that is installed beside it.
  const version = resolved(context, 'keras', 'tf-keras') ?? (tensorflow !== null && isBelow(tensorflow, '2.16') ? tensorflow : null);
  if (path !== undefined && /\.(?:h5|hdf5)$/i.test(path)) {
    if (version === null) return 'because HDF5 models ignore safe_mode unless Keras is 3.11.3 or later, and no version of it is resolved here';
    return isBelow(version, '3.11.3') ? `because HDF5 models ignore safe_mode in the resolved version ${version}` : null;
  }
  const keras = resolved(context, 'keras');
  return keras !== null && isBelow(keras, '3.11') ? `because safe_mode can be bypassed in the resolved Keras ${keras} (CVE-2025-8747)` : null;
}

/** `keras.config.enable_unsafe_deserialization()` turns safe_mode off for the whole process. */
export function checkSwitch(call: CallFact, context: PythonContext): void {
  context.report({ range: call.range, severity: 'error', message: 'Every Keras model that is loaded after this call may run code that is hidden in its layers.' });
}
