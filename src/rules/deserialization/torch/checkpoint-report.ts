import { lastNameOf } from '../../../core/callee-pattern';
import type { Fix, Severity } from '../../../core/finding';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { setKeyword } from '../../../readers/python/edits';
import { relatedOf, type Origin } from '../../../analysis/flow/origin';
import { hashCheckFix } from '../../../analysis/flow/verification';
import { milder } from '../../../analysis/models/reporting';
import { weightsOnlySafety } from './weights-only-fix';
import { checkpointSeverityOf, describeFile } from '../origins/judgement';

/** How a checkpoint comes to be unpickled. */
export interface Unpickling {
  /** What the sentence ends with, in brackets: `weights_only=False`. */
  readonly why: string;
  /** What an ordinary source deserves. */
  readonly full: Severity;
  /** The call takes `weights_only=True`. */
  readonly canSet: boolean;
  /** The file holds objects of classes as a rule: a checkpoint of a trainer. */
  readonly always?: boolean;
  /** Another version would load it safely. */
  readonly doubtful: boolean;
}

/** Reports a load that unpickles, with its fixes. */
export function reportCheckpoint(
  call: CallFact,
  value: Value | undefined,
  origin: Origin,
  context: PythonContext,
  { why, full, canSet, doubtful, always = false }: Unpickling,
): void {
  const edit = canSet ? setKeyword(context.facts, call, 'weights_only', 'True') : null;
  const file = argumentOf(call, 'f', 0)?.expression;
  const safety = edit && weightsOnlySafety(call, file, context);
  const off = argumentOf(call, 'weights_only') !== undefined;
  const fixes: Fix[] = [];
  if (edit && safety)
    fixes.push({ title: 'Set weights_only=True', safety: off || always ? 'unsafe' : safety, edits: [edit] });
  const check = hashCheckFix(context, call, value);
  if (check) fixes.push(check);
  context.report({
    range: call.range,
    severity: milder(checkpointSeverityOf(origin, full), doubtful ? 'warning' : 'error'),
    message: `${loaderNameOf(call)} runs any code hidden in ${describeFile(origin)} (${why}).`,
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
