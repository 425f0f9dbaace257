import { rangeOf, type Range } from '../../../core/range';
import type { Binding, Scope } from '../scopes';
import type { Syntax } from '../syntax';
import { addSuite, visitElse } from './suites';
import { asExpression, site, type Walk } from './walk';
import type { Walker } from './walker';

export function visitAssignment(walker: Walker, node: Syntax, walk: Walk): void {
  const left = node.children[0];
  const type = node.children.find((child, i) => i > 0 && child.kind === 'type');
  const right = node.children.find((child, i) => i > 0 && child.kind !== 'type' && child.kind !== 'ERROR');
  if (type) walker.visit(type, walk);
  if (left === undefined) return;
  if (type && left.kind === 'identifier') walker.program.scopes[walk.scope]!.fields.push(left);
  if (right === undefined) {
    // `x: int` alone binds nothing
    walker.children(node, walk);
    return;
  }
  let value = right;
  while (value.kind === 'assignment' && value.children.length > 0) value = value.children[value.children.length - 1]!; // one at the end of the depth budget has none
  assign(walker, left, value, node, walk);
  walker.visit(right, asExpression(walk, false));
  if (left.kind !== 'identifier') walker.visit(left, walk);
}

export function visitAugmented(walker: Walker, node: Syntax, walk: Walk): void {
  const target = node.children[0];
  const source = node.children[1];
  if (target?.kind === 'identifier')
    walker.bind(walk, walker.program.textOf(target), { kind: 'other', at: node.end, source, through: 'change' });
  else if (target?.kind === 'attribute')
    bindAttribute(
      walker,
      walker.program.textOf(target),
      { kind: 'other', at: node.end, source, through: 'change' },
      walk,
    );
  walker.children(node, asExpression(walk, false));
}

export function visitNamed(walker: Walker, node: Syntax, walk: Walk): void {
  const [name, value] = node.children;
  if (name && value) {
    walker.program.assignments.push({ ...site(walk), target: name, value, range: node, role: 'variable' });
    walker.bind(walk, walker.program.textOf(name), { kind: 'assign', at: node.end, value });
  }
  if (value) walker.visit(value, walk);
}

export function visitLoop(walker: Walker, node: Syntax, walk: Walk): void {
  const [target, ...rest] = node.children;
  const body = rest.find((child) => child.kind === 'block');
  const source = rest[0] === body ? undefined : rest[0];
  if (target)
    bindTargets(walker, target, target.end, body ? { ...walk, block: rangeOf(node.start, node.end) } : walk, {
      ...(source ? { source } : {}),
      through: 'iteration',
      ...(body || !walk.region ? {} : { region: walk.region }),
    });
  if (body) addSuite(walker, 'for', body, node, source ?? null, [], walk);
  for (const child of rest)
    if (child.kind === 'else_clause') visitElse(walker, child, node, [], walk);
    else walker.visit(child, asExpression(walk, false));
}

/** What it binds holds inside it alone. Its conditions stand around what it gives. */
export function visitComprehension(walker: Walker, node: Syntax, walk: Walk): void {
  for (const { kind, children } of node.children)
    if (kind === 'if_clause' && children[0]) addSuite(walker, 'if', node, node, children[0], [], walk);
  walker.children(node, { ...walk, region: node });
}

/** `with open(p) as f`, `except E as e`, `case x as y`. */
export function visitAlias(walker: Walker, node: Syntax, walk: Walk): void {
  const [value, target] = node.children;
  if (value) walker.visit(value, walk);
  const name = target?.kind === 'as_pattern_target' ? target.children[0] : target;
  if (value && name?.kind === 'identifier')
    walker.bind(walk, walker.program.textOf(name), {
      kind: value.kind === 'call' ? 'assign' : 'other',
      at: node.end,
      value,
      source: value,
      through: 'context',
    });
  else if (name) bindTargets(walker, name, node.end, walk, { ...(value ? { source: value } : {}), through: 'context' });
}

