import type { ScopeId, SuiteFact } from '../../../core/semantics';
import type { RawSuite } from '../scopes';
import type { Syntax } from '../syntax';
import { bareRange } from '../world';
import type { Expressions } from './expressions';

export function suiteOf({ kind, block, statement, test, failed, scope }: RawSuite, all: Expressions): SuiteFact {
  return {
    kind,
    range: bareRange(block),
    statement: bareRange(statement),
    scope,
    get test() {
      return test ? all.of(test, scope) : null;
    },
    get failed() {
      return failed.map((node) => all.of(node, scope));
    },
    get leaves() {
      return leaves(block.children[block.children.length - 1], all, scope);
    },
  };
}

const LEAVES = new Set(['raise_statement', 'return_statement', 'continue_statement', 'break_statement']);

function leaves(last: Syntax | undefined, all: Expressions, scope: ScopeId): boolean {
  if (!last) return false;
  if (LEAVES.has(last.kind)) return true;
  const [only] = last.kind === 'expression_statement' ? last.children : [];
  return (
    only?.kind === 'call' &&
    /^(?:sys\.exit|exit|quit|os\._exit|os\.abort)$/.test(all.of(only, scope).parts[0]?.qualified ?? '')
  );
}
