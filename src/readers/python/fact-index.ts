import type { AssignmentFact, CallFact, PythonFacts, ScopeId, StringFact } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import type { Expression } from '../../core/semantics';
import { firstAfter, Nesting } from './nesting';

/** Which calls are meant: by their callee, or by a question. It is remembered by identity, so it must be made once, not in a function. */
export type CallTest = RegExp | ((call: CallFact) => boolean);

/**
 * The facts of one program by what rules ask for again and again, made when first asked for. With it a check costs no more in
 * a program of many calls than in one of few.
 */
class FactIndex {
  readonly #calls = new Map<
    CallTest,
    { readonly all: readonly CallFact[]; readonly scopes: ReadonlyMap<ScopeId, readonly CallFact[]> }
  >();
  #targets: ReadonlyMap<string, readonly AssignmentFact[]> | undefined;
  #inOrder: boolean | undefined;
  #names: ReadonlyMap<string, readonly AssignmentFact[]> | undefined;
  #arguments: Nesting<CallFact> | undefined;
  #strings: ReadonlyMap<number, StringFact> | undefined;

  constructor(readonly facts: PythonFacts) {}

  calls(test: CallTest): {
    readonly all: readonly CallFact[];
    readonly scopes: ReadonlyMap<ScopeId, readonly CallFact[]>;
  } {
    let known = this.#calls.get(test);
    if (!known) {
      const all = this.facts.calls.filter(test instanceof RegExp ? ({ callee }) => test.test(callee) : test);
      this.#calls.set(test, (known = { all, scopes: grouped(all, ({ scope }) => scope) }));
    }
    return known;
  }

  callsInside(range: Range): readonly CallFact[] {
    const { calls } = this.facts;
    this.#inOrder ??= calls.every((call, i) => i === 0 || calls[i - 1]!.range.start <= call.range.start);
    if (!this.#inOrder) return calls.filter((call) => contains(range, call.range));
    const found: CallFact[] = [];
    for (
      let i = firstAfter(calls, range.start - 1, (call) => call.range.start);
      i < calls.length && calls[i]!.range.start <= range.end;
      i++
    )
      if (calls[i]!.range.end <= range.end) found.push(calls[i]!);
    return found;
  }

  get targets(): ReadonlyMap<string, readonly AssignmentFact[]> {
    return (this.#targets ??= grouped(this.facts.assignments, ({ target }) => target));
  }

  get names(): ReadonlyMap<string, readonly AssignmentFact[]> {
    return (this.#names ??= grouped(this.facts.assignments, ({ name }) => name));
  }

  get strings(): ReadonlyMap<number, StringFact> {
    return (this.#strings ??= new Map(this.facts.strings.map((string) => [string.range.start, string])));
  }

  get arguments(): Nesting<CallFact> {
    return (this.#arguments ??= new Nesting(this.facts.calls, ({ argumentsRange }) => argumentsRange));
  }
}

const INDEXES = new WeakMap<PythonFacts, FactIndex>();

function indexOf(facts: PythonFacts): FactIndex {
  let index = INDEXES.get(facts);
  if (!index) INDEXES.set(facts, (index = new FactIndex(facts)));
  return index;
}

const NONE: readonly never[] = [];
const always = (): boolean => true;

/** The calls of a kind, of the whole program or of one scope alone, in the order of `facts.calls`. */
export const callsOf = (facts: PythonFacts, test: CallTest, scope?: ScopeId): readonly CallFact[] => {
  const { all, scopes } = indexOf(facts).calls(test);
  return scope === undefined ? all : (scopes.get(scope) ?? NONE);
};

/** All calls of a scope. */
export const callsIn = (facts: PythonFacts, scope: ScopeId): readonly CallFact[] => callsOf(facts, always, scope);

/** The assignments to a target, as `AssignmentFact.target` has it. */
export const assignmentsTo = (facts: PythonFacts, target: string): readonly AssignmentFact[] =>
  indexOf(facts).targets.get(target) ?? NONE;

/** The assignments to a name, as `AssignmentFact.name` has it. */
export const assignmentsNamed = (facts: PythonFacts, name: string): readonly AssignmentFact[] =>
  indexOf(facts).names.get(name) ?? NONE;

/** The string that stands at a range. */
export function stringAt(facts: PythonFacts, { start, end }: Range): StringFact | undefined {
  const string = indexOf(facts).strings.get(start);
  return string?.range.end === end ? string : undefined;
}

/** The calls whose arguments hold a range, the innermost first. */
export const callsAround = (facts: PythonFacts, range: Range): readonly CallFact[] =>
  indexOf(facts).arguments.around(range);

/** The calls that stand whole in a range, in the order of `facts.calls`. */
export const callsInside = (facts: PythonFacts, range: Range): readonly CallFact[] => indexOf(facts).callsInside(range);

/** Works something out once for each object that is asked about. */
export function once<Key extends object, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const known = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { answer: ask(key) }));
    return entry.answer;
  };
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const methodsByReceiver = once(
  (facts: PythonFacts): ReadonlyMap<Expression, string> =>
    new Map(
      facts.calls.flatMap(({ expression: { parts } }): [Expression, string][] =>
        parts[0]?.kind === 'attribute' ? [[parts[0].parts[0]!, parts[0].name]] : [],
      ),
    ),
);

/** The method that is called on what a call gives: `item` in `load(path).item()`. */
export const methodCalledOn = (call: CallFact, facts: PythonFacts): string | undefined =>
  methodsByReceiver(facts).get(call.expression);
