import type { Range } from '../../../core/range';
import type { RawSuite } from '../scopes';
import type { Syntax } from '../syntax';
import { asExpression, inside, type Walk } from './walk';
import type { Walker } from './walker';

export function addSuite(
  walker: Walker,
  kind: RawSuite['kind'],
  block: Syntax,
  statement: Range,
  test: Syntax | null,
  failed: readonly Syntax[],
  { scope }: Walk,
): void {
  walker.program.suites.push({ kind, block, statement, test, failed, scope });
}

/** `if … elif … else`. */
export function visitIf(walker: Walker, node: Syntax, walk: Walk): void {
  const failed: Syntax[] = [];
  let test: Syntax | null = null;
  for (const child of node.children) {
    if (child.kind === 'elif_clause') {
      const [condition] = child.children;
      for (const part of child.children)
        if (part.kind === 'block') visitBlock(walker, 'elif', part, node, condition ?? null, [...failed], walk);
        else walker.visit(part, asExpression(walk, false));
      if (condition && condition.kind !== 'block') failed.push(condition);
    } else if (child.kind === 'else_clause') visitElse(walker, child, node, [...failed], walk);
    else if (child.kind === 'block') visitBlock(walker, 'if', child, node, test, [], walk);
    else {
      if (test === null && child.kind !== 'ERROR') failed.push((test = child));
      walker.visit(child, asExpression(walk, false));
    }
  }
}

export function visitElse(
  walker: Walker,
  clause: Syntax,
  statement: Range,
  failed: readonly Syntax[],
  walk: Walk,
): void {
  for (const child of clause.children)
    if (child.kind === 'block') visitBlock(walker, 'else', child, statement, null, failed, walk);
    else walker.visit(child, asExpression(walk, false));
}

export function visitWhile(walker: Walker, node: Syntax, walk: Walk): void {
  const [test] = node.children;
  for (const child of node.children)
    if (child.kind === 'block') visitBlock(walker, 'while', child, node, test ?? null, [], walk);
    else if (child.kind === 'else_clause') visitElse(walker, child, node, [], walk);
    else walker.visit(child, asExpression(walk, false));
}

export function visitTry(walker: Walker, node: Syntax, walk: Walk): void {
  for (const child of node.children) {
    const kind = CLAUSES.get(child.kind);
    if (child.kind === 'block') visitBlock(walker, 'try', child, node, null, [], walk);
    else if (kind === undefined) walker.visit(child, asExpression(walk, false));
    else {
      const caught = child.children.find((part) => part.kind !== 'block' && part.kind !== 'ERROR') ?? null;
      for (const part of child.children)
        if (part.kind === 'block') visitBlock(walker, kind, part, node, caught, [], walk);
        else walker.visit(part, asExpression(walk, false));
    }
  }
}

const CLAUSES: ReadonlyMap<string, RawSuite['kind']> = new Map([
  ['except_clause', 'except'],
  ['except_group_clause', 'except'],
  ['else_clause', 'else'],
  ['finally_clause', 'finally'],
]);

/** Its suite runs whenever the statement does. */
export function visitWith(walker: Walker, node: Syntax, walk: Walk): void {
  for (const child of node.children) {
    if (child.kind === 'block') {
      addSuite(walker, 'with', child, node, null, [], walk);
      walker.suite(child.children, walk);
    } else walker.visit(child, walk);
  }
}

export function visitCase(walker: Walker, node: Syntax, walk: Walk): void {
  for (const child of node.children)
    if (child.kind === 'block') visitBlock(walker, 'case', child, node, null, [], walk);
    else walker.visit(child, walk);
}

export function visitAssert(walker: Walker, node: Syntax, walk: Walk): void {
  const [condition] = node.children;
  if (condition) walker.program.assertions.push({ node: condition, scope: walk.scope });
  walker.children(node, walk);
}

/** What a function gives to its caller. */
export function visitReturn(walker: Walker, node: Syntax, walk: Walk): void {
  const [value] = node.children;
  if (value) walker.program.scopes[walk.scope]!.returns.push(value);
  walker.children(node, asExpression(walk, false));
}

function visitBlock(
  walker: Walker,
  kind: RawSuite['kind'],
  block: Syntax,
  statement: Range,
  test: Syntax | null,
  failed: readonly Syntax[],
  walk: Walk,
): void {
  addSuite(walker, kind, block, statement, test?.kind === 'block' ? null : test, failed, walk);
  walker.suite(block.children, inside(walk, block));
}
