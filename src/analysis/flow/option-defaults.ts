import { argumentOf } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import { flowInto, type Transfer } from './flow';
import type { FlowNode } from './flow-node';
import { SAME_VALUE } from './same-value';

const PARSES = /(?:^|\.)parse_(?:known_)?args$/;

/** What holds the options of a command line: one of the two that `parse_known_args()` gives, too. */
const HOLDER: Transfer = {
  ...SAME_VALUE,
  parts: (expression) => (expression.kind === 'sequence' ? expression.parts : SAME_VALUE.parts(expression)),
};

/**
 * What `args.host` holds unless the command line says otherwise: the default of its option, where a parser made `args`, by whatever
 * function and under whatever name. Null where that is not known. Source: argparse, `default`.
 */
export function optionDefaultOf({ expression, world }: FlowNode): Expression | null {
  const { kind, name, parts } = expression;
  const [holder] = parts;
  if (kind !== 'attribute' || !holder) return null;
  const [option, other] = world.optionsOf(name);
  const preset = option && !other ? argumentOf(option, 'default')?.expression : undefined;
  if (!preset) return null;
  const isParsed = flowInto(holder, world, HOLDER).nodes.some(({ call }) => call !== null && PARSES.test(call.callee));
  return isParsed ? preset : null;
}
