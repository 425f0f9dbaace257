import type { CallFact, Semantics } from '../../core/python-facts';
import type { Expression, FunctionFact, ParameterFact } from '../../core/semantics';

/**
 * What a call gives a parameter of the function that it calls; more than one where the call spreads a container. `key`: of what
 * `**keywords` take, the one that is meant.
 */
export function argumentsFor(
  call: CallFact,
  called: FunctionFact,
  parameter: ParameterFact,
  world: Semantics,
  key: number | string | null = null,
): readonly Expression[] {
  const shift = isBound(call, called, world) ? 1 : 0;
  const plain = called.parameters.filter(({ kind, position }) => kind === 'plain' && position >= 0).length;
  if (parameter.kind === 'rest')
    return [
      ...call.args
        .filter(({ name, position }) => name === null && position >= plain - shift)
        .map(({ expression }) => expression),
      ...spreadIn(call, 'star'),
    ];
  const meant = parameter.kind === 'keywords' && call.args.find(({ name }) => name !== null && name === key);
  if (meant) return [meant.expression];
  if (parameter.kind === 'keywords')
    return [
      ...call.args
        .filter(
          ({ name }) =>
            name !== null && !called.parameters.some((other) => other.kind === 'plain' && other.name === name),
        )
        .map(({ expression }) => expression),
      ...spreadIn(call, 'keys'),
    ];
  if (shift === 1 && parameter.position === 0) return receiverOf(call);
  const given = call.args.find(
    ({ name, position }) =>
      name === parameter.name || (name === null && position >= 0 && position === parameter.position - shift),
  );
  if (given) return [given.expression];
  return call.open ? [...spreadIn(call, 'star'), ...spreadIn(call, 'keys')] : [];
}

/** A method that is given no object. */
export const isStatic = ({ decorators }: FunctionFact): boolean =>
  decorators.some(({ dotted }) => dotted === 'staticmethod');

/** A method that is called where it is read: `@property`, `@cached_property`. */
export const isProperty = ({ decorators }: FunctionFact): boolean =>
  decorators.some(({ dotted }) => dotted !== null && /(?:^|\.)(?:cached_)?property$/.test(dotted));

/** `instance.method(…)`, `Class(…)`: what is called is given its first parameter by the language. */
function isBound(call: CallFact, called: FunctionFact, world: Semantics): boolean {
  const { owner, name, decorators } = called;
  if (!owner || isStatic(called)) return false;
  if (name === '__init__' || decorators.some(({ dotted }) => dotted === 'classmethod')) return true;
  const [callee] = call.expression.parts;
  const [object] = callee?.kind === 'attribute' ? callee.parts : [];
  // `Class.method(instance, …)`
  return !(object?.kind === 'name' && world.bindingsOf(object)[0]?.kind === 'class');
}

function receiverOf(call: CallFact): readonly Expression[] {
  const [callee] = call.expression.parts;
  return callee?.kind === 'attribute' ? callee.parts.slice(0, 1) : [];
}

/** What is spread into the call with `*` or `**` and is not known. */
const spreadIn = (call: CallFact, kind: 'star' | 'keys'): readonly Expression[] =>
  call.expression.parts.filter((part) => part.kind === kind).flatMap(({ parts }) => parts);
