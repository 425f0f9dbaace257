import type { Fix, Severity } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isDefault, truthOf } from '../../../core/value';
import { milder } from '../../../analysis/models/reporting';
import { originOf, relatedOf } from '../../../analysis/flow/origin';
import { describeFile, severityOf } from '../origins/judgement';
import { knownContent, withVerdict } from '../origins/known-content';
import { endingOf } from '../origins/path-ending';
import { setArgument } from '../fixes/argument-edit';
import { hashCheckFix, isVerified } from '../../../analysis/flow/verification';
import { isAtLeast, isBelow, resolved } from '../../../analysis/versions';

/** The modules by which Keras is imported: `callees('models', 'load_model')` and their like are made of them. */
export const KERAS = [
  'keras',
  'tensorflow.keras',
  'tf_keras',
  'tensorflow.compat.v1.keras',
  'tensorflow.compat.v2.keras',
] as const;

/** Functions of Keras that load a model from a file. */
export const LOAD_MODEL: readonly string[] = [
  ...KERAS.flatMap((keras) => [`${keras}.models.load_model`, `${keras}.saving.load_model`]),
  'tensorflow.python.keras.**.load_model',
  'keras.src.saving.**.load_model',
  'keras.engine.saving.load_model',
];

/** `load_model(filepath, custom_objects=None, compile=True, safe_mode=True)`. */
export function checkLoadModel(call: CallFact, context: PythonContext): void {
  const safeMode = argumentOf(call, 'safe_mode', 3);
  const file = argumentOf(call, 'filepath', 0) ?? argumentOf(call, 'path', 0);
  const off = safeMode !== undefined && truthOf(safeMode.value) === false && !isDefault(safeMode.value);
  const weak = off
    ? { reason: 'safe_mode=False', full: 'error' as const }
    : safeMode !== undefined && truthOf(safeMode.value) !== true
      ? null
      : weakness(file, context);
  if (weak === null || isVerified(call, file?.value, context)) return;
  const origin = originOf(file?.value, call, context.facts);
  const fixes: Fix[] = [];
  const edit = off ? setArgument(context, call, safeMode, 'safe_mode', 'True') : null;
  if (edit) fixes.push({ title: 'Set safe_mode=True', safety: 'unsafe', edits: [edit] });
  const check = hashCheckFix(context, call, file?.value);
  if (check) fixes.push(check);
  const severity = off ? (origin.kind === 'own' ? 'hint' : 'error') : milder(severityOf(origin, weak.full), 'warning');
  const report = {
    range: off ? safeMode.range : call.range,
    severity,
    message: `Keras runs any code hidden in the layers of ${describeFile(origin)} (${weak.reason}).`,
    fixes,
    related: relatedOf(origin),
  };
  context.report(withVerdict(report, knownContent(origin, file?.value, context)));
}

/** Ways round safe_mode, by the release that closed them; the last also in 3.12.1, on a branch of its own. */
const BYPASSES: readonly (readonly [fixed: string, advisory: string])[] = [
  ['3.8', 'CVE-2025-1550'],
  ['3.11', 'CVE-2025-8747'],
  ['3.11.3', 'CVE-2025-49655'],
  ['3.13.2', 'CVE-2026-1462'],
];

/** How safe_mode is got round in the Keras that the project resolves to; null where no way is known, or no version. `model`: by a TensorFlow model that the archive names. */
export function bypassOf(
  context: PythonContext,
): { readonly version: string; readonly advisory: string; readonly model: boolean } | null {
  const version = resolved(context, 'keras');
  if (version === null || (!isBelow(version, '3.12.1') && isBelow(version, '3.13'))) return null;
  const advisory = BYPASSES.find(([fixed]) => isBelow(version, fixed))?.[1];
  return advisory === undefined ? null : { version, advisory, model: !isBelow(version, '3.11.3') };
}

/** What is wrong although safe_mode is on: legacy HDF5 ignored it before 3.11.3 (CVE-2025-9905), and archives got round it. */
function weakness(
  file: Argument | undefined,
  context: PythonContext,
): { readonly reason: string; readonly full: Severity } | null {
  const tensorflow = resolved(context, 'tensorflow', 'tensorflow-cpu');
  // TensorFlow below 2.16 has Keras 2 inside; later ones take the keras that is installed beside it.
  const version =
    resolved(context, 'keras', 'tf-keras') ?? (tensorflow !== null && isBelow(tensorflow, '2.16') ? tensorflow : null);
  if (file && isHdf5(file, context)) {
    if (version === null && isAtLeast(context, '3.11.3', 'keras')) return null;
    if (version === null)
      return {
        full: 'warning',
        reason: 'HDF5 ignores safe_mode before Keras 3.11.3',
      };
    return isBelow(version, '3.11.3')
      ? {
          full: 'warning',
          reason: `HDF5 ignores safe_mode in ${version}, CVE-2025-9905`,
        }
      : null;
  }
  const bypass = bypassOf(context);
  return (
    bypass && {
      full: bypass.model ? 'info' : 'warning',
      reason: `Keras ${bypass.version}, ${bypass.advisory}`,
    }
  );
}

export const isHdf5 = (file: Argument | undefined, { facts }: PythonContext): boolean =>
  /\.(?:h5|hdf5)$/i.test(endingOf(file?.expression, facts));
