import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';

/** Flavours that log no signature unless they are told one. Source: mlflow/models/model.py, `Model.log`, and the flavours. */
export const UNSIGNED_FLAVOURS: readonly string[] = [
  'sklearn',
  'xgboost',
  'lightgbm',
  'catboost',
  'pytorch',
  'tensorflow',
  'keras',
  'onnx',
  'statsmodels',
  'prophet',
  'pmdarima',
  'spacy',
  'h2o',
  'paddle',
  'fastai',
  'pyfunc',
];

/** Flavours whose models take what they were fitted with, so that its first rows are an example. */
const FITTED = new Set(['sklearn', 'xgboost', 'lightgbm', 'catboost']);

export const flavourOf = ({ callee }: CallFact): string => callee.split('.').at(-2)!;

/**
 * Whether a Python model says itself what it takes: by type hints, or in a file that nobody looks into here. A class of another file may
 * have them; a loader's module is one.
 */
export function isSignedByItself(call: CallFact, { semantics }: PythonFacts): boolean {
  if (argumentOf(call, 'loader_module')) return true;
  const model = argumentOf(call, 'python_model');
  if (!model || model.value.kind === 'string') return true;
  const called = semantics.functions.find(({ name }) => name !== null && name === model.expression.name);
  if (called) return called.parameters.some(({ annotation }) => annotation !== null);
  const own = semantics.classOf(model.expression);
  if (!own) return true;
  const predict = semantics.functions.find(({ name, owner }) => name === 'predict' && owner?.scope === own.scope);
  return (
    !predict ||
    predict.parameters.some(({ name, annotation }) => name !== 'self' && name !== 'context' && annotation !== null)
  );
}

/** The data that the logged model was fitted with just before, as the program names it; null where that is not plain. */
export function exampleOf(call: CallFact, flavour: string, facts: PythonFacts): string | null {
  if (!FITTED.has(flavour)) return null;
  const fit = lastCallOf('fit', modelIn(call), call, facts);
  return fit ? nameOf(argumentOf(fit, 'X', 0)?.expression) : null;
}

/** Names of what the model was given to predict, and of what it said. */
export function predictionOf(
  call: CallFact,
  facts: PythonFacts,
): { readonly inputs: string; readonly outputs: string } | null {
  const predict = lastCallOf('predict', modelIn(call), call, facts);
  const inputs = predict ? nameOf(argumentOf(predict, 'X', 0)?.expression) : null;
  const given = facts.assignments.findLast(
    ({ valueRange, role }) =>
      role === 'variable' &&
      predict &&
      valueRange.start === predict.range.start &&
      valueRange.end === predict.range.end,
  );
  return inputs !== null && given ? { inputs, outputs: given.target } : null;
}

/** The model by the name that it is handed over under. */
const modelIn = (call: CallFact): string | null =>
  nameOf(
    (
      call.args.find(({ name }) => name !== null && /^(?:sk|xgb|lgb|cb|pytorch|onnx)?_?model$/.test(name)) ??
      call.args.find(({ position }) => position === 0)
    )?.expression,
  );

const nameOf = (expression: Expression | undefined): string | null =>
  expression?.kind === 'name' && /^[A-Za-z_]\w*$/.test(expression.name) ? expression.name : null;

/** The last call of a method of the model before the call, in the same scope; names that were given something else since are left alone. */
function lastCallOf(
  method: string,
  model: string | null,
  { scope, range }: CallFact,
  { calls, assignments }: PythonFacts,
): CallFact | null {
  if (model === null) return null;
  const found = calls.findLast(
    (each) =>
      each.scope === scope &&
      each.range.end <= range.start &&
      each.expression.parts[0]?.dotted === `${model}.${method}`,
  );
  if (!found) return null;
  const data = nameOf(argumentOf(found, 'X', 0)?.expression);
  const isChanged = assignments.some(
    ({ target, range: at }) =>
      (target === model || target === data) && at.start > found.range.end && at.end <= range.start,
  );
  return isChanged ? null : found;
}
