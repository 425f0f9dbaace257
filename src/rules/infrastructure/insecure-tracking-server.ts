import {
  argumentOf,
  type AssignmentFact,
  type CallFact,
  type DictItemFact,
  type MagicFact,
} from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { httpsFix, plainHttpHost, plainHttpHostOf } from '../../analysis/addresses/addresses';

/** Variables that hold the address of a server for experiments. */
const ADDRESSES =
  /^(?:MLFLOW_TRACKING_URI|MLFLOW_REGISTRY_URI|MLFLOW_S3_ENDPOINT_URL|WANDB_BASE_URL|COMET_URL_OVERRIDE|CLEARML_API_HOST|CLEARML_WEB_HOST|CLEARML_FILES_HOST|NEPTUNE_CUSTOM_URL|LANGFUSE_HOST|LANGSMITH_ENDPOINT|LANGCHAIN_ENDPOINT|ZENML_STORE_URL|PREFECT_API_URL)$/;
const TRIGGERS = [
  'TRACKING_URI',
  'REGISTRY_URI',
  'S3_ENDPOINT_URL',
  'WANDB_BASE_URL',
  'URL_OVERRIDE',
  'CLEARML_',
  'NEPTUNE_CUSTOM_URL',
  'LANGFUSE_HOST',
  'LANGSMITH_ENDPOINT',
  'LANGCHAIN_ENDPOINT',
  'ZENML_STORE_URL',
  'PREFECT_API_URL',
  'TRACKING_INSECURE_TLS',
  'S3_IGNORE_TLS',
];
const INSECURE = /^(?:MLFLOW_TRACKING_INSECURE_TLS|MLFLOW_S3_IGNORE_TLS)$/;

export default defineRule({
  id: 'insecure-tracking-server',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Tracking server over an insecure connection',
  cwe: 319,
  docs: {
    what: 'An experiment tracking server or model registry is reached over plain `http://` (MLflow, Weights & Biases, Comet, ClearML, Langfuse), or the check of its certificate is turned off (`MLFLOW_TRACKING_INSECURE_TLS=true`). This machine and inner networks are left alone.',
    why: 'Tokens, parameters and models go over that connection. Anybody on the way can read them, and exchange a registered model, which runs code when it is loaded.',
    fix: 'Put the server behind TLS and use `https://`; for a private certificate authority set `MLFLOW_TRACKING_SERVER_CERT_PATH` instead of turning the check off.',
    references: [
      'https://mlflow.org/docs/latest/self-hosting/security/network/',
      'https://cwe.mitre.org/data/definitions/319.html',
    ],
  },
  listen: {
    calls: [
      {
        callees: [
          'mlflow.set_tracking_uri',
          'mlflow.set_registry_uri',
          'mlflow.tracking.set_tracking_uri',
          'mlflow.**.MlflowClient',
          'wandb.login',
          'wandb.Api',
          'wandb.Settings',
          'clearml.Task.set_credentials',
          'langfuse.**.Langfuse',
          'aim.Run',
          'lightning.**.MLFlowLogger',
          'pytorch_lightning.**.MLFlowLogger',
        ],
        check: checkCall,
      },
      { callees: ['**.setdefault', '**.putenv', '**.setenv'], triggers: TRIGGERS, check: checkSetDefault },
    ],
    assignments: {
      triggers: TRIGGERS,
      accepts: isWatched,
      check: (fact: AssignmentFact, context) => checkNamed(fact.name, fact.value, fact.range, fact.valueRange, context),
    },
    dictItems: {
      triggers: TRIGGERS,
      accepts: isWatched,
      check: (item: DictItemFact, context) => checkNamed(item.key, item.value, item.range, item.valueRange, context),
    },
    magics: { check: checkMagic },
  },
});

function isWatched(name: string): boolean {
  return ADDRESSES.test(name) || INSECURE.test(name);
}

function checkCall(call: CallFact, context: PythonContext): void {
  for (const name of [
    'uri',
    'tracking_uri',
    'registry_uri',
    'host',
    'base_url',
    'api_host',
    'web_host',
    'files_host',
    'repo',
  ]) {
    const argument = argumentOf(
      call,
      name,
      name === 'uri' && /uri$/.test(call.callee)
        ? 0
        : name === 'tracking_uri' && /Client$/.test(call.callee)
          ? 0
          : undefined,
    );
    if (argument) checkAddress(argument.value, argument.valueRange, context);
  }
  const overrides = argumentOf(call, 'overrides', 0)?.value;
  for (const [key, value] of overrides?.kind === 'dict' ? overrides.entries : [])
    if (stringOf(key) === 'base_url') checkAddress(value, value.range, context);
}

function checkSetDefault(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (value && isWatched(stringOf(name?.value) ?? ''))
    checkNamed(stringOf(name!.value)!, value.value, call.range, value.valueRange, context);
}

function checkNamed(name: string, value: Value, range: Range, valueRange: Range, context: PythonContext): void {
  if (ADDRESSES.test(name)) {
    // A constant that is handed to a call is reported there.
    if (!handedOn(value, range, context)) checkAddress(value, valueRange, context);
  } else if (/^(?:true|1|yes)$/i.test(stringOf(value) ?? '')) reportTls(name, range, context);
}

const handedOn = (value: Value, range: Range, { facts }: PythonContext): boolean =>
  value.kind === 'string' &&
  facts.calls.some(
    (call) =>
      (call.range.start > range.end || call.range.end < range.start) &&
      /uri$|Client$|login$|Api$|MLFlowLogger$/.test(call.callee) &&
      /^(?:mlflow|wandb|lightning|pytorch_lightning)\b/.test(call.callee) &&
      call.args.some(
        (argument) => argument.value.kind === 'string' && argument.value.origin.start === value.origin.start,
      ),
  );

/** `%env MLFLOW_TRACKING_URI=http://…`, `!export …` */
function checkMagic(magic: MagicFact, context: PythonContext): void {
  for (const match of magic.body.matchAll(/(?<![\w$])([A-Z][A-Z0-9_]{6,})(?:=|[ \t]+)["']?([^\s"';&|]+)/g)) {
    const [whole, name, value] = match;
    const start = magic.bodyRange.start + match.index;
    const range = rangeOf(start, start + whole.length);
    const host = ADDRESSES.test(name!) ? plainHttpHostOf(value!, true) : null;
    if (host !== null) context.report({ range, message: messageOf(host) });
    else if (INSECURE.test(name!) && /^(?:true|1|yes)$/i.test(value!)) reportTls(name!, range, context);
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
    severity: 'via' in value && value.via === 'default' ? 'hint' : 'warning',
    message: messageOf(host),
    fixes: fix ? [{ ...fix, safety: 'unsafe' }] : [],
  });
}

const messageOf = (host: string): string =>
  `Tokens, results and models go to ${host} over plain HTTP, where anybody on the way can read and exchange them.`;

function reportTls(name: string, range: Range, context: PythonContext): void {
  context.report({
    range,
    severity: 'warning',
    message: `${name} turns the check of the server's certificate off, so anybody on the way can pose as it.`,
  });
}
