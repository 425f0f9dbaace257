import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';
import type { BindingFact, Expression } from '../../../core/semantics';

/** Methods that put what they are given into what they are called on. */
const CHANGES = /^(?:append|appendleft|extend|insert|add|update|setdefault|write|writelines|put|push)$/;
/** Changes of one name that are looked at. */
export const MOST_CHANGES = 24;

/** What a change puts into what a name holds. */
export const changed = (name: string, at: number, value: Expression): BindingFact => ({
  kind: 'change',
  name,
  at,
  value,
  index: null,
  key: null,
  qualified: null,
  owner: null,
});

/** What calls of `changesIn` put into what a name holds; of the last of them. */
export const changedBy = (name: string, calls: readonly CallFact[]): readonly BindingFact[] =>
  calls
    .slice(-MOST_CHANGES)
    .flatMap((call) => call.args.map(({ expression }) => changed(name, call.range.end, expression)));

/** Calls that put something into what a name holds, by that name. */
export function changesIn(calls: readonly CallFact[]): ReadonlyMap<string, readonly CallFact[]> {
  const changes = new Map<string, CallFact[]>();
  for (const call of calls) {
    if (!CHANGES.test(lastNameOf(call.callee))) continue;
    const [callee] = call.expression.parts;
    const holder = callee?.kind === 'attribute' && CHANGES.test(callee.name) ? callee.parts[0]?.dotted : null;
    if (typeof holder !== 'string') continue;
    const list = changes.get(holder);
    if (list) list.push(call);
    else changes.set(holder, [call]);
  }
  return changes;
}
