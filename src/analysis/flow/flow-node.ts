import type { CallFact, Semantics } from '../../core/python-facts';
import type { Expression, FunctionFact } from '../../core/semantics';

/** A place that a value comes through on its way. */
export interface FlowNode {
  readonly expression: Expression;
  /** The call that the expression is; null for one whose result holds nothing of what it is given. */
  readonly call: CallFact | null;
  /** What the names of its file mean. */
  readonly world: Semantics;
  /** The file of the project that it stands in; null for the document itself. */
  readonly path: string | null;
  /**
   * `step`: what it comes from is followed. `parameter`: nobody here gives it, or somebody outside may. `reference`: something that is
   * imported or built in. `unknown`: a name that nothing here binds.
   */
  readonly kind: 'step' | 'parameter' | 'reference' | 'unknown';
  /** The function whose parameter it is. */
  readonly owner: FunctionFact | null;
  /** Where it goes to next; null for the expression that was asked about. */
  readonly into: FlowNode | null;
}

/** All that an expression may be made of. */
export interface Flow {
  /** The nearest first. */
  readonly nodes: readonly FlowNode[];
  /** Whether the budget ended before all was followed. */
  readonly cut: boolean;
}

/** The way of a value from where it comes to the expression that was asked about: the places that it comes through. */
export function wayOf(node: FlowNode): readonly FlowNode[] {
  const way: FlowNode[] = [];
  for (let at: FlowNode | null = node; at; at = at.into) way.push(at);
  return way;
}
