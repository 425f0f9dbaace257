import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { KERAS } from './keras/keras-load';

const LAYERS = KERAS.flatMap((keras) => [`${keras}.layers.Lambda`, `${keras}.layers.core.Lambda`]);

export default defineRule({
  id: 'keras-lambda-layer',
  severity: 'info',
  category: 'deserialization',
  title: 'Keras Lambda layer',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A Keras `Lambda` layer wraps a Python `lambda`.',
    why: 'The lambda is saved in the model as compiled Python code. Such a model loads only with `safe_mode=False`, which lets any file that people load run code, and it breaks between Python versions.',
    fix: 'Use an operation (`keras.ops`, a `Rescaling` or `Resizing` layer), or write your own layer and register it with `keras.saving.register_keras_serializable`.',
    references: [
      'https://keras.io/api/layers/core_layers/lambda/',
      'https://keras.io/guides/serialization_and_saving/',
      'https://nvd.nist.gov/vuln/detail/CVE-2024-3660',
    ],
  },
  listen: {
    calls: [{ callees: LAYERS, check }],
  },
});

/** A function with a name is saved by its name alone; only what has none is saved as code. */
function check(call: CallFact, context: PythonContext): void {
  const made = argumentOf(call, 'function', 0);
  if (!made) return;
  const { expression } = made;
  const [given] = expression.kind === 'name' ? context.facts.semantics.bindingsOf(expression) : [];
  const written = given?.kind === 'assignment' ? given.value : expression;
  if (written?.kind !== 'lambda') return;
  context.report({
    range: call.range,
    message: 'A Lambda layer holds Python code: the model loads only with safe_mode=False.',
  });
}
