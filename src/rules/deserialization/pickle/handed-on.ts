import { changedArgument } from '../../../core/changed-argument';
import type { Argument, CallFact } from '../../../core/python-facts';
import type { Value } from '../../../core/value';

/** Functions that call what they are handed with what comes behind it: `map(pickle.loads, blobs)`, `pool.submit(torch.load, path)`. */
export const CALLERS: readonly string[] = [
  'map',
  'asyncio.to_thread',
  'anyio.**.run_sync',
  'starlette.**.run_in_threadpool',
  '**.run_in_executor',
  '**.submit',
  '**.map',
  '**.imap',
  '**.imap_unordered',
  '**.starmap',
  '**.apply_async',
  '**.delayed',
];

/** The call that such a function makes: its callee is the loader that is handed over, its arguments are those behind it; null when no loader is. */
export function handedOn(call: CallFact, isLoader: (name: string) => boolean): CallFact | null {
  const at = call.args.findIndex(
    ({ name, value }) => name === null && value.kind === 'reference' && isLoader(value.name),
  );
  if (at < 0) return null;
  const behind = call.args.slice(at + 1);
  const args = behind.map((argument, position) =>
    argument.name === null ? changedArgument(argument, { position }) : argument,
  );
  return calledAs(call, referredName(call.args[at]!.value), args);
}

/** The call as one of another function with other arguments, where it stands. */
export const calledAs = (call: CallFact, callee: string, args: readonly Argument[]): CallFact => ({
  callee,
  args,
  guessed: call.guessed,
  calleeRange: call.calleeRange,
  range: call.range,
  argumentsRange: call.argumentsRange,
  open: call.open,
  spreadKeys: call.spreadKeys,
  functionName: call.functionName,
  scope: call.scope,
  statement: call.statement,
  outerCallee: call.outerCallee,
  expression: call.expression,
});

const referredName = (value: Value): string => (value.kind === 'reference' ? value.name : '');
