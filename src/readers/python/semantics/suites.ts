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
      return wayOut(block.children[block.children.length - 1], all, scope) !== null;
    },
    get leavesFunction() {
      return wayOut(block.children[block.children.length - 1], all, scope) === 'function';
    },
  };
}

const LEAVES: ReadonlyMap<string, 'function' | 'loop'> = new Map([
  ['raise_statement', 'function'],
  ['return_statement', 'function'],
  ['continue_statement', 'loop'],
  ['break_statement', 'loop'],
]);

/** What a statement leaves for good; null for one after which it goes on. */
function wayOut(last: Syntax | undefined, all: Expressions, scope: ScopeId): 'function' | 'loop' | null {
  const known = last && LEAVES.get(last.kind);
  if (known) return known;
  const [only] = last?.kind === 'expression_statement' ? last.children : [];
  return only?.kind === 'call' &&
    /^(?:sys\.exit|exit|quit|os\._exit|os\.abort)$/.test(all.of(only, scope).parts[0]?.qualified ?? '')
    ? 'function'
    : null;
}
