import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { isDefault, truthOf } from '../../core/value';
import { checkLoadModel, KERAS, LOAD_MODEL } from './keras/keras-load';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { setArgument } from './fixes/argument-edit';

const DESERIALIZE = KERAS.flatMap((keras) => [
  `${keras}.saving.deserialize_keras_object`,
  `${keras}.utils.deserialize_keras_object`,
]);
const FROM_YAML = KERAS.flatMap((keras) => [`${keras}.models.model_from_yaml`]);

export default defineRule({
  id: 'unsafe-keras-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe Keras load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A Keras model is loaded so that code in it runs: with `safe_mode=False`, from an HDF5 file (`.h5`, `.hdf5`) for which Keras ignores `safe_mode`, with a Keras version whose `safe_mode` can be bypassed, or from YAML.',
    why: 'A model file can contain Lambda layers, which are Python code, and names of functions to call. `safe_mode` refuses them, but was ignored for HDF5 files before Keras 3.11.3 (CVE-2025-9905) and could be bypassed by archives before 3.8 (CVE-2025-1550), 3.11 (CVE-2025-8747) and 3.11.3 (CVE-2025-49655), and by a TensorFlow model named in the file before 3.12.1 and 3.13.2 (CVE-2026-1462). The severity depends on the version that the project resolves to.',
    fix: "Load `.keras` files with a current Keras and leave `safe_mode` on; or keep only the weights, and load them into a model that the code builds. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
    references: [
      'https://keras.io/api/models/model_saving_apis/model_saving_and_loading/',
      'https://nvd.nist.gov/vuln/detail/CVE-2025-1550',
      'https://nvd.nist.gov/vuln/detail/CVE-2025-8747',
      'https://nvd.nist.gov/vuln/detail/CVE-2025-9905',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-1462',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: LOAD_MODEL, beside: ORIGIN_TRIGGERS, follows: true, check: checkLoadModel },
      { callees: DESERIALIZE, check: checkDeserialize },
      { callees: FROM_YAML, check: checkYaml },
    ],
  },
});

/** `deserialize_keras_object(config, custom_objects=None, safe_mode=True)`. */
function checkDeserialize(call: CallFact, context: PythonContext): void {
  const safeMode = argumentOf(call, 'safe_mode', 2);
  if (safeMode === undefined || truthOf(safeMode.value) !== false || isDefault(safeMode.value)) return;
  const edit = setArgument(context, call, safeMode, 'safe_mode', 'True');
  context.report({
    range: safeMode.range,
    message: 'Keras runs any code hidden in this configuration (safe_mode=False).',
    fixes: edit ? [{ title: 'Set safe_mode=True', safety: 'unsafe', edits: [edit] }] : [],
  });
}

function checkYaml(call: CallFact, context: PythonContext): void {
  if (call.args.length > 0)
    context.report({
      range: call.range,
      severity: 'warning',
      message: 'model_from_yaml runs any code named in the YAML (CVE-2021-37678).',
    });
}
