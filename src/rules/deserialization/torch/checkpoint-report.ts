import { lastNameOf } from '../../../core/callee-pattern';
import type { Fix, Severity } from '../../../core/finding';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { setKeyword } from '../../../readers/python/edits';
import { relatedOf, type Origin } from '../../../analysis/flow/origin';
import { hashCheckFix } from '../../../analysis/flow/verification';
import { capital, milder } from '../../../analysis/models/reporting';
import type { LoadedFile } from '../../../analysis/artifacts/loaded-file';
import { shortened } from '../../../analysis/secrets/shortened';
import { isBelow, resolved } from '../../../analysis/versions';
import { knownContent, withContent } from '../origins/known-content';
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
  const content = knownContent(origin, value, context);
  const isKnown = content !== null && loadsWeightsOnly(content, context);
  const fixes: Fix[] = [];
  if (edit && safety)
    fixes.push(
      isKnown
        ? { title: 'Set weights_only=True: the file loads with it', safety: 'safe', edits: [edit] }
        : { title: 'Set weights_only=True', safety: off || always ? 'unsafe' : safety, edits: [edit] },
    );
  const check = hashCheckFix(context, call, value);
  if (check) fixes.push(check);
  const report = {
    range: call.range,
    severity: milder(checkpointSeverityOf(origin, full), doubtful ? 'warning' : 'error'),
    message: `${loaderNameOf(call)} runs any code hidden in ${describeFile(origin)} (${why}).`,
    related: relatedOf(origin),
    fixes,
  };
  const told = withContent(report, loaderNameOf(call), origin, content);
  const stop = content?.known.weightsOnly?.stoppedBy;
  if (isKnown && edit)
    context.report({ ...told, message: `${capital(describeFile(origin))} loads with weights_only=True: say so.` });
  else if (stop) context.report({ ...told, detail: `weights_only=True would refuse the file: ${shortened(stop, 80)}` });
  else context.report(told);
}

/** The answer of the restricted unpickler is that of torch 2.6 and later; what it takes before is not known. */
const loadsWeightsOnly = ({ known }: LoadedFile, context: PythonContext): boolean => {
  const version = resolved(context, 'torch');
  return (
    known.verdict === 'safe' && known.weightsOnly?.accepts === true && (version === null || !isBelow(version, '2.6'))
  );
};

function loaderNameOf({ callee }: CallFact): string {
  const last = lastNameOf(callee);
  if (last === 'load' && !callee.includes('cloud_io'))
    return callee.includes('Fabric()') ? 'Fabric.load' : 'torch.load';
  return /^(?:fit|validate|test|predict)$/.test(last) ? `Trainer.${last}` : last;
}
