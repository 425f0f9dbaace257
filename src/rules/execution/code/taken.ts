import { flowInto } from '../../../analysis/flow/flow';
import type { Flow } from '../../../analysis/flow/flow-node';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { sourcesIn, type FlowSource, type SourceKind } from '../../../analysis/flow/sources';
import type { Argument, PythonFacts } from '../../../core/python-facts';

/** What a call is given, followed back. */
export interface Taken {
  readonly flow: Flow;
  readonly sources: readonly FlowSource[];
  has(...kinds: readonly SourceKind[]): boolean;
}

export function takenBy(
  { expression }: Pick<Argument, 'expression'>,
  { semantics }: Pick<PythonFacts, 'semantics'>,
  transfer = MADE_OF,
): Taken {
  const flow = flowInto(expression, semantics, transfer);
  const sources = sourcesIn(flow);
  return { flow, sources, has: (...kinds) => sources.some(({ kind }) => kinds.includes(kind)) };
}
