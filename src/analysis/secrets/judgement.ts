import type { Range } from '../../core/range';
import type { Severity } from '../../core/finding';
import { isCounting, longestRun, looksPunctuated, looksRandom } from './entropy';
import type { SecretFormat } from './format';
import { formatOf, matchFormats, type FormatMatch } from './formats';
import { isMisshapen } from './misshapen';
import { nameKindOf, namesDigest, isAuthToken, mayNameKey, wordsOf } from './names';
import {
  isElsewhere,
  isPlaceholder,
  isPlainShape,
  isStandIn,
  isStandInWord,
  isTemplate,
  isWordLike,
} from './placeholders';

/** What is known of a literal from where it stands. All parts are optional: a bare string has none. */
export interface Setting {
  /** The name it is given: variable, keyword, dictionary key, configuration key, environment variable. */
  readonly name?: string;
  /** Further names around it (callee, path of keys), for the words that anchor a provider. */
  readonly around?: string;
  /** Set when it goes where only a credential goes: an SDK's keyword, the environment, an Authorization header. */
  readonly sink?: CredentialPlace;
}

/** A place that only a credential goes into. */
export interface CredentialPlace {
  readonly label: string;
  readonly environment: string;
  readonly format?: string;
  /** Where a provider's own SDK takes its key, so that whatever looks random there is one. */
  readonly provider?: boolean;
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
  return matchFormats(text).map((match) => secretOf(match, match.range));
}

/** The same secret, said more exactly by the names around it: a Google key that `genai` takes opens Gemini. */
export function refineByNames(secret: Secret, text: string, setting: Setting): Secret {
  if (secret.range.start !== 0 || secret.range.end !== text.length) return secret;
  const [match] = matchFormats(text, namesOf(setting));
  return match === undefined ? secret : secretOf(match, match.range);
}

/**
 * The secret that a whole literal is, by where it stands; null when its value is no secret or is a provider's key by
 * its own mark (that is `decideByForm`'s). Looks at the value's shape first, at the provider next, at the name last.
 */
export function decideBySetting(value: string, setting: Setting): Secret | null {
  const whole = { start: 0, end: value.length };
  if (value.length < 4 || value.length > MOST_UNITS) return null;
  if (isDrawnSecret(value, setting)) return drawnSecret(setting.name!, whole);
  if (isPlainShape(value)) return null;
  if (decideByForm(value).length > 0) return null;
  const names = namesOf(setting);
  // `ED25519_KEY_OPTIONAL = "ed25519-key"` names itself.
  if (setting.name !== undefined && squash(setting.name).includes(squash(value))) return null;
  const [match] = matchFormats(value, names);
  if (match !== undefined)
    return match.range.start === 0 && match.range.end === value.length
      ? { ...secretOf(match, whole), ...(isProvidersPlace(match, setting) ? STOP : {}) }
      : null;
  if (value.length > 1000 || isStandIn(value) || isIntegrity(value)) return null;
  if (setting.name === 'authorization' && isMisshapen(value)) return null;
  if (setting.sink !== undefined) return decideInSink(value, setting.sink, whole);
  return setting.name === undefined ? null : decideByName(value, setting.name, whole);
}

/**
 * Whether a value under a secret's name is drawn with signs among its letters: a `SECRET_KEY`, a `client_secret`. Signs are what
 * marks of templates and patterns are made of, so this is asked before what such marks say.
 */
function isDrawnSecret(value: string, { name, sink }: Setting): boolean {
  if (sink !== undefined || name === undefined || !/secret(?:s|[_-]?(?:access[_-]?)?key)?$/i.test(name)) return false;
  if (nameKindOf(name) === null || isTemplate(value) || isElsewhere(value)) return false;
  const drawn = value.replace(/^django-insecure-/, '');
  return looksPunctuated(drawn) && !isStandInWord(drawn) && decideByForm(value).length === 0;
}

const drawnSecret = (name: string, range: Range): Secret => ({
  label: /key$/i.test(name) ? 'Secret key' : 'Secret',
  environment: environmentNameOf(name),
  rotation: null,
  severity: 'warning',
  range,
  format: null,
});

/** A literal that reaches a credential's place is one unless it is a word: `EMPTY`, `ollama` and `lm-studio` are not. */
function decideInSink(value: string, sink: CredentialPlace, range: Range): Secret | null {
  // `sk-123456789` may be meant; what goes on counting is typed to fill a place.
  if (value.length < 6 || isWordLike(value) || (value.length >= 16 && (isCounting(value) || longestRun(value) >= 10)))
    return null;
  const isKey = sink.provider === true && looksRandom(value) && !isPlaceholder(value) && !isMisshapen(value);
  return {
    label: sink.label,
    environment: sink.environment,
    rotation: formatOf(sink.format ?? '')?.rotation ?? null,
    severity: isKey ? 'error' : 'warning',
    range,
    format: null,
  };
}

function decideByName(value: string, name: string, range: Range): Secret | null {
  const kind = nameKindOf(name);
  if (kind === null || namesDigest(name) || isPlaceholder(value) || isMisshapen(value)) return null;
  const random = looksRandom(value);
  const generic = { environment: environmentNameOf(name), rotation: null, range, format: null };
  if (kind === 'password') {
    if (isWordLike(value) && !/\d/.test(value)) return null;
    const strong =
      random || (value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && /[^A-Za-z0-9_-]/.test(value));
    return { ...generic, label: 'Password', severity: strong ? 'warning' : 'hint' };
  }
  if (!random || (kind === 'token' && isDigestShape(value) && !mayBeHexadecimal(value, name))) return null;
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

const secretOf = ({ format, exact, environment }: FormatMatch, range: Range): Secret => ({
  label: format.label,
  environment,
  rotation: format.rotation,
  severity: exact ? 'error' : format.severity,
  range,
  format,
});

const STOP = { severity: 'error' } as const;

/** Where the provider's SDK takes its key: an argument of its own, or under the name of the variable that it reads. */
const isProvidersPlace = ({ format }: FormatMatch, { name, sink }: Setting): boolean =>
  sink?.provider === true || (name !== undefined && environmentNameOf(name) === format.environment);

/** `sha384-…` of a script, `sha256:…` of an image: W3C, Subresource Integrity; OCI, Image Format. */
const isIntegrity = (value: string): boolean =>
  /^sha(?:1|224|256|384|512)(?:-[A-Za-z0-9+/_-]{27,88}={0,2}|:[0-9a-f]{40,128})$/i.test(value);

/** Tokens that services make in hexadecimal digits; those of 224 bits and more are SHA-2 unless the name says that they open something. */
const mayBeHexadecimal = (value: string, name: string): boolean =>
  isAuthToken(name) &&
  (value.length < 56 ||
    wordsOf(name).some((word) => /^(?:access|api|auth|bearer|secret|personal|service|refresh)$/.test(word)));

/** Hex digests, commits and UUIDs. */
const isDigestShape = (value: string): boolean =>
  /^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{56,128}$|^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);

/** The names that may anchor a provider: of a value that is called an id, a run or a project, none. */
const namesOf = ({ name = '', around = '', sink }: Setting): string =>
  sink !== undefined || mayNameKey(name) ? `${name} ${around}` : '';

const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