/** Around a syntax error the pieces stand in a row: `x` `=` `call` is still an assignment. */
export function visitError(walker: Walker, node: Syntax, walk: Walk): void {
  node.children.forEach((child, i) => {
    const next = node.children[i + 1];
    if (
      next &&
      (child.kind === 'identifier' || child.kind === 'attribute') &&
      /^\s*=\s*$/.test(walker.program.text.slice(child.end, next.start))
    ) {
      assign(walker, child, next, rangeOf(child.start, next.end), {
        ...walk,
        statement: rangeOf(child.start, next.end),
      });
    }
    walker.visit(child, asExpression(walk, false));
  });
}

/** Binds targets and records the assignment; unpacks `a, b = 1, 2`. */
function assign(walker: Walker, left: Syntax, value: Syntax, range: Range, walk: Walk): void {
  const target = left.kind === 'parenthesized_expression' && left.children[0] ? left.children[0] : left;
  if (
    target.kind === 'pattern_list' ||
    target.kind === 'tuple_pattern' ||
    target.kind === 'list_pattern' ||
    target.kind === 'expression_list' ||
    target.kind === 'tuple'
  ) {
    const values =
      SEQUENCES.has(value.kind) &&
      value.children.length === target.children.length &&
      !value.children.some((v) => v.kind === 'list_splat')
        ? value.children
        : null;
    target.children.forEach((part, index) => {
      if (values) assign(walker, part, values[index]!, range, walk);
      else if (part.kind === 'identifier')
        walker.bind(walk, walker.program.textOf(part), { kind: 'element', at: range.end, value, index });
      else bindTargets(walker, part, range.end, walk, { source: value });
    });
    return;
  }
  const inClass = walker.program.scopes[walk.scope]!.kind === 'class';
  const role =
    target.kind === 'identifier'
      ? inClass
        ? 'class-attribute'
        : 'variable'
      : target.kind === 'attribute'
        ? 'attribute'
        : target.kind === 'subscript'
          ? 'subscript'
          : null;
  if (role === null) return;
  walker.program.assignments.push({
    scope: walk.scope,
    statement: walk.statement,
    functionName: walk.functionName,
    target,
    value,
    range,
    role,
  });
  if (role === 'variable' || role === 'class-attribute')
    walker.bind(walk, walker.program.textOf(target), { kind: 'assign', at: range.end, value });
  else if (role === 'attribute')
    bindAttribute(walker, walker.program.textOf(target), { kind: 'assign', at: range.end, value }, walk);
  else bindItem(walker, target, value, range.end, walk);
}

/** `name[key] = value` */
function bindItem(walker: Walker, target: Syntax, value: Syntax, at: number, walk: Walk): void {
  const [object, key] = target.children;
  if (!object) return;
  const change = { kind: 'other', at, source: value, through: 'change' } as const;
  bindAttribute(walker, `${walker.program.textOf(object)}[]`, key ? { ...change, key } : change, walk);
}

/** `self.x = v` belongs to the class; `config.x = v` to the scope that assigns it. */
function bindAttribute(walker: Walker, name: string, binding: Omit<Binding, 'block' | 'scope'>, walk: Walk): void {
  if (name.length > 200 || !/^[\w.\u0080-\uffff[\]]+$/.test(name)) return;
  if (!name.startsWith('self.')) return walker.bind(walk, name, binding);
  let scope: Scope | undefined = walker.program.scopes[walk.scope];
  while (scope && scope.kind !== 'class')
    scope = scope.parent === null ? undefined : walker.program.scopes[scope.parent];
  if (!scope) return walker.bind(walk, name, binding);
  walker.bindIn(scope, walk, name, binding);
}

/** How a target comes by what it holds. */
type Coming = Pick<Binding, 'source' | 'through' | 'region'>;

function bindTargets(walker: Walker, target: Syntax, at: number, walk: Walk, coming: Coming = {}): void {
  if (target.kind === 'identifier') walker.bind(walk, walker.program.textOf(target), { kind: 'other', at, ...coming });
  else if (target.kind !== 'attribute' && target.kind !== 'subscript')
    for (const child of target.children) bindTargets(walker, child, at, walk, coming);
}

const SEQUENCES = new Set(['expression_list', 'tuple', 'list', 'pattern_list']);
