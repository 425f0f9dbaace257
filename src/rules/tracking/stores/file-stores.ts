import { isAtLeast, isBelow, resolved } from '../../../analysis/versions';
import type { Severity } from '../../../core/finding';
import type { Context } from '../../../core/rule';
import { fileText } from '../../../project/questions/file-text';

const DISTRIBUTIONS = ['mlflow', 'mlflow-skinny'] as const;

/** Whether an address of a tracking store is a folder: `file:…`, or a path. Source: mlflow/tracking/_tracking_service/utils.py. */
export const isFileStoreAddress = (address: string): boolean =>
  /^file:/i.test(address) ||
  (/^(?:\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/]|(?:[\w.-]{1,60}\/){0,9}mlruns\/?$)/.test(address) && !/[{}$]/.test(address));

/** How much a store of files matters, by the version of MLflow that the project resolves to; null for nothing. */
export function severityOfFileStore(context: Context): Severity | null {
  const version = resolved(context, ...DISTRIBUTIONS);
  if (version !== null) return isBelow(version, '3.7') ? null : isBelow(version, '3.13') ? 'hint' : 'warning';
  return isAtLeast(context, '3.13', ...DISTRIBUTIONS) ? 'warning' : 'hint';
}

/** Whether the project says in its `.env` that it wants them. */
export const allowsFileStore = (context: Context): boolean =>
  /^[ \t]*(?:export[ \t]+)?MLFLOW_ALLOW_FILE_STORE[ \t]*=[ \t]*["']?(?:true|1)\b/im.test(
    context.project.ask(fileText, '.env') ?? '',
  );
