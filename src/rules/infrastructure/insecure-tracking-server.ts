import type { CommandFact } from '../../core/command-facts';
import type { AssignmentFact, CallFact, DictItemFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import { defineRule, type PythonContext, type CommandContext } from '../../core/rule';
import { isDefault, stringOf, type Value } from '../../core/value';
import { httpsFix, plainHttpHost, plainHttpHostOf } from '../../analysis/addresses/addresses';
import { addressesIn, reachesAnotherClient, TRACKING_CALLEES } from './tracking/clients';
import { holdsAddress, isTrackingVariable, TRACKING_WORDS, turnsTlsOff, variablesSetIn } from './tracking/variables';

export default defineRule({
  id: 'insecure-tracking-server',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Tracking server over an insecure connection',
  cwe: 319,
  docs: {
    what: 'An experiment tracking server or model registry is reached over plain `http://` (MLflow, Weights & Biases, Comet, ClearML, Langfuse), or its certificate is not checked (`MLFLOW_TRACKING_INSECURE_TLS=true`). This machine and internal networks are not reported.',
    why: 'Tokens, parameters and models travel over that connection. An attacker on the network can read them, and can replace a registered model, which runs code when it is loaded.',
    fix: 'Put the server behind TLS and use `https://`; for a private certificate authority set `MLFLOW_TRACKING_SERVER_CERT_PATH` instead of turning the check off.',
    references: ['https://mlflow.org/docs/latest/self-hosting/security/network/'],
  },
  listen: {
    calls: [
      { callees: TRACKING_CALLEES, check: checkCall },
      { callees: ['**.setdefault', '**.putenv', '**.setenv'], triggers: TRACKING_WORDS, check: checkSetDefault },
    ],
    assignments: {
      triggers: TRACKING_WORDS,
      accepts: isTrackingVariable,
      check: (fact: AssignmentFact, context) => checkNamed(fact.name, fact.value, fact.range, fact.valueRange, context),
    },
    dictItems: {
      triggers: TRACKING_WORDS,
      accepts: isTrackingVariable,
      check: (item: DictItemFact, context) => checkNamed(item.key, item.value, item.range, item.valueRange, context),
    },
    commands: { check: checkCommand },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  for (const { value, range } of addressesIn(call)) checkAddress(value, range, context);
}

function checkSetDefault(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (value && isTrackingVariable(stringOf(name?.value) ?? ''))
    checkNamed(stringOf(name!.value)!, value.value, call.range, value.valueRange, context);
}

function checkNamed(name: string, value: Value, range: Range, valueRange: Range, context: PythonContext): void {
  if (holdsAddress(name)) {
    // A constant that is handed to a call is reported there.
    if (!reachesAnotherClient(value, range, context.facts)) checkAddress(value, valueRange, context);
  } else if (/^(?:true|1|yes)$/i.test(stringOf(value) ?? '')) reportTls(name, range, context);
}

function checkCommand(command: CommandFact, context: CommandContext): void {
  for (const { name, value, range } of variablesSetIn(command)) {
    const host = holdsAddress(name) ? plainHttpHostOf(value, true) : null;
    if (host !== null) context.report({ range, message: messageOf(host) });
    else if (turnsTlsOff(name) && /^(?:true|1|yes)$/i.test(value)) reportTls(name, range, context);
  }
}

function checkAddress(value: Value, range: Range, context: PythonContext): void {
  // `os.getenv("MLFLOW_TRACKING_URI", "http://…")`
  if (value.kind === 'result' && /^os\.(?:getenv|environ\.get)$/.test(value.callee)) {
    const fallback = value.args[1] && plainHttpHost(value.args[1]);
    if (fallback) context.report({ range, severity: 'hint', message: messageOf(fallback) });
    return;
  }
  const host = plainHttpHost(value);
  if (host === null) return;
  const fix = httpsFix(context, value, host);
  context.report({
    range,
    severity: isDefault(value) ? 'hint' : 'warning',
    message: messageOf(host),
    fixes: fix ? [{ ...fix, safety: 'unsafe' }] : [],
  });
}

const messageOf = (host: string): string => `Tokens, metrics and models are sent to ${host} over plain HTTP.`;

function reportTls(name: string, range: Range, context: CommandContext): void {
  context.report({
    range,
    severity: 'warning',
    message: `${name} turns certificate checks off: an attacker can impersonate the server.`,
  });
}
