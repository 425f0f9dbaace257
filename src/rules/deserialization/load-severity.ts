import type { Severity } from '../../core/finding';
import { milder } from '../models/reporting';
import type { Origin } from './origin';

/** How bad it is to load something that runs code: an error from the network, `full` for a file, a hint where the caller decides or the code reads back its own file. */
export function loadSeverity(origin: Origin, full: Severity): Severity {
  switch (origin.kind) {
    case 'own': return 'hint';
    case 'remote': return origin.pinned ? 'warning' : 'error';
    case 'parameter': return milder(full, 'hint');
    default: return full;
  }
}
