import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';
import type { Listeners, PythonContext } from '../../../core/rule';
import { isPinnedDownload } from '../../../analysis/flow/downloads';
import { isRequestInput } from '../agents/agent-tool';
import { taintSourceOf } from './taint-sources';
import { traceOf } from '../../../analysis/flow/trace';

/** Functions that call whatever a configuration names as `_target_`, with the arguments it gives. */
const TARGETS = [
  'hydra.utils.instantiate',
  'hydra.utils.get_object',
  'hydra.utils.get_method',
  'hydra.utils.get_class',
];
/** Functions that import what a text names, or run a part of it. */
const NAMES = ['importlib.import_module', 'sympy.sympify', 'sympy.parse_expr', 'sympy.parsing.**.parse_expr'];

/** Not `eval`, but as good for whoever chooses the text. Names and targets of the program's own files are how such programs are built. */
export const NAMED_CODE: NonNullable<Listeners['calls']> = [
  { callees: TARGETS, check: (call, context) => check(call, context, true) },
  { callees: NAMES, check: (call, context) => check(call, context, false) },
];

function check(call: CallFact, context: PythonContext, targets: boolean): void {
  const argument =
    call.args.find(({ position, spread }) => position === 0 && !spread) ??
    call.args.find(({ name }) => name === 'config');
  if (!argument || argument.value.kind === 'string') return;
  const { facts } = context;
  const trace = traceOf(argument.valueRange, call, facts);
  const source = taintSourceOf(trace, facts);
  const name = lastNameOf(call.callee);
  const asked = source?.kind === 'request' || isRequestInput(trace, call, facts);
  if (asked)
    return context.report({
      range: call.range,
      severity: targets ? 'error' : 'warning',
      message: `${name} is given what a web request sends, so whoever sends it chooses which code runs on this machine.`,
    });
  if (!targets || source?.kind !== 'web') return;
  const download = trace.calls.find((other) =>
    /(?:^|\.)(?:hf_hub_download|snapshot_download|cached_download)$/.test(other.callee),
  );
  const pinned = download !== undefined && isPinnedDownload(download);
  context.report({
    range: call.range,
    severity: pinned ? 'info' : 'error',
    related: download ? [{ range: download.range, message: 'The configuration is downloaded here.' }] : [],
    message: `${name} calls whatever the downloaded configuration names, with the arguments it gives${pinned ? ', as it stands at the pinned commit' : ', so whoever can change it runs code on this machine'}.`,
  });
}
