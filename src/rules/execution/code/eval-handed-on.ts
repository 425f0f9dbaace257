import { lastNameOf } from '../../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { Value } from '../../../core/value';
import type { Flow } from '../../../analysis/flow/flow-node';

/** `eval` where it is handed to a call instead of being called. */
export const HANDED_EVAL = {
  triggers: ['eval'],
  near: { before: /(?:^|[^.\w])$/, after: /^(?!\s*\(|\w)/ },
} as const;

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

/** `frame["labels"].apply(lambda text: eval(text))`: whether a function is called with each value of what is not written here. */
export const isEachValue = ({ nodes }: Flow): boolean =>
  nodes.some(
    ({ kind, owner, world }) =>
      kind === 'parameter' &&
      owner !== null &&
      world
        .handedOn(owner)
        .some(
          ({ call, argument }) =>
            EACH.test(lastNameOf(call.callee)) &&
            argument.position === 0 &&
            call.args.every((other) => other === argument || other.value.kind !== 'sequence'),
        ),
  );

const isEval = (value: Value): boolean => value.kind === 'reference' && value.name === 'eval';
