import type { Semantics } from '../../core/python-facts';
import type { Expression, SuiteFact } from '../../core/semantics';
import { once } from '../../readers/python/fact-index';
import { isPlainPattern, patternOf } from './plain-patterns';

/** Calls that say of their receiver or first argument that it is a plain name or number. */
const TESTS = /^(?:isidentifier|isdigit|isdecimal|isnumeric|isalnum|isalpha|isascii_letters)$/;
/** Functions whose result names what the program itself has. */
const NAMESPACES = /^(?:dir|vars|globals|locals|list|set|tuple|sorted|frozenset)$/;
const NUMBERS = /^(?:int|float|bool|complex|numbers\.Number)$/;
/** Conditions in conditions that are looked at. */
const DEEPEST = 12;
/** Expressions in expressions of a condition in which names are looked for: those that the conditions looked at may reach. */
const MOST_NESTED = 4 * DEEPEST;

/**
 * Whether the code makes sure, before a name is used, that what it holds is one of a written list, a number or a plain word: in a
 * condition around (`if name in ALLOWED:`, `case "a":`), or in one before that leaves (`if name not in ALLOWED: raise`, `assert`).
 */
export function isAllowListed(use: Expression, world: Semantics): boolean {
  const name = use.dotted;
  if (name === null || !testedIn(world).has(name)) return false;
  const about: About = { name, world };
  for (const suite of world.suitesAround(use)) {
    if (suite.kind === 'assert') continue;
    if (suite.kind === 'case' && isCaseOf(suite, about)) return true;
    if (suite.test && suite.kind !== 'for' && suite.kind !== 'except' && holds(suite.test, about)) return true;
    if (suite.failed.some((test) => refuses(test, about))) return true;
  }
  const leaving = world.leavingBefore(use);
  return leaving.some((suite) => keepsOut(suite, leaving, about));
}

/** Names, as they are written, that any condition of a program is about: most names are in none, and are not looked for. */
const testedIn = once((world: Semantics): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { test, failed, match } of world.suites)
    for (const tested of [...(test ? [test] : []), ...failed, ...(match ? [match.subject] : [])])
      addNames(tested, names, world, 0);
  return names;
});

function addNames(tested: Expression, names: Set<string>, world: Semantics, depth: number): void {
  if (tested.dotted !== null) names.add(tested.dotted);
  if (depth > MOST_NESTED) return;
  for (const part of tested.parts) addNames(part, names, world, depth + 1);
  const [element] = tested.kind === 'comprehension' ? tested.parts : [];
  for (const item of element ? namesIn(element, 0) : [])
    for (const { kind, value } of world.bindingsOf(item))
      if (kind === 'iteration' && value) addNames(value, names, world, depth + 1);
}

/** What is asked: a name as it is written, and where to look for what others mean. */
interface About {
  readonly name: string;
  readonly world: Semantics;
}

/** Whether a suite that leaves lets only pass what is on a list. */
function keepsOut({ kind, test, failed, statement }: SuiteFact, leaving: readonly SuiteFact[], about: About): boolean {
  if (kind === 'assert' || kind === 'else') return failed.length > 0 && failed.every((other) => holds(other, about));
  if (test === null || !refuses(test, about)) return false;
  // Of an `elif` hears nobody whom a suite before it took, unless that leaves, too.
  const before = leaving.filter(
    (suite) => suite.statement.start === statement.start && suite.failed.length < failed.length,
  );
  return before.length >= failed.length;
}

/** `case "a" | "b":` */
const isCaseOf = ({ match }: SuiteFact, about: About): boolean =>
  match !== null && isAbout(match.subject, about) && match.patterns.length > 0 && match.patterns.every(isWritten);

/** Whether a condition only holds for what is on a list. */
function holds(test: Expression, about: About, depth = 0): boolean {
  const [left, right] = test.parts;
  if (!left || depth > DEEPEST) return false;
  switch (test.kind) {
    case 'choice':
      return test.name === 'and'
        ? test.parts.some((part) => holds(part, about, depth + 1))
        : test.parts.every((part) => holds(part, about, depth + 1));
    case 'not':
      return refuses(left, about, depth + 1);
    case 'named':
      return holds(left, about, depth + 1);
    case 'comparison':
      if (!right || test.parts.length !== 2) return false;
      if (isNone(right)) return test.name === 'is not' && holds(left, about, depth + 1);
      if (!isAbout(left, about)) return false;
      return test.name === 'in' ? isList(right) : test.name === '==' && isWritten(right);
    case 'call':
      return isTest(test, about, depth + 1);
    default:
      return false;
  }
}

