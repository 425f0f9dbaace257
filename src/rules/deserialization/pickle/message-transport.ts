import type { Severity } from '../../../core/finding';
import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { isDefault, stringOf, type Value } from '../../../core/value';

/** `socket.recv_pyobj()` of ZeroMQ. The addresses in the file tell who can send: only processes of this machine, or anybody. */
export function checkReceive(call: CallFact, context: PythonContext): void {
  context.report({
    range: call.range,
    severity: severityOfSenders(context.facts),
    message: 'recv_pyobj unpickles what arrives: anyone who can send to it runs code here.',
  });
}

/** Words of the addresses that ZeroMQ knows: who can send depends on all of them in the file. */
export const TRANSPORTS: readonly string[] = ['tcp://', 'ipc://', 'inproc://'];

function severityOfSenders({ strings, semantics }: PythonFacts): Severity {
  const addresses = strings
    .filter(({ role }) => role === 'value')
    .flatMap(({ value, range }) => value ?? semantics.expressionAt(range)?.pieces.join('{}') ?? '')
    .flatMap((text) => [...text.matchAll(/\b(tcp|ipc|inproc):\/\/(\[[^\]\s]*\]|[^:/\s]*)/g)]);
  if (addresses.length === 0 || addresses.some((match) => !/^(?:ipc|inproc)$/.test(match[1]!) && !isOwnHost(match[2]!)))
    return 'error';
  return addresses.every((match) => match[1] === 'inproc') ? 'hint' : 'warning';
}

/** `Listener(address, family, backlog, authkey)`, `Client(address, family, authkey)`: both unpickle what the other side sends. */
export function checkConnection(call: CallFact, context: PythonContext): void {
  const listens = call.callee.endsWith('.Listener');
  const key = argumentOf(call, 'authkey', listens ? 3 : 2);
  const host = hostOf(argumentOf(call, 'address', 0)?.value);
  if (host === 'path') return;
  const literal = key !== undefined && isWritten(key.value);
  if (key !== undefined && key.value.kind !== 'none' && !literal) return;
  const open = host !== null && !isOwnHost(host);
  const who = listens ? 'anyone who can connect' : 'whoever answers';
  if (literal) return reportKey(key.range, open, context);
  if (call.open || (host === null && !listens)) return;
  context.report({
    range: call.range,
    severity: open ? 'error' : 'info',
    message: `The connection unpickles data without a key: ${who} runs code here.`,
  });
}

/** `BaseManager(address=('', 50000), authkey=b'…')`, also of a class that is derived from it. Without a key the process has one of its own. */
export function checkManager(call: CallFact, context: PythonContext): void {
  if (/^multiprocessing\.connection\./.test(call.callee) || !/Manager$/.test(call.callee)) return;
  const key = argumentOf(call, 'authkey', 1);
  const host = hostOf(argumentOf(call, 'address', 0)?.value);
  if (key === undefined || !isWritten(key.value) || host === 'path' || host === null) return;
  reportKey(key.range, !isOwnHost(host), context);
}

function reportKey(range: Range, open: boolean, context: PythonContext): void {
  context.report({
    range,
    severity: open ? 'error' : 'info',
    message: `The key is hardcoded: anyone with this file can connect${open ? ' remotely' : ''} and run code here.`,
  });
}

/** `Consumer(value_deserializer=pickle.loads)`: every message is unpickled. */
export function checkDeserializer(call: CallFact, context: PythonContext): void {
  for (const name of ['value_deserializer', 'key_deserializer']) {
    const argument = argumentOf(call, name);
    if (!argument || argument.spread) continue;
    const { value, expression } = argument;
    const [body] = expression.kind === 'lambda' ? expression.parts : [];
    const called =
      value.kind === 'reference' ? value.name : body?.kind === 'call' ? body.parts[0]?.qualified : undefined;
    if (called !== undefined && PICKLES.test(called))
      context.report({
        range: argument.range,
        severity: 'error',
        message: 'Every message is unpickled: anyone who can write to the topic runs code here.',
      });
  }
}

const PICKLES = /^(?:_?pickle|cPickle|dill|cloudpickle)\.loads$/;

const isWritten = (value: Value): boolean =>
  (value.kind === 'bytes' ||
    (value.kind === 'string' && value.value !== '') ||
    (value.kind === 'result' &&
      /^str\.encode$|^bytes$/.test(value.callee) &&
      (value.args.length === 0 || value.args[0]!.kind === 'string'))) &&
  !isDefault(value);

/** The host of `(host, port)`; `path` for a socket of this machine, null when it is not known. */
function hostOf(value: Value | undefined): string | null {
  if (value?.kind === 'string') return 'path';
  return value?.kind === 'sequence' && value.items.length === 2 ? (stringOf(value.items[0]) ?? null) : null;
}

const isOwnHost = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
