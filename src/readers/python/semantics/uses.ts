import type { ScopeId } from '../../../core/semantics';
import type { Program } from '../program';
import type { Syntax } from '../syntax';

/** Where a name is read or written. */
export interface UseOfName {
  readonly node: Syntax;
  readonly scope: ScopeId;
}

/** Kinds of nodes whose first child is a name that is no use of a variable: of a keyword, of what a header declares. */
const NAMED_FIRST =
  /^(?:keyword_argument|default_parameter|typed_default_parameter|typed_parameter|function_definition|class_definition)$/;

/** Names by the places at which they stand for a variable. Members of objects, keywords and names of parameters are none. Source: the Python language reference, 4.2. */
export function usesIn(program: Program): ReadonlyMap<string, readonly UseOfName[]> {
  const uses = new Map<string, UseOfName[]>();
  const queue: UseOfName[] = [{ node: program.root, scope: 0 }];
  for (let at = queue.pop(); at; at = queue.pop()) {
    const { node, scope } = at;
    const { kind, children } = node;
    const opened = program.opened.get(node);
    if (kind === 'identifier') {
      const name = program.textOf(node);
      const list = uses.get(name);
      if (list) list.push(at);
      else uses.set(name, [at]);
      continue;
    }
    children.forEach((child, index) => {
      const isNoUse =
        child.kind === 'identifier' &&
        ((index === 0 && NAMED_FIRST.test(kind)) || (index > 0 && kind === 'attribute') || kind === 'parameters');
      if (isNoUse) return;
      queue.push({
        node: child,
        scope: opened !== undefined && (child.kind === 'block' || kind === 'lambda') ? opened : scope,
      });
    });
  }
  return uses;
}
