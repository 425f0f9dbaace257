import { experimentOf } from '../../analysis/tracking/run-store';
import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import type { Severity } from '../../core/finding';
import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type ConfigContext, type Context, type PythonContext } from '../../core/rule';
import { isDefault, stringOf, type Value } from '../../core/value';
import { replaceWith } from '../../readers/python/edits';
import { plainStretch } from '../../readers/python/spelling';
import { allowsFileStore, isFileStoreAddress, severityOfFileStore } from './stores/file-stores';
import { isShippedStore } from './stores/shipped';

const VARIABLE = 'MLFLOW_TRACKING_URI';
const DATABASE = 'sqlite:///mlflow.db';

export default defineRule({
  id: 'file-store-retired',
  severity: 'warning',
  category: 'tracking',
  title: 'File store that MLflow has retired',
  cwe: 477,
  docs: {
    what: 'MLflow is told to keep runs in a folder of files (`file:…`, `./mlruns`), or the project has such a store. It is a warning where the project resolves MLflow to 3.13 or later, a hint where its version is not known or lies between 3.7 and 3.12, and nothing before. With `MLFLOW_ALLOW_FILE_STORE` set nothing is reported.',
    why: 'Since MLflow 3.7 a database is the default, and since 3.13 a file store raises an error: training stops when it wants to log, and runs that were recorded before are not shown.',
    fix: 'Use a database: `sqlite:///mlflow.db` or a tracking server. `mlflow migrate-filestore` takes existing runs along. The quick fix names the database only, as it cannot move the runs.',
    references: ['https://mlflow.org/docs/latest/self-hosting/architecture/backend-store/'],
  },
  listen: {
    calls: [
      {
        callees: ['mlflow.set_tracking_uri', 'mlflow.tracking.set_tracking_uri', 'mlflow.**.MlflowClient'],
        check: checkCall,
      },
    ],
    assignments: { triggers: [VARIABLE], accepts: (name) => name === VARIABLE, check: checkNamed },
    dictItems: { triggers: [VARIABLE], accepts: (name) => name === VARIABLE, check: checkNamed },
    config: { check: checkEntry },
    documents: { config: { check: checkStore } },
    reads: { assignments: ['MLFLOW_ALLOW_FILE_STORE'] },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  const address = argumentOf(call, call.callee.endsWith('Client') ? 'tracking_uri' : 'uri', 0);
  if (address) checkAddress(address.value, context);
}

function checkNamed(fact: AssignmentFact | DictItemFact, context: PythonContext): void {
  if (('key' in fact ? fact.key : fact.name) === VARIABLE) checkAddress(fact.value, context);
}

function checkAddress(value: Value, context: PythonContext): void {
  const address = stringOf(value);
  if (address === undefined || !isFileStoreAddress(address)) return;
  if (context.facts.assignments.some(({ name }) => name === 'MLFLOW_ALLOW_FILE_STORE')) return;
  const written = context.facts.semantics.expressionAt(value.kind === 'unknown' ? value.range : value.origin);
  const stretch = written?.kind === 'text' ? plainStretch(written) : null;
  const edit = stretch?.text === address ? replaceWith(rangeOf(stretch.start, stretch.end), DATABASE) : null;
  report(context, isDefault(value) ? 'hint' : null, { range: value.range, edit });
}

function checkEntry(entry: ConfigEntry, context: ConfigContext): void {
  const isSet = entry.key === VARIABLE || (entry.key === 'value' && isNamed(entry, context.facts));
  if (isSet && isFileStoreAddress(entry.value))
    report(context, null, { range: entry.valueRange, edit: replaceWith(entry.valueRange, DATABASE) });
}

/** `- name: MLFLOW_TRACKING_URI` and `value: …` of Kubernetes. */
const isNamed = ({ keys }: ConfigEntry, { entries }: ConfigFacts): boolean =>
  entries.some(
    (each) =>
      each.key === 'name' &&
      each.value === VARIABLE &&
      each.keys.length === keys.length &&
      each.keys.slice(0, -1).every((key, index) => key === keys[index]),
  );

/** A store that is there: told at its first experiment, which every store has. */
function checkStore(facts: ConfigFacts, context: Context): void {
  const experiment = experimentOf(facts);
  if (experiment === null || !/(?:^|\/)0$/.test(experiment) || isShippedStore(facts.path)) return;
  report(context, null, { range: rangeOf(0, 0), edit: null });
}

function report(
  context: Context,
  most: Severity | null,
  {
    range,
    edit,
  }: { readonly range: { start: number; end: number }; readonly edit: ReturnType<typeof replaceWith> | null },
): void {
  const severity = severityOfFileStore(context);
  if (severity === null || allowsFileStore(context)) return;
  context.report({
    range,
    severity: most ?? severity,
    message:
      severity === 'warning'
        ? 'MLflow 3.13 and later refuse stores of files: logging raises an error here.'
        : 'Stores of files are retired: MLflow 3.13 and later refuse them.',
    fixes: edit ? [{ title: `Use ${DATABASE}`, safety: 'unsafe', edits: [edit] }] : [],
  });
}
