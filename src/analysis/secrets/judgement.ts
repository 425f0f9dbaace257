import type { Range } from '../../core/range';
import type { Severity } from '../../core/finding';
import { looksRandom } from './entropy';
import type { SecretFormat } from './format';
import { formatOf, matchFormats } from './formats';
import { nameKindOf, namesDigest, isAuthToken, mayNameKey } from './names';
import { isPlaceholder, isPlainShape, isStandIn, isWordLike } from './placeholders';

/** What is known of a literal from where it stands. All parts are optional: a bare string has none. */
export interface Setting {
  /** The name it is given: variable, keyword, dictionary key, configuration key, environment variable. */
  readonly name?: string;
  /** Further names around it (callee, path of keys), for the words that anchor a provider. */
  readonly around?: string;
  /** Set when it goes where only a credential goes: an SDK's keyword, the environment, an Authorization header. */
  readonly sink?: { readonly label: string; readonly environment: string; readonly format?: string };
}

/** A secret: what it is, where it is in the text that was judged, how sure that is. */
export interface Secret {
  readonly label: string;
  readonly environment: string;
  readonly rotation: string | null;
  readonly severity: Severity;
  readonly range: Range;
  readonly format: SecretFormat | null;
}

/** No provider's key without a mark is longer. */
const MOST_UNITS = 3000;

/** The provider keys that stand in a text, by their own marks. They need no name, and the string listener owns them. */
export function decideByForm(text: string): readonly Secret[] {
  return matchFormats(text).map(({ format, range }) => secretOf(format, range));
}

/** The same secret, said more exactly by the names around it: a Google key that `genai` takes opens Gemini. */
export function refineByNames(secret: Secret, text: string, setting: Setting): Secret {
  if (secret.range.start !== 0 || secret.range.end !== text.length) return secret;
  const [match] = matchFormats(text, namesOf(setting));
  return match === undefined ? secret : secretOf(match.format, match.range);
}

/**
 * The secret that a whole literal is, by where it stands; null when its value is no secret or is a provider's key by
 * its own mark (that is `decideByForm`'s). Looks at the value's shape first, at the provider next, at the name last.
 */
export function decideBySetting(value: string, setting: Setting): Secret | null {
  const whole = { start: 0, end: value.length };
  if (value.length < 4 || value.length > MOST_UNITS || isPlainShape(value)) return null;
  if (decideByForm(value).length > 0) return null;
  const names = namesOf(setting);
  // `ED25519_KEY_OPTIONAL = "ed25519-key"` names itself.
  if (setting.name !== undefined && squash(setting.name).includes(squash(value))) return null;
  const [match] = matchFormats(value, names);
  if (match !== undefined)
    return match.range.start === 0 && match.range.end === value.length ? secretOf(match.format, whole) : null;
  if (value.length > 1000 || isStandIn(value)) return null;
  if (setting.sink !== undefined) return decideInSink(value, setting.sink, whole);
  return setting.name === undefined ? null : decideByName(value, setting.name, whole);
}

/** A literal that reaches a credential's place is one unless it is a word: `EMPTY`, `ollama` and `lm-studio` are not. */
function decideInSink(value: string, sink: NonNullable<Setting['sink']>, range: Range): Secret | null {
  if (value.length < 6 || isWordLike(value)) return null;
  return {
    label: sink.label,
    environment: sink.environment,
    rotation: formatOf(sink.format ?? '')?.rotation ?? null,
    severity: 'warning',
    range,
    format: null,
  };
}

function decideByName(value: string, name: string, range: Range): Secret | null {
  const kind = nameKindOf(name);
  if (kind === null || namesDigest(name) || isPlaceholder(value)) return null;
  const random = looksRandom(value);
  const generic = { environment: environmentNameOf(name), rotation: null, range, format: null };
  if (kind === 'password') {
    if (isWordLike(value) && !/\d/.test(value)) return null;
    const strong =
      random || (value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && /[^A-Za-z0-9_-]/.test(value));
    return { ...generic, label: 'Password', severity: strong ? 'warning' : 'hint' };
  }
  if (!random || (isDigestShape(value) && kind === 'token' && !isAuthToken(name))) return null;
  if (kind === 'token') return { ...generic, label: 'Token', severity: 'warning' };
  return { ...generic, label: /secret/i.test(name) ? 'Secret' : 'API key', severity: 'warning' };
}

/** The name in the field's form for environment variables: `dbPassword` → `DB_PASSWORD`. */
export function environmentNameOf(name: string): string {
  const upper = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  return /^[A-Z_]/.test(upper) ? upper : `SECRET_${upper}`;
}

const secretOf = (format: SecretFormat, range: Range): Secret => ({
  label: format.label,
  environment: format.environment,
  rotation: format.rotation,
  severity: format.severity,
  range,
  format,
});

/** Hex digests, commits and UUIDs. */
const isDigestShape = (value: string): boolean =>
  /^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{56,128}$|^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);

/** The names that may anchor a provider: of a value that is called an id, a run or a project, none. */
const namesOf = ({ name = '', around = '', sink }: Setting): string =>
  sink !== undefined || mayNameKey(name) ? `${name} ${around}` : '';

const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
