import type { Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';

/** Nodes of one question, and of all questions about one document together. */
const MOST_NODES = 1500;
const MOST_OF_ALL = 400_000;
/** Places that are remembered as not followed to their end. */
const MOST_PLACES = 20;

/** What following values in one document has cost. */
export class Budget {
  nodes = 0;
  readonly places: Expression[] = [];

  /** Whether a question that has so many nodes may have another. */
  affords(nodes: number): boolean {
    return nodes < MOST_NODES && this.nodes < MOST_OF_ALL;
  }

  /** The way of an expression was not followed to its end. */
  left(expression: Expression): void {
    if (this.places.length < MOST_PLACES) this.places.push(expression);
  }
}

const BUDGETS = new WeakMap<Semantics, Budget>();

export function budgetOf(world: Semantics): Budget {
  let budget = BUDGETS.get(world);
  if (!budget) BUDGETS.set(world, (budget = new Budget()));
  return budget;
}

/** Whether following values in a document ended because there were too many. */
export const isSpent = (world: Semantics): boolean => budgetOf(world).nodes >= MOST_OF_ALL;

/** Expressions of a document whose ways were not followed to their end, because they come too many ways; the first few. */
export const unfollowedIn = (world: Semantics): readonly Expression[] => BUDGETS.get(world)?.places ?? [];
