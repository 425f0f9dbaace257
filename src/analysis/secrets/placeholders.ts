import { isCounting, longestRun } from './entropy';
import { isDocumentedSample } from './published-samples';

/** Words that people write where a key should go, in whatever they are embedded. */
const PLACEHOLDER_WORDS =
  /your|votre|example|placeholder|change.?me|dummy|redacted|fake|sample|insert|replace|goes.?here|key.?here|token.?here|here.?is|secret.?here|enter.?|my.?(?:api|secret|token|key)|put.?(?:your|it)|not.?(?:a.?real|needed|used|required|set)|no.?key|todo|fixme|lorem|unused|censored|masked|hidden|removed|invalid|undefined|foobar|foo.?bar/i;

/** The same in other languages, as words of their own: `clé-api-ici`, `dein-schlüssel`, `sua_chave_aqui`. */
const FOREIGN_PLACEHOLDER =
  /(?:^|[-_. ])(?:clé|dein|schl[uü]ssel|chave|clave|aqu[ií])(?:[-_. ]|$)|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/i;

/** Whole values that local servers and tests take in place of a key. Compared in lower case. */
const STAND_INS: ReadonlySet<string> = new Set([
  'empty',
  'none',
  'null',
  'nil',
  'na',
  'n/a',
  'no',
  'false',
  'true',
  'ollama',
  'lm-studio',
  'lmstudio',
  'lm_studio',
  'vllm',
  'sglang',
  'local',
  'localhost',
  'llama.cpp',
  'llamacpp',
  'vertex-oauth',
  'token-abc123',
  'abc',
  'abc123',
  'test',
  'testing',
  'test-key',
  'test_key',
  'test-token',
  'testkey',
  'api_key',
  'api-key',
  'apikey',
  'key',
  'token',
  'secret',
  'password',
  'passwd',
  'bearer',
  'basic',
  'string',
  'str',
  'default',
  'anything',
  'whatever',
  'anonymous',
  'guest',
  'user',
  'access_token',
  'id_token',
  'refresh_token',
  'auto',
  'managed',
  'env',
  'environment',
  'secret-key',
  'secret_key',
  'sk-test',
  'sk-local',
  'sk-none',
  'sk-no-key-required',
  'sk-1234',
  'sk-abc',
  'bogus',
  'tbd',
  'xxx',
  'key1',
  'key2',
  'token1',
  'token2',
  'value',
  'pass',
]);

/** True for a value that stands in for a secret: sample keys, `your-…`, `<…>`, `{…}`, `${…}`, `xxxxxx`, `****`, `...`, counting runs. */
export function isPlaceholder(value: string): boolean {
  return isStandIn(value) || longestRun(value) >= 7 || isCounting(value);
}

/** The same, but `123456789` may be meant: people do type that where only a key goes. */
export function isStandIn(value: string): boolean {
  const text = value.trim();
  return (
    isDocumentedSample(text) ||
    STAND_INS.has(text.toLowerCase()) ||
    /EXAMPLE(?:KEY)?$/.test(text) ||
    hasPlaceholderMark(text) ||
    PLACEHOLDER_WORDS.test(text) ||
    FOREIGN_PLACEHOLDER.test(text) ||
    hasRepeats(text)
  );
}

/** Words of a placeholder, in whatever they are embedded, and masks. */
export const isStandInWord = (text: string): boolean => PLACEHOLDER_WORDS.test(text) || hasRepeats(text);

