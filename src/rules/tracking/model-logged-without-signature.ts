import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { setKeyword } from '../../readers/python/edits';
import { ensureMember } from './training/member-import';
import { exampleOf, flavourOf, isSignedByItself, predictionOf, UNSIGNED_FLAVOURS } from './training/logged-models';

export default defineRule({
  id: 'model-logged-without-signature',
  severity: 'info',
  category: 'tracking',
  title: 'Model logged without a signature',
  cwe: 1287,
  docs: {
    what: 'A model is logged or saved with MLflow without `signature=` and without `input_example=`, with a flavour that does not find one out by itself. Models of `mlflow.transformers`, `sentence_transformers` and `diffusers`, and Python models with type hints or from a file, are not reported.',
    why: 'MLflow then checks nothing of what the served model is given: columns in another order or of another type give wrong predictions instead of an error. Unity Catalog refuses such a model. Open-source MLflow does not warn of it since 3.7.',
    fix: 'Pass `input_example=` with a few rows of the training data, from which MLflow infers the signature by predicting once, or `signature=infer_signature(inputs, predictions)`. The quick fix does one of the two where the data is at hand. It is marked unsafe because it keeps rows of the data with the model, or names what the program may have changed since.',
    references: ['https://mlflow.org/docs/latest/ml/model/signatures/'],
  },
  listen: {
    calls: [
      {
        callees: UNSIGNED_FLAVOURS.flatMap((flavour) => [
          `mlflow.${flavour}.log_model`,
          `mlflow.${flavour}.save_model`,
        ]),
        anywhere: /mlflow/,
        beside: ['fit', 'predict'],
        follows: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const has = (name: string): boolean => (argumentOf(call, name)?.value.kind ?? 'none') !== 'none';
  if (call.open || has('signature') || has('input_example') || call.spreadKeys.length > 0) return;
  const flavour = flavourOf(call);
  if (flavour === 'pyfunc' && isSignedByItself(call, context.facts)) return;
  const verb = call.callee.endsWith('log_model') ? 'logged' : 'saved';
  context.report({
    range: call.calleeRange,
    message: `The model is ${verb} without a signature: nothing checks what it is given.`,
    fixes: fixesOf(call, flavour, context),
  });
}

function fixesOf(call: CallFact, flavour: string, context: PythonContext): readonly Fix[] {
  const { facts } = context;
  const fixes: Fix[] = [];
  const example = exampleOf(call, flavour, facts);
  const given = example === null ? null : setKeyword(facts, call, 'input_example', `${example}[:5]`);
  if (given) fixes.push({ title: `Add input_example=${short(example!)}[:5]`, safety: 'unsafe', edits: [given] });
  const predicted = predictionOf(call, facts);
  if (!given && predicted !== null) {
    const { name, edits } = ensureMember(context, 'mlflow.models', 'infer_signature', call.range);
    const signed = setKeyword(facts, call, 'signature', `${name}(${predicted.inputs}, ${predicted.outputs})`);
    if (signed)
      fixes.push({
        title: 'Add a signature inferred from the predictions',
        safety: 'unsafe',
        edits: [...edits, signed],
      });
  }
  return fixes;
}

const short = (name: string): string => (name.length <= 20 ? name : `${name.slice(0, 19)}…`);
