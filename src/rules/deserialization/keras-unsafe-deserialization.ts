import { defineRule } from '../../core/rule';
import { withoutStatement } from '../../readers/python/edits';
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
    why: 'It turns off `safe_mode` for the whole process: every model loaded afterwards, by any code, may run the code in its Lambda layers.',
    fix: 'Remove the call. If one trusted model needs its Lambda layers, replace them with your own layers, registered with `keras.saving.register_keras_serializable`. The quick fix removes the call; it is never applied automatically, because models that need it no longer load.',
    references: ['https://keras.io/api/utils/config_utils/', 'https://keras.io/api/layers/core_layers/lambda/'],
  },
  listen: {
    calls: [
      {
        callees: SWITCHES,
        check(call, context) {
          const { range, statement } = call;
          const isAlone = range.start === statement.start && range.end === statement.end;
          const edit = isAlone ? withoutStatement(context.facts, statement) : null;
          context.report({
            range: call.range,
            message: 'From here on, Keras runs any code hidden in the layers of a model.',
            fixes: edit ? [{ title: 'Remove the call', safety: 'unsafe', edits: [edit] }] : [],
          });
        },
      },
    ],
  },
});
