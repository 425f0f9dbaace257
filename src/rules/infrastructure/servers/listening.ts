import { matchesCallee } from '../../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { callsIn } from '../../../readers/python/fact-index';
import { isEveryInterface, openHost, openPair, openText } from './addresses';
import type { OpenArgument } from './reports';
import { LISTENERS, PLAIN_SERVERS, SERVERS, STARTS } from './server-calls';
import { isGradio, isWebApp } from './servers';

const HOST = /^(?:host|server_name|dashboard_host|hostname|address|bind|listen|interface)$/;

/** Where the host stands among the arguments that have no name. */
const HOST_AT: readonly (readonly [RegExp, number])[] = [
  [/^(?:flask|quart|dash|werkzeug|sanic)\b.*\.run(?:_simple)?$/, 0],
  [/^(?:asyncio|websockets|aiohttp)\b.*\.(?:start_server|create_server|serve|TCPSite)$/, 1],
];

const KNOWN =
  /^(?:uvicorn|flask|quart|dash|sanic|gradio|litserve|fastmcp|bentoml|waitress|hypercorn|panel|werkzeug|bottle|websockets|nicegui)\b/;

/** The arguments by which a call of `SERVERS` has it listen on every interface. */
export function openHostsOf(call: CallFact, facts: PythonFacts): readonly OpenArgument[] {
  const position = HOST_AT.find(([callee]) => callee.test(call.callee))?.[1];
  // `serve.start(http_options={"host": "0.0.0.0"})`
  const options = call.callee === 'ray.serve.start' ? argumentOf(call, 'http_options') : undefined;
  const hosts = call.args.filter(({ name, position: at }) =>
    name === null ? at === position && position !== undefined : HOST.test(name),
  );
  return [
    ...hosts.flatMap((host) => openedBy(host, facts)).slice(0, 1),
    ...(options?.value.kind === 'dict' &&
    options.value.entries.some(([key, value]) => stringOf(key) === 'host' && isEveryInterface(stringOf(value)))
      ? [{ argument: options, open: { isDefault: false, written: null, related: [] } }]
      : []),
  ];
}

function openedBy(argument: Argument, facts: PythonFacts): readonly OpenArgument[] {
  const open = openHost(argument, facts);
  return open ? [{ argument, open }] : [];
}

/** The same of a call of `STARTS` whose receiver is most likely a server. */
export function openHostOf(call: CallFact, context: PythonContext): OpenArgument | undefined {
  if (KNOWN.test(call.callee)) return undefined;
  const hosts = call.args.filter(({ name }) => name !== null && HOST.test(name));
  const [host] = hosts.flatMap((argument) => openedBy(argument, context.facts));
  if (!host || isHandledInside(call, context.facts)) return undefined;
  const isServer = call.callee.endsWith('.launch')
    ? host.argument.name === 'server_name' && isGradio(call, context)
    : isWebApp(call, context) || /^(?:\?|\.)/.test(call.callee);
  return isServer ? host : undefined;
}

/** Whether a call is of a function of the program that starts a server itself: there more is said. */
function isHandledInside(call: CallFact, facts: PythonFacts): boolean {
  const called = facts.semantics.calledBy(call);
  return (
    called !== null &&
    callsIn(facts, called.scope).some(
      ({ callee, args }) =>
        [...SERVERS, ...LISTENERS, ...PLAIN_SERVERS].some((pattern) => matchesCallee(pattern, callee)) ||
        (STARTS.some((pattern) => matchesCallee(pattern, callee)) && args.some(({ name }) => HOST.test(name ?? ''))),
    )
  );
}

/** The address of a call of `PLAIN_SERVERS`, or of a class that derives from one, when it means every interface; an empty one does. */
export function openAddressOf(call: CallFact, facts: PythonFacts): OpenArgument | undefined {
  const [argument] = call.args;
  if (!argument) return undefined;
  const host = argument.name === null ? argument : argumentOf(call, 'host');
  const open = openPair(argument, facts) ?? (host ? openHost(host, facts, true) : null);
  return open ? { argument, open } : undefined;
}

/** Whether a call makes an instance of a class of the program that derives from one of `PLAIN_SERVERS`. */
export const isOwnServer = (call: CallFact, { semantics }: PythonFacts): boolean =>
  semantics
    .classOf(call.expression)
    ?.bases.some(({ qualified }) => PLAIN_SERVERS.some((pattern) => matchesCallee(pattern, qualified))) === true;

/** `server.add_insecure_port("[::]:50051")` */
export function openPortOf(call: CallFact, facts: PythonFacts): OpenArgument | undefined {
  const argument = argumentOf(call, 'address', 0);
  const open = argument ? openText(argument, facts) : null;
  return argument && open ? { argument, open } : undefined;
}
