import type { CallFact, Semantics } from '../../core/python-facts';
import { contains, rangeOf } from '../../core/range';
import type { Expression } from '../../core/semantics';
import { truthOf } from '../../core/value';
import { decisionsAround } from './decisions';

/**
 * Whether a call is never made: `load(path) if keras else other(path)`, where a constant of the same function says no. A constant of the
 * module is a switch that somebody may turn.
 */
export const isNeverReached = ({ range, statement }: CallFact, world: Semantics): boolean =>
  decisionsAround(range, world).some(({ condition, holds }) => {
    const truth = contains(statement, condition) ? truthHere(condition, world) : undefined;
    return truth !== undefined && truth !== holds;
  });

/** Whether what ends at one offset and what begins at a later one never run one after the other: they stand in branches of one `if`, and no loop comes back to it. */
export function isOtherwise(earlier: number, later: number, world: Semantics): boolean {
  const suites = world.suitesAround(rangeOf(earlier - 1, earlier));
  const shared = suites.findIndex(({ range }) => range.start <= later && later < range.end);
  const apart = shared < 0 ? suites : suites.slice(0, shared);
  const around = shared < 0 ? [] : suites.slice(shared);
  return (
    !around.some(({ kind }) => kind === 'for' || kind === 'while') &&
    apart.some(
      ({ kind, statement }) => /^(?:if|elif|else)$/.test(kind) && statement.start <= later && later < statement.end,
    )
  );
}

function truthHere(condition: Expression, world: Semantics): boolean | undefined {
  const { kind, parts, value } = condition;
  if (kind === 'constant') return truthOf(value);
  if (kind === 'not' && parts[0]) {
    const truth = truthHere(parts[0], world);
    return truth === undefined ? undefined : !truth;
  }
  if (kind !== 'name' || world.functionAround(condition.scope) === null) return undefined;
  const [only, other] = world.bindingsOf(condition);
  return only?.kind === 'assignment' &&
    !other &&
    only.value?.kind === 'constant' &&
    only.value.scope === condition.scope
    ? truthOf(only.value.value)
    : undefined;
}
