import type { Fix, Severity } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { truthOf, type Value } from '../../../core/value';
import { setKeyword } from '../../../readers/python/edits';
import { assignmentsNamed } from '../../../readers/python/fact-index';
import { milder } from '../../../analysis/models/reporting';
import { originOf, relatedOf, type Origin } from '../../../analysis/flow/origin';
import { isTorchPatch } from './torch-patch';
import { hashCheckFix, isVerified } from '../../../analysis/flow/verification';
import { isAtLeast, isBelow, resolved } from '../../../analysis/versions';

/** Three-valued `weights_only`; `default` when the call does not say, `given` when it says something that is not known. */
export type WeightsOnly = 'on' | 'off' | 'default' | 'given';

export function weightsOnlyOf(argument: Argument | undefined, call: CallFact): WeightsOnly {
  if (!argument) return call.open ? 'given' : 'default';
  const truth = truthOf(argument.value);
  // A parameter that happens to be None or False by default is the caller's choice; a default of False is another finding.
  if (truth === undefined || ('via' in argument.value && argument.value.via === 'default')) return 'given';
  if (argument.value.kind === 'none') return 'default';
  return truth ? 'on' : 'off';
}

/** `torch.load(f, map_location=None, pickle_module=None, *, weights_only=…)`. */
export function checkTorchLoad(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'f', 0);
  if (!file && !call.open) return;
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only'), call);
  const pickleModule = argumentOf(call, 'pickle_module', 2);
  const ownPickle = pickleModule !== undefined && isOwnPickle(pickleModule.value);
  const version = resolved(context, 'torch');
  if (setting === 'given' && !ownPickle) return;
  if (setting === 'on') return ownPickle ? undefined : checkBypass(call, version, context);
  // A function that stands in for torch.load is told of as such.
  if (setting === 'off' && isTorchPatch(call, context.facts)) return;
  if (setting === 'default' && !ownPickle && isAtLeast(context, '2.6', 'torch') && !isForced(context)) return;
  const origin = originOf(file?.value, call, context.facts);
  if ((origin.kind === 'own' && origin.memory) || isVerified(call, file?.value, context)) return;
  const why =
    setting === 'off'
      ? 'with weights_only=False'
      : ownPickle
        ? 'with a pickle_module of its own, which turns weights_only off in every version'
        : isForced(context)
          ? 'because TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD turns weights_only off'
          : version === null
            ? 'unless torch is 2.6 or later, and no version of torch is resolved here'
            : `because the resolved torch ${version} is older than 2.6, where weights_only became the default`;
  const doubtful = setting === 'default' && !ownPickle && version === null && !isForced(context);
  report(
    call,
    file?.value,
    origin,
    why,
    setting === 'off' || ownPickle ? 'error' : doubtful ? doubtfully(origin) : 'warning',
    context,
    !ownPickle,
    doubtful,
  );
}

/** A module that is named; a parameter, which is None more often than not, is the caller's choice. */
const isOwnPickle = (value: Value): boolean =>
  (value.kind === 'reference' && !value.name.includes('weights_only')) ||
  (value.kind === 'result' && !value.callee.includes('weights_only'));

/** Without a version of torch, a file that is named here is worth a warning, one that comes from elsewhere less. */
const doubtfully = (origin: Origin): Severity =>
  origin.kind === 'parameter' ? 'hint' : origin.kind === 'unknown' ? 'info' : 'warning';

/** Reports a load that unpickles, with its fixes; `full` is what an ordinary source deserves, `doubtful` says that another version would load it safely. */
export function report(
  call: CallFact,
  value: Value | undefined,
  origin: Origin,
  why: string,
  full: Severity,
  context: PythonContext,
  canSet: boolean,
  doubtful = false,
): void {
  const edit = canSet ? setKeyword(context.facts, call, 'weights_only', 'True') : null;
  const off = argumentOf(call, 'weights_only') !== undefined;
  // A plain state dict is tensors only, so nothing is refused; any other checkpoint may hold objects that are.
  const plain = /(?:^|\.)load_state_dict$/.test(call.outerCallee ?? '') && !off;
  const fixes: Fix[] = [];
  if (edit) fixes.push({ title: 'Set weights_only=True', safety: plain ? 'safe' : 'unsafe', edits: [edit] });
  const check = hashCheckFix(context, call, value);
  if (check) fixes.push(check);
  const last = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const name =
    last === 'load'
      ? call.callee.includes('Fabric()')
        ? 'Fabric.load'
        : 'torch.load'
      : /^(?:fit|validate|test|predict)$/.test(last)
        ? `Trainer.${last}`
        : last;
  context.report({
    range: call.range,
    severity: milder(severityOf(origin, full), doubtful ? 'warning' : 'error'),
    message: `${name} runs any code that is hidden in ${describe(origin)}, ${why}.`,
    related: relatedOf(origin),
    fixes,
  });
}

export function severityOf(origin: Origin, full: Severity): Severity {
  if (origin.kind === 'own') return 'hint';
  if (origin.kind === 'remote') return origin.pinned ? milder(full, 'warning') : 'error';
  return full;
}

export function describe(origin: Origin): string {
  switch (origin.kind) {
    case 'remote':
      return origin.from.includes('://') ? 'the file it downloads' : 'the file that was downloaded';
    case 'file':
      return `${JSON.stringify(origin.path)}`;
    case 'own':
      return 'the file, should anybody replace what this code wrote';
    default:
      return 'what it is given';
  }
}

/** weights_only=True was not always a protection; said only where the version is known. */
function checkBypass(call: CallFact, version: string | null, context: PythonContext): void {
  if (version === null || !isBelow(version, '2.10')) return;
  const [advisory, fixed] = isBelow(version, '2.6') ? ['CVE-2025-32434', '2.6'] : ['CVE-2026-24747', '2.10'];
  context.report({
    range: call.range,
    severity: 'info',
    message: `torch.load with weights_only=True can still be made to run code by a crafted file in the resolved torch ${version} (${advisory}); torch ${fixed} fixes that.`,
  });
}

const isForced = (context: PythonContext): boolean =>
  assignmentsNamed(context.facts, 'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD').some(
    (fact) => fact.value.kind === 'string' && /^(?:1|y|yes|true)$/i.test(fact.value.value),
  );
