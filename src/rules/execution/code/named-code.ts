import { isPinnedDownload } from '../../../analysis/flow/downloads';
import { placesOnWay } from '../../../analysis/flow/related-places';
import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';
import type { Listeners, PythonContext } from '../../../core/rule';
import { takenBy } from './taken';

/** Functions that call whatever a configuration names as `_target_`, with the arguments it gives. */
const TARGETS = [
  'hydra.utils.instantiate',
  'hydra.utils.get_object',
  'hydra.utils.get_method',
  'hydra.utils.get_class',
];
/** Functions that import what a text names, or run a part of it. */
const NAMES = ['importlib.import_module', 'sympy.sympify', 'sympy.parse_expr', 'sympy.parsing.**.parse_expr'];

/** Words of programs that answer web requests: whom else would a name come from that must not choose what is imported? */
const REQUESTS =
  /\b(?:[Rr]equests?|req|ws|[Ww]eb_?[Ss]ocket)\b(?:\.\w|[\s\\]*[:,)])|\b(?:Http|ASGI|DRF)?Request\b|\bget_(?:query_|body_)?arguments?\b|\bgradio\b|@[\w.]{1,80}\.(?:get|post|put|patch|delete|route|api_route|view|callback)\b/;

/** Not `eval`, but as good for whoever chooses the text. Names and targets of the program's own files are how such programs are built. */
export const NAMED_CODE: NonNullable<Listeners['calls']> = [
  { callees: TARGETS, follows: true, check: (call, context) => check(call, context, true) },
  { callees: NAMES, anywhere: REQUESTS, follows: true, check: (call, context) => check(call, context, false) },
];

function check(call: CallFact, context: PythonContext, targets: boolean): void {
  const argument =
    call.args.find(({ position, spread }) => position === 0 && !spread) ??
    call.args.find(({ name }) => name === 'config');
  if (!argument || argument.value.kind === 'string') return;
  const { sources } = takenBy(argument, context.facts);
  const name = lastNameOf(call.callee);
  const request = sources.find(({ kind }) => kind === 'request');
  if (request)
    return context.report({
      range: call.range,
      severity: targets ? 'error' : 'warning',
      related: placesOnWay(request, call.range),
      message: `A web request decides what ${name} loads or runs here.`,
    });
  const fetched = sources.find(({ kind }) => kind === 'network' || kind === 'download');
  if (!targets || !fetched) return;
  const pinned = fetched.node.call !== null && isPinnedDownload(fetched.node.call);
  context.report({
    range: call.range,
    severity: pinned ? 'info' : 'error',
    related: placesOnWay(fetched, call.range),
    message: `${name} calls what a downloaded configuration names${pinned ? ', at a pinned commit' : ': its author runs code here'}.`,
  });
}
