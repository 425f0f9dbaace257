import { lastNameOf } from '../../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { contains, textAt } from '../../../core/range';
import type { Value } from '../../../core/value';
import { callsAround } from '../../../readers/python/fact-index';
import type { Trace } from '../../../analysis/flow/trace';

/** How `eval` is written where it is handed to a call instead of being called. */
export const HANDED_EVAL: readonly string[] = ['(eval)', '(eval,', ': eval}', ': eval,', 'type=eval'];

/** Calls that call what they are given with each value of a table or a list. */
const EACH = /^(?:apply|applymap|map|transform|progress_apply|parallel_apply|imap|starmap)$/;
const READERS = /^(?:read_csv|read_table|read_excel)$/;

/** `parser.add_argument("--betas", type=eval)`: the argument that makes each use of the option run. */
export function optionType(call: CallFact): Argument | undefined {
  const type = lastNameOf(call.callee) === 'add_argument' ? argumentOf(call, 'type') : undefined;
  return type && isEval(type.value) ? type : undefined;
}

/** `frame["labels"].apply(eval)`, `map(eval, rows)`, `read_csv(…, converters={"boxes": eval})`: the arguments by which each value of a table runs. */
export function evalsOfEach(call: CallFact): readonly Argument[] {
  const name = lastNameOf(call.callee);
  if (!EACH.test(name) && !READERS.test(name)) return [];
  return call.args.filter(
    ({ name: keyword, position, value }) =>
      (position < 1 && isEval(value)) ||
      (keyword === 'converters' && value.kind === 'dict' && value.entries.some(([, entry]) => isEval(entry))),
  );
}

/** `frame["labels"].apply(lambda text: eval(text))` */
export function isEachValue(trace: Trace, call: CallFact, facts: PythonFacts): boolean {
  return callsAround(facts, call.range).some(
    (around) =>
      EACH.test(lastNameOf(around.callee)) &&
      around.args.some(({ position, valueRange }) => {
        if (position !== 0 || !contains(valueRange, call.range)) return false;
        const parameters = /^lambda\s+([^:]{1,200}):/
          .exec(textAt(facts.text, valueRange))?.[1]
          ?.split(',')
          .map((name) => name.trim().replace(/\s*=[^]*$/, ''));
        return (
          parameters?.some((name) => trace.unknown.includes(name)) === true && around.args[1]?.value.kind !== 'sequence'
        );
      }),
  );
}

const isEval = (value: Value): boolean => value.kind === 'reference' && value.name === 'eval';
