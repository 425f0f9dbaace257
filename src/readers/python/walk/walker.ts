import type { ScopeId } from '../../../core/python-facts';
import type { Program } from '../program';
import type { Binding, Scope } from '../scopes';
import type { Syntax } from '../syntax';
import {
  visitAlias,
  visitAssignment,
  visitAugmented,
  visitComprehension,
  visitError,
  visitLoop,
  visitNamed,
} from './bindings';
import { visitClass, visitDecorated, visitFunction, visitGlobal, visitLambda } from './definitions';
import { visitCall, visitComparison, visitPair, visitString } from './expressions';
import { visitImport } from './imports';
import { visitAssert, visitIf, visitMatch, visitReturn, visitTry, visitWhile, visitWith } from './suites';
import { asExpression, inside, placed, type Walk } from './walk';

/** Walks over the syntax of a program once, and writes what it meets into the program. */
export class Walker {
  constructor(readonly program: Program) {}

  open(kind: Scope['kind'], name: string | null, parent: ScopeId | null, node: Syntax | null): Scope {
    const { scopes } = this.program;
    const scope: Scope = {
      id: scopes.length,
      kind,
      name,
      parent,
      bindings: new Map(),
      globals: new Set(),
      bases: [],
      decorators: [],
      node,
      parameters: [],
      returns: [],
      fields: [],
    };
    if (node) this.program.opened.set(node, scope.id);
    scopes.push(scope);
    return scope;
  }

  /** Binds a name where the walk stands: in its scope, or in the module's when the name is declared global. */
  bind(walk: Walk, name: string, binding: Omit<Binding, 'block' | 'scope'>): void {
    const scope = this.program.scopes[walk.scope]!;
    this.bindIn(scope.globals.has(name) ? this.program.scopes[0]! : scope, walk, name, binding);
  }

  bindIn(scope: Scope, walk: Walk, name: string, binding: Omit<Binding, 'block' | 'scope'>): void {
    const full = placed(binding, walk);
    const list = scope.bindings.get(name);
    if (list === undefined) scope.bindings.set(name, [full]);
    else list.push(full);
  }

  /** The statements of a suite. */
  suite(nodes: readonly Syntax[], walk: Walk): void {
    const { scope, functionName, block, outer, expression } = walk;
    for (let i = 0; i < nodes.length; i++)
      this.visit(nodes[i]!, { scope, statement: nodes[i]!, functionName, block, outer, expression, first: i === 0 });
  }

  children(node: Syntax, walk: Walk): void {
    for (const child of node.children) this.visit(child, walk);
  }

  visit(node: Syntax, walk: Walk): void {
    const visitor = VISITORS.get(node.kind);
    if (visitor === undefined) this.children(node, walk);
    else visitor(this, node, walk);
  }
}

type Visitor = (walker: Walker, node: Syntax, walk: Walk) => void;

/** What is done with the kinds of nodes that are more than their children. */
const VISITORS: ReadonlyMap<string, Visitor> = new Map<string, Visitor>([
  ['block', (walker, node, walk) => walker.suite(node.children, inside(walk, node))],
  ['import_statement', visitImport],
  ['import_from_statement', visitImport],
  ['future_import_statement', visitImport],
  ['assignment', visitAssignment],
  ['augmented_assignment', visitAugmented],
  ['named_expression', visitNamed],
  ['call', visitCall],
  ['pair', visitPair],
  ['comparison_operator', visitComparison],
  ['string', visitString],
  ['concatenated_string', visitString],
  ['function_definition', (walker, node, walk) => visitFunction(walker, node, walk, [])],
  ['class_definition', (walker, node, walk) => visitClass(walker, node, walk, [])],
  ['decorated_definition', visitDecorated],
  ['lambda', visitLambda],
  ['for_statement', visitLoop],
  ['for_in_clause', visitLoop],
  ['as_pattern', visitAlias],
  ['with_statement', visitWith],
  ['if_statement', visitIf],
  ['while_statement', visitWhile],
  ['try_statement', visitTry],
  ['match_statement', visitMatch],
  ['assert_statement', visitAssert],
  ['return_statement', visitReturn],
  ['yield', visitReturn],
  ['list_comprehension', visitComprehension],
  ['set_comprehension', visitComprehension],
  ['dictionary_comprehension', visitComprehension],
  ['generator_expression', visitComprehension],
  ['global_statement', visitGlobal],
  ['expression_statement', visitExpressionStatement],
  ['ERROR', visitError],
  // Names of arguments and of members are not walked: they are no names of the program.
  ['keyword_argument', (walker, node, walk) => node.children[1] && walker.visit(node.children[1], walk)],
  ['attribute', (walker, node, walk) => node.children[0] && walker.visit(node.children[0], walk)],
]);

function visitExpressionStatement(walker: Walker, node: Syntax, walk: Walk): void {
  const [only, more] = node.children;
  const alone = more === undefined && (only?.kind === 'string' || only?.kind === 'concatenated_string');
  walker.children(node, asExpression(walk, alone));
}
