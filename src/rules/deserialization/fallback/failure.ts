import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { contains, type Range } from '../../../core/range';
import type { Expression, SuiteExit, SuiteFact } from '../../../core/semantics';
import type { Value } from '../../../core/value';
import { assignmentsTo } from '../../../readers/python/fact-index';
import { truthIn } from './conditions';
import { reachedBy } from './same-value';
import { standsIn, triedAround, type Tried } from './tried';

/** Whether a call runs because another one before it failed, and nobody asked for that. */
export function runsAfterFailure(first: CallFact, then: CallFact, facts: PythonFacts, fetches: boolean): boolean {
  for (const tried of triedAround(first, facts, fetches)) {
    if (standsIn(then.range, tried.handlers)) return !isConsentedTo(then.range, tried.suite.statement, facts);
    if (then.range.start >= tried.suite.statement.end && comesAfter(first, then, tried, facts))
      return !isConsentedTo(then.range, tried.suite.statement, facts);
    // What no handler throws again does not get any further.
    if (!tried.handlers.some((handler) => handler?.exit === 'raise')) return false;
  }
  return false;
}

/** Behind a `try`: reached when the call in it fails, and not when it succeeds. */
function comesAfter(first: CallFact, then: CallFact, tried: Tried, facts: PythonFacts): boolean {
  const around = facts.semantics.suitesAround(tried.suite.statement);
  if (!isOnTheWay(then.range, around)) return false;
  const goesOn = tried.handlers.some((handler) => leadsTo(handler?.exit ?? null, then.range, around));
  if (!goesOn || isReached(first, then, tried, facts, 'failure') === false) return false;
  return succeeds(first, then, tried, around, facts) || isReached(first, then, tried, facts, 'success') === false;
}

/** In no other branch of a statement around. */
const isOnTheWay = (place: Range, around: readonly SuiteFact[]): boolean =>
  around.every(({ kind, range, statement }) => {
    if (contains(range, place) || !contains(statement, place)) return true;
    return kind === 'for' || kind === 'while';
  });

/** Whether a suite that is left in this way leads to a place behind its statement. */
function leadsTo(exit: SuiteExit | null, place: Range, around: readonly SuiteFact[]): boolean {
  if (exit === null) return true;
  const loop = around.find(({ kind }) => kind === 'for' || kind === 'while');
  if (exit === 'continue') return loop !== undefined && !contains(loop.range, place);
  return exit === 'break' && loop !== undefined && !contains(loop.statement, place);
}

/** Whether a success leaves for somewhere else. */
function succeeds(
  { range }: CallFact,
  then: CallFact,
  { suite, others }: Tried,
  around: readonly SuiteFact[],
  { semantics }: PythonFacts,
): boolean {
  const own = semantics.suitesAround(range).filter((each) => contains(suite.range, each.range));
  return [...own, ...others.filter(({ kind }) => kind === 'else')].some(
    ({ exit }) => exit !== null && exit !== 'raise' && !leadsTo(exit, then.range, around),
  );
}

type Outcome = 'success' | 'failure';

/** Whether the conditions around a call hold after the first one succeeded or failed; undefined where that is not known. */
function isReached(
  first: CallFact,
  then: CallFact,
  tried: Tried,
  facts: PythonFacts,
  outcome: Outcome,
): boolean | undefined {
  const holding = (name: string): Value | undefined => heldAfter(outcome, name, first, then, tried, facts);
  let all: boolean | undefined = true;
  for (const { kind, range, test, failed } of facts.semantics.suitesAround(then.range)) {
    if (contains(range, tried.suite.statement)) break;
    const truths = [
      ...(test && /^(?:if|elif|while)$/.test(kind) ? [truthIn(test, holding)] : []),
      ...failed.map((other) => negated(truthIn(other, holding))),
    ];
    if (truths.includes(false)) return false;
    if (truths.includes(undefined)) all = undefined;
  }
  return all;
}

const negated = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

/** What a name was given last on the way that an outcome takes. */
function heldAfter(
  outcome: Outcome,
  name: string,
  first: CallFact,
  then: CallFact,
  { suite, handlers, others }: Tried,
  facts: PythonFacts,
): Value | undefined {
  const skipped = others.filter(({ kind }) => kind === (outcome === 'success' ? 'except' : 'else'));
  const last = assignmentsTo(facts, name).findLast(({ range, scope, role }) => {
    if (scope !== then.scope || range.end > then.range.start || (role !== 'variable' && role !== 'attribute'))
      return false;
    if (standsIn(range, skipped)) return false;
    return outcome === 'success'
      ? !standsIn(range, handlers)
      : !(contains(suite.range, range) && range.end >= first.range.end);
  });
  return last?.value;
}

/** Names by which somebody else decides that it may be loaded in the unsafe way. */
const CONSENT =
  /trust|allow|unsafe|insecure|danger|permit|accept|consent|confirm|force|opt_?in|weights_only|safe_mode|safetensors|verif|pickle/i;
/** Questions to the person at the keyboard. */
const ASKS = /(?:^|\.)(?:input|confirm|ask|askyesno|prompt)$/;
/** Parts of a condition that are looked at. */
const MOST_PARTS = 60;

/** Whether a place behind a failure is only reached where somebody asked for it: `if allow_pickle:`, `if not trusted: raise`. */
export function isConsentedTo(place: Range, statement: Range, facts: PythonFacts, own: string | null = null): boolean {
  const { semantics } = facts;
  const tests = [
    ...semantics.suitesAround(place).filter(({ range }) => !contains(range, statement)),
    ...semantics.leavingBefore(place).filter(({ range }) => range.start >= statement.start),
  ].flatMap(({ kind, test, failed }) => (test && /^(?:if|elif)$/.test(kind) ? [test, ...failed] : failed));
  return tests.some((test) => asks(test, statement, facts, own));
}

function asks(test: Expression, statement: Range, facts: PythonFacts, own: string | null): boolean {
  const queue = [test];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const part = queue[i]!;
    if (part.kind === 'call' && ASKS.test(part.parts[0]?.qualified ?? '')) return true;
    if (namesIn(part).some((name) => name !== own && CONSENT.test(name)) && !isGivenIn(statement, part, facts))
      return true;
    queue.push(...part.parts);
  }
  return false;
}

/** What an expression asks for by name: a variable, an attribute, `os.environ["NAME"]`, `options.get("name")`. */
function namesIn({ kind, name, parts }: Expression): readonly string[] {
  if (kind === 'name' || kind === 'attribute') return [name];
  const looksUp = kind === 'subscript' || (kind === 'call' && /^(?:get|getenv)$/.test(parts[0]?.name ?? ''));
  return looksUp ? parts.slice(1).flatMap(({ pieces }) => pieces.map(({ text }) => text)) : [];
}

/** `refused = "weights_only" in str(error)` in the handler decides nothing beforehand. */
const isGivenIn = (statement: Range, part: Expression, facts: PythonFacts): boolean =>
  part.kind === 'name' && reachedBy(part, facts).some(({ at }) => at >= statement.start && at <= statement.end);
