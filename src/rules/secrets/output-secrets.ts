import { rangeOf } from '../../core/range';
import { FORMATS } from './formats';
import { decideByForm, decideBySetting, type Secret } from './judgement';

/** Characters of one output that are looked at; a longer one is looked at from its beginning. */
const LONGEST_OUTPUT = 2_000_000;
const VARIABLES = new Set([
  ...FORMATS.map((format) => format.environment), 'HUGGING_FACE_HUB_TOKEN', 'HUGGINGFACEHUB_API_TOKEN', 'MLFLOW_TRACKING_PASSWORD', 'MLFLOW_TRACKING_TOKEN', 'AWS_SESSION_TOKEN', 'COHERE_API_KEY', 'GEMINI_API_KEY',
  'LANGCHAIN_API_KEY', 'QDRANT_API_KEY', 'WEAVIATE_API_KEY', 'SERPER_API_KEY', 'PGPASSWORD', 'POSTGRES_PASSWORD', 'MYSQL_PASSWORD', 'DB_PASSWORD', 'REDIS_PASSWORD', 'SECRET_KEY', 'JUPYTER_TOKEN',
]);
/** `NAME=value` of a shell listing, `'NAME': 'value'` of a Python one. */
const LISTING = /(?<![\w-])(?<name>[A-Z][A-Z0-9_]{3,60})(?:=|["']\s?:\s?)(?<quote>["']?)(?<value>[^\s"',;<>]{6,400})/dg;

/** The secrets in the text of an output. Names alone prove nothing here, so only well-known variables count. */
export function secretsOfOutput(output: string): readonly Secret[] {
  const text = output.slice(0, LONGEST_OUTPUT);
  const found: Secret[] = [...decideByForm(text)];
  for (const match of text.matchAll(LISTING)) {
    const { name, value } = match.groups!;
    const [start, end] = match.indices!.groups!['value']!;
    if (!VARIABLES.has(name!) || found.some((other) => other.range.start < end && start < other.range.end)) continue;
    const secret = decideBySetting(value!, { name, around: name });
    if (secret !== null) found.push({ ...secret, range: rangeOf(start, end) });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}
