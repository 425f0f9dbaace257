import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { contains } from '../../../core/range';
import { callsInside } from '../../../readers/python/fact-index';
import type { Listeners } from '../../../core/rule';
import type { Expression, FunctionFact } from '../../../core/semantics';
import { loadsOf } from './pickle-load';
import { loader } from './pickle-loaders';

const LOADERS = [loader(['*.*Unpickler*'], ['file'])];
const LOADS = loadsOf(
  LOADERS,
  (call, what) => `${lastNameOf(call.callee)} refuses no class: it runs any code hidden in ${what}.`,
);

/** Unpicklers of the program that look classes up elsewhere, most often for another device, and refuse none. */
export const OWN_UNPICKLERS: NonNullable<Listeners['calls']>[number] = {
  callees: LOADS.callees,
  triggers: ['Unpickler('],
  check: (call, context) => {
    if (refusesNothing(call, context.facts)) LOADS.check(call, context);
  },
};

/** Names by which some classes are let through and others are not. */
const CHOOSES = /allow|safe|permit|whitelist|trusted|forbid|reject|block/i;
const LOOKS_UP = /(?:^|\.)(?:find_class|getattr|import_module|__import__)$/;
const REFUSES = /(?:Error|Exception)$/;
const UNPICKLER = /(?:^|\.)_?Unpickler$/;
/** Parts of one expression that are looked at. */
const MOST_PARTS = 60;

function refusesNothing(call: CallFact, facts: PythonFacts): boolean {
  const { semantics } = facts;
  const own = semantics.classes.find(({ name }) => `.${name}` === call.callee);
  if (!own || own.bases.length !== 1 || !UNPICKLER.test(own.bases[0]!.qualified)) return false;
  const method = semantics.functions.find(({ name, owner }) => name === 'find_class' && owner?.scope === own.scope);
  if (!method) return !facts.assignments.some(({ scope, name }) => scope === own.scope && name === 'find_class');
  const calls = callsInside(facts, method.range);
  return !chooses(method, calls, semantics) && calls.some(({ callee }) => LOOKS_UP.test(callee));
}

/** A method that refuses something: it raises, or asks whether a class is on a list. */
function chooses(method: FunctionFact, calls: readonly CallFact[], { suites }: PythonFacts['semantics']): boolean {
  if (calls.some(({ callee }) => REFUSES.test(callee) || CHOOSES.test(lastNameOf(callee)))) return true;
  const own = suites.filter(({ range }) => contains(method.range, range));
  if (own.some(({ exit }) => exit === 'raise')) return true;
  const asked = [
    ...own.flatMap(({ test }) => (test ? [test] : [])),
    ...method.returns,
    ...calls.map(({ expression }) => expression),
  ];
  return asked.some((expression) => mentionsChoice(expression));
}

function mentionsChoice(expression: Expression): boolean {
  const queue = [expression];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const { kind, name, parts, pieces } = queue[i]!;
    if ((kind === 'name' || kind === 'attribute') && CHOOSES.test(name)) return true;
    if (pieces.some(({ text }) => CHOOSES.test(text))) return true;
    queue.push(...parts);
  }
  return false;
}
