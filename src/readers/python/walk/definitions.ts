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
  const scope = walker.open('function', label, walk.scope, node);
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
  const scope = walker.open('class', label, walk.scope, node);
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
  const scope = walker.open('function', null, walk.scope, node);
  const inner: Walk = { ...walk, scope: scope.id, block: node, outer: null, expression: false };
  for (const child of node.children) {
    if (child.kind === 'lambda_parameters') visitParameters(walker, child, inner, walk, []);
    else {
      scope.returns.push(child);
      walker.visit(child, inner);
    }
  }
}

/** Names that belong to the module, whoever binds them. */
export function visitGlobal({ program }: Walker, node: Syntax, walk: Walk): void {
  for (const name of node.children) program.scopes[walk.scope]!.globals.add(program.textOf(name));
}

function visitParameters(walker: Walker, node: Syntax, inner: Walk, outer: Walk, decorators: readonly Syntax[]): void {
  const { parameters } = walker.program.scopes[inner.scope]!;
  for (const parameter of node.children) {
    const splat = splatOf(parameter);
    const name =
      parameter.kind === 'identifier'
        ? parameter
        : (splat ?? parameter).children.find((child) => child.kind === 'identifier');
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
    parameters.push({
      node: parameter,
      name: walker.program.textOf(name),
      kind: splat === null ? 'plain' : splat.kind === 'list_splat_pattern' ? 'rest' : 'keywords',
      keywordOnly: parameters.some(({ kind }) => kind === 'rest') || isBehindStar(node, parameter),
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

/** `*args` and `**kwargs`, typed or not. */
function splatOf(parameter: Syntax): Syntax | null {
  const inner = parameter.kind === 'typed_parameter' ? parameter.children[0]! : parameter;
  return inner?.kind === 'list_splat_pattern' || inner?.kind === 'dictionary_splat_pattern' ? inner : null;
}

/** `def f(a, *, b)`: only to be given by its name. */
const isBehindStar = (list: Syntax, parameter: Syntax): boolean =>
  list.children.some((other) => other.kind === 'keyword_separator' && other.start < parameter.start);
