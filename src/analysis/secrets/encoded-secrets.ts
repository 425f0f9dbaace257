import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import { decideByForm, decideBySetting, type Secret } from './judgement';
import { decodeBase64 } from './validators';

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
  const value = entry.value.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{6,40000}={0,2}$/.test(value)) return undefined;
  const text = decodeBase64(value).trim();
  if (text === '' || /[^\x20-\x7e\r\n\t]/.test(text)) return undefined;
  const [known] = decideByForm(text);
  const login = /"auth"\s{0,4}:\s{0,4}"([A-Za-z0-9+/]{8,2000}={0,2})"/.exec(text)?.[1];
  const found =
    known ??
    (login !== undefined
      ? loginOf(decodeBase64(login))
      : isLogin
        ? loginOf(text)
        : decideBySetting(text, { name: entry.key.replace(/^.*:_/, ''), around: entry.keys.join('.') }));
  return found && { ...found, range: { start: 0, end: entry.value.length } };
}

/** The password of `user:password`. */
function loginOf(text: string): Secret | null {
  const password = /^[^:\s]{1,200}:(\S{4,1000})$/.exec(text)?.[1];
  return password === undefined ? null : (decideByForm(password)[0] ?? decideBySetting(password, { name: 'password' }));
}

const isSecretManifest = ({ format, entries }: ConfigFacts): boolean =>
  (format === 'yaml' || format === 'json') && entries.some(({ key, value }) => key === 'kind' && value === 'Secret');
