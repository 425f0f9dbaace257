import type { CommandFact } from '../../../core/command-facts';
import { rangeOf, type Range } from '../../../core/range';

/** Variables that hold the address of a server for experiments. */
const ADDRESSES =
  /^(?:MLFLOW_TRACKING_URI|MLFLOW_REGISTRY_URI|MLFLOW_S3_ENDPOINT_URL|WANDB_BASE_URL|COMET_URL_OVERRIDE|CLEARML_API_HOST|CLEARML_WEB_HOST|CLEARML_FILES_HOST|NEPTUNE_CUSTOM_URL|LANGFUSE_HOST|LANGSMITH_ENDPOINT|LANGCHAIN_ENDPOINT|ZENML_STORE_URL|PREFECT_API_URL)$/;
/** Words of which one stands in the name of each variable. */
export const TRACKING_WORDS: readonly string[] = [
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

/** Whether a variable holds the address of a server for experiments. */
export const holdsAddress = (name: string): boolean => ADDRESSES.test(name);

/** Whether a variable, when it is true, turns the check of the server's certificate off. */
export const turnsTlsOff = (name: string): boolean => INSECURE.test(name);

export const isTrackingVariable = (name: string): boolean => holdsAddress(name) || turnsTlsOff(name);

/** Variables of any name that a command sets: `%env MLFLOW_TRACKING_URI=http://…`, `!export …` */
export function variablesSetIn(
  command: CommandFact,
): readonly { readonly name: string; readonly value: string; readonly range: Range }[] {
  return [...command.body.matchAll(/(?<![\w$])([A-Z][A-Z0-9_]{6,})(?:=|[ \t]+)["']?([^\s"';&|]+)/g)].map((match) => {
    const start = command.bodyRange.start + match.index;
    return { name: match[1]!, value: match[2]!, range: rangeOf(start, start + match[0].length) };
  });
}
