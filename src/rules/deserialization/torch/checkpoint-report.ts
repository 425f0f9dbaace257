import { lastNameOf } from '../../../core/callee-pattern';
import type { Fix, Severity } from '../../../core/finding';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { setKeyword } from '../../../readers/python/edits';
import { relatedOf, type Origin } from '../../../analysis/flow/origin';
import { hashCheckFix } from '../../../analysis/flow/verification';
import { milder } from '../../../analysis/models/reporting';
import { checkpointSeverityOf, describeFile } from '../origins/judgement';

/** How a checkpoint comes to be unpickled. */
export interface Unpickling {
  /** The end of the sentence: `with weights_only=False`. */
  readonly why: string;
  /** What an ordinary source deserves. */
  readonly full: Severity;
  /** The call takes `weights_only=True`. */
  readonly canSet: boolean;
  /** Another version would load it safely. */
  readonly doubtful: boolean;
}

/** Reports a load that unpickles, with its fixes. */
export function reportCheckpoint(
  call: CallFact,
  value: Value | undefined,
  origin: Origin,
  context: PythonContext,
  { why, full, canSet, doubtful }: Unpickling,
): void {
  const edit = canSet ? setKeyword(context.facts, call, 'weights_only', 'True') : null;
  const off = argumentOf(call, 'weights_only') !== undefined;
  // A plain state dict is tensors only, so nothing is refused; any other checkpoint may hold objects that are.
  const plain = /(?:^|\.)load_state_dict$/.test(call.outerCallee ?? '') && !off;
  const fixes: Fix[] = [];
  if (edit) fixes.push({ title: 'Set weights_only=True', safety: plain ? 'safe' : 'unsafe', edits: [edit] });
  const check = hashCheckFix(context, call, value);
  if (check) fixes.push(check);
  context.report({
    range: call.range,
    severity: milder(checkpointSeverityOf(origin, full), doubtful ? 'warning' : 'error'),
    message: `${loaderNameOf(call)} runs any code that is hidden in ${describeFile(origin)}, ${why}.`,
    related: relatedOf(origin),
    fixes,
  });
}

function loaderNameOf({ callee }: CallFact): string {
  const last = lastNameOf(callee);
  if (last === 'load' && !callee.includes('cloud_io'))
    return callee.includes('Fabric()') ? 'Fabric.load' : 'torch.load';
  return /^(?:fit|validate|test|predict)$/.test(last) ? `Trainer.${last}` : last;
}
