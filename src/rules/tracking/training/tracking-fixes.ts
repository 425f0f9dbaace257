import type { Fix } from '../../../core/finding';
import type { PythonContext } from '../../../core/rule';
import { ensureImport, setKeyword, statementBefore } from '../../../readers/python/edits';
import type { Training } from './entries';
import type { UsedTracker } from './evidence';

/** Libraries that `mlflow.autolog()` patches. Source: mlflow/tracking/fluent.py, `autolog`. */
const AUTOLOGGED = new Set(['sklearn', 'xgboost', 'lightgbm', 'keras']);

/** What makes a training tell the tracker of the project, where one line does. */
export function fixesFor(training: Training, tracker: UsedTracker, context: PythonContext): readonly Fix[] {
  const { call, settings, library } = training;
  if (settings !== null) {
    const edit =
      tracker.reportTo === null ? null : setKeyword(context.facts, settings, 'report_to', `"${tracker.reportTo}"`);
    return edit ? [{ title: `Report to ${tracker.title}`, safety: 'unsafe', edits: [edit] }] : [];
  }
  if (tracker.title !== 'MLflow' || !AUTOLOGGED.has(library)) return [];
  const { name, edits } = ensureImport(context, 'mlflow', call.statement);
  const line = statementBefore(context.facts, call.statement, `${name}.autolog()`);
  return line ? [{ title: 'Call mlflow.autolog() before it', safety: 'unsafe', edits: [...edits, line] }] : [];
}
