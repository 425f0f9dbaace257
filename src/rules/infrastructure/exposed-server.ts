import type { Severity } from '../../core/finding';
import {
  argumentOf,
  type AssignmentFact,
  type Argument,
  type CallFact,
  type MagicFact,
  type StringFact,
} from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { commandText } from './servers/commands';
import { isContained, isDefault, isEveryInterface, isGradio, isWebApp } from './servers/servers';

const SERVERS = [
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

export default defineRule({
  id: 'exposed-server',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Service on every network interface',
  cwe: 1327,
  docs: {
    what: 'A model server, demo, dashboard or notebook server listens on `0.0.0.0`, `::` or `*`: uvicorn, Flask, Gradio, Ray, MLflow, TensorBoard, Jupyter, `http.server`. In a project with a Dockerfile, where a server must do so to be reached, it is a hint. The dashboard of Ray is a warning: it runs code for everybody who reaches it.',
    why: 'Most of these have no password. Everybody on the same network, and on a machine with a public address everybody, can use them; the dashboards of Ray and Jupyter run any code.',
    fix: 'Listen on `127.0.0.1` and reach the service over SSH or a proxy that asks for a password; in a container publish the port only where it is needed.',
    references: [
      'https://docs.ray.io/en/latest/ray-security/index.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2023-48022',
      'https://cwe.mitre.org/data/definitions/1327.html',
    ],
  },
  listen: {
    calls: [
      { callees: SERVERS, check: checkServer },
      {
        callees: ['**.run', '**.launch', '**.run_server', '**.serve', '**.run_simple'],
        triggers: ['0.0.0.0', '"::"', "'::'"],
        check: (call, context) => checkOther(call, context),
      },
      {
        callees: [
          'http.server.HTTPServer',
          'http.server.ThreadingHTTPServer',
          'wsgiref.simple_server.make_server',
          'xmlrpc.server.SimpleXMLRPCServer',
          'multiprocessing.managers.BaseManager',
          'socketserver.TCPServer',
        ],
        check: checkPlain,
      },
      {
        callees: [
          'subprocess.run',
          'subprocess.call',
          'subprocess.check_call',
          'subprocess.check_output',
          'subprocess.Popen',
          'os.system',
          '**.configure',
        ],
        triggers: ['0.0.0.0', 'bind_all', 'ip=*', "ip='*'"],
        check: checkCommand,
      },
    ],
    assignments: { triggers: ['GRADIO_SERVER_NAME', 'OLLAMA_HOST'], check: checkAssignment },
    strings: { triggers: ['0.0.0.0'], valuesOnly: true, check: checkString },
    magics: { check: checkMagic },
  },
});

const HOST = /^(?:host|server_name|dashboard_host|hostname|address|bind|listen|interface)$/;

function checkServer(call: CallFact, context: PythonContext): void {
  const positional =
    /(?:^|\.)(?:run|run_simple)$/.test(call.callee) && /^(?:flask|quart|dash|werkzeug|sanic)\b/.test(call.callee)
      ? argumentOf(call, 'host', 0)
      : undefined;
  const host =
    positional ??
    call.args.find(
      (argument) => argument.name !== null && HOST.test(argument.name) && isEveryInterface(stringOf(argument.value)),
    );
  if (host && isEveryInterface(stringOf(host.value))) report(host, call, context);
  // `serve.start(http_options={"host": "0.0.0.0"})`
  const options = call.callee === 'ray.serve.start' ? argumentOf(call, 'http_options') : undefined;
  if (
    options?.value.kind === 'dict' &&
    options.value.entries.some(([key, value]) => stringOf(key) === 'host' && isEveryInterface(stringOf(value)))
  )
    report(options, call, context);
}

/** The same of applications that come from another module. */
function checkOther(call: CallFact, context: PythonContext): void {
  if (
    /^(?:uvicorn|flask|quart|dash|sanic|gradio|litserve|fastmcp|bentoml|waitress|hypercorn|panel|werkzeug)\b/.test(
      call.callee,
    )
  )
    return;
  const host = call.args.find(
    (argument) => argument.name !== null && HOST.test(argument.name) && isEveryInterface(stringOf(argument.value)),
  );
  if (!host) return;
  const isServer = call.callee.endsWith('.launch')
    ? host.name === 'server_name' && isGradio(call, context)
    : isWebApp(call, context) || /^(?:\?|\.)/.test(call.callee);
  if (isServer) report(host, call, context);
}

/** Servers of the standard library take a pair of address and port; an empty address is every interface. */
function checkPlain(call: CallFact, context: PythonContext): void {
  const address = call.args[0];
  const host =
    address?.value.kind === 'sequence'
      ? stringOf(address.value.items[0])
      : stringOf(argumentOf(call, 'host', 0)?.value);
  if (address && host !== undefined && (host === '' || isEveryInterface(host)))
    say(
      address.range,
      'This server answers everybody on the network and asks for no password.',
      severityIn(context, address.value),
      context,
    );
}

/** `["mlflow", "server", "--host", "0.0.0.0"]`, `TensorBoard().configure(argv=[…, "--bind_all"])` */
function checkCommand(call: CallFact, context: PythonContext): void {
  const argument = call.args.find(({ value }) => commandText(value) !== null);
  const service =
    argument && serviceOf(`${call.callee.endsWith('.configure') ? 'tensorboard ' : ''}${commandText(argument.value)}`);
  if (argument && service)
    say(argument.range, `${service} answers everybody on the network.`, severityIn(context), context);
}

/** `os.environ["GRADIO_SERVER_NAME"] = "0.0.0.0"` */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.role === 'subscript' && isEveryInterface((stringOf(fact.value) ?? '').replace(/:\d+$/, '')))
    say(fact.range, 'The service answers everybody on the network.', severityIn(context), context);
}

