import { shortened } from '../../../analysis/secrets/shortened';
import type { Edit, Fix, Thing } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext, Report } from '../../../core/rule';
import type { FunctionFact } from '../../../core/semantics';
import { isDefault, stringOf, truthOf } from '../../../core/value';
import { unreadArgument } from '../../../analysis/flow/unread';
import { modelReferencesOf } from '../../../analysis/models/reference';
import { judgeLoad, judgeLoads, referencesBehind } from '../../../analysis/models/remote-code';
import { milder } from '../../../analysis/models/reporting';
import { isAtLeast } from '../../../analysis/versions';
import { keepsFlag } from '../../../readers/python/default-edit';
import { removeArgument, replaceWith, setKeyword } from '../../../readers/python/edits';
import { decidedBy, severityFor, SWITCH, type TurnedOn } from './trusted-in-code';

/** `trust_remote_code=True` in a call. */
export function reportArgument(named: Argument, call: CallFact, context: PythonContext): void {
  if (isObsolete(call, context)) {
    const edit = removeArgument(context.facts, call, named);
    return context.report({
      range: named.range,
      severity: 'info',
      message: 'trust_remote_code has no effect: datasets 4 and later run no loading scripts.',
      fixes: edit ? [{ title: 'Remove trust_remote_code', safety: 'safe', edits: [edit] }] : [],
    });
  }
  const unread = unreadArgument(call, named.expression, context.facts);
  if (unread === 'parameter') return;
  const decided = unread ? 'default' : decidedBy(named.range, context.facts);
  const edit = setKeyword(context.facts, call, SWITCH, 'False');
  const judged =
    call.callee === 'dict' && 'origin' in named.value
      ? judgeLoads(referencesBehind(context.facts, SWITCH, named.value.origin), context, named.range)
      : judgeLoad(call, named.range, context);
  const helper = context.facts.semantics.calledBy(call);
  const thing = judged.thing ?? (helper ? handedTo(helper, named.range) : undefined);
  const severity = severityFor(decided, judged.severity);
  tell({ ...judged, range: named.range, severity, ...(thing ? { thing } : {}) }, edit, context);
}

/** A function of the program that takes the switch is one thing, whoever turns it on there. */
const handedTo = ({ range: { start }, name }: FunctionFact, at: Range): Thing => ({
  name: `handed to ${name} at ${start}`,
  at,
  here: 'It is turned on here, too.',
  weight: 3,
});

/** The library runs no scripts any more. */
const isObsolete = (call: CallFact, context: PythonContext): boolean =>
  modelReferencesOf(call).some(({ library, code }) => library === 'datasets' && code !== 'never') &&
  isAtLeast(context, '4', 'datasets');

/** A field, an item, an assignment that turns it on. */
export function reportTurnedOn(turnedOn: TurnedOn | null, context: PythonContext): void {
  if (turnedOn === null || turnedOn.value.kind === 'unknown' || turnedOn.value.kind === 'result') return;
  const { range, decided } = turnedOn;
  const { origin } = turnedOn.value;
  const judged = judgeLoads(referencesBehind(context.facts, SWITCH, origin), context, range);
  const written = context.facts.semantics.expressionAt(origin);
  const isWritten = written?.kind === 'constant' && written.value.kind === 'boolean';
  const edit = isWritten && keepsFlag(context.facts, origin, 'False') ? replaceWith(origin, 'False') : null;
  const helper = turnedOn.of;
  const thing = helper ? handedTo(helper, range) : judged.thing;
  const severity = severityFor(decided, judged.severity);
  tell({ ...judged, range, severity, ...(thing ? { thing } : {}) }, edit, context);
}

/** `trust_remote_code=args.trust` of an option that is off unless somebody turns it on: their own decision, which a commit would make a better one. */
export function reportOption({ expression, value, range }: Argument, call: CallFact, context: PythonContext): void {
  const { semantics } = context.facts;
  const options = expression.kind === 'attribute' ? semantics.optionsOf(expression.name) : [];
  const isKnown = value.kind !== 'unknown' && !isDefault(value);
  if (options.length === 0 || isKnown || !options.every(isOffAtFirst)) return;
  const judged = judgeLoad(call, range, context);
  tell(
    {
      range,
      severity: milder('info', judged.severity),
      message: `${shortened(expression.dotted ?? 'The option')} lets the loaded model run its code here.`,
      ...(judged.thing ? { thing: { ...judged.thing, name: `${judged.thing.name} by an option` } } : {}),
    },
    null,
    context,
  );
}

/** `action="store_true"`, `default=False`. Source: argparse, `action` and `default`. */
const isOffAtFirst = (option: CallFact): boolean =>
  truthOf(argumentOf(option, 'default')?.value) !== true &&
  stringOf(argumentOf(option, 'action')?.value) !== 'store_false';

/** A fix mends all places of one thing: what has none is a thing of its own. */
function tell(report: Report, edit: Edit | null, context: PythonContext): void {
  const { thing } = report;
  context.report({
    ...report,
    fixes: edit ? [turnOff(edit)] : [],
    ...(thing && !edit ? { thing: { ...thing, name: `${thing.name} without a fix` } } : {}),
  });
}

const turnOff = (edit: Edit): Fix => ({ title: 'Set trust_remote_code=False', safety: 'unsafe', edits: [edit] });
