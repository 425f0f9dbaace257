import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { isAtLeast } from '../../../analysis/versions';

/** A call that trains a model without telling a tracker by itself. */
export interface Training {
  readonly call: CallFact;
  readonly kind: 'trainer' | 'estimator' | 'keras' | 'loop';
  /** Library, as `sklearn`. */
  readonly library: string;
  /** Of a trainer, where its arguments are made. */
  readonly settings: CallFact | null;
}

/** What is fitted to data and is no model. */
const PREPARES =
  /^sklearn\.(?:preprocessing|feature_extraction|feature_selection|decomposition|impute|compose|random_projection|manifold|kernel_approximation|covariance|model_selection\.(?!GridSearchCV|RandomizedSearchCV|Halving))/;
const ESTIMATOR = /^(sklearn|xgboost|lightgbm|catboost)\.[\w.]+\(\)\.fit$/;
const KERAS = /^(?:tensorflow\.)?keras\.[\w.]+\(\)\.fit$/;
const TRAINER = /^(?:transformers|trl)\.[\w.]*Trainer\(\)\.train$/;
const SETTINGS = /^(?:transformers|trl)\.[\w.]*(?:TrainingArguments|Config)$/;

/** What a call trains; null where it trains nothing, or nobody can tell whether it is tracked. */
export function trainingOf(call: CallFact, context: PythonContext): Training | null {
  const { callee } = call;
  const library = callee.replace(/^tensorflow\.(?=keras)/, '').split('.')[0]!;
  const of = (kind: Training['kind'], settings: CallFact | null = null): Training => ({
    call,
    kind,
    library,
    settings,
  });
  if (TRAINER.test(callee)) {
    const settings = untrackedSettings(context);
    return settings && of('trainer', settings);
  }
  if (ESTIMATOR.test(callee)) return PREPARES.test(callee) ? null : of('estimator');
  if (/^(?:xgboost|lightgbm)\.train$/.test(callee)) return argumentOf(call, 'callbacks') ? null : of('estimator');
  if (KERAS.test(callee)) return argumentOf(call, 'callbacks') || call.open ? null : of('keras');
  return isTrainingLoop(call, context.facts) ? { ...of('loop'), library: 'torch' } : null;
}

/**
 * The one call that makes the arguments of a trainer, when these turn trackers off, or leave them off: since transformers 5.0
 * nothing is told by default, before that every tracker that is installed.
 */
function untrackedSettings(context: PythonContext): CallFact | null {
  const [settings, ...others] = context.facts.calls.filter(
    ({ callee }) => SETTINGS.test(callee) && !/Bits|Peft|Lora|Generation|Auto/.test(callee),
  );
  if (!settings || others.length > 0 || settings.open || settings.spreadKeys.length > 0) return null;
  const given = argumentOf(settings, 'report_to')?.value;
  if (given === undefined) return isAtLeast(context, '5.0', 'transformers') ? settings : null;
  const isOff =
    given.kind === 'none' ||
    stringOf(given) === 'none' ||
    (given.kind === 'sequence' && given.complete && given.items.length === 0);
  // `None` was "all" up to version 4.
  return isOff && (given.kind !== 'none' || isAtLeast(context, '5.0', 'transformers')) ? settings : null;
}

/** `loss.backward()` and `optimizer.step()` in one loop of one function. */
function isTrainingLoop(call: CallFact, { calls, semantics }: PythonFacts): boolean {
  if (!/\.backward$/.test(call.callee) || /^(?:autograd|numpy)\./.test(call.callee)) return false;
  const loop = semantics.suitesAround(call.range).find(({ kind }) => kind === 'for' || kind === 'while');
  return (
    loop !== undefined &&
    calls.some(
      ({ callee, scope, range, expression }) =>
        scope === call.scope &&
        range.start >= loop.range.start &&
        range.end <= loop.range.end &&
        /\.step$/.test(callee) &&
        /opt|scaler/i.test(`${callee} ${expression.parts[0]?.dotted ?? ''}`),
    )
  );
}

/** Whether a call stands where a program starts: at the margin, also of a notebook, under `__main__`, or in a function that is called like it. */
export function isEntry(call: CallFact, { facts: { semantics } }: PythonContext): boolean {
  const around = semantics.functionAround(call.scope);
  if (around === null) return true;
  return (
    around.owner === null &&
    around.name !== null &&
    /^_?(?:main|run|train|fit|fine_?tune|do_train)(?:_|$)/i.test(around.name)
  );
}

const SAVES = /(?:^|\.)(?:save|save_pretrained|save_model|save_weights|push_to_hub|save_state|dump)$/;

/** Whether the same function saves a model. */
export const savesBeside = (call: CallFact, { calls }: PythonFacts): boolean =>
  calls.some(
    ({ callee, scope }) =>
      scope === call.scope && SAVES.test(callee) && !/^(?:json|yaml|toml|numpy|matplotlib|PIL)\b/.test(callee),
  );
