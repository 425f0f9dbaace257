import { rangeOf } from '../../../core/range';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import { looksRandom } from '../../../analysis/secrets/entropy';
import { SECRET_FORMATS } from '../../../analysis/secrets/formats';
import { decideByForm, decideBySetting, type Secret } from '../../../analysis/secrets/judgement';
import { isPlaceholder } from '../../../analysis/secrets/placeholders';

/** Characters of one output that are looked at; a longer one is looked at from its beginning. */
const LONGEST_OUTPUT = 2_000_000;
const VARIABLES = new Set([
  ...SECRET_FORMATS.map((format) => format.environment),
  'HUGGING_FACE_HUB_TOKEN',
  'HUGGINGFACEHUB_API_TOKEN',
  'MLFLOW_TRACKING_PASSWORD',
  'MLFLOW_TRACKING_TOKEN',
  'AWS_SESSION_TOKEN',
  'COHERE_API_KEY',
  'GEMINI_API_KEY',
  'LANGCHAIN_API_KEY',
  'QDRANT_API_KEY',
  'WEAVIATE_API_KEY',
  'SERPER_API_KEY',
  'PGPASSWORD',
  'POSTGRES_PASSWORD',
  'MYSQL_PASSWORD',
  'DB_PASSWORD',
  'REDIS_PASSWORD',
  'SECRET_KEY',
  'JUPYTER_TOKEN',
]);
/** `NAME=value` of a shell listing, `'name': 'value'` of a Python one, `Settings(name='value')`, `name: value` of YAML. */
const LISTING =
  /(?<![\w-])(?<name>[A-Za-z][\w-]{3,60})(?:\s?=\s?|["']?\s?:\s?)(?<quote>["']?)(?<value>[^\s"',;<>()]{6,400})/dg;
/** `'Authorization': 'Bearer …'` of a request that is shown. */
const HEADER =
  /(?<![\w-])authorization["']?\s?:\s?["']?(?:bearer|token|basic)\s{1,2}(?<value>[^\s"',;<>()]{16,2000})/dgi;

/** The secrets in the text of an output. Names prove little here: only well-known variables count, and names that are a credential's whatever they stand in. */
export function secretsOfOutput(output: string): readonly Secret[] {
  const text = output.slice(0, LONGEST_OUTPUT);
  const found: Secret[] = [...decideByForm(text)];
  const overlaps = (start: number, end: number): boolean =>
    found.some((other) => other.range.start < end && start < other.range.end);
  for (const match of text.matchAll(LISTING)) {
    const { name, value } = match.groups!;
    const [start, end] = match.indices!.groups!['value']!;
    const known = VARIABLES.has(name!);
    if ((!known && !namesCredential(name!)) || overlaps(start, end)) continue;
    const secret = decideBySetting(value!, { name, around: name });
    if (secret !== null && (known || (secret.severity !== 'hint' && looksRandom(value!))))
      found.push({ ...secret, range: rangeOf(start, end) });
  }
  for (const match of text.matchAll(HEADER)) {
    const { value } = match.groups!;
    const [start, end] = match.indices!.groups!['value']!;
    if (overlaps(start, end) || !looksRandom(value!) || isPlaceholder(value!)) continue;
    found.push({
      label: 'Authorization token',
      environment: 'API_TOKEN',
      rotation: null,
      severity: 'warning',
      format: null,
      range: rangeOf(start, end),
    });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}
