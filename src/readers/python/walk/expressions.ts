import { addedOption } from '../command-line-options';
import type { RawCall } from '../scopes';
import type { Syntax } from '../syntax';
import { asExpression, type Walk } from './walk';
import type { Walker } from './walker';

export function visitCall(walker: Walker, node: Syntax, walk: Walk): void {
  const raw: RawCall = {
    scope: walk.scope,
    statement: walk.statement,
    functionName: walk.functionName,
    node,
    outer: walk.outer,
  };
  walker.program.calls.push(raw);
  const [callee, args] = node.children;
  if (callee) walker.visit(callee, walk);
  if (args) {
    const inner: Walk = {
      scope: walk.scope,
      statement: walk.statement,
      functionName: walk.functionName,
      block: walk.block,
      outer: raw,
      expression: false,
      first: walk.first,
    };
    // A generator stands without a list.
    if (args.kind === 'argument_list') walker.children(args, inner);
    else walker.visit(args, inner);
  }
  if (callee?.kind !== 'attribute' || !walker.program.text.endsWith('add_argument', callee.end) || !args) return;
  const option = addedOption(walker.program.text, args);
  if (option)
    walker.program.options.set(option.destination, [
      ...(walker.program.options.get(option.destination) ?? []),
      { value: option.value, scope: walk.scope },
    ]);
}

export function visitString(walker: Walker, node: Syntax, walk: Walk): void {
  const role = !walk.expression ? 'value' : walk.first ? 'docstring' : 'expression';
  walker.program.strings.push({
    scope: walk.scope,
    statement: walk.statement,
    functionName: walk.functionName,
    node,
    role,
  });
  visitInterpolations(walker, node, walk);
}

export function visitPair(walker: Walker, node: Syntax, walk: Walk): void {
  walker.program.pairs.push({ scope: walk.scope, statement: walk.statement, functionName: walk.functionName, node });
  walker.children(node, walk);
}

export function visitComparison(walker: Walker, node: Syntax, walk: Walk): void {
  const { scope, statement, functionName } = walk;
  walker.program.comparisons.push({ scope, statement, functionName, node });
  walker.children(node, walk);
}

function visitInterpolations(walker: Walker, node: Syntax, walk: Walk): void {
  for (const child of node.children) {
    if (child.kind === 'string') visitInterpolations(walker, child, walk);
    else walker.children(child, asExpression(walk, false));
  }
}
