import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { callsIn, callsOf } from '../../../readers/python/fact-index';
import { openPair, openText } from './addresses';
import type { OpenArgument } from './reports';
import { madeBy } from './servers';

/** Methods by which a socket gets what others send. */
const TAKES = /\.(?:accept|recv|recv_into|recvfrom|recvfrom_into|recvmsg)$/;
const LISTENS = /\.(?:listen|accept|recv|recv_into|recvfrom|recvfrom_into|recvmsg)$/;
/** How people call a socket. */
const CALLED_SOCKET = /sock|listener|^s$|^server$|^conn/i;

/**
 * The address of `socket.bind(("", 80))` or ZeroMQ's `socket.bind("tcp://*:5555")`, when it means every interface and the socket is then
 * listened at: a port that is only tried is none.
 */
export function openSocketOf(call: CallFact, facts: PythonFacts): OpenArgument | undefined {
  const [argument] = call.args;
  const socket = call.expression.parts[0]?.parts[0];
  if (!argument || !socket || argument.name !== null) return undefined;
  const message = openText(argument, facts);
  if (message) return { argument, open: message };
  const open = openPair(argument, facts);
  return open && isSocket(call, socket, facts) && isListenedAt(call, socket, argument.expression, facts)
    ? { argument, open }
    : undefined;
}

function isSocket(call: CallFact, socket: Expression, facts: PythonFacts): boolean {
  const made = madeBy(call, facts);
  return (
    made.some((callee) => /^socket\.socket$/.test(callee)) || (made.length === 0 && CALLED_SOCKET.test(socket.name))
  );
}

function isListenedAt(call: CallFact, { dotted }: Expression, address: Expression, facts: PythonFacts): boolean {
  if (dotted === null) return false;
  const uses = callsOf(facts, isFree(address) ? TAKES : LISTENS, dotted.startsWith('self.') ? undefined : call.scope);
  return (
    uses.some(({ expression }) => expression.parts[0]?.parts[0]?.dotted === dotted) || isHandedOn(call, dotted, facts)
  );
}

/** Port 0: any that is free. Who asks for one mostly wants to know its number. */
const isFree = ({ kind, parts: [, port] }: Expression): boolean =>
  kind === 'sequence' && port?.value.kind === 'number' && port.value.value === 0;

/** Given back by the function, or handed to a server: `Server(sock=sock)`. */
function isHandedOn(call: CallFact, dotted: string, facts: PythonFacts): boolean {
  const around = facts.semantics.functionAround(call.scope);
  if (around?.returns.some((returned) => returned.dotted === dotted)) return true;
  return callsIn(facts, call.scope).some(
    ({ range, args }) =>
      range.start > call.range.end &&
      args.some(
        ({ name, expression }) => /^(?:sock|sockets|socket|listener)$/.test(name ?? '') && names(expression, dotted),
      ),
  );
}

const names = ({ dotted, kind, parts }: Expression, name: string): boolean =>
  dotted === name || (kind === 'sequence' && parts.some((part) => part.dotted === name));