/** Whether a condition holds for all that is not on a list. */
function refuses(test: Expression, about: About, depth = 0): boolean {
  const [left, right] = test.parts;
  if (!left || depth > DEEPEST) return false;
  if (test.kind === 'choice')
    return test.name === 'or'
      ? test.parts.some((part) => refuses(part, about, depth + 1))
      : test.parts.every((part) => refuses(part, about, depth + 1));
  if (test.kind === 'not') return holds(left, about, depth + 1);
  if (test.kind !== 'comparison' || !right || test.parts.length !== 2) return false;
  if (isNone(right)) return /^(?:is|==)$/.test(test.name) && holds(left, about, depth + 1);
  if (!isAbout(left, about)) return false;
  return test.name === 'not in' ? isList(right) : test.name === '!=' && isWritten(right);
}

/** `name.isdigit()`, `isinstance(name, int)`, `hasattr(torch, name)`, `re.fullmatch(r"\w+", name)`, `all(c in LETTERS for c in name)`. */
function isTest(call: Expression, about: About, depth: number): boolean {
  const [callee, first, second] = call.parts;
  if (!callee) return false;
  if (callee.kind === 'attribute' && TESTS.test(callee.name)) return isAbout(callee.parts[0]!, about);
  const pattern = patternOf(call);
  if (pattern) return pattern.subject !== undefined && isAbout(pattern.subject, about) && isPlainPattern(pattern);
  if (!first) return false;
  if (callee.dotted === 'isinstance')
    return (
      second !== undefined && isAbout(first, about) && typesOf(second).every((type) => NUMBERS.test(type.qualified))
    );
  if (callee.dotted === 'hasattr') return second !== undefined && isAbout(second, about);
  return callee.dotted === 'all' && first.kind === 'comprehension' && isEachTested(first, about, depth);
}

const typesOf = (types: Expression): readonly Expression[] => (types.kind === 'sequence' ? types.parts : [types]);

/** Whether each part of what the name holds is tested. */
function isEachTested({ parts: [element] }: Expression, { name, world }: About, depth: number): boolean {
  const items = element ? namesIn(element, 0) : [];
  return items.some(
    (item) =>
      world
        .bindingsOf(item)
        .some(({ kind, value }) => kind === 'iteration' && value !== null && isAbout(value, { name, world })) &&
      holds(element!, { name: item.name, world }, depth),
  );
}

const namesIn = (expression: Expression, depth: number): readonly Expression[] =>
  expression.kind === 'name'
    ? [expression]
    : depth > DEEPEST
      ? []
      : expression.parts.flatMap((part) => namesIn(part, depth + 1)).slice(0, 8);

/** The name itself, or a form of it: `name.lower()`, `str(name)`. */
function isAbout(expression: Expression, about: About): boolean {
  if (expression.dotted === about.name) return true;
  const [callee, first] = expression.kind === 'call' ? expression.parts : [];
  if (callee?.kind === 'attribute' && /^(?:lower|upper|strip|casefold)$/.test(callee.name))
    return isAbout(callee.parts[0]!, about);
  return callee?.dotted === 'str' && first !== undefined && isAbout(first, about);
}

/** A container that is written in the program, or kept under a constant's name, or names of what the program has. */
function isList(expression: Expression): boolean {
  const { value, kind } = expression;
  if (value.kind === 'sequence' || value.kind === 'dict') return value.complete || value.kind === 'dict';
  if (value.kind === 'string') return true;
  if (kind === 'sequence' || kind === 'mapping')
    return expression.parts.every(({ value: item }) => item.kind !== 'unknown');
  const last = /[^.]*$/.exec(expression.dotted ?? '')![0];
  if (kind === 'call') {
    const [callee, first] = expression.parts;
    if (callee?.kind === 'attribute' && /^(?:keys|values)$/.test(callee.name)) return isList(callee.parts[0]!);
    if (!NAMESPACES.test(callee?.dotted ?? '')) return false;
    return /^(?:dir|vars|globals|locals)$/.test(callee!.dotted!) || (first !== undefined && isList(first));
  }
  return (
    /^_?[A-Z][A-Z\d_]+$/.test(last) ||
    /^__(?:dict|all|members)__$/.test(last) ||
    /allow|permitted|whitelist|white_list|supported|choices|valid|available|registry|registered/i.test(last)
  );
}

const isWritten = ({ value }: Expression): boolean => value.kind === 'string' || value.kind === 'number';
const isNone = ({ value }: Expression): boolean => value.kind === 'none';
