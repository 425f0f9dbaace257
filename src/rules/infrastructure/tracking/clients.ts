import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { stringOf, type Value } from '../../../core/value';

/** Calls that are given the address of a server for experiments. */
export const TRACKING_CALLEES: readonly string[] = [
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
];

/** Keywords that hold it. */
const ADDRESS_KEYWORDS = [
  'uri',
  'tracking_uri',
  'registry_uri',
  'host',
  'base_url',
  'api_host',
  'web_host',
  'files_host',
  'repo',
] as const;

/** The addresses that such a call is given, also in `wandb.Api(overrides={"base_url": …})`. */
export function addressesIn(call: CallFact): readonly { readonly value: Value; readonly range: Range }[] {
  const given = ADDRESS_KEYWORDS.flatMap((name) => {
    const first =
      (name === 'uri' && /uri$/.test(call.callee)) || (name === 'tracking_uri' && /Client$/.test(call.callee));
    const argument = argumentOf(call, name, first ? 0 : undefined);
    return argument ? [{ value: argument.value, range: argument.valueRange }] : [];
  });
  const overrides = argumentOf(call, 'overrides', 0)?.value;
  const overridden = (overrides?.kind === 'dict' ? overrides.entries : [])
    .filter(([key]) => stringOf(key) === 'base_url')
    .map(([, value]) => ({ value, range: value.range }));
  return [...given, ...overridden];
}

/** Whether a literal that is written at a range reaches such a call as well. */
export const reachesAnotherClient = (value: Value, range: Range, { calls }: PythonFacts): boolean =>
  value.kind === 'string' &&
  calls.some(
    (call) =>
      (call.range.start > range.end || call.range.end < range.start) &&
      /uri$|Client$|login$|Api$|MLFlowLogger$/.test(call.callee) &&
      /^(?:mlflow|wandb|lightning|pytorch_lightning)\b/.test(call.callee) &&
      call.args.some(
        (argument) => argument.value.kind === 'string' && argument.value.origin.start === value.origin.start,
      ),
  );
