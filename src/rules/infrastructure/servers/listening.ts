import {
  argumentOf,
  type Argument,
  type CallFact,
  type PythonFacts,
  type StringFact,
} from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { isEveryInterface, isGradio, isWebApp } from './servers';

/** Calls that start a server of a library that is known. */
export const SERVERS: readonly string[] = [
  'uvicorn.run',
  'uvicorn.Config',
  'hypercorn.run',
  'waitress.serve',
  'werkzeug.serving.run_simple',
  'aiohttp.web.run_app',
  'bentoml.serve',
  'litserve.**.run',
  'ray.init',
  'ray.serve.start',
  'ray.serve.**.HTTPOptions',
  'mlflow.server.**.run',
  'flask.**.run',
  'quart.**.run',
  'dash.**.run',
  'dash.**.run_server',
  'sanic.**.run',
  'gradio.**.launch',
  'streamlit.web.bootstrap.run',
  'dask.distributed.Scheduler',
  'distributed.Scheduler',
  'panel.serve',
  'jina.**.Flow',
  'mcp.server.fastmcp.FastMCP',
  'fastmcp.**.run',
];

/** Servers of the standard library, which take a pair of address and port. */
export const PLAIN_SERVERS: readonly string[] = [
  'http.server.HTTPServer',
  'http.server.ThreadingHTTPServer',
  'wsgiref.simple_server.make_server',
  'xmlrpc.server.SimpleXMLRPCServer',
  'multiprocessing.managers.BaseManager',
  'socketserver.TCPServer',
];

/** What the methods are called that start a server, of applications that come from another module. */
export const STARTS: readonly string[] = ['**.run', '**.launch', '**.run_server', '**.serve', '**.run_simple'];

const HOST = /^(?:host|server_name|dashboard_host|hostname|address|bind|listen|interface)$/;

const KNOWN = /^(?:uvicorn|flask|quart|dash|sanic|gradio|litserve|fastmcp|bentoml|waitress|hypercorn|panel|werkzeug)\b/;

/** The arguments by which a call of `SERVERS` has it listen on every interface. */
export function openHostsOf(call: CallFact): readonly Argument[] {
  const positional =
    /(?:^|\.)(?:run|run_simple)$/.test(call.callee) && /^(?:flask|quart|dash|werkzeug|sanic)\b/.test(call.callee)
      ? argumentOf(call, 'host', 0)
      : undefined;
  const host = positional ?? namedHost(call);
  // `serve.start(http_options={"host": "0.0.0.0"})`
  const options = call.callee === 'ray.serve.start' ? argumentOf(call, 'http_options') : undefined;
  return [
    ...(host && isEveryInterface(stringOf(host.value)) ? [host] : []),
    ...(options?.value.kind === 'dict' &&
    options.value.entries.some(([key, value]) => stringOf(key) === 'host' && isEveryInterface(stringOf(value)))
      ? [options]
      : []),
  ];
}

/** The same of a call of `STARTS` whose receiver is most likely a server. */
export function openHostOf(call: CallFact, context: PythonContext): Argument | undefined {
  const host = KNOWN.test(call.callee) ? undefined : namedHost(call);
  if (!host) return undefined;
  const isServer = call.callee.endsWith('.launch')
    ? host.name === 'server_name' && isGradio(call, context)
    : isWebApp(call, context) || /^(?:\?|\.)/.test(call.callee);
  return isServer ? host : undefined;
}

/** The address of a call of `PLAIN_SERVERS`, when it means every interface; an empty one does. */
export function openAddressOf(call: CallFact): Argument | undefined {
  const address = call.args[0];
  const host =
    address?.value.kind === 'sequence'
      ? stringOf(address.value.items[0])
      : stringOf(argumentOf(call, 'host', 0)?.value);
  return host !== undefined && (host === '' || isEveryInterface(host)) ? address : undefined;
}

/** `c.ServerApp.ip = "0.0.0.0"` in a configuration file, of which the string is the address. */
export function openNotebookSetting(string: StringFact, { text }: PythonFacts): Range | null {
  const before = /[\w.]+\.(?:NotebookApp|ServerApp)\.ip\s*=\s*$/.exec(
    text.slice(Math.max(0, string.range.start - 80), string.range.start),
  );
  return before && isEveryInterface(string.value ?? undefined)
    ? rangeOf(string.range.start - before[0].length, string.range.end)
    : null;
}

const namedHost = (call: CallFact): Argument | undefined =>
  call.args.find(
    (argument) => argument.name !== null && HOST.test(argument.name) && isEveryInterface(stringOf(argument.value)),
  );
