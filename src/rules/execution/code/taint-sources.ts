import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { Trace } from '../../../analysis/flow/trace';

/** Where a value comes from that the program does not decide. */
export interface TaintSource {
  readonly kind: 'web' | 'request' | 'data' | 'user' | 'file' | 'environment';
  /** What a message calls it. */
  readonly text: string;
}

const WEB =
  /^(?:requests|httpx|urllib3|aiohttp)\b.*\.?(?:get|post|request|urlopen|text|content|read)(?:\(\).*)?$|^urllib\.request\.(?:urlopen|urlretrieve)(?:\(\).*)?$|(?:^|\.)(?:hf_hub_download|snapshot_download|cached_download)$|^(?:socket\..*\.recv|gdown\.download|wget\.download)$/;
const DATA =
  /(?:^|\.)(?:load_dataset|read_csv|read_json|read_parquet|read_table|read_excel|read_pickle|load_from_disk|DictReader|safe_load|full_load|iterrows|itertuples)$|^(?:json|toml|tomllib|yaml|csv|omegaconf\.OmegaConf)\.(?:load|loads|reader)$/;
const REQUEST =
  /\b(?:flask\.)?request\.(?:args|form|json|data|values|files|get_json|query_params|body|GET|POST|headers|cookies)\b/;

/** The most dangerous source that a value has; null when it has none that is known. */
export function taintSourceOf({ calls, texts }: Trace, facts: PythonFacts): TaintSource | null {
  const called = (pattern: RegExp): CallFact | undefined => calls.find(({ callee }) => pattern.test(callee));
  if (called(WEB)) return { kind: 'web', text: 'what a web address answers' };
  if (texts.some((text) => REQUEST.test(text)) || called(/^flask\.request\./))
    return { kind: 'request', text: 'what a web request sends' };
  if (called(DATA)) return { kind: 'data', text: 'what a data or configuration file holds' };
  if (called(/^(?:input|raw_input|getpass\.getpass|streamlit\.(?:text_input|text_area|chat_input))$/))
    return { kind: 'user', text: 'what somebody types in' };
  if (texts.some((text) => /\bsys\.argv\b/.test(text)) || called(/\.parse(?:_known)?_args$/))
    return { kind: 'user', text: 'an argument of the command line' };
  if (called(/^os\.(?:getenv|environ\.get)$/) || texts.some((text) => /\bos\.environ\b/.test(text)))
    return { kind: 'environment', text: 'what an environment variable holds' };
  const opened = called(/^(?:open|io\.open)$|^pathlib\.Path\(\)(?:\..*)?\.read_text$/);
  // A file of its own, by a path that is written down: setup.py reads its version so.
  if (opened && !isWritten(opened, facts)) return { kind: 'file', text: 'what a file holds' };
  return null;
}

function isWritten(call: CallFact, facts: PythonFacts): boolean {
  const text = facts.text.slice(call.range.start, call.range.end);
  return (
    call.args[0]?.value.kind === 'string' ||
    /__file__|["'][^"'\n]*\.py["']|\b(?:HERE|ROOT|BASE|here|root)\b|version/i.test(text) ||
    (call.args.length === 0 && /["']/.test(text))
  );
}
