import type { FlowSource } from '../../../analysis/flow/sources';
import { heldIdentityOf } from '../../../analysis/models/same-id';
import type { Thing } from '../../../core/finding';
import type { Argument } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';

/**
 * What is run is one thing wherever a function runs it: the same text (`result = eval(code)` or else `exec(code)`), or parts of one
 * file's data.
 */
export function executedThing(
  { expression }: Argument,
  at: Range,
  { facts: { semantics } }: PythonContext,
  source: FlowSource | null = null,
): { readonly thing: Thing } | null {
  const from = source?.kind === 'data' && `${source.node.path ?? ''} ${source.node.expression.start}`;
  const what = from || heldIdentityOf(expression, semantics);
  return what === null
    ? null
    : {
        thing: {
          name: `run in ${expression.scope}: ${what}`,
          at,
          here: from ? 'Something else that comes from there is run here, too.' : 'The same is run here, too.',
          weight: 1,
        },
      };
}
