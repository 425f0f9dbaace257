import type { CallFact, PythonFacts, Semantics } from '../../../core/python-facts';
import { contains, rangeOf } from '../../../core/range';
import type { Expression, SuiteFact } from '../../../core/semantics';
import type { Value } from '../../../core/value';
import { callsInside, once } from '../../../readers/python/fact-index';

/** Statements whose failures a program goes on after: a `try` with its handlers, or `with suppress(…)`. */
export interface Tried {
  /** What is tried. */
  readonly suite: SuiteFact;
  /** Handlers that are reached when a load refuses what it is given; null stands for what is silently passed over. */
  readonly handlers: readonly (SuiteFact | null)[];
  /** Other handlers, and the `else` that follows a success. */
  readonly others: readonly SuiteFact[];
}

/** Exceptions that say that the library is another one than the code expects, or that have nothing to do with what is loaded. */
const HARMLESS =
  /(?:^|\.)(?:TypeError|AttributeError|ImportError|ModuleNotFoundError|NameError|NotImplementedError|KeyboardInterrupt|SystemExit|GeneratorExit|MemoryError|OutOfMemoryError)$/;
const SUPPRESS = 'contextlib.suppress';
/** Of a file that is not there nothing can be loaded in another way. */
const MISSING = /(?:^|\.)(?:FileNotFoundError|IsADirectoryError|NotADirectoryError|PermissionError)$/;

/** Whether any failure in the program is gone on after. */
export const triesAnything = once(
  (facts: PythonFacts): boolean => facts.semantics.suites.some(({ kind }) => kind === 'try') || suppresses(facts),
);

const suppresses = once(({ calls }: PythonFacts): boolean => calls.some(({ callee }) => callee === SUPPRESS));

/** The calls that stand in what is tried. */
export const triedCalls = once((facts: PythonFacts): readonly CallFact[] => {
  const { semantics } = facts;
  const found = new Set<CallFact>();
  for (const suite of semantics.suites)
    if (suite.kind === 'try' || (suite.kind === 'with' && suppresses(facts) && suppressedBy(suite, facts) !== null))
      for (const call of callsInside(facts, suite.range)) found.add(call);
  return [...found];
});

/** What is tried around a call, the innermost first. `fetches`: what is loaded is looked for elsewhere too, so that it may be missing. */
export function triedAround(call: CallFact, facts: PythonFacts, fetches: boolean): readonly Tried[] {
  const { semantics } = facts;
  return semantics.suitesAround(call.range).flatMap((suite): readonly Tried[] => {
    if (suite.kind === 'try') {
      const clauses = clausesOf(semantics).get(suite.statement.start) ?? [];
      const reached = clauses.filter(({ kind, test }) => kind === 'except' && isReached(test, fetches));
      if (reached.length === 0) return [];
      return [{ suite, handlers: reached, others: clauses.filter((clause) => !reached.includes(clause)) }];
    }
    const suppressed = suite.kind === 'with' ? suppressedBy(suite, facts) : null;
    return suppressed !== null && suppressed.some((test) => isReached(test, fetches))
      ? [{ suite, handlers: [null], others: [] }]
      : [];
  });
}

/** `except`, `else` and `finally` of every `try`, by where that begins. */
const clausesOf = once((semantics: Semantics): ReadonlyMap<number, readonly SuiteFact[]> => {
  const tries = new Set(semantics.suites.filter(({ kind }) => kind === 'try').map(({ statement }) => statement.start));
  const clauses = new Map<number, SuiteFact[]>();
  for (const suite of semantics.suites) {
    const { kind, statement } = suite;
    if (kind === 'try' || !tries.has(statement.start)) continue;
    const list = clauses.get(statement.start);
    if (list) list.push(suite);
    else clauses.set(statement.start, [suite]);
  }
  return clauses;
});

/** The exceptions of `with contextlib.suppress(…)`; null for any other `with`. */
function suppressedBy({ statement, range }: SuiteFact, facts: PythonFacts): readonly Expression[] | null {
  const call = callsInside(facts, rangeOf(statement.start, range.start)).find(({ callee }) => callee === SUPPRESS);
  return call ? call.args.map(({ expression }) => expression) : null;
}

/** Whether a handler of these exceptions is reached by what refuses a file: not by those alone that mean something else. */
function isReached(test: Expression | null, fetches: boolean): boolean {
  const names = test === null ? [] : namesOf(test);
  return names.length === 0 || !names.every((name) => HARMLESS.test(name) || (!fetches && MISSING.test(name)));
}

function namesOf(test: Expression): readonly string[] {
  if (test.kind === 'sequence') return test.parts.flatMap(namesOf);
  const { value, qualified, dotted } = test;
  if (value.kind === 'sequence') return value.items.map(nameOf);
  return [dotted ?? qualified];
}

const nameOf = (value: Value): string =>
  value.kind === 'reference' ? value.name : value.kind === 'unknown' ? (value.name ?? '?') : '?';

/** Whether a range stands in one of the suites. */
export const standsIn = (place: CallFact['range'], suites: readonly (SuiteFact | null)[]): boolean =>
  suites.some((suite) => suite !== null && contains(suite.range, place));
