import { shortened } from '../../../analysis/secrets/shortened';
import type { Severity } from '../../../core/finding';
import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import type { Origin } from '../../../analysis/flow/origin';
import { isVerified } from '../../../analysis/flow/verification';
import { milder } from '../../../analysis/models/reporting';

/** Whether what is loaded never left the process, or is checked before. */
export const isHarmlessOrigin = (
  origin: Origin,
  call: CallFact,
  value: Value | undefined,
  context: PythonContext,
): boolean => (origin.kind === 'own' && origin.memory) || isVerified(call, value, context);

/** Error from the network, hint where the caller decides or the code reads back its own file, else `full`. */
export function severityOf(origin: Origin, full: Severity): Severity {
  if (origin.kind === 'own') return 'hint';
  if (origin.kind === 'remote') return origin.pinned ? 'warning' : 'error';
  return origin.kind === 'parameter' ? milder(full, 'hint') : full;
}

/** The same of a checkpoint, where it counts in full that the caller passes the file. */
export function checkpointSeverityOf(origin: Origin, full: Severity): Severity {
  if (origin.kind === 'own') return 'hint';
  if (origin.kind === 'remote') return origin.pinned ? milder(full, 'warning') : 'error';
  return full;
}

/** How a message calls the file that is loaded: `"model.pkl"`, `what it is given`. */
export function describeFile(origin: Origin): string {
  switch (origin.kind) {
    case 'remote':
      return origin.from.includes('://') ? 'the file it downloads' : 'the downloaded file';
    case 'file':
      return JSON.stringify(shortened(origin.path));
    case 'own':
      return 'the file, if someone replaces it';
    default:
      return 'the given file';
  }
}

/** How a message calls what is loaded: not all that comes over a network is a file. */
export const describeContent = (origin: Origin): string =>
  origin.kind === 'remote' &&
  !/:\/\/|download|retrieve|get_file|wget|gdown|cached_path|command|copy|artifact/i.test(origin.from)
    ? 'what comes over the network'
    : describeFile(origin);
