import { lastNameOf } from '../../../core/callee-pattern';
import type { Argument, CallFact } from '../../../core/python-facts';
import { truthOf } from '../../../core/value';

/** Calls that run a text as Python. */
export const PYTHON_SINKS: readonly string[] = [
  'eval',
  'exec',
  'builtins.eval',
  'builtins.exec',
  'get_ipython().run_cell',
  'IPython.get_ipython().run_cell',
  'sympy.sympify',
  'pandas.**.query',
];
/** The argument that runs: the text of `eval`, the command of `subprocess.run(…, shell=True)`. Null when nothing is run as code. */
export function executedBy(call: CallFact): Argument | null {
  const first =
    call.args.find(({ position }) => position === 0) ??
    call.args.find(
      ({ name }) => name === 'args' || name === 'cmd' || name === 'command' || name === 'source' || name === 'expr',
    );
  if (!first || first.spread) return null;
  if (!/^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.callee)) return first;
  return truthOf(call.args.find(({ name }) => name === 'shell')?.value) === true ? first : null;
}

export const isShell = (call: CallFact): boolean => /^(?:os|subprocess|asyncio)\./.test(call.callee);

/** How a message calls it: `eval`, `os.system`, `subprocess.run`. */
export const nameOfSink = (call: CallFact): string =>
  /^(?:builtins\.)?(?:eval|exec)$/.test(call.callee) || /query$|run_cell$|sympify$/.test(call.callee)
    ? lastNameOf(call.callee)
    : call.callee;
