import type { Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';

/** Calls that say of their receiver or first argument that it is a plain name or number. */
const TESTS = /^(?:isidentifier|isdigit|isdecimal|isnumeric|isalnum|isalpha)$/;

/**
 * Whether the code makes sure, before a name is used, that what it holds is one of a written list: in a condition around
 * (`if name in ALLOWED:`), or in one before that leaves (`if name not in ALLOWED: raise`).
 */
export function isAllowListed(use: Expression, world: Semantics): boolean {
  const name = use.dotted;
  if (name === null) return false;
  for (const suite of world.suitesAround(use)) {
    if (suite.test && suite.kind !== 'for' && suite.kind !== 'except' && holds(suite.test, name)) return true;
    if (suite.failed.some((test) => refuses(test, name))) return true;
  }
  return world
    .leavingBefore(use)
    .some(({ test, failed }) => (test !== null && refuses(test, name)) || failed.some((other) => refuses(other, name)));
}

/** Whether a condition only holds for what is on a list. */
function holds(test: Expression, name: string): boolean {
  const [left, right] = test.parts;
  if (test.kind === 'choice') return test.name === 'and' && test.parts.some((part) => holds(part, name));
  if (test.kind === 'not') return left !== undefined && refuses(left, name);
  if (test.kind === 'comparison' && left && right && test.parts.length === 2) {
    if (!isAbout(left, name)) return false;
    return test.name === 'in' ? isList(right) : test.name === '==' && isWritten(right);
  }
  return test.kind === 'call' && left?.kind === 'attribute' && TESTS.test(left.name) && isAbout(left.parts[0]!, name);
}

/** Whether a condition holds for all that is not on a list. */
function refuses(test: Expression, name: string): boolean {
  const [left, right] = test.parts;
  if (test.kind === 'choice') return test.name === 'or' && test.parts.some((part) => refuses(part, name));
  if (test.kind === 'not') return left !== undefined && holds(left, name);
  if (test.kind !== 'comparison' || !left || !right || test.parts.length !== 2 || !isAbout(left, name)) return false;
  return test.name === 'not in' ? isList(right) : test.name === '!=' && isWritten(right);
}

/** The name itself, or a form of it: `name.lower()`, `str(name)`. */
function isAbout(expression: Expression, name: string): boolean {
  if (expression.dotted === name) return true;
  const [callee, first] = expression.kind === 'call' ? expression.parts : [];
  if (callee?.kind === 'attribute' && /^(?:lower|upper|strip|casefold)$/.test(callee.name))
    return isAbout(callee.parts[0]!, name);
  return callee?.dotted === 'str' && first !== undefined && isAbout(first, name);
}

/** A container that is written in the program, or kept under a constant's name. */
function isList(expression: Expression): boolean {
  const { value, kind } = expression;
  if (value.kind === 'sequence' || value.kind === 'dict') return value.complete || value.kind === 'dict';
  if (kind === 'sequence' || kind === 'mapping')
    return expression.parts.every(({ value: item }) => item.kind !== 'unknown');
  const last = /[^.]*$/.exec(expression.dotted ?? '')![0];
  if (kind === 'call') {
    const [callee] = expression.parts;
    return callee?.kind === 'attribute' && /^(?:keys|values)$/.test(callee.name) && isList(callee.parts[0]!);
  }
  return /^_?[A-Z][A-Z\d_]+$/.test(last) || /allow|permitted|whitelist|white_list|supported|choices|valid/i.test(last);
}

const isWritten = ({ value }: Expression): boolean => value.kind === 'string' || value.kind === 'number';
