import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';
import type { BindingFact, Expression, SuiteFact } from '../../../core/semantics';
import { stringOf, type NumberValue, type Value } from '../../../core/value';
import { assignmentsTo } from '../../../readers/python/fact-index';
import { valueIn } from './conditions';
import { isConsentedTo } from './failure';
import type { Family } from './family';
import { bottomOf, reachedBy } from './same-value';
import { triedAround, type Tried } from './tried';

/** Turns of a loop that are looked at. */
const MOST_TURNS = 8;
/** Turns of one whose number is not known. */
const SOME_TURNS = 3;

/** How a switch is set in the turns of a loop that goes on when the load fails. */
export interface Retry {
  /** What the switch is set to, in the order of the turns; undefined where nothing sets it. */
  readonly settings: readonly (Value | undefined)[];
}

/** `for weights_only in (True, False): try: return torch.load(path, weights_only=weights_only)`, and the like with `while`. Null for a load that is not tried again. */
export function retryOf(load: CallFact, family: Family, facts: PythonFacts): Retry | null {
  const { flag } = family;
  const loaded = family.loaded(load)?.expression;
  if (!flag || !loaded) return null;
  for (const tried of triedAround(load, facts, family.fetches === true)) {
    const loop = facts.semantics
      .suitesAround(tried.suite.statement)
      .find(({ kind }) => kind === 'for' || kind === 'while');
    const again = tried.handlers.find(
      (handler) => handler === null || handler.exit === null || handler.exit === 'continue',
    );
    if (!loop || again === undefined || changesIn(loop, loaded, facts) || (again && isConsentedToIn(again, facts)))
      continue;
    const settings = settingsIn(load, flag, { loop, tried, again }, facts);
    if (settings) return { settings };
  }
  return null;
}

/** `if not allow_pickle: raise` in the handler. */
const isConsentedToIn = ({ range }: SuiteFact, facts: PythonFacts): boolean =>
  isConsentedTo(rangeOf(range.end, range.end), range, facts);

interface Round {
  readonly loop: SuiteFact;
  readonly tried: Tried;
  /** The handler after which the next turn comes; null for what is passed over in silence. */
  readonly again: SuiteFact | null;
}

/** Another file in each turn is no second attempt at the first. */
function changesIn({ statement }: SuiteFact, loaded: Expression, facts: PythonFacts): boolean {
  const queue = [bottomOf(loaded, facts)];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const part = queue[i]!;
    const inside = (at: number): boolean => at >= statement.start && at <= statement.end;
    if (part.kind === 'name' && reachedBy(part, facts).some(({ at }) => inside(at))) return true;
    if (
      part.kind === 'attribute' &&
      part.dotted !== null &&
      assignmentsTo(facts, part.dotted).some(({ range }) => inside(range.start))
    )
      return true;
    queue.push(...part.parts);
  }
  return false;
}

const MOST_PARTS = 40;

function settingsIn(
  load: CallFact,
  { name, position }: { readonly name: string; readonly position?: number },
  round: Round,
  facts: PythonFacts,
): Retry['settings'] | null {
  const flag = argumentOf(load, name, position);
  if (flag && !flag.spread) return turnsOf(flag.expression, round, facts);
  for (const { kind, parts } of load.expression.parts) {
    const turns = kind === 'keys' && parts[0] ? turnsOf(parts[0], round, facts) : null;
    if (turns?.every((turn) => turn?.kind === 'dict')) return turns.map((turn) => entryOf(turn, name));
  }
  return null;
}

/** What an expression gives in each turn; null where it does not depend on the turn, or that is not known. */
function turnsOf(expression: Expression, round: Round, facts: PythonFacts): readonly (Value | undefined)[] | null {
  const name = turningName(expression, round, facts);
  if (name === null) return null;
  const { given, held } = name;
  const turns = held.map((value) => valueIn(expression, (other) => (other === given ? value : undefined)));
  return turns.includes(undefined) ? null : turns;
}

/** The name in an expression that another value is given in each turn, with these values. */
function turningName(
  expression: Expression,
  round: Round,
  facts: PythonFacts,
): { readonly given: string; readonly held: readonly Value[] } | null {
  const queue = [expression];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const part = queue[i]!;
    const bindings = part.kind === 'name' ? reachedBy(part, facts) : [];
    const held =
      bindings.length === 0 ? null : (iterated(bindings, round) ?? changed(part.name, bindings, round, facts));
    if (held) return { given: part.name, held };
    queue.push(...part.parts);
  }
  return null;
}

/** `for name in (True, False)`, `for name in range(2)`, `for number, name in enumerate((True, False))`. */
function iterated(bindings: readonly BindingFact[], { loop }: Round): readonly Value[] | null {
  const [binding] = bindings;
  if (binding?.kind !== 'iteration' || loop.kind !== 'for' || !binding.value || binding.value !== loop.test)
    return null;
  const { value } = binding;
  if (value.value.kind === 'sequence' && value.value.complete) return value.value.items.slice(0, MOST_TURNS);
  const [callee, first, second] = value.kind === 'call' ? value.parts : [];
  if (callee?.qualified === 'enumerate' && first?.value.kind === 'sequence' && first.value.complete)
    return first.value.items.slice(0, MOST_TURNS);
  return callee?.qualified === 'range' && first ? numbers(first, second, value) : null;
}

function numbers(first: Expression, second: Expression | undefined, { start, end }: Expression): readonly Value[] {
  const numberOf = ({ value }: Expression): number | undefined => (value.kind === 'number' ? value.value : undefined);
  const from = second ? (numberOf(first) ?? 0) : 0;
  const to = numberOf(second ?? first) ?? from + SOME_TURNS;
  const range = { start, end };
  return Array.from({ length: Math.max(0, Math.min(MOST_TURNS, to - from)) }, (_, i): NumberValue => ({
    kind: 'number',
    value: from + i,
    range,
    origin: range,
    via: 'literal',
  }));
}

/** `weights_only = True` before the loop, `weights_only = False` in the handler; not where somebody has to ask for it there. */
function changed(
  name: string,
  bindings: readonly BindingFact[],
  { loop, tried, again }: Round,
  facts: PythonFacts,
): readonly Value[] | null {
  const isIn = (suite: SuiteFact, { at }: BindingFact): boolean => at >= suite.range.start && at <= suite.range.end;
  const late = bindings.filter(
    (binding) =>
      binding.kind === 'assignment' &&
      isIn(loop, binding) &&
      (again ? isIn(again, binding) : binding.at >= tried.suite.statement.end),
  );
  const early = bindings.filter((binding) => binding.at < loop.statement.start && binding.kind === 'assignment');
  if (late.length !== 1 || early.length !== 1 || !late[0]!.value || !early[0]!.value) return null;
  if (again && isConsentedTo(late[0]!.value, again.range, facts, name)) return null;
  return [early[0]!.value.value, late[0]!.value.value];
}

const entryOf = (value: Value | undefined, name: string): Value | undefined =>
  value?.kind === 'dict' ? value.entries.find(([key]) => stringOf(key) === name)?.[1] : undefined;
