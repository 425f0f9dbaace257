import { defineRule } from '../../core/rule';
import { KERAS } from './keras/keras-load';

const SWITCHES = [
  ...KERAS.map((keras) => `${keras}.config.enable_unsafe_deserialization`),
  'keras.src.saving.**.enable_unsafe_deserialization',
  'keras.saving.serialization_lib.enable_unsafe_deserialization',
  'keras.src.**.enable_unsafe_deserialization',
];

export default defineRule({
  id: 'keras-unsafe-deserialization',
  severity: 'error',
  category: 'deserialization',
  title: 'Keras safe mode turned off',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: '`keras.config.enable_unsafe_deserialization()` is called.',
    why: 'It turns `safe_mode` off for the whole process: every model that is loaded afterwards, by whatever code, may run the code of its Lambda layers.',
    fix: 'Remove the call. Where one trusted model needs its Lambda layers, replace them by layers of your own that are registered with `keras.saving.register_keras_serializable`.',
    references: ['https://keras.io/api/utils/config_utils/', 'https://keras.io/api/layers/core_layers/lambda/'],
  },
  listen: {
    calls: [
      {
        callees: SWITCHES,
        check(call, context) {
          context.report({
            range: call.range,
            message: 'Every Keras model that is loaded after this call may run code that is hidden in its layers.',
          });
        },
      },
    ],
  },
});
