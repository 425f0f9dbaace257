import { lastNameOf } from '../core/callee-pattern';
import type { Fix } from '../core/finding';
import type { Facts } from '../core/facts';
import type { PythonFacts } from '../core/python-facts';
import { contains, type Range } from '../core/range';
import type { Category, Report } from '../core/rule';
import { callsAround, callsOf } from '../readers/python/fact-index';

/** Kinds of findings about how something is called: what a test may be about. A key in a test leaks like any other. */
const ABOUT_CALLS: ReadonlySet<Category> = new Set(['deserialization', 'downloads', 'execution', 'infrastructure']);

/** `pytest.raises`, `unittest`'s `assertRaises`, `pytest.warns` and their like. */
const EXPECTS = /^(?:raises|warns|deprecated_call|assertRaises\w*|assertWarns\w*|assertLogs)$/;
const ASSERTS = /^(?:assert|raises$|warns$)/;

/** The fixes of a report, but for one about what a test asserts on. */
export const fixesOf = ({ range, fixes = [] }: Report, category: Category, facts: Facts | undefined): readonly Fix[] =>
  fixes.length > 0 && !isAsserted(range, category, facts) ? fixes : [];

/**
 * Whether a test function asserts on what stands at a place: then the unsafe call is what is tested, and a fix would turn the test
 * into one of something else.
 */
function isAsserted(place: Range, category: Category, facts: Facts | undefined): boolean {
  if (facts?.kind !== 'python' || !ABOUT_CALLS.has(category) || !isInTest(place, facts)) return false;
  const { assertions, suites } = facts.semantics;
  if (assertions.some((said) => contains(said, place))) return true;
  if (callsAround(facts, place).some(({ callee, range }) => range !== place && ASSERTS.test(lastNameOf(callee))))
    return true;
  const expecting = callsOf(facts, isExpectation);
  return suites.some(
    ({ kind, range, statement }) =>
      kind === 'with' &&
      contains(range, place) &&
      expecting.some((call) => call.range.start >= statement.start && call.range.end <= range.start),
  );
}

const isExpectation = ({ callee }: { readonly callee: string }): boolean => EXPECTS.test(lastNameOf(callee));

/** Test functions that lie in no other one, by their beginning: asked once for every fix of a file. */
const TESTS = new WeakMap<PythonFacts['semantics'], readonly Range[]>();

function isInTest(place: Range, { semantics }: PythonFacts): boolean {
  const tests = TESTS.get(semantics) ?? testsOf(semantics);
  TESTS.set(semantics, tests);
  let low = 0;
  for (let high = tests.length; low < high;) {
    const middle = (low + high) >> 1;
    if (tests[middle]!.start <= place.start) low = middle + 1;
    else high = middle;
  }
  return low > 0 && contains(tests[low - 1]!, place);
}

function testsOf({ functions }: PythonFacts['semantics']): readonly Range[] {
  const tests: Range[] = [];
  const named = functions.filter(({ name }) => name !== null && /^test/.test(name)).map(({ range }) => range);
  for (const range of named.sort((a, b) => a.start - b.start || b.end - a.end))
    if (range.start >= (tests.at(-1)?.end ?? 0)) tests.push(range);
  return tests;
}
