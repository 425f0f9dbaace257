import type { Severity, Thing } from '../../core/finding';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { Context, PythonContext } from '../../core/rule';
import { callsAround, once } from '../../readers/python/fact-index';
import { isOnThisMachine } from './local-folder';
import { modelReferencesOf, type ModelReference } from './reference';
import { capital, certaintyOf, isKnownHere, shownReference, thingOf, worse } from './reporting';
import { loadedBefore } from './same-id';

/** How bad it is that a source may run code, and the sentence about it. */
export interface CodeJudgement {
  readonly severity: Severity;
  readonly message: string;
}

/** The same of what calls load, and what that is, where it is one thing. */
export interface LoadJudgement extends CodeJudgement {
  readonly thing?: Thing;
}

/** What weighs more than that it is unpinned, or that its publisher is not known. */
const WEIGHT = 3;

/** What calls load whose source may run code: they are told to at one place. */
export function judgeLoads(
  references: readonly ModelReference[],
  context: PythonContext,
  at: Range,
  around: Range = at,
): LoadJudgement {
  const { semantics } = context.facts;
  const judgement = judgeCode(
    references.map((reference) => (isLocalFolder(reference, context) ? { ...reference, local: true } : reference)),
    context,
  );
  const things = references.map((reference) => thingOf(reference, WEIGHT, semantics)?.thing);
  const [thing] = things;
  return thing && things.every((other) => other?.name === thing.name)
    ? { ...judgement, thing: { ...thing, at, around } }
    : judgement;
}

const isLocalFolder = ({ id, idRange }: ModelReference, { facts }: PythonContext): boolean => {
  const expression = id === null ? facts.semantics.expressionAt(idRange) : null;
  return expression !== null && isOnThisMachine(expression, facts.semantics);
};

/** The same of a call that takes the switch as an argument. `AutoModel.from_config(config)` is about what the configuration was loaded from. */
export function judgeLoad(call: CallFact, at: Range, context: PythonContext): LoadJudgement {
  const own = runningIn(call);
  const before = own.length > 0 ? null : loadedBefore(call, context.facts.semantics);
  return judgeLoads(before ? runningIn(before) : own, context, at, call.range);
}

const runningIn = (call: CallFact): readonly ModelReference[] =>
  modelReferencesOf(call).filter((reference) => reference.code !== 'never');

/** Judges what a call may run: error for an unknown publisher whose code nothing pins, milder for each thing that is right. */
export function judgeCode(references: readonly ModelReference[], context: Context): CodeJudgement {
  const judged = references.map((reference) => judgeOne(reference, context));
  if (judged.length === 0)
    judged.push({
      severity: 'warning',
      message: 'trust_remote_code=True lets the loaded repository run any code here.',
    });
  return judged.reduce((a, b) => (worse(a.severity, b.severity) === a.severity ? a : b));
}

function judgeOne(reference: ModelReference, context: Context): CodeJudgement {
  if (reference.local === true)
    return { severity: 'hint', message: 'trust_remote_code=True runs the Python files beside the model.' };
  const known = isKnownHere(reference, context);
  if (reference.id === null || known === null || certaintyOf(reference.idValue) === 'default')
    return {
      severity: 'warning',
      message: 'trust_remote_code=True lets the loaded repository run any code here.',
    };
  const name = capital(shownReference(reference));
  const pinned = reference.pinning === 'commit';
  if (known)
    return pinned
      ? {
          severity: 'info',
          message: `${name} may run its code here, at a pinned commit.`,
        }
      : {
          severity: 'warning',
          message: `${name} may run its code here, and no commit is pinned.`,
        };
  return pinned
    ? {
        severity: 'warning',
        message: `${name} may run its code here; its publisher is not well known.`,
      }
    : {
        severity: 'error',
        message: `${name} of an unknown publisher may run any code here, unpinned.`,
      };
}

/** Calls that have a keyword, by the place where its value is written. Asked for few keywords: the values of the others need not be known. */
const consumers = once((_facts: PythonFacts) => new Map<string, ReadonlyMap<string, readonly CallFact[]>>());

function consumersBy(facts: PythonFacts, keyword: string): ReadonlyMap<string, readonly CallFact[]> {
  const table = new Map<string, CallFact[]>();
  for (const call of facts.calls)
    for (const argument of call.args) {
      if (argument.name !== keyword || argument.value.kind === 'unknown') continue;
      const key = keyOf(argument.value.origin);
      const list = table.get(key);
      if (list === undefined) table.set(key, [call]);
      else if (list[list.length - 1] !== call) list.push(call);
    }
  return table;
}

const keyOf = (origin: Range): string => `${origin.start} ${origin.end}`;

/** Calls that get their `name` argument from the literal at `origin`: a default, a dictionary item, a constant. */
export function consumersOf(facts: PythonFacts, name: string, origin: Range): readonly CallFact[] {
  const tables = consumers(facts);
  let table = tables.get(name);
  if (!table) tables.set(name, (table = consumersBy(facts, name)));
  return table.get(keyOf(origin)) ?? [];
}

/** What the consumers of a literal load, all together. */
export const referencesBehind = (facts: PythonFacts, name: string, origin: Range): readonly ModelReference[] =>
  consumersOf(facts, name, origin)
    .flatMap((call) => modelReferencesOf(call))
    .filter((reference) => reference.code !== 'never');

/** Calls that define a command-line option rather than use one. */
const DEFINES_OPTION =
  /(?:^|\.)(?:add_argument|option|Option|add_option|flag|DEFINE_\w+|Argument|Field|field|index|count|remove|pop|get|startswith)$/;

/** The innermost call around a range. */
export const callAround = (facts: PythonFacts, range: Range): CallFact | undefined => callsAround(facts, range)[0];

/** `field(default=True)`, `Field(True)`: what a field of a class holds unless somebody passes another. */
export function fieldDefaultOf(range: Range, facts: PythonFacts): Argument | undefined {
  const call = facts.calls.find((other) => other.range.start === range.start && other.range.end === range.end);
  return call && /(?:^|\.)(?:field|Field|ib|attrib|Option|Argument)$/.test(call.callee)
    ? argumentOf(call, 'default', 0)
    : undefined;
}

export const definesOption = (call: CallFact): boolean => DEFINES_OPTION.test(call.callee);
