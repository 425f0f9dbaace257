import type { Range } from '../../../core/range';
import type { Binding, RawCall, Site } from '../scopes';

/** Where a walk over the syntax stands. */
export interface Walk extends Site {
  readonly block: Range;
  readonly outer: RawCall | null;
  /** Directly below an expression statement: a string here is no value. */
  readonly expression?: boolean;
  /** First statement of its suite: a string here is a docstring. */
  readonly first?: boolean;
  /** The comprehension around. */
  readonly region?: Range;
}

/** The same place in a block of its own. */
export const inside = ({ scope, statement, functionName, outer, expression, first }: Walk, block: Range): Walk => ({
  scope,
  statement,
  functionName,
  block,
  outer,
  expression,
  first,
});

/** The same place; most often it is so already. */
export const asExpression = (walk: Walk, expression: boolean): Walk =>
  (walk.expression ?? false) === expression
    ? walk
    : {
        scope: walk.scope,
        statement: walk.statement,
        functionName: walk.functionName,
        block: walk.block,
        outer: walk.outer,
        expression,
        first: walk.first,
      };

/** All bindings have the same form: there are very many of them. */
export const placed = (
  {
    kind,
    at,
    value,
    annotation,
    index,
    qualified,
    opens,
    source,
    through,
    key,
    region,
  }: Omit<Binding, 'block' | 'scope'>,
  { block, scope }: Walk,
): Binding => ({ kind, at, block, value, annotation, index, qualified, opens, scope, source, through, key, region });

/** The place as facts have it. */
export const site = (walk: Walk): Site => ({
  scope: walk.scope,
  statement: walk.statement,
  functionName: walk.functionName,
});
