import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';

/** Flavours that keep the model, or parts of it, as a pickle. */
const FLAVOURS = ['pyfunc', 'sklearn', 'pytorch', 'statsmodels', 'langchain', 'pmdarima', 'lightgbm', 'dspy', 'shap'];

/** Flavours that may keep it as skops instead; the list of trusted types then comes from the model's own `MLmodel` file. */
const SKOPS = /^(?:sklearn|lightgbm)\./;

const BUCKET = /^(?:gs|s3|abfss?|dbfs):\/\//i;

export default defineRule({
  id: 'unsafe-mlflow-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Pickled MLflow model',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A model is loaded with an MLflow flavour that unpickles it (`mlflow.pyfunc`, `mlflow.sklearn`, `mlflow.pytorch`, …).',
    why: "These flavours store the model as a pickle (cloudpickle), and `pyfunc` also runs the Python code that was logged with it. A model that MLflow stores as skops (`serialization_format=\"skops\"`, the default of `mlflow.sklearn` since 3.14) is no safer: skops loads only types that the code trusts, but MLflow reads the list of trusted types from the model's own `MLmodel` file, so the model's author decides what may run. From a URL or a download that is someone else's code; from a registry or run it is code of anyone who may log models there, which is a hint. A name without a fixed version is reported by `unpinned-model-revision`.",
    fix: 'Load by version (`models:/name/3`) from a tracking server that requires a login, and limit who may register models. Log models in a format that contains no code, with a flavour that loads it as such: ONNX with `mlflow.onnx`, a booster with `mlflow.xgboost`; skops inside MLflow is not one. Since MLflow 3.18 `MLFLOW_ALLOW_MODEL_CODE_EXECUTION=false` refuses every model that names code, pyfunc models and pickles included; before that, `MLFLOW_ALLOW_PICKLE_DESERIALIZATION=false` refuses pickles only. Outside MLflow, a skops file is safe with a list of types in your own code: `skops.io.load(path, trusted=[…])`. There is no quick fix: stored data must be converted to another format first.',
    references: [
      'https://mlflow.org/docs/latest/ml/model/',
      'https://mlflow.org/docs/latest/api_reference/python_api/mlflow.pyfunc.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: FLAVOURS.map((flavour) => `mlflow.${flavour}.load_model`),
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: (call, context) => check(call, context, 0),
      },
      {
        callees: ['mlflow.pyfunc.spark_udf'],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: (call, context) => check(call, context, 1),
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext, position: number): void {
  const model = argumentOf(call, 'model_uri', position);
  if (!model) return;
  const text = stringOf(model.value);
  // Without a fixed version it is another rule's; one finding is enough.
  if (text !== undefined && /^models:/.test(text) && !/\/\d+$|\/m-[0-9a-f]{32}$/.test(text)) return;
  const origin = originOf(model.value, call, context.facts);
  if (isVerified(call, model.value, context)) return;
  const name = call.callee.slice('mlflow.'.length);
  // What MLflow downloads for itself is what it would load.
  const remote = origin.kind === 'remote' && !/^mlflow\./.test(origin.from);
  const bucket = origin.kind === 'remote' && BUCKET.test(origin.from);
  context.report({
    range: call.range,
    severity: !remote ? 'hint' : origin.pinned || bucket ? 'warning' : 'error',
    related: remote ? relatedOf(origin) : [],
    message: `mlflow.${name} ${SKOPS.test(name) ? 'trusts the types that the model lists' : 'unpickles the model'}: ${bucket ? 'whoever can write to the bucket runs code here' : remote ? 'code hidden in the download runs here' : text === undefined || /^(?:models|runs|mlflow-artifacts):/.test(text) ? 'whoever logged it runs code here' : 'whoever can write the folder runs code here'}.`,
  });
}