/** In a configuration file: `c.ServerApp.ip = "0.0.0.0"` */
function checkString(string: StringFact, context: PythonContext): void {
  const before = /[\w.]+\.(?:NotebookApp|ServerApp)\.ip\s*=\s*$/.exec(
    context.facts.text.slice(Math.max(0, string.range.start - 80), string.range.start),
  );
  if (before && isEveryInterface(string.value ?? undefined))
    say(
      rangeOf(string.range.start - before[0].length, string.range.end),
      'The notebook server answers everybody on the network.',
      severityIn(context),
      context,
    );
}

function checkMagic(magic: MagicFact, context: PythonContext): void {
  for (const match of magic.body.matchAll(/[^\n;&|]+/g)) {
    const service = serviceOf(magic.kind === 'line' ? `${magic.command} ${match[0]}` : match[0]);
    const start = magic.bodyRange.start + match.index + (match[0].length - match[0].trimStart().length);
    if (service)
      say(
        rangeOf(start, start + match[0].trim().length),
        `${service} answers everybody on the network.`,
        'info',
        context,
      );
  }
}

const EVERYWHERE =
  /--(?:bind_all|bind-all)\b|(?:--(?:host|ip|address|bind|dashboard-host|listen-address|server\.address|NotebookApp\.ip|ServerApp\.ip)|-h|-b)(?:=|\s+)["']?(?:0\.0\.0\.0|\*|\[?::\]?)(?![\w.])/;
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/\btensorboard\b/, 'TensorBoard'],
  [/\bmlflow\b.*\b(?:server|ui|models\s+serve)\b/, 'MLflow'],
  [/\bjupyter(?:-\w+)?\b|\bnotebook\b.*--ip/, 'The notebook server'],
  [/\bray\s+start\b/, 'The dashboard of Ray'],
  [/\b(?:vllm|sglang|text-generation-launcher|llama-server|ollama)\b/, 'The model server'],
  [/\b(?:uvicorn|gunicorn|hypercorn|flask\s+run|streamlit\s+run|fastapi\s+(?:run|dev))\b/, 'This server'],
  [/\bdask[ -](?:scheduler|worker)\b/, 'The Dask cluster'],
  [/\bhttp\.server\b/, 'This server'],
];

const serviceOf = (command: string): string | null =>
  EVERYWHERE.test(command) ? (SERVICES.find(([pattern]) => pattern.test(command))?.[1] ?? null) : null;

const severityIn = (context: PythonContext, value?: Value): Severity =>
  (value && isDefault(value)) || isContained(context) ? 'hint' : 'info';

function report(host: Argument, call: CallFact, context: PythonContext): void {
  const ray = host.name === 'dashboard_host';
  const severity: Severity = ray && !isDefault(host.value) ? 'warning' : severityIn(context, host.value);
  const guarded = call.callee.endsWith('launch') && argumentOf(call, 'auth') !== undefined;
  say(
    host.range,
    ray
      ? 'The dashboard of Ray runs code for everybody on the network who reaches it.'
      : 'This server answers everybody on the network, not only this machine.',
    guarded ? 'hint' : severity,
    context,
  );
}

function say(range: Range, message: string, severity: Severity, context: PythonContext): void {
  context.report({ range, message, severity });
}
