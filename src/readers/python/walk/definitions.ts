import { rangeOf } from '../../../core/range';
import { optionDefault } from '../command-line-options';
import type { Syntax } from '../syntax';
import { site, type Walk } from './walk';
import type { Walker } from './walker';

export function visitDecorated(walker: Walker, node: Syntax, walk: Walk): void {
  const decorators: Syntax[] = [];
  for (const child of node.children) {
    if (child.kind === 'decorator' && child.children[0]) {
      decorators.push(child.children[0]);
      walker.program.decorators.push({ ...site(walk), node: child.children[0] });
      walker.visit(child.children[0], walk);
    } else if (child.kind === 'function_definition') visitFunction(walker, child, walk, decorators);
    else if (child.kind === 'class_definition') visitClass(walker, child, walk, decorators);
    else walker.visit(child, walk);
  }
}

export function visitFunction(walker: Walker, node: Syntax, walk: Walk, decorators: Syntax[]): void {
  const name = node.children.find((child) => child.kind === 'identifier');
  const label = name ? walker.program.textOf(name) : null;
  const scope = walker.open('function', label, walk.scope);
  scope.decorators.push(...decorators);
  if (label !== null) walker.bind(walk, label, { kind: 'function', at: node.end, opens: scope.id });
  const block = node.children.find((child) => child.kind === 'block');
  const inner: Walk = {
    ...walk,
    scope: scope.id,
    functionName: label,
    block: block ?? node,
    outer: null,
    expression: false,
  };
  for (const child of node.children) {
    if (child.kind === 'parameters') visitParameters(walker, child, inner, walk, decorators);
    else if (child.kind === 'block') walker.suite(child.children, { ...inner, block: child });
    else if (child !== name) walker.visit(child, walk);
  }
}

export function visitClass(walker: Walker, node: Syntax, walk: Walk, decorators: Syntax[]): void {
  const name = node.children.find((child) => child.kind === 'identifier');
  const label = name ? walker.program.textOf(name) : null;
  const scope = walker.open('class', label, walk.scope);
  scope.decorators.push(...decorators);
  if (label !== null) walker.bind(walk, label, { kind: 'class', at: node.end, opens: scope.id });
  for (const child of node.children) {
    if (child.kind === 'argument_list') {
      scope.bases.push(...child.children.filter((base) => base.kind !== 'keyword_argument'));
      walker.children(child, walk);
    } else if (child.kind === 'block')
      walker.suite(child.children, { ...walk, scope: scope.id, block: child, outer: null, expression: false });
    else if (child !== name) walker.visit(child, walk);
  }
}

export function visitLambda(walker: Walker, node: Syntax, walk: Walk): void {
  const scope = walker.open('function', null, walk.scope);
  const inner: Walk = { ...walk, scope: scope.id, block: node, outer: null, expression: false };
  for (const child of node.children) {
    if (child.kind === 'lambda_parameters') visitParameters(walker, child, inner, walk, []);
    else walker.visit(child, inner);
  }
}

/** Names that belong to the module, whoever binds them. */
export function visitGlobal({ program }: Walker, node: Syntax, walk: Walk): void {
  for (const name of node.children) program.scopes[walk.scope]!.globals.add(program.textOf(name));
}

function visitParameters(walker: Walker, node: Syntax, inner: Walk, outer: Walk, decorators: readonly Syntax[]): void {
  for (const parameter of node.children) {
    const name =
      parameter.kind === 'identifier' ? parameter : parameter.children.find((child) => child.kind === 'identifier');
    if (name === undefined) continue;
    const hasDefault = parameter.kind === 'default_parameter' || parameter.kind === 'typed_default_parameter';
    const value = hasDefault
      ? parameter.children[parameter.children.length - 1]
      : optionDefault(walker.program.text, walker.program.textOf(name), decorators);
    walker.bind({ ...inner, block: rangeOf(node.start, inner.block.end) }, walker.program.textOf(name), {
      kind: 'parameter',
      at: node.start,
      value,
      annotation: parameter.children.find((child) => child.kind === 'type')?.children[0],
    });
    if (hasDefault && value) {
      walker.program.assignments.push({
        ...site(outer),
        functionName: inner.functionName,
        target: name,
        value,
        range: parameter,
        role: 'parameter-default',
      });
      walker.visit(value, outer);
    }
    for (const child of parameter.children) if (child.kind === 'type') walker.visit(child, outer);
  }
}
