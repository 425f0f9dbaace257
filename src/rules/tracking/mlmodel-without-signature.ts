import { hasMlmodelSignature } from '../../readers/mlflow/mlmodel';
import { rangeOf } from '../../core/range';
import { defineRule } from '../../core/rule';
import { fileText } from '../../project/questions/file-text';
import { isShippedStore } from './stores/shipped';

export default defineRule({
  id: 'mlmodel-without-signature',
  severity: 'info',
  category: 'tracking',
  title: 'MLflow model without a signature',
  cwe: 1287,
  docs: {
    what: 'An `MLmodel` file in the project has no `signature`: what the model takes and gives was not recorded when it was logged. Models below folders of tests, fixtures and examples are not reported.',
    why: 'MLflow then checks nothing of what it is given: columns in another order or of another type give wrong predictions instead of an error. Unity Catalog refuses such a model.',
    fix: 'Log it again with `input_example=` or `signature=`, or add one with `mlflow.models.set_signature`.',
    references: ['https://mlflow.org/docs/latest/ml/model/signatures/'],
  },
  listen: {
    documents: {
      'model-file': {
        check({ path }, context) {
          if (!/(?:^|\/)MLmodel$/.test(path) || isShippedStore(path)) return;
          const text = context.project.ask(fileText, path);
          if (typeof text !== 'string' || !/^flavors:/m.test(text) || hasMlmodelSignature(text)) return;
          context.report({
            range: rangeOf(0, 0),
            message: 'This model has no signature: nothing checks what it is given.',
          });
        },
      },
    },
  },
});
