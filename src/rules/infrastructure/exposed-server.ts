import type { Severity } from '../../core/finding';
import type { CommandFact } from '../../core/command-facts';
import {
  argumentOf,
  type Argument,
  type AssignmentFact,
  type CallFact,
  type StringFact,
} from '../../core/python-facts';
import type { Range } from '../../core/range';
import { defineRule, type PythonContext, type CommandContext } from '../../core/rule';
import { isDefault, stringOf, type Value } from '../../core/value';
import { COMMAND_CALLEES } from './commands/command-calls';
import {
  openAddressOf,
  openHostOf,
  openHostsOf,
  openNotebookSetting,
  PLAIN_SERVERS,
  SERVERS,
  STARTS,
} from './servers/listening';
import { isContained, isEveryInterface } from './servers/servers';
import { servicesIn, serviceStartedBy } from './servers/server-commands';

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
      { callees: STARTS, triggers: ['0.0.0.0', '"::"', "'::'"], check: checkStart },
      { callees: PLAIN_SERVERS, check: checkPlain },
      {
        callees: [...COMMAND_CALLEES, '**.configure'],
        triggers: ['0.0.0.0', 'bind_all', 'ip=*', "ip='*'"],
        check: checkStartCall,
      },
    ],
    assignments: { triggers: ['GRADIO_SERVER_NAME', 'OLLAMA_HOST'], check: checkAssignment },
    strings: { triggers: ['0.0.0.0'], valuesOnly: true, check: checkString },
    commands: { check: checkCommand },
  },
});

function checkServer(call: CallFact, context: PythonContext): void {
  for (const host of openHostsOf(call)) report(host, call, context);
}

/** The same of applications that come from another module. */
function checkStart(call: CallFact, context: PythonContext): void {
  const host = openHostOf(call, context);
  if (host) report(host, call, context);
}

function report(host: Argument, call: CallFact, context: PythonContext): void {
  const ray = host.name === 'dashboard_host';
  const guarded = call.callee.endsWith('launch') && argumentOf(call, 'auth') !== undefined;
  context.report({
    range: host.range,
    severity: guarded ? 'hint' : ray && !isDefault(host.value) ? 'warning' : severityIn(context, host.value),
    message: ray
      ? 'The dashboard of Ray runs code for everybody on the network who reaches it.'
      : 'This server answers everybody on the network, not only this machine.',
  });
}

/** `HTTPServer(("", 8000), Handler)` */
function checkPlain(call: CallFact, context: PythonContext): void {
  const address = openAddressOf(call);
  if (address)
    context.report({
      range: address.range,
      severity: severityIn(context, address.value),
      message: 'This server answers everybody on the network and asks for no password.',
    });
}

/** `["mlflow", "server", "--host", "0.0.0.0"]`, `TensorBoard().configure(argv=[…, "--bind_all"])` */
function checkStartCall(call: CallFact, context: PythonContext): void {
  const started = serviceStartedBy(call);
  if (started) answers(started.service, started.range, context);
}

/** `os.environ["GRADIO_SERVER_NAME"] = "0.0.0.0"` */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.role === 'subscript' && isEveryInterface((stringOf(fact.value) ?? '').replace(/:\d+$/, '')))
    answers('The service', fact.range, context);
}

/** In a configuration file: `c.ServerApp.ip = "0.0.0.0"` */
function checkString(string: StringFact, context: PythonContext): void {
  const range = openNotebookSetting(string, context.facts);
  if (range) answers('The notebook server', range, context);
}

function checkCommand(command: CommandFact, context: CommandContext): void {
  for (const { service, range } of servicesIn(command)) answers(service, range, context, 'info');
}

const severityIn = (context: CommandContext, value?: Value): Severity =>
  (value && isDefault(value)) || isContained(context) ? 'hint' : 'info';

const answers = (service: string, range: Range, context: CommandContext, severity = severityIn(context)): void =>
  context.report({ range, severity, message: `${service} answers everybody on the network.` });
