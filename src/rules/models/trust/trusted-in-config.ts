import type { ConfigEntry } from '../../../core/config-facts';
import type { Severity } from '../../../core/finding';
import type { ConfigContext } from '../../../core/rule';
import { isLocalPath } from '../../../analysis/models/model-id';

const NAME = /^(?:hf_)?trust[-_]remote[-_]code$/i;
const FLAG = /(?:^|\s)--trust[-_]remote[-_]code(?:[= ](?:true|1))?(?=\s|$)(?!\s+(?:false|0)\b)/i;
/** Keys beside the switch that name what is loaded. */
const MODEL =
  /^(?:model|base_model|model_id|model_name|model_path|model_name_or_path|pretrained|pretrained_model_name_or_path|name_or_path|tokenizer)$/;

/** `trust_remote_code: true` of a training or evaluation, `--trust-remote-code` in the command of a container. */
export function checkTrustEntry(entry: ConfigEntry, context: ConfigContext): void {
  if (NAME.test(entry.key) ? !/^(?:true|yes|on|1)$/i.test(entry.value) : !FLAG.test(entry.value) || !isArgument(entry))
    return;
  const local = context.facts.entries.find(
    ({ key, keys, value }) =>
      MODEL.test(key) &&
      value !== '' &&
      keys.length === entry.keys.length &&
      keys.slice(0, -1).every((part, index) => part === entry.keys[index]),
  )?.value;
  const severity: Severity = local !== undefined && isLocalPath(local) ? 'hint' : 'warning';
  context.report({
    range: entry.valueRange,
    severity,
    message:
      severity === 'hint'
        ? 'trust_remote_code runs the Python files beside the model.'
        : 'trust_remote_code lets the loaded repository run any code here.',
  });
}

/** A text that speaks of the option is none. */
const isArgument = ({ keys }: ConfigEntry): boolean =>
  keys.some((key) => /^(?:command|args|arguments|entrypoint|cmd|run|script|extra_args|engine_args)$/i.test(key));
