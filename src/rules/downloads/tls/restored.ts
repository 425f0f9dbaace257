import type { AssignmentFact, CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { CallPattern, PythonContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import type { Value } from '../../../core/value';

/** What makes contexts and sessions: where the result goes says whether the check is on again before it is needed. */
export const CHECKED_OBJECTS: readonly CallPattern[] = [
  {
    callees: ['ssl.create_default_context', 'ssl.SSLContext', 'urllib3.util.ssl_.create_urllib3_context'],
    anywhere: /check_hostname|verify_mode/,
    results: true,
  },
  { callees: ['requests.Session', 'requests.session'], anywhere: /\bverify\b/, results: true },
];

/** Methods that connect to nothing: they make a context or a session ready. */
const READIES =
  /\.(?:load_verify_locations|load_default_certs|load_cert_chain|set_ciphers|set_alpn_protocols|set_default_verify_paths|mount|update)$/;

/** Whether a switch that is turned off is on again before anything uses what it belongs to. */
export function isRestored(fact: AssignmentFact, context: PythonContext): boolean {
  const owner = context.facts.semantics.expressionAt(fact.targetRange)?.parts[0];
  if (!owner) return false;
  const later = settings(owner, fact.range.end, context).filter(({ name }) => name === fact.name);
  const restoring = later.find((other) => isFor(other, fact.range, context));
  return (
    restoring !== undefined &&
    turnsOn(restoring.value) &&
    !isUsedBetween(owner, fact.range.end, restoring.range.start, context)
  );
}

/**
 * What a context that checks nothing is made to check later, before it is used. Turning the host name's check on turns that of the
 * certificate on. Source: the documentation of `ssl.SSLContext.check_hostname`.
 */
export function madeSafe(call: CallFact, context: PythonContext): 'all' | 'certificate' | null {
  const bound = context.facts.assignments.find(
    ({ role, valueRange }) =>
      role === 'variable' && valueRange.start === call.range.start && valueRange.end === call.range.end,
  );
  const owner = bound && context.facts.semantics.expressionAt(bound.targetRange);
  if (!owner || owner.kind !== 'name') return null;
  const set = settings(owner, call.range.end, context).filter((other) => isFor(other, call.range, context));
  const on = (name: string): boolean => {
    const last = set.findLast((other) => other.name === name);
    return (
      last !== undefined && turnsOn(last.value) && !isUsedBetween(owner, call.range.end, last.range.start, context)
    );
  };
  return on('check_hostname') ? 'all' : on('verify_mode') ? 'certificate' : null;
}

/** Attributes of a variable that are set behind a place, in its own scope. */
const settings = (owner: Expression, after: number, { facts }: PythonContext): readonly AssignmentFact[] =>
  owner.kind !== 'name'
    ? []
    : facts.assignments.filter(({ role, range, targetRange }) => {
        if (role !== 'attribute' || range.start < after) return false;
        const other = facts.semantics.expressionAt(targetRange)?.parts[0];
        return other?.kind === 'name' && other.name === owner.name && other.scope === owner.scope;
      });

/** Whether an assignment is reached on every way from a place: it stands under no other header. */
function isFor({ range }: AssignmentFact, place: Range, { facts: { semantics } }: PythonContext): boolean {
  const around = semantics.suitesAround(place);
  return semantics
    .suitesAround(range)
    .every((suite) =>
      around.some((other) => other.range.start === suite.range.start && other.range.end === suite.range.end),
    );
}

const turnsOn = (value: Value): boolean =>
  (value.kind === 'boolean' && value.value) ||
  (value.kind === 'number' && value.value === 2) ||
  (value.kind === 'string' && /^(?:CERT_)?REQUIRED$|\.(?:pem|crt|cer)$/.test(value.value)) ||
  (value.kind === 'reference' && /(?:^|\.)CERT_REQUIRED$/.test(value.name));

/** Whether a call between two places has the variable as its receiver or as an argument. */
const isUsedBetween = (owner: Expression, from: number, to: number, { facts }: PythonContext): boolean =>
  facts.calls.some(
    ({ range, callee, expression, args }) =>
      range.start >= from &&
      range.end <= to &&
      !(READIES.test(callee) || READIES.test(expression.parts[0]?.dotted ?? '')) &&
      [expression.parts[0], ...args.map((argument) => argument.expression)].some(
        (part) => part?.dotted != null && part.dotted.split('.', 1)[0] === owner.name,
      ),
  );
