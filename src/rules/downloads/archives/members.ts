import { lastNameOf } from '../../../core/callee-pattern';
import {
  argumentOf,
  type AssignmentFact,
  type CallFact,
  type PythonFacts,
  type Semantics,
} from '../../../core/python-facts';
import { contains, type Range } from '../../../core/range';
import type { Expression, ScopeId, SuiteFact } from '../../../core/semantics';
import { decisionsAround } from '../../../analysis/flow/decisions';
import { assignmentsNamed, callsIn, once } from '../../../readers/python/fact-index';
import { archiveOf } from './tar-archives';

/** Words in the names of functions that tell where a path leads. */
const PATH_WORDS = [
  'common',
  'relative_to',
  'realpath',
  'resolve',
  'normpath',
  'abspath',
  'relpath',
  'basename',
  'isabs',
  'is_absolute',
  'startswith',
];
/** Words in the names of functions that say themselves that a path, or a whole archive, is safe. */
const GUARD_WORDS = ['safe', 'secure', 'within', 'inside', 'valid', 'verif', 'check', 'saniti'];
/** What a comparison looks for in a path. */
const UPWARDS = '..';
const LEAVES = ['raise', 'return', 'continue', 'break', 'exit'];
/** Words of statements by which it is told that the members of an archive were looked at. */
export const LOOK_WORDS: readonly string[] = [...PATH_WORDS, ...GUARD_WORDS, UPWARDS, ...LEAVES];

const PATHS = new RegExp(PATH_WORDS.join('|'), 'i');
const GUARDS = new RegExp(GUARD_WORDS.join('|'), 'i');
/** Calls that give the members of an archive. */
const LISTS = /^(?:getmembers|getnames|getmember|next)$/;
/** Calls that hand on what they are given, one after the other. */
const PASSES = /^(?:list|tuple|set|sorted|iter|reversed|enumerate|tqdm|track|islice)$/;

/** Expressions of one question, and names of names, that are looked at. */
const MOST = 400;
const DEEPEST = 6;

/**
 * Members are chosen, or it is looked before where their paths lead: in a condition around, in one before that leaves, in an `assert`, by a
 * function that says so, or by giving them other names.
 */
export function isChosen(call: CallFact, facts: PythonFacts): boolean {
  const looks = new Looks(call, facts.semantics);
  const members = call.callee.endsWith('.extractall') ? argumentOf(call, 'members', 1) : undefined;
  return (members !== undefined && looks.choose(members.expression, 0)) || looks.before(facts);
}

class Looks {
  readonly #archive: string | null;
  /** Names in what is given as the member to be unpacked. */
  readonly #own: ReadonlySet<string>;
  #left = MOST * 10;

  constructor(
    private readonly call: CallFact,
    private readonly semantics: Semantics,
  ) {
    this.#archive = archiveOf(call)?.dotted ?? null;
    const member = call.callee.endsWith('.extract') ? argumentOf(call, 'member', 0)?.expression : undefined;
    this.#own = new Set(
      member ? [...this.#parts(member)].flatMap(({ kind, name }) => (kind === 'name' ? [name] : [])) : [],
    );
  }

