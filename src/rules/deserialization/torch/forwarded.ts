import { changedArgument } from '../../../core/changed-argument';
import { argumentsFor } from '../../../analysis/flow/arguments';
import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { handsKeywordsOn, parameterOf } from '../fallback/attempts';
import { calledAs } from '../pickle/handed-on';
import { bottomOf } from '../fallback/same-value';

/** Calls of one function that are looked at. */
const MOST_CALLS = 40;

/**
 * The calls of a function that leaves to its callers how it loads, each as the call of `torch.load` that it comes to:
 * `def load(path, **options): return torch.load(path, **options)`.
 */
export function forwardedLoads(
  load: CallFact,
  facts: PythonFacts,
): readonly { readonly caller: CallFact; readonly load: CallFact }[] {
  const { semantics } = facts;
  const around = load.open ? semantics.functionAround(load.scope) : null;
  const file = argumentOf(load, 'f', 0);
  if (!file || !around || around.scope !== load.scope || !handsKeywordsOn(load, around, facts, 'weights_only'))
    return [];
  const parameter = parameterOf(bottomOf(file.expression, facts), around, facts);
  if (!parameter) return [];
  return semantics
    .callsTo(around)
    .slice(0, MOST_CALLS)
    .flatMap((call) => {
      const [given] = argumentsFor(call, around, parameter, semantics);
      const loaded = call.args.find(({ expression }) => expression === given);
      if (!loaded) return [];
      const said = [...call.args, ...load.args].filter(
        (argument) => argument.name !== null && argument !== loaded && argument !== file,
      );
      const args = [changedArgument(loaded, { name: null, position: 0 }), ...said];
      return [{ caller: call, load: calledAs(call, load.callee, args) }];
    });
}
