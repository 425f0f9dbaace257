import type { Related } from '../../../core/finding';
import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { originOf } from '../../../analysis/flow/origin';
import { isVerified } from '../../../analysis/flow/verification';
import { attemptsIn, attemptsOf, flagOf, mayFail, type Attempt } from './attempts';
import { FAMILIES } from './families';
import type { Danger, Family, LoadVerdict } from './family';
import { runsAfterFailure } from './failure';
import { retryOf } from './retries';
import { isSameValue } from './same-value';
import { triesAnything } from './tried';

/** An unsafe load that takes the place of a safe one when that fails. */
export interface Fallback {
  readonly danger: Danger;
  /** The call that says how it is loaded. */
  readonly call: CallFact;
  /** The call that the failure leads to; null where the same load is tried again. */
  readonly led: CallFact | null;
  readonly related: readonly Related[];
  readonly absorbs: readonly string[];
}

/** Safe loads before an unsafe one that are looked at. */
const MOST_BEFORE = 24;

/** The first fallback that a load is, by the switches that it has. */
export function fallbackOf(load: CallFact, context: PythonContext): Fallback | null {
  if (!triesAnything(context.facts)) return null;
  for (const family of FAMILIES) {
    if (!family.isLoad(load)) continue;
    const found = retriedUnsafely(load, family, context) ?? afterSafe(load, family, context);
    if (found) return found;
  }
  return null;
}

/** A loop that tries the same load with the switch on, then off. */
function retriedUnsafely(load: CallFact, family: Family, context: PythonContext): Fallback | null {
  const retry = retryOf(load, family, context.facts);
  const verdicts = retry?.settings.map((setting) => family.judge(load, setting, context)) ?? [];
  const first = verdicts.findIndex((verdict) => verdict?.safe);
  const danger =
    first < 0 ? undefined : verdicts.slice(first + 1).find((verdict) => verdict?.danger && !verdict.safe)?.danger;
  if (!danger || isOwn(load, load, family, context)) return null;
  return { danger, call: load, led: null, related: [], absorbs: family.absorbs };
}

/** A load that comes after a safe one of the same value, when that failed. */
function afterSafe(load: CallFact, family: Family, context: PythonContext): Fallback | null {
  const { facts } = context;
  if (isSafeAnyway(load, family, context) || !mayFail(facts).of(family)) return null;
  for (const attempt of attemptsOf(load, family, facts)) {
    const verdict = verdictOf(attempt, family, context);
    if (!verdict?.danger) continue;
    const safe = safeBefore(attempt, verdict, family, context);
    if (!safe || isOwn(attempt.call, load, family, context)) continue;
    const { call, chosenBy } = attempt;
    return {
      danger: verdict.danger,
      call: chosenBy,
      led: call,
      related: [
        { range: safe.call.range, message: 'This is the safe load.' },
        ...(call === chosenBy ? [] : [{ range: call.range, message: 'When that fails, it is called here.' }]),
      ],
      absorbs: family.absorbs,
    };
  }
  return null;
}

/** Whether the call itself says how it loads, whoever leads there, and that is no danger. */
function isSafeAnyway(load: CallFact, family: Family, context: PythonContext): boolean {
  const flag = flagOf(load, family);
  return flag?.kind === 'constant' && !family.judge(load, flag.value, context)?.danger;
}

const verdictOf = ({ load, setting, open }: Attempt, family: Family, context: PythonContext): LoadVerdict | null =>
  open ? null : family.judge(load, setting, context);

function safeBefore(attempt: Attempt, verdict: LoadVerdict, family: Family, context: PythonContext): Attempt | null {
  const { facts } = context;
  const before = attemptsIn(attempt.call.scope, family, facts).filter(
    (other) => other.call.range.end <= attempt.call.range.start,
  );
  return (
    before
      .slice(-MOST_BEFORE)
      .findLast(
        (other) =>
          isAlike(other.load, attempt.load, family) &&
          isSameValue(other.value, attempt.value, facts) &&
          isSaferThan(verdictOf(other, family, context), other, verdict, attempt) &&
          runsAfterFailure(other.call, attempt.call, facts, family.fetches === true),
      ) ?? null
  );
}

/** What a library does by itself only counts against a call of the same function that says something else. */
function isSaferThan(safe: LoadVerdict | null, other: Attempt, { explicit }: LoadVerdict, attempt: Attempt): boolean {
  if (!safe?.safe) return false;
  return safe.explicit || (explicit && other.load.callee === attempt.load.callee);
}

function isAlike(a: CallFact, b: CallFact, { mixed }: Family): boolean {
  if (mixed) return true;
  if (lastNameOf(a.callee) !== lastNameOf(b.callee)) return false;
  const receiver = ({ callee, expression }: CallFact): string | null | undefined =>
    callee.startsWith('?') ? expression.parts[0]?.dotted : '';
  return receiver(a) === receiver(b);
}

/** A file that this function wrote, or whose hash is checked before. */
function isOwn(call: CallFact, load: CallFact, family: Family, context: PythonContext): boolean {
  if (!family.files) return false;
  const loaded = family.loaded(load)?.value;
  const argument = call === load ? loaded : call.args[0]?.value;
  return originOf(argument, call, context.facts).kind === 'own' || isVerified(call, argument, context);
}
