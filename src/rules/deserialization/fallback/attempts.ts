import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { BindingFact, Expression, FunctionFact } from '../../../core/semantics';
import { stringOf, type Value } from '../../../core/value';
import { argumentsFor } from '../../../analysis/flow/arguments';
import { callsIn, callsOf, once } from '../../../readers/python/fact-index';
import type { Family } from './family';
import { bottomOf, reachedBy } from './same-value';
import { triedCalls } from './tried';

/** A load, seen from where the program begins it: the load itself, or a call of a function of the program that loads. */
export interface Attempt {
  readonly call: CallFact;
  readonly load: CallFact;
  /** What is loaded, as it is written there. */
  readonly value: Expression;
  /** What the switch of its family is set to; undefined where nothing sets it. */
  readonly setting: Value | undefined;
  /** Nothing that is known sets it, and something that is not known may. */
  readonly open: boolean;
  /** The place that chooses how it is loaded. */
  readonly chosenBy: CallFact;
}

/** Calls of one function that are looked at. */
const MOST_CALLS = 40;

const attempts = once((_facts: PythonFacts) => new Map<Family, ReadonlyMap<number, readonly Attempt[]>>());

/** The attempts of a family that a scope makes, in the order of the text. */
export function attemptsIn(scope: number, family: Family, facts: PythonFacts): readonly Attempt[] {
  const known = attempts(facts);
  let scopes = known.get(family);
  if (!scopes) known.set(family, (scopes = byScope(family, facts)));
  return scopes.get(scope) ?? [];
}

function byScope(family: Family, facts: PythonFacts): ReadonlyMap<number, readonly Attempt[]> {
  const scopes = new Map<number, Attempt[]>();
  for (const load of callsOf(facts, family.isLoad))
    for (const attempt of attemptsOf(load, family, facts)) {
      const list = scopes.get(attempt.call.scope);
      if (list) list.push(attempt);
      else scopes.set(attempt.call.scope, [attempt]);
    }
  for (const list of scopes.values()) list.sort((a, b) => a.call.range.start - b.call.range.start);
  return scopes;
}

/** Of which families a load is tried, with something that goes on after it failed: without that nothing takes its place. */
export const mayFail = once((facts: PythonFacts) => {
  const { semantics } = facts;
  const tried = triedCalls(facts);
  const known = new Map<Family, boolean>();
  const leadsTo = (call: CallFact, { isLoad }: Family): boolean => {
    const called = semantics.calledBy(call);
    return called !== null && callsIn(facts, called.scope).some(isLoad);
  };
  return {
    of(family: Family): boolean {
      let may = known.get(family);
      if (may === undefined) {
        may = tried.some(family.isLoad) || tried.some((call) => leadsTo(call, family));
        known.set(family, may);
      }
      return may;
    },
  };
});

/** A load itself, and the calls of the function around that leave to their callers what is loaded. */
export function attemptsOf(load: CallFact, family: Family, facts: PythonFacts): readonly Attempt[] {
  const loaded = family.loaded(load)?.expression;
  if (!loaded) return [];
  const setting = settingOf(load, family);
  const open = setting === undefined && load.open;
  const own: Attempt = { call: load, load, value: loaded, setting, open, chosenBy: load };
  const around = facts.semantics.functionAround(load.scope);
  if (around?.scope !== load.scope || around.name === null) return [own];
  return [own, ...through(around, own, family, facts)];
}

function through(around: FunctionFact, own: Attempt, family: Family, facts: PythonFacts): readonly Attempt[] {
  const { semantics } = facts;
  const value = bottomOf(own.value, facts);
  const parameter = parameterOf(value, around, facts);
  const flag = family.flag && flagOf(own.load, family);
  const setBy = flag && parameterOf(flag, around, facts);
  const handsOn = family.flag !== undefined && own.open && handsKeywordsOn(own.load, around, facts, family.flag.name);
  return semantics
    .callsTo(around)
    .slice(0, MOST_CALLS)
    .flatMap((call): readonly Attempt[] => {
      const given = parameter ? argumentsFor(call, around, parameter, semantics)[0] : value;
      if (!given) return [];
      const attempt = { ...own, call, value: given };
      if (handsOn) {
        const set = argumentOf(call, family.flag!.name)?.value;
        return [{ ...attempt, setting: set, open: !set && call.open, chosenBy: set ? call : own.load }];
      }
      if (!setBy) return [attempt];
      const set = argumentsFor(call, around, setBy, semantics)[0];
      return [{ ...attempt, setting: (set ?? setBy.default)?.value, chosenBy: set ? call : own.load }];
    });
}

/** The parameter of a function that a name in it stands for, given nothing else there. */
export function parameterOf(
  use: Expression,
  around: FunctionFact,
  facts: PythonFacts,
): FunctionFact['parameters'][number] | undefined {
  const [given, other] = use.kind === 'name' ? reachedBy(use, facts) : [];
  return given?.kind === 'parameter' && !other && given.owner?.scope === around.scope
    ? around.parameters.find(({ name, kind }) => kind === 'plain' && name === use.name)
    : undefined;
}

/** `def load(path, **options): return torch.load(path, **options)`, and nothing that may be the flag is put into them before. */
export const handsKeywordsOn = (load: CallFact, around: FunctionFact, facts: PythonFacts, flag: string): boolean =>
  load.expression.parts.some(
    ({ kind, parts: [mapping] }) =>
      kind === 'keys' &&
      mapping?.kind === 'name' &&
      around.parameters.some((parameter) => parameter.kind === 'keywords' && parameter.name === mapping.name) &&
      !facts.semantics
        .bindingsOf(mapping)
        .some((binding) => binding.kind === 'change' && !setsAnother(binding, flag, facts)),
  );

/** `options["map_location"] = device` */
const setsAnother = ({ value }: BindingFact, flag: string, { assignments }: PythonFacts): boolean =>
  assignments.some(({ role, subscript, expression }) => {
    const key = role === 'subscript' && expression === value ? stringOf(subscript ?? undefined) : undefined;
    return key !== undefined && key !== flag;
  });

const settingOf = (load: CallFact, { flag }: Family): Value | undefined =>
  flag && argumentOf(load, flag.name, flag.position)?.value;

/** The expression that sets the switch. */
export const flagOf = (load: CallFact, { flag }: Family): Expression | undefined => {
  const argument = flag && argumentOf(load, flag.name, flag.position);
  return argument && !argument.spread ? argument.expression : undefined;
};
