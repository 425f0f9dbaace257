import type { Range } from '../../core/range';
import type { ImportFact, ScopeId } from '../../core/python-facts';
import { importOffsetOf } from './import-offset';
import type { RawAssignment, RawCall, RawSuite, Scope, Site } from './scopes';
import type { Syntax } from './syntax';
import { Walker } from './walk/walker';

/** What one walk over the syntax gives: scopes, bindings, and the places of interest. Names are not resolved yet. */
export class Program {
  readonly scopes: Scope[] = [];
  readonly calls: RawCall[] = [];
  readonly assignments: RawAssignment[] = [];
  readonly imports: ImportFact[] = [];
  readonly pairs: (Site & { readonly node: Syntax })[] = [];
  readonly comparisons: (Site & { readonly node: Syntax })[] = [];
  readonly strings: (Site & { readonly node: Syntax; readonly role: 'docstring' | 'expression' | 'value' })[] = [];
  readonly decorators: (Site & { readonly node: Syntax })[] = [];
  /** Default values of command-line options by destination name (argparse). */
  readonly options = new Map<string, { readonly value: Syntax; readonly scope: ScopeId }[]>();
  readonly starImports: string[] = [];
  readonly suites: RawSuite[] = [];
  readonly assertions: { readonly node: Syntax; readonly scope: ScopeId }[] = [];
  /** The scopes that functions, lambdas and classes open. */
  readonly opened = new Map<Syntax, ScopeId>();
  importOffset = 0;

  constructor(
    readonly text: string,
    readonly root: Syntax,
  ) {
    const walker = new Walker(this);
    walker.open('module', null, null, null);
    this.importOffset = importOffsetOf(root, text);
    walker.suite(root.children, { scope: 0, functionName: null, block: root, outer: null, statement: root });
  }

  textOf(node: Range): string {
    return this.text.slice(node.start, node.end);
  }

  /** Whether one scope is another or holds it. */
  encloses(outer: ScopeId, inner: ScopeId): boolean {
    for (let scope: ScopeId | null = inner; scope !== null; scope = this.scopes[scope]!.parent)
      if (scope === outer) return true;
    return false;
  }
}
