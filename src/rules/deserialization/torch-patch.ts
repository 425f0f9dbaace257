import type { CallFact, PythonFacts } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import { stringOf, type Value } from '../../core/value';

const TORCH_LOAD = /^torch\.(?:serialization\.)?load$/;
const REPLACERS = /(?:^|\.)(?:setattr|patch|object)$/;

/** Whether a call stands in the function or lambda that the program puts in the place of `torch.load`. */
export function isTorchPatch(call: CallFact, facts: PythonFacts): boolean {
  const isHere = (value: Value, range: Range): boolean => contains(range, call.range) || (call.functionName !== null && value.kind === 'reference' && value.name === `.${call.functionName}`);
  if (facts.assignments.some((fact) => fact.role === 'attribute' && TORCH_LOAD.test(fact.target) && isHere(fact.value, fact.valueRange))) return true;
  return facts.calls.some((other) => other !== call && REPLACERS.test(other.callee) && replacesLoad(other) && other.args.some((argument) => isHere(argument.value, argument.valueRange)));
}

/** `setattr(torch, "load", …)`, `mock.patch("torch.load", …)`, `monkeypatch.setattr(torch, "load", …)`. */
function replacesLoad(call: CallFact): boolean {
  const [first, second] = call.args;
  if (TORCH_LOAD.test(stringOf(first?.value) ?? '')) return true;
  return first?.value.kind === 'reference' && /^torch(?:\.serialization)?$/.test(first.value.name) && stringOf(second?.value) === 'load';
}
