import type { Safety } from '../../../core/finding';
import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { allowedVersions } from '../../../project/questions/locks';
import { isBelow, resolved } from '../../../analysis/versions';
import { endingOf } from '../origins/path-ending';

/** The torch in which `torch.load` got weights_only; before, the keyword goes to the unpickler, which refuses it. Source: release notes of 1.13. */
export const SINCE_LOAD = '1.13';
/** The same of `load_state_dict_from_url`. */
export const SINCE_URL_LOAD = '2.3';

/**
 * How sure it is that a load goes on working with `weights_only=True`; null where no version that the project allows knows it.
 * Safe is only what is handed as it is to `load_state_dict`, so that it can be nothing but a state: a checkpoint of a trainer
 * (`.ckpt`), an archive of old (`.tar`), and the state of a scheduler hold objects of classes.
 */
export function weightsOnlySafety(
  call: CallFact,
  file: Expression | undefined,
  context: PythonContext,
  since = SINCE_LOAD,
): Safety | null {
  const version = resolved(context, 'torch');
  const range = version === null ? context.project.ask(allowedVersions, 'torch') : null;
  if (version !== null ? isBelow(version, since) : range?.below != null && !isBelow(since, range.below)) return null;
  const old = range?.atLeast != null && isBelow(range.atLeast, since);
  return !old && isPlainState(call, context) && !/\.(?:ckpt|tar)$/i.test(endingOf(file, context.facts))
    ? 'safe'
    : 'unsafe';
}

/** `model.load_state_dict(torch.load(…))`: what is loaded itself, and neither a part of it nor what its methods give. */
function isPlainState(call: CallFact, { facts }: PythonContext): boolean {
  if (!/(?:^|\.)load_state_dict$/.test(call.outerCallee ?? '')) return false;
  const outer = facts.semantics
    .expressionsAround(call.range)
    .find(({ kind, start, end }) => kind === 'call' && (start !== call.range.start || end !== call.range.end));
  const [callee, ...given] = outer?.parts ?? [];
  const receiver = callee?.parts[0];
  return (
    given.some(({ start, end }) => start === call.range.start && end === call.range.end) &&
    !/sched/i.test(receiver?.dotted ?? receiver?.name ?? '')
  );
}
