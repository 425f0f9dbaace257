import type { Range } from '../../../core/range';
import type { ScopeId, SuiteExit, SuiteFact } from '../../../core/semantics';
import type { RawSuite } from '../scopes';
import type { Syntax } from '../syntax';
import { bareRange } from '../world';
import type { Expressions } from './expressions';

export const suiteOf = (raw: RawSuite, all: Expressions): SuiteFact => new Suite(raw, all);

class Suite implements SuiteFact {
  readonly kind: SuiteFact['kind'];
  readonly range: Range;
  readonly statement: Range;
  readonly scope: ScopeId;
  readonly #raw: RawSuite;
  readonly #all: Expressions;

  constructor(raw: RawSuite, all: Expressions) {
    this.kind = raw.kind;
    this.range = bareRange(raw.block);
    this.statement = bareRange(raw.statement);
    this.scope = raw.scope;
    this.#raw = raw;
    this.#all = all;
  }

  get test(): SuiteFact['test'] {
    const { test } = this.#raw;
    return test ? this.#all.of(test, this.scope) : null;
  }

  get failed(): SuiteFact['failed'] {
    return this.#raw.failed.map((node) => this.#all.of(node, this.scope));
  }

  get match(): SuiteFact['match'] {
    const { subject, patterns } = this.#raw;
    return subject && patterns
      ? {
          subject: this.#all.of(subject, this.scope),
          patterns: patterns.map((node) => this.#all.of(node, this.scope)),
        }
      : null;
  }

  get leaves(): boolean {
    return this.kind === 'assert' || this.exit !== null;
  }

  get exit(): SuiteExit | null {
    const { children } = this.#raw.block;
    return this.kind === 'assert' ? null : exitOf(children[children.length - 1], this.#all, this.scope);
  }
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
