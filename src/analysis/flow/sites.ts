import type { ScopeId } from '../../core/semantics';
import type { Flow, FlowNode } from './flow-node';

/** A node of a flow, and from where in the program it is used there. */
export interface HoldingSite {
  readonly node: FlowNode;
  readonly scope: ScopeId;
  /** Offset before which something has to happen to count. */
  readonly at: number;
  /** The argument by which a caller gives it; null for what the function itself holds. */
  readonly given: FlowNode | null;
  /** Whether it is what a function of the project returns: names in it may stand for something else at each call. */
  readonly returned: boolean;
}

/** The nodes of a flow that stand in the file it was asked about: seen from the use, or from the call that gives the value. */
export function sitesOf(
  { nodes }: Flow,
  use: { readonly scope: ScopeId; readonly at: number },
): readonly HoldingSite[] {
  const known = new Map<FlowNode, HoldingSite>();
  const sites: HoldingSite[] = [];
  for (const node of nodes) {
    const { expression, into, path } = node;
    const before = into && known.get(into);
    // Behind a parameter is what a caller gives, or a default.
    const crosses = into !== null && into.owner !== null;
    const site: HoldingSite = {
      node,
      scope: crosses ? expression.scope : (before?.scope ?? use.scope),
      at: crosses ? expression.start : (before?.at ?? use.at),
      given: crosses ? node : (before?.given ?? null),
      returned: !crosses && (before?.returned === true || isReturned(into)),
    };
    known.set(node, site);
    if (path === null) sites.push(site);
  }
  return sites;
}

const isReturned = (into: FlowNode | null): boolean => into?.call != null && into.world.calledBy(into.call) !== null;
