import type { ConfigEntry, ConfigFacts } from '../../../core/config-facts';
import { rangeOf } from '../../../core/range';
import { looksRandom } from '../../../analysis/secrets/entropy';
import { decideByForm, decideBySetting, environmentNameOf, type Secret } from '../../../analysis/secrets/judgement';
import { isStandIn } from '../../../analysis/secrets/placeholders';
import { decodeBase64 } from '../../../analysis/secrets/validators';
import { embeddedSecrets } from '../text/embedded-secrets';

/**
 * The secret that a value is in base64, which hides nothing: the data of a Kubernetes Secret, the login of a registry in
 * Docker's configuration. Null where what comes out is none, undefined where the value is no such text.
 */
export function encodedSecret(entry: ConfigEntry, facts: ConfigFacts): Secret | null | undefined {
  const isLogin =
    (/^_?auth$/.test(entry.key) && (entry.keys.includes('auths') || /(?:^|\/)\.npmrc$/.test(facts.path))) ||
    /:_auth$/.test(entry.key);
  if (!isLogin && !/:_password$/.test(entry.key) && !(entry.keys.at(-2) === 'data' && isSecretManifest(facts)))
    return undefined;
  const text = textOfBase64(entry.value);
  if (text === null) return undefined;
  const found = isLogin
    ? (decideByForm(text)[0] ?? loginOf(text))
    : decodedSecret(text, entry.key.replace(/^.*:_/, ''), entry.keys.join('.'));
  return found && { ...found, range: { start: 0, end: entry.value.length } };
}

/** What base64 stands for, where that is text; null for anything else. */
export function textOfBase64(written: string): string | null {
  const value = written.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{6,40000}={0,2}$/.test(value)) return null;
  const text = decodeBase64(value).trim();
  return text === '' || /[^\x20-\x7e\r\n\t]/.test(text) ? null : text;
}

/** The secret in a decoded value of a manifest: a key, a login of a registry, a value by its name, the first in a file. */
export function decodedSecret(text: string, name: string, around: string): Secret | null {
  const [known] = decideByForm(text);
  if (known !== undefined) return known;
  const login = /"auth"\s{0,4}:\s{0,4}"([A-Za-z0-9+/]{8,2000}={0,2})"/.exec(text)?.[1];
  if (login !== undefined) return loginOf(decodeBase64(login));
  const file = /\n/.test(text) ? embeddedSecrets(text)[0]?.secret : undefined;
  return decideBySetting(text, { name, around }) ?? manifestSecret(text, name) ?? file ?? null;
}

/** What the kind of a manifest says of a value in it: whatever looks drawn is a secret, also under a name that says nothing. */
export function manifestSecret(value: string, name: string): Secret | null {
  if (!looksRandom(value) || isStandIn(value)) return null;
  return {
    label: 'Secret of a Kubernetes manifest',
    environment: environmentNameOf(name),
    rotation: null,
    severity: 'warning',
    range: rangeOf(0, value.length),
    format: null,
  };
}

/** The password of `user:password`. */
function loginOf(text: string): Secret | null {
  const password = /^[^:\s]{1,200}:(\S{4,1000})$/.exec(text)?.[1];
  return password === undefined ? null : (decideByForm(password)[0] ?? decideBySetting(password, { name: 'password' }));
}

/** `kind: Secret` of Kubernetes. */
export const isSecretManifest = ({ format, entries }: ConfigFacts): boolean =>
  (format === 'yaml' || format === 'json') && entries.some(({ key, value }) => key === 'kind' && value === 'Secret');
