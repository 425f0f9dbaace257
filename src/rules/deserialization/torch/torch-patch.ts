import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { contains, type Range } from '../../../core/range';
import { stringOf, type Value } from '../../../core/value';
import { callsOf, once } from '../../../readers/python/fact-index';

const TORCH_LOAD = /^torch\.(?:serialization\.)?load$/;
const REPLACERS = /(?:^|\.)(?:setattr|patch|object)$/;

/** Whether a call stands in the function or lambda that the program puts in the place of `torch.load`. */
export function isTorchPatch(call: CallFact, facts: PythonFacts): boolean {
  const isHere = (value: Value, range: Range): boolean =>
    contains(range, call.range) ||
    (call.functionName !== null && value.kind === 'reference' && value.name === `.${call.functionName}`);
  if (assignedOf(facts).some((fact) => isHere(fact.value, fact.valueRange))) return true;
  return callsOf(facts, replacesLoad).some(
    (other) => other !== call && other.args.some((argument) => isHere(argument.value, argument.valueRange)),
  );
}

/** `torch.load = …` */
const assignedOf = once((facts: PythonFacts) =>
  facts.assignments.filter((fact) => fact.role === 'attribute' && TORCH_LOAD.test(fact.target)),
);

/** `setattr(torch, "load", …)`, `mock.patch("torch.load", …)`, `monkeypatch.setattr(torch, "load", …)`. */
function replacesLoad(call: CallFact): boolean {
  if (!REPLACERS.test(call.callee)) return false;
  const [first, second] = call.args;
  if (TORCH_LOAD.test(stringOf(first?.value) ?? '')) return true;
  return (
    first?.value.kind === 'reference' &&
    /^torch(?:\.serialization)?$/.test(first.value.name) &&
    stringOf(second?.value) === 'load'
  );
}
