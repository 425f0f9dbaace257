import type { ScopeId, SuiteExit, SuiteFact } from '../../../core/semantics';
import type { RawSuite } from '../scopes';
import type { Syntax } from '../syntax';
import { bareRange } from '../world';
import type { Expressions } from './expressions';

export function suiteOf(raw: RawSuite, all: Expressions): SuiteFact {
  const { kind, block, statement, test, failed, scope, subject, patterns } = raw;
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
    get match() {
      return subject && patterns
        ? { subject: all.of(subject, scope), patterns: patterns.map((node) => all.of(node, scope)) }
        : null;
    },
    get leaves() {
      return kind === 'assert' || this.exit !== null;
    },
    get exit() {
      return kind === 'assert' ? null : exitOf(block.children[block.children.length - 1], all, scope);
    },
  };
}

const EXITS: ReadonlyMap<string, SuiteExit> = new Map([
  ['raise_statement', 'raise'],
  ['return_statement', 'return'],
  ['continue_statement', 'continue'],
  ['break_statement', 'break'],
]);

function exitOf(last: Syntax | undefined, all: Expressions, scope: ScopeId): SuiteExit | null {
  if (!last) return null;
  const exit = EXITS.get(last.kind);
  if (exit !== undefined) return exit;
  const [only] = last.kind === 'expression_statement' ? last.children : [];
  return only?.kind === 'call' &&
    /^(?:sys\.exit|exit|quit|os\._exit|os\.abort)$/.test(all.of(only, scope).parts[0]?.qualified ?? '')
    ? 'exit'
    : null;
}
