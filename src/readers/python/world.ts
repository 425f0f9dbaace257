import { rangeOf, type Range } from '../../core/range';
import type { Value } from '../../core/value';
import type { Evaluator } from './evaluator';
import type { Outside } from './outside';
import type { Program } from './program';
import type { Resolver } from './resolver';
import type { Expressions } from './semantics/expressions';
import type { Syntax } from './syntax';

/** What the facts of one program are worked out from. */
export interface World {
  readonly program: Program;
  readonly resolver: Resolver;
  readonly evaluator: Evaluator;
  readonly outside: Outside | undefined;
  readonly expressions: Expressions;
  /** What the mappings that are spread into calls hold. */
  readonly mappings: Map<Syntax, Value>;
}

/** The range alone, without the syntax that has it. */
export const bareRange = (range: Range): Range => rangeOf(range.start, range.end);
