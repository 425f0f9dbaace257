import type { Severity } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { Listeners, PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { isNeverReached } from '../../../analysis/flow/dead-branches';
import { ORIGIN_TRIGGERS, originOf, relatedOf, type Origin } from '../../../analysis/flow/origin';
import { CALLERS, handedOn } from './handed-on';
import { loaderCallees, loaderAmong, type PickleLoader } from './pickle-loaders';
import { describeContent, isHarmlessOrigin, severityOf } from '../origins/judgement';
import { knownContent, withContent } from '../origins/known-content';
import { endingOf } from '../origins/path-ending';
import { hashCheckFix } from '../../../analysis/flow/verification';
import { isNamedByUser } from '../origins/named-by-user';
import { milder } from '../../../analysis/models/reporting';

/** What a rule says of a call, given how what is loaded is called there: `"model.pkl"`, `what it is given`. */
export type Wording = (call: CallFact, what: string) => string;

/** `pickle.loads(pickle.dumps(x))`: what is loaded never left this program. */
const COPIES = /\bloads\s*\(\s*\w+\.dumps\s*\(/;

const runsCode: Wording = (call, what) => `${shownCallee(call)} runs any code hidden in ${what}.`;

/** Listens to loaders of one family: error from the network, warning for a file, information where the user of the program names it, hint where the caller decides or the code reads back its own file. */
export const loadsOf = (
  loaders: readonly PickleLoader[],
  wording: Wording = runsCode,
): NonNullable<Listeners['calls']>[number] => ({
  callees: loaderCallees(loaders),
  beside: ORIGIN_TRIGGERS,
  follows: { unless: COPIES },
  check: (call, context) => checkLoad(loaders, wording, call, context),
});

/** The same loaders, handed to a function that calls them. `triggers`: how they are written there. */
export const handedLoadsOf = (
  loaders: readonly PickleLoader[],
  triggers: readonly string[],
  wording: Wording = runsCode,
): NonNullable<Listeners['calls']>[number] => ({
  callees: CALLERS,
  triggers,
  check: (call, context) => {
    const made = handedOn(call, (name) => loaderAmong(loaders, name) !== undefined);
    if (made) checkLoad(loaders, wording, made, context, false);
  },
});

function checkLoad(
  loaders: readonly PickleLoader[],
  wording: Wording,
  call: CallFact,
  context: PythonContext,
  fixable = true,
): void {
  const loader = loaderAmong(loaders, call.callee);
  const argument = loader && loadedBy(loader, call);
  if (!loader || (!argument && !loader.remote) || !unpickles(loader, call, argument, context)) return;
  const origin: Origin = loader.remote
    ? { kind: 'remote', from: call.callee, pinned: false, at: null }
    : originOf(argument?.value, call, context.facts);
  if (isHarmlessOrigin(origin, call, argument?.value, context) || isNeverReached(call, context.facts.semantics)) return;
  const full: Severity = loader.quiet && origin.kind !== 'remote' ? 'hint' : 'warning';
  const check = loader.noHash || !fixable ? null : hashCheckFix(context, call, argument?.value);
  const report = {
    range: call.range,
    severity: isNamedByUser(origin, argument, context.facts) ? milder(full, 'info') : severityOf(origin, full),
    message: wording(call, contentOf(loader, call, origin)),
    fixes: check ? [check] : [],
    related: relatedOf(origin),
  };
  context.report(withContent(report, shownCallee(call), origin, knownContent(origin, argument?.value, context)));
}

/** How a message calls what is loaded: bytes that a program is handed are no file. */
function contentOf(loader: PickleLoader, call: CallFact, origin: Origin): string {
  if (loader.remote) return 'the file it downloads';
  const isData = loader.noHash === true || call.callee.endsWith('loads');
  return isData && (origin.kind === 'unknown' || origin.kind === 'parameter')
    ? 'the given data'
    : describeContent(origin);
}

/** Where the format goes by the file's ending: whether the call or its path says that it is a pickle. */
const unpickles = (
  { only }: PickleLoader,
  call: CallFact,
  argument: Argument | undefined,
  { facts }: PythonContext,
): boolean =>
  !only ||
  only.ending.test(endingOf(argument?.expression, facts)) ||
  only.ending.test(stringOf(argumentOf(call, only.argument)?.value) ?? '');

/** The argument that is loaded. */
export function loadedBy(loader: PickleLoader, call: CallFact): Argument | undefined {
  return (
    loader.keywords.map((keyword) => argumentOf(call, keyword)).find((found) => found) ??
    (loader.position === undefined ? undefined : argumentOf(call, '', loader.position))
  );
}

/** How a message calls a function: `joblib.load`, `gensim's load`. */
export function shownCallee(call: CallFact): string {
  const parts = call.callee
    .replace(/\(\)/g, '')
    .replace(/^six\.moves\./, '')
    .split('.');
  return parts.length > 2 ? `${parts[0]}'s ${parts[parts.length - 1]}` : parts.join('.');
}
