import type { Expression } from '../../../core/semantics';
import { isDefault, truthOf, type BooleanValue, type Value } from '../../../core/value';

/** What a name, or an attribute as it is written, holds at some place; undefined where that is not known. */
export type Holding = (name: string) => Value | undefined;

const DEEPEST = 12;

/** What an expression gives where names hold what `holding` says; undefined where that is not known. */
export function valueIn(expression: Expression, holding: Holding, depth = 0): Value | undefined {
  const { kind, parts, dotted } = expression;
  if (depth > DEEPEST) return undefined;
  const part = (index: number): Value | undefined => parts[index] && valueIn(parts[index], holding, depth + 1);
  switch (kind) {
    case 'constant':
    case 'text':
      return known(expression.value);
    case 'name':
    case 'attribute':
      return dotted === null ? undefined : (holding(dotted) ?? known(expression.value));
    case 'conditional': {
      const holds = isTrue(part(1));
      return holds === undefined ? undefined : part(holds ? 0 : 2);
    }
    case 'subscript':
      return parts[0] && itemOf(known(parts[0].value), part(1));
    case 'not':
    case 'choice':
    case 'comparison': {
      const values = parts.map((_, index) => part(index));
      return booleanAt(expression, decided(expression, values));
    }
    default:
      return undefined;
  }
}

/** What `not`, `and`, `or` and a comparison come to. */
function decided({ kind, name }: Expression, values: readonly (Value | undefined)[]): boolean | undefined {
  if (kind === 'not') return negated(isTrue(values[0]));
  if (kind === 'choice') return chosen(name, values.map(isTrue));
  return kind === 'comparison' && values.length === 2 ? compared(name, values[0], values[1]) : undefined;
}

/** Whether a condition holds there. What a call gave counts as something. */
export function truthIn(expression: Expression, holding: Holding): boolean | undefined {
  return isTrue(valueIn(expression, holding));
}

const isTrue = (value: Value | undefined): boolean | undefined => (value?.kind === 'result' ? true : truthOf(value));

const known = (value: Value): Value | undefined => (value.kind === 'unknown' || isDefault(value) ? undefined : value);

const negated = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

function chosen(operator: string, truths: readonly (boolean | undefined)[]): boolean | undefined {
  const decisive = operator === 'or';
  if (truths.includes(decisive)) return decisive;
  return truths.includes(undefined) ? undefined : !decisive;
}

function compared(operator: string, a: Value | undefined, b: Value | undefined): boolean | undefined {
  if (!a || !b) return undefined;
  switch (operator) {
    case 'is':
    case '==':
      return isEqual(a, b);
    case 'is not':
    case '!=':
      return negated(isEqual(a, b));
    default:
      return a.kind === 'number' && b.kind === 'number' ? ordered(operator, a.value, b.value) : undefined;
  }
}

function isEqual(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'none' || b.kind === 'none') return a.kind === b.kind;
  if ((a.kind === 'boolean' || a.kind === 'number' || a.kind === 'string') && a.kind === b.kind)
    return a.value === b.value;
  return undefined;
}

function ordered(operator: string, a: number, b: number): boolean | undefined {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return undefined;
  }
}

function itemOf(sequence: Value | undefined, index: Value | undefined): Value | undefined {
  if (sequence?.kind !== 'sequence' || !sequence.complete) return undefined;
  const at = index?.kind === 'number' ? index.value : index?.kind === 'boolean' ? Number(index.value) : undefined;
  return at === undefined ? undefined : sequence.items.at(at);
}

const booleanAt = ({ start, end }: Expression, truth: boolean | undefined): BooleanValue | undefined =>
  truth === undefined
    ? undefined
    : { kind: 'boolean', value: truth, range: { start, end }, origin: { start, end }, via: 'literal' };
