import type { CallFact, PythonFacts } from '../../core/python-facts';
import { contains } from '../../core/range';
import type { CallPattern } from '../../core/rule';
import type { ClassFact, Expression, FunctionFact } from '../../core/semantics';
import { stringOf } from '../../core/value';
import { callsAround } from '../../readers/python/fact-index';

/** Functions that hand a parameter on to functions that do, which are looked at. */
const DEEPEST = 4;
/** Calls that take all variables of the function they stand in. */
const TAKES_ALL = /(?:^|\.)(?:locals|vars|eval|exec|save_hyperparameters)$/;
/** Names of what a parser gives. */
const HOLDERS: readonly string[] = ['args', 'options', 'opts', 'opt', 'namespace', 'arguments', 'known_args'];
const PARSES = /(?:^|\.)parse_(?:known_)?args$/;

/** What has to be read of a text for that: what takes all variables, and where the options of a command line go. */
export const unreadCalls = (anywhere: RegExp): readonly CallPattern[] => [
  { callees: ['locals', '**.save_hyperparameters'], anywhere },
  { callees: ['**.parse_args', '**.parse_known_args'], anywhere, results: true },
];

/** `parameter`: nothing reads it. `field`: it is only kept in the object, whose class does not read it. */
export type Unread = 'parameter' | 'field';

/** Whether what a function is given for a parameter comes to nothing here: it is not read, or only handed on to what does not read it. Null where it is read. */
export function unreadIn(called: FunctionFact, name: string, facts: PythonFacts, depth = 0): Unread | null {
  const { semantics } = facts;
  if (depth > DEEPEST || !called.parameters.some((parameter) => parameter.name === name)) return null;
  if (semantics.calls.some(({ callee, range }) => TAKES_ALL.test(callee) && contains(called.range, range))) return null;
  let unread: Unread = 'parameter';
  for (const use of semantics.usesOf(name)) {
    if (!contains(called.range, use)) continue;
    if (isStored(use, called, facts)) unread = 'field';
    else {
      const further = unreadWhereHanded(use, facts, depth);
      if (further === null) return null;
      if (further === 'field') unread = 'field';
    }
  }
  return unread;
}

/** `self.name = name`, in a class that has a method for it, too, and does not read it: what only keeps it is there to be read by others. */
function isStored(use: Expression, { owner }: FunctionFact, facts: PythonFacts): boolean {
  if (!owner || owner.bases.length > 0) return false;
  const stored = facts.assignments.find(
    ({ role, target, expression }) => role === 'attribute' && expression === use && target === `self.${use.name}`,
  );
  return stored !== undefined && !isFieldRead(use.name, owner, facts);
}

function isFieldRead(name: string, { name: className, range }: ClassFact, facts: PythonFacts): boolean {
  const { semantics, assignments } = facts;
  const acts = semantics.functions.some(
    (method) =>
      contains(range, method.range) &&
      !/^__\w+__$/.test(method.name ?? '__') &&
      method.parameters.some((parameter) => parameter.name === name),
  );
  if (!acts || semantics.classes.some(({ bases }) => bases.some((base) => base.name === className))) return true;
  const isWritten = ({ start }: Expression): boolean =>
    assignments.some(({ role, targetRange }) => role === 'attribute' && targetRange.start === start);
  return semantics
    .usesOf('self')
    .filter((self) => contains(range, self))
    .some((self) => {
      const around = semantics.expressionsAround(self)[0];
      // Handed on as a whole, or read.
      return around?.kind !== 'attribute' || (around.name === name && !isWritten(around));
    });
}

/** Whether the parameter of a function of this program that a value is given for comes to nothing. */
function unreadWhereHanded(use: Expression, facts: PythonFacts, depth: number): Unread | null {
  const [call] = callsAround(facts, use);
  return call ? unreadArgument(call, use, facts, depth + 1) : null;
}

/** The same of an argument of a call. */
export function unreadArgument(call: CallFact, argument: Expression, facts: PythonFacts, depth = 0): Unread | null {
  const given = call.args.find(({ expression, spread }) => !spread && expression === argument);
  const called = given?.name != null ? facts.semantics.calledBy(call) : null;
  return called && unreadIn(called, given!.name!, facts, depth);
}

/** Whether nothing reads an option of a command line: its parser is asked here, and of what that gives only other options are read. */
export function isUnreadOption(name: string, { semantics, strings, assignments }: PythonFacts): boolean {
  const holders = semantics.calls.filter(({ callee }) => PARSES.test(callee)).map(({ statement }) => statement);
  if (holders.length !== 1) return false;
  const given = assignments.filter(({ role, range }) => role === 'variable' && contains(holders[0]!, range));
  // Of several targets only the usual names are known.
  const names = given.length > 0 ? given.map(({ target }) => target) : HOLDERS;
  const held = names.filter((holder) => semantics.usesOf(holder).some((use) => contains(holders[0]!, use)));
  if (held.length !== 1 || strings.some((fact) => stringOf(fact.expression.value) === name)) return false;
  return semantics
    .usesOf(held[0]!)
    .filter((use) => !contains(holders[0]!, use))
    .every((use) => {
      const around = semantics.expressionsAround(use)[0];
      return around?.kind === 'attribute' && around.name !== name;
    });
}
