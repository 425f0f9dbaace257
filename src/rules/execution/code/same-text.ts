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
  const here = from ? 'Something else that comes from there is run here, too.' : 'The same is run here, too.';
  return what === null ? null : thingRun(`run in ${expression.scope}: ${what}`, at, here);
}

/**
 * The same command that a function gives to a shell in several places, as on each platform in its own way. A fix mends all places of one
 * thing: what has none is a thing of its own.
 */
export function sameCommand(
  { expression }: Argument,
  at: Range,
  { facts: { semantics } }: PythonContext,
  fixable: boolean,
): { readonly thing: Thing } | null {
  const what = heldIdentityOf(expression, semantics);
  const name = `shell in ${expression.scope}: ${what}${fixable ? '' : ' without a fix'}`;
  return what === null ? null : thingRun(name, at, 'The same command is run here, too.');
}

const thingRun = (name: string, at: Range, here: string): { readonly thing: Thing } => ({
  thing: { name, at, here, weight: 1 },
});
