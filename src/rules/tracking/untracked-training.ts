import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { fixesFor } from './training/tracking-fixes';
import { isEntry, savesBeside, trainingOf, type Training } from './training/entries';
import { hasEvidence, TRACKERS_NAMED, usedTracker } from './training/evidence';

/** A program that names a tracker tells it what it does, or says that it does not. */
const UNTRACKED = { not: new RegExp(`\\b(?:${TRACKERS_NAMED})\\b`) };
const KEPT = ['save', 'dump', 'push_to_hub'];

export default defineRule({
  id: 'untracked-training',
  severity: 'info',
  category: 'tracking',
  title: 'Training that is not tracked',
  cwe: 778,
  docs: {
    what: 'A script or notebook trains a model and saves it, but tells no experiment tracker, in a project that uses one (MLflow, Weights & Biases, Trackio, Comet, Neptune, ClearML, Aim, DVCLive, SwanLab among its requirements). Reported are trainers of transformers and TRL, estimators of scikit-learn, XGBoost, LightGBM and CatBoost, Keras models, and loops with `backward()` and `step()`. Trainers of transformers track by themselves up to version 4; since 5.0 `report_to` is "none". What Lightning and Ultralytics train is not reported, as they log by default; neither are programs that import a tracker themselves or through a module of the project.',
    why: 'Of the saved model nobody can say with which parameters, data and code it was made, so it can be neither repeated nor audited, while the other runs of the project can.',
    fix: 'Call `mlflow.autolog()` before training, pass `report_to="mlflow"` to the training arguments, or log with the tracker that the project uses. The quick fix does the first two where they fit; it is marked unsafe because it makes the program write to a tracking store. Raw PyTorch loops and CatBoost have no autolog.',
    references: [
      'https://mlflow.org/docs/latest/ml/tracking/autolog/',
      'https://huggingface.co/docs/transformers/main_classes/callback',
    ],
  },
  listen: {
    calls: [
      { callees: ['transformers.**.train', 'trl.**.train'], anywhere: UNTRACKED, beside: KEPT, check },
      {
        callees: [
          'sklearn.**.fit',
          'xgboost.**.fit',
          'lightgbm.**.fit',
          'catboost.**.fit',
          'keras.**.fit',
          'tensorflow.keras.**.fit',
        ],
        anywhere: UNTRACKED,
        beside: KEPT,
        check,
      },
      { callees: ['xgboost.train', 'lightgbm.train'], anywhere: UNTRACKED, beside: KEPT, check },
      { callees: ['**.backward'], anywhere: UNTRACKED, beside: [...KEPT, 'step'], check },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const training = trainingOf(call, context);
  if (training === null || !isEntry(call, context) || isLater(training, context)) return;
  if (!savesBeside(call, context.facts) || hasEvidence(context)) return;
  const tracker = usedTracker(context);
  if (tracker === null) return;
  context.report({
    range: call.calleeRange,
    message: `This training is not tracked, although the project uses ${tracker.title}.`,
    fixes: fixesFor(training, tracker, context),
  });
}

/** Whether another training of the program comes before: one finding tells of all. */
const isLater = ({ call }: Training, context: PythonContext): boolean =>
  context.facts.calls.some(
    (each) => each.range.start < call.range.start && trainingOf(each, context) !== null && isEntry(each, context),
  );
