import type { Severity } from '../../../core/finding';
import type { Argument, CallFact } from '../../../core/python-facts';
import { isDefault, truthOf } from '../../../core/value';

/** Why a call unpickles, and how much that counts: null where another version would not. */
export interface TorchWeakness {
  readonly why: string;
  readonly full: Severity | null;
}

/** Three-valued `weights_only`; `default` when the call does not say, `given` when it says something that is not known. */
export type WeightsOnly = 'on' | 'off' | 'default' | 'given';

export function weightsOnlyOf(argument: Argument | undefined, call: CallFact): WeightsOnly {
  if (!argument) return call.open ? 'given' : 'default';
  const truth = truthOf(argument.value);
  // A parameter that happens to be None or False by default is the caller's choice; a default of False is another finding.
  if (truth === undefined || isDefault(argument.value)) return 'given';
  if (argument.value.kind === 'none') return 'default';
  return truth ? 'on' : 'off';
}