/** A path, a digest of a password, or a value that is sealed or kept elsewhere. */
export const isElsewhere = (text: string): boolean =>
  isPath(text) ||
  isPasswordHash(text) ||
  /^[a-z][\w+]{0,20}:(?:sha\d|[a-z])|^(?:ENC\[|!vault|vault:|op:\/\/|arn:|ref\+|@)/i.test(text);

/** All of a text, or an end of it, is filled in elsewhere: `${X}`, `{{ x }}`, `<key>`, `%(x)s`, `$X`. */
export const isTemplate = (text: string): boolean =>
  /\$\{|\{\{|\}\}|%\(\w{1,60}\)s|\$\([\w. ]{1,60}\)|^<[^>]{0,200}>$|^\{[^}]{0,200}\}$|^\$[A-Za-z_]\w{0,80}$|^%[A-Za-z_]\w{0,80}%$|^[a-z][a-z0-9+.-]{1,20}:\/\/|\\[dwsSbDW]|\(\?/.test(
    text,
  );

/**
 * The marks of a template or of a masked value: angle brackets, braces, `$VAR`, `%VAR%`, stars, dots.
 * These are never part of a provider's key, so they count even where words inside it could be chance.
 */
export function hasPlaceholderMark(text: string): boolean {
  return /\*{3,}|\.{3,}|…|•{2,}|<[^>]{0,80}>|\{[^}]{0,200}\}|\$\{|\$\(|^\$[A-Za-z_]\w{0,80}$|^%[A-Za-z_]\w{0,80}%$|^<|_{3,}|-{6,}|\[[^\]]{0,80}\]|^@|^(?:!|env:|vault:|secret:|secretref:|ref\+|op:\/\/|keyring:|arn:aws:|ENC\[)|^__\w{1,80}__$/i.test(
    text,
  );
}

/** True when the text repeats one character or one short block all through: `000000`, `abcabcabc`. */
export function hasRepeats(text: string): boolean {
  return (
    /(.)\1{5,}/.test(text) ||
    /x{5,}/i.test(text) ||
    /^(.{1,40}?)\1{2,}.{0,40}$/s.test(text) ||
    /^(.{6,40})\1/s.test(text)
  );
}

/** Keys that are made to be seen, in the code of a client: PostHog's project key, Stripe's and Supabase's publishable keys, Mapbox's public token. */
const PUBLIC_KEY = /^(?:(?:phc_|pk_(?:live|test)_|sb_publishable_)\w{10,}|pk\.eyJ[\w-]{20,200}\.[\w-]{10,60})$/;

/** How Google shows a password for one program: four groups of four letters. */
export const APP_PASSWORD = /^[a-z]{4}(?: [a-z]{4}){3}$/;

/** Values that cannot be a secret by their shape, whatever the name before them says. */
export function isPlainShape(value: string): boolean {
  const text = value.trim();
  return (
    text === '' ||
    (/\s/.test(text) && !APP_PASSWORD.test(text)) ||
    /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) ||
    isPath(text) ||
    PUBLIC_KEY.test(text) ||
    isPasswordHash(text) ||
    /^[A-Za-z]{3,20}=[^=]/.test(text) ||
    /^(?:required|nullable|optional|sometimes|string)\|/.test(text) ||
    isSpecialToken(text) ||
    isPatternSource(text) ||
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) ||
    (/^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+$/i.test(text) && !/\d.*[A-Z].*\d/.test(text)) ||
    /^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}$/.test(text) ||
    (/^\d+(?:\.\d+)*$/.test(text) && text.length < 8) ||
    /^[^A-Za-z0-9]*$/.test(text)
  );
}

/** A salted digest of a password, in crypt's form or in those of Django, Werkzeug and Jupyter. */
const isPasswordHash = (text: string): boolean =>
  /^(?:\$(?:2[abxy]|argon2(?:id|i|d)|[156y]|apr1|scrypt|pbkdf2[\w-]{0,20})\$|(?:argon2|scrypt|bcrypt(?:_sha256)?|pbkdf2(?:_sha\d{1,3})?|sha(?:1|256|512)|md5)[:$]|\{(?:S?SHA\d{0,3}|S?MD5|CRYPT)\})/i.test(
    text,
  );

/** Vocabulary of tokenizers: `<|image_pad|>`, `<pad>`, `[CLS]`, `</s>`, `▁the`, `##ing`. */
export const isSpecialToken = (text: string): boolean => /^<.{0,60}>$|^\[.{0,60}\]$|^<\||\|>$|^[▁Ġ]|^##/u.test(text);

/** A value that is only letters, or words joined by `-`, `_` or `.` with short numbers: a word, a slug or a class name, not a key. */
export function isWordLike(text: string): boolean {
  return (
    (/^[A-Za-z]+$/.test(text) && text.length < 24) ||
    /^[A-Za-z]{1,20}(?:[-_. /:][A-Za-z]{1,20}|[-_. /:]\d{1,4}){0,12}\d{0,2}$/.test(text)
  );
}

/** `./x`, `/etc/x`, `~/x`, `C:\x`, `a/b/c.json`, `key.pem`. Base64 holds `/` too, so a slash alone is not enough. Every name ends at a separator: an optional one would let the expression try all ways to cut. */
function isPath(text: string): boolean {
  return (
    (/^(?:\.{1,2}|~)?[/\\](?:[\w.-]{1,200}[/\\]){0,40}[\w.-]{0,200}$/.test(text) &&
      (/^[.~]/.test(text) || !/^\/[A-Za-z0-9+/]{30,}$/.test(text))) ||
    /^[A-Za-z]:[\\/]/.test(text) ||
    /^[a-z]{4,20}(?:[-_][a-z0-9]{1,20}){0,4}\/(?=[\w./-]{0,40}[-_.])[\w./-]{1,400}$/.test(text) ||
    /^[\w.-]{1,60}(?:\/[\w.-]{1,60}){0,12}\.(?:pem|key|json|txt|ya?ml|toml|ini|cfg|env|crt|cer|p12|pfx|py|ipynb|md|csv|bin|pt|pth|safetensors|model)$/i.test(
      text,
    )
  );
}

/** The source of a regular expression or of a format string. */
function isPatternSource(text: string): boolean {
  return /\\[dwsSbDW]|\[[^\]]{0,40}-[^\]]{0,40}\]|\(\?|[)\]][*+?{]|%[sdr]\b|%\(\w+\)s|\{\}|\{\w{0,40}\}/.test(text);
}
