import { isWrapper } from '../../../analysis/flow/same-bytes';
import { contains } from '../../../core/range';
import type { PythonFacts } from '../../../core/python-facts';
import type { BindingFact, Expression } from '../../../core/semantics';
import { isDefault, stringOf } from '../../../core/value';
import { assignmentsTo } from '../../../readers/python/fact-index';

/** Methods that give what their object holds, as it is or read. */
const READS = /^(?:open|read|read_bytes|read_text|readall|getvalue|strip|decode|encode|resolve|absolute|expanduser)$/;
const SELF = /^(?:self|cls)$/;
const DEEPEST = 8;

/** Whether two expressions stand for the same file, address or text, the second one where it is used later. */
export function isSameValue(first: Expression, second: Expression, facts: PythonFacts, depth = 0): boolean {
  const a = bottomOf(first, facts);
  const b = bottomOf(second, facts);
  const [text, other] = [constantOf(a), constantOf(b)];
  if (text !== undefined && other !== undefined) return text === other;
  if (a.kind !== b.kind || a.name !== b.name || depth > DEEPEST) return false;
  if (a.kind === 'name') return isSameName(a, b, facts);
  if (a.kind === 'attribute') return isSameParts(a, b, facts, depth) && !isGivenBetween(a, b, facts);
  if (a.kind === 'constant') return isSameConstant(a, b);
  if (a.kind === 'text') return a.template === b.template && isSameParts(a, b, facts, depth);
  return a.kind !== 'other' && a.parts.length > 0 && isSameParts(a, b, facts, depth);
}

/** The path or buffer at the bottom of `open(Path(x))`, of `x.read_bytes()`, of `f` in `with open(x) as f`. */
export function bottomOf(expression: Expression, facts: PythonFacts): Expression {
  let at = expression;
  for (let i = 0; i < DEEPEST; i++) {
    const below = belowOf(at, facts);
    if (!below) return at;
    at = below;
  }
  return at;
}

/** What gave a name its value where it is used, changes of what it holds left out. */
export const reachedBy = (name: Expression, { semantics }: PythonFacts): readonly BindingFact[] =>
  semantics.bindingsOf(name).filter(({ kind }) => kind !== 'change');

function belowOf(expression: Expression, facts: PythonFacts): Expression | null {
  if (expression.kind === 'call') return heldBy(expression, facts);
  if (expression.kind !== 'name') return null;
  const [given, other] = reachedBy(expression, facts);
  if (!given?.value || other || (given.kind !== 'assignment' && given.kind !== 'context')) return null;
  const { value } = given;
  return value.kind === 'name' ? value : value.kind === 'call' ? heldBy(value, facts) : null;
}

function heldBy(expression: Expression, { semantics }: PythonFacts): Expression | null {
  const call = semantics.callOf(expression);
  const [callee] = expression.parts;
  if (!call || !callee) return null;
  if (isWrapper(call.callee)) return call.args.find(({ name }) => name === null || name === 'file')?.expression ?? null;
  return callee.kind === 'attribute' && READS.test(callee.name) ? callee.parts[0]! : null;
}

const constantOf = ({ value }: Expression): string | undefined => (isDefault(value) ? undefined : stringOf(value));

/** The same name, and nothing gives it another value in between. */
function isSameName(a: Expression, b: Expression, facts: PythonFacts): boolean {
  const [before, after] = [reachedBy(a, facts), reachedBy(b, facts)];
  // Methods that call one another do so of one object.
  if (a.scope !== b.scope && [before, after].every(([given]) => given?.kind === 'parameter' && SELF.test(given.name)))
    return true;
  if (after.some(({ at }) => at > a.end && at <= b.start)) return false;
  return before.length === 0 ? after.length === 0 : before.some(({ at }) => after.some((other) => other.at === at));
}

const isSameParts = (a: Expression, b: Expression, facts: PythonFacts, depth: number): boolean =>
  a.parts.length === b.parts.length && a.parts.every((part, i) => isSameValue(part, b.parts[i]!, facts, depth + 1));

function isSameConstant({ value: a }: Expression, { value: b }: Expression): boolean {
  if (a.kind === 'number' || a.kind === 'boolean') return b.kind === a.kind && a.value === b.value;
  return a.kind === 'none' && b.kind === 'none';
}

/** `self.path = other` between two uses of it. */
function isGivenBetween(a: Expression, b: Expression, facts: PythonFacts): boolean {
  const between = { start: a.end, end: b.start };
  return a.dotted !== null && assignmentsTo(facts, a.dotted).some(({ range }) => contains(between, range));
}
