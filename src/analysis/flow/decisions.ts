import type { Semantics } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import type { Expression } from '../../core/semantics';

/** A condition that decides whether a place is reached. */
export interface Decision {
  readonly condition: Expression;
  /** Whether it holds there: false in an `else`, and behind `or`. `not` is part of the condition. */
  readonly holds: boolean;
}

/** Expressions of one condition that are looked at. */
const MOST_PARTS = 300;

/**
 * The conditions that a place stands under, innermost first, up to the function around it: of suites, and of `x if c else y`, `c and x` and
 * `[x for x in y if c]`.
 */
export function decisionsAround(place: Range, semantics: Semantics): readonly Decision[] {
  const expressions = semantics.expressionsAround(place);
  const decisions = expressions.flatMap((around) => within(around, place));
  for (const { kind, test, failed, range } of semantics.suitesAround(place)) {
    // The conditions of a comprehension are told with it.
    if (expressions.some((around) => around.kind === 'comprehension' && isSameRange(around, range))) continue;
    if (test && (kind === 'if' || kind === 'elif' || kind === 'while'))
      decisions.push({ condition: test, holds: true });
    for (const condition of failed) decisions.push({ condition, holds: false });
  }
  return decisions;
}

const isSameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

/** What an expression decides about a part of it. */
function within({ kind, name, parts, filters }: Expression, place: Range): readonly Decision[] {
  if (kind === 'comprehension')
    return filters.some((filter) => contains(filter, place))
      ? []
      : filters.map((condition) => ({ condition, holds: true }));
  if (kind === 'choice' && parts.length === 2 && contains(parts[1]!, place))
    return [{ condition: parts[0]!, holds: name === 'and' }];
  const [body, condition, alternative] = kind === 'conditional' && parts.length === 3 ? parts : [];
  if (!condition || contains(condition, place)) return [];
  return [{ condition, holds: body !== undefined && (contains(body, place) || alternative === undefined) }];
}

/** Calls whose text is a name: of a key, an attribute or a variable of the environment. */
const NAMED_BY_TEXT = /^(?:get|getattr|getenv|pop|setdefault|get_setting)$/;
/** Calls that only ask what there is, or how a text begins. */
const OF_FORM = /^(?:hasattr|isinstance|startswith|endswith)$/;

/** The names that a condition asks about: variables, attributes, and keys that are written there. */
export function namesAsked(condition: Expression): readonly string[] {
  const names: string[] = [];
  const queue: Expression[] = [condition];
  for (let at = 0; at < queue.length && at < MOST_PARTS; at++) {
    const part = queue[at]!;
    const { kind, name, parts } = part;
    const [first, ...others] = parts;
    if (kind === 'name' || kind === 'attribute') names.push(name);
    if (kind === 'call') {
      if (OF_FORM.test(first?.name ?? '')) continue;
      if (NAMED_BY_TEXT.test(first?.name ?? '')) names.push(...textsOf(others));
    }
    if (kind === 'subscript') names.push(...textsOf(others));
    if (kind !== 'lambda') queue.push(...parts);
  }
  return names;
}

const textsOf = (parts: readonly Expression[]): readonly string[] =>
  parts.flatMap(({ value }) => (value.kind === 'string' ? [value.value] : []));

/** Whether what a condition says, where it holds or does not, is that something of a name is true. */
export function affirms({ condition, holds }: Decision, name: RegExp): boolean {
  let left = MOST_PARTS;
  const asks = (part: Expression, expected: boolean): boolean => {
    if (--left < 0) return false;
    const [first, second] = part.parts;
    switch (part.kind) {
      case 'not':
        return first !== undefined && asks(first, !expected);
      case 'choice':
        return part.parts.some((other) => asks(other, expected));
      case 'comparison':
        return first !== undefined && asks(first, isContrary(part.name, second) ? !expected : expected);
      default:
        return expected && namesAsked(part).some((asked) => name.test(asked));
    }
  };
  return asks(condition, holds);
}

/** `is None`, `== False`, `is not True`: what holds says that the left side is not true. */
function isContrary(operator: string, right: Expression | undefined): boolean {
  const value = right?.value;
  const no = value?.kind === 'none' || (value?.kind === 'boolean' && !value.value);
  const yes = value?.kind === 'boolean' && value.value;
  return /^(?:is|==)$/.test(operator) ? no : /^(?:is not|!=)$/.test(operator) ? yes : false;
}
