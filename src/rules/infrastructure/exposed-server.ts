import type { CommandFact } from '../../core/command-facts';
import type { AssignmentFact, CallFact, StringFact } from '../../core/python-facts';
import { defineRule, type CommandContext, type Near, type PythonContext } from '../../core/rule';
import { COMMAND_CALLEES } from './commands/command-calls';
import { isOwnServer, openAddressOf, openHostOf, openHostsOf, openPortOf } from './servers/listening';
import { reportPlain, reportServer, reportService, severityIn } from './servers/reports';
import { LISTENERS, PLAIN_SERVERS, SERVERS, STARTS } from './servers/server-calls';
import { servicesIn, serviceStartedBy } from './servers/server-commands';
import { openNotebookSettings, openSettingOf } from './servers/settings';
import { openSocketOf } from './servers/sockets';

/** A call that starts a server begins before what it is given. */
const STARTED: Near = { inside: /\b(?:run|launch|run_server|serve|run_simple)\b/ };
/** A class of the program can only be a server where one of these is named. */
const DERIVED: Near = { anywhere: /HTTPServer|TCPServer|UDPServer|XMLRPC|WSGIServer|StreamServer/ };
const COMMANDS = [...COMMAND_CALLEES, '**.configure'];

/** The arguments of a function are bound, too: `signature.bind(*args)`. */
const BINDS = /\.[\s\\]*bind[\s\\]*\([\s\\]*(?!\*)\S/;

export default defineRule({
  id: 'exposed-server',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Server on every network interface',
  cwe: 1327,
  atlas: ['AML.T0049'],
  docs: {
    what: "A model server, demo, dashboard or notebook server listens on `0.0.0.0`, `::` or `*`: uvicorn, Flask, Gradio, Ray, MLflow, TensorBoard, Jupyter, `http.server`, gRPC, ZeroMQ or a plain socket. It is a hint where the address is only a default (of a parameter, an option or an environment variable) or one of two, and in projects with a Dockerfile, where a server has to listen on all interfaces to be reached. Ray's dashboard is always a warning: it runs code for anyone who can reach it.",
    why: 'Most of these servers have no password. Anyone on the same network can use them, and on a machine with a public address anyone at all; the Ray and Jupyter dashboards run arbitrary code.',
    fix: 'Listen on `127.0.0.1` and reach the service over SSH or an authenticating proxy; in a container, publish the port only where it is needed. The quick fix replaces the address with `127.0.0.1`. It is not offered in projects with a Dockerfile, where the server would become unreachable, or for an empty address.',
    references: [
      'https://docs.ray.io/en/latest/ray-security/index.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2023-48022',
    ],
  },
  listen: {
    calls: [
      { callees: SERVERS, follows: true, check: checkServer },
      { callees: LISTENERS, follows: true, check: checkServer },
      { callees: STARTS, triggers: ['host', 'server_name'], near: STARTED, follows: true, check: checkStart },
      { callees: PLAIN_SERVERS, follows: true, check: checkPlain },
      { callees: ['**'], triggers: ['Server'], near: DERIVED, follows: true, check: checkOwn },
      { callees: ['**.bind'], anywhere: BINDS, beside: ['return', 'sock'], follows: true, check: checkSocket },
      { callees: ['**.add_insecure_port'], follows: true, check: checkPort },
      { callees: COMMANDS, triggers: ['0.0.0.0', 'bind_all', 'ip=*', "ip='*'"], check: checkStartCall },
    ],
    assignments: {
      triggers: ['GRADIO_SERVER_NAME', 'OLLAMA_HOST', 'bind'],
      accepts: (name) => /^(?:GRADIO_SERVER_NAME|OLLAMA_HOST|bind)$/.test(name),
      check: checkAssignment,
    },
    strings: { triggers: ['0.0.0.0'], valuesOnly: true, check: checkString },
    commands: { check: checkCommand },
    reads: { calls: [{ callees: ['**.listen', '**.accept', '**.recvfrom'] }] },
  },
});

function checkServer(call: CallFact, context: PythonContext): void {
  for (const host of openHostsOf(call, context.facts)) reportServer(host, call, context);
}

/** The same of applications that come from another module. */
function checkStart(call: CallFact, context: PythonContext): void {
  const host = openHostOf(call, context);
  if (host) reportServer(host, call, context);
}

/** `HTTPServer(("", 8000), Handler)` */
function checkPlain(call: CallFact, context: PythonContext): void {
  const message = 'This server listens on every network interface without a password.';
  reportPlain(openAddressOf(call, context.facts), message, context);
}

/** The same of a class that derives from one. */
function checkOwn(call: CallFact, context: PythonContext): void {
  if (isOwnServer(call, context.facts)) checkPlain(call, context);
}

/** `socket.bind(("", 80))` */
function checkSocket(call: CallFact, context: PythonContext): void {
  const message = 'This socket accepts data from every machine on the network.';
  reportPlain(openSocketOf(call, context.facts), message, context);
}

/** `server.add_insecure_port("[::]:50051")` */
function checkPort(call: CallFact, context: PythonContext): void {
  const message = 'This server listens on every interface, unencrypted and without a password.';
  reportPlain(openPortOf(call, context.facts), message, context);
}

/** `["mlflow", "server", "--host", "0.0.0.0"]`, `TensorBoard().configure(argv=[…, "--bind_all"])` */
function checkStartCall(call: CallFact, context: PythonContext): void {
  const started = serviceStartedBy(call);
  if (started) reportService(started.service, started.range, context);
}

/** `os.environ["GRADIO_SERVER_NAME"] = "0.0.0.0"`, `config.bind = ["0.0.0.0:8000"]` */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  const open = openSettingOf(fact, context);
  const service = fact.role === 'subscript' ? 'The service' : 'This server';
  if (open) reportService(service, fact.range, context, severityIn(context, open), open.related);
}

/** In a configuration file: `c.ServerApp.ip = "0.0.0.0"` */
function checkString(string: StringFact, context: PythonContext): void {
  for (const range of openNotebookSettings(string, context.facts)) reportService('The notebook server', range, context);
}

/** In a container everything listens on every interface: what of that is published is said where that is written. */
function checkCommand(command: CommandFact, context: CommandContext): void {
  if (context.facts.kind === 'shell' && context.facts.contained) return;
  for (const { service, range } of servicesIn(command)) reportService(service, range, context, 'info');
}