  /** Whether not all members are given. */
  choose(members: Expression, depth: number): boolean {
    if (members.value.kind === 'none' || this.#lists(members, 0)) return false;
    if (members.kind === 'comprehension') return members.filters.length > 0 || members.parts[0]?.kind !== 'name';
    const bindings = members.kind === 'name' && depth < DEEPEST ? this.semantics.bindingsOf(members) : [];
    if (bindings.length === 0) return true;
    return bindings.some(
      ({ kind, value }) => kind === 'change' || kind === 'parameter' || value === null || this.choose(value, depth + 1),
    );
  }

  before(facts: PythonFacts): boolean {
    const { call, semantics } = this;
    const isBefore = ({ end }: Range): boolean => end <= call.range.start;
    return (
      decisionsAround(call.range, semantics).some(({ condition }) => this.#looks(condition)) ||
      suitesThatLeave(facts, call.scope).some((suite) => isBefore(suite.statement) && this.#keepsOut(suite)) ||
      callsIn(facts, call.scope).some((other) => isBefore(other.range) && this.#guards(other)) ||
      assignmentsNamed(facts, 'name').some(
        (fact) => fact.scope === call.scope && isBefore(fact.range) && this.#renames(fact),
      )
    );
  }

  /** A call that stands alone, and so must raise where something is wrong: `check_members(tar)`, `path.relative_to(folder)`. */
  #guards({ callee, statement, expression }: CallFact): boolean {
    return (
      (GUARDS.test(lastNameOf(callee)) || callee.endsWith('.relative_to')) &&
      this.semantics.expressionAt(statement) === expression &&
      this.#looks(expression)
    );
  }

  /** A suite that a member whose path was looked at does not get out of: not past its loop, or not past the function. */
  #keepsOut({ kind, exit, statement, test, failed }: SuiteFact): boolean {
    const loop = this.semantics.suitesAround(statement).find(({ kind }) => kind === 'for' || kind === 'while');
    const leavesFunction = kind === 'assert' || (exit !== null && exit !== 'continue' && exit !== 'break');
    if (!leavesFunction && !(loop && contains(loop.range, this.call.range))) return false;
    return [...(test ? [test] : []), ...failed].some((condition) => this.#looks(condition));
  }

  /** `member.name = os.path.basename(member.name)` */
  #renames({ role, targetRange, expression }: AssignmentFact): boolean {
    const [object] = role === 'attribute' ? (this.semantics.expressionAt(targetRange)?.parts ?? []) : [];
    return (
      object !== undefined &&
      this.#isOfMember(object) &&
      [...this.#parts(expression)].some(({ kind, parts: [callee] }) => kind === 'call' && isLook(callee))
    );
  }

  /** Whether an expression tells where the path of a member leads. */
  #looks(expression: Expression): boolean {
    for (const part of this.#parts(expression, true)) {
      const [callee, ...given] = part.parts;
      const isCall = part.kind === 'call';
      if (
        isCall &&
        GUARDS.test(callee?.name ?? '') &&
        given.some(({ dotted }) => dotted !== null && dotted === this.#archive)
      )
        return true;
      const looks = isCall ? isLook(callee) : part.kind === 'comparison' && part.parts.some(isUpwards);
      if (looks && this.#isOfMember(part)) return true;
    }
    return false;
  }

  #isOfMember(expression: Expression): boolean {
    for (const part of this.#parts(expression, true)) {
      if (part.kind === 'name' && this.#own.has(part.name)) return true;
      if (part.kind === 'call' && this.#lists(part, 0)) return true;
      if (part.kind !== 'name') continue;
      const bindings = this.semantics.bindingsOf(part);
      if (bindings.some(({ kind, value }) => kind === 'iteration' && value && this.#lists(value, 0))) return true;
    }
    return false;
  }

  /** Whether an expression is the archive's list of members, or one of them. */
  #lists(expression: Expression, depth: number): boolean {
    const { kind, dotted, parts } = expression;
    const [first, ...given] = parts;
    if (dotted !== null && dotted === this.#archive) return true;
    if (depth > DEEPEST) return false;
    if (kind === 'call')
      return (
        (first?.kind === 'attribute' && LISTS.test(first.name)) ||
        (PASSES.test(first?.name ?? '') && given.some((part) => this.#lists(part, depth + 1)))
      );
    if (kind === 'subscript') return first !== undefined && this.#lists(first, depth + 1);
    const [only, other] = kind === 'name' ? this.semantics.bindingsOf(expression) : [];
    return only?.kind === 'assignment' && !other && only.value !== null && this.#lists(only.value, depth + 1);
  }

  /** An expression and what it is made of; with `through` also what its names are given. */
  *#parts(expression: Expression, through = false): Generator<Expression> {
    const queue: { readonly part: Expression; readonly depth: number }[] = [{ part: expression, depth: 0 }];
    const seen = new Set<Expression>();
    for (let at = 0; at < queue.length && at < MOST && --this.#left > 0; at++) {
      const { part, depth } = queue[at]!;
      if (seen.has(part)) continue;
      seen.add(part);
      yield part;
      for (const inner of part.parts) queue.push({ part: inner, depth });
      if (!through || part.kind !== 'name' || depth >= DEEPEST) continue;
      for (const { kind, value } of this.semantics.bindingsOf(part))
        if (value && (kind === 'assignment' || kind === 'element')) queue.push({ part: value, depth: depth + 1 });
    }
  }
}

const isLook = (callee: Expression | undefined): boolean =>
  callee !== undefined && (PATHS.test(callee.name) || GUARDS.test(callee.name));

const isUpwards = ({ value }: Expression): boolean => value.kind === 'string' && value.value === UPWARDS;

const leaving = once((facts: PythonFacts): ReadonlyMap<ScopeId, readonly SuiteFact[]> => {
  const suites = new Map<ScopeId, SuiteFact[]>();
  for (const suite of facts.semantics.suites) {
    if (!/^(?:if|elif|else|assert)$/.test(suite.kind) || !suite.leaves) continue;
    const list = suites.get(suite.scope);
    if (list) list.push(suite);
    else suites.set(suite.scope, [suite]);
  }
  return suites;
});

/** The suites under a condition that are left for good, of one scope. */
const suitesThatLeave = (facts: PythonFacts, scope: ScopeId): readonly SuiteFact[] => leaving(facts).get(scope) ?? [];
