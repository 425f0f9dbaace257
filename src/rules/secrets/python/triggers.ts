import type { Near } from '../../../core/rule';
import { remembered } from '../../../readers/python/nearby';
import { APP_PASSWORD, isPlainShape, isStandIn, isWordLike } from '../../../analysis/secrets/placeholders';

/** Parts of names that may be a credential's (`names.ts` decides). For assignments, dictionary items and parameter defaults. Lower case. */
export const NAME_TRIGGERS: readonly string[] = [
  'key',
  'secret',
  'token',
  'passw',
  'passphrase',
  'pwd',
  'credential',
  'authorization',
  'clarifai',
  'github_pat',
  'db_pass',
  'dbpass',
  'smtp_pass',
  'mail_pass',
  'email_pass',
  'admin_pass',
  'root_pass',
  'mysql_pass',
  'pg_pass',
  'user_pass',
  'auth_pass',
];

/**
 * For keywords of calls. `token=` and `key=` alone are in half of all model code (`pad_token=`, `sorted(key=…)`), so they
 * count only as whole words, or where a quote follows. Options and environment variables are named in a string.
 */
export const KEYWORD_TRIGGERS: readonly string[] = [
  ...[
    'api_key',
    'apikey',
    'access_key',
    'secret',
    'secret_key',
    'account_key',
    'private_key',
    'password',
    'passwd',
    'passphrase',
    'pwd',
    'credential',
    'hf_token',
    'hub_token',
    'auth_token',
    'api_token',
    'access_token',
    'bearer_token',
    'session_token',
    'azure_ad_token',
    'authtoken',
    'clarifai_pat',
  ].flatMap((name) => [`${name}=`, `${name} =`]),
  ...[' token=', '(token=', ',token=', 'auth=(', 'auth = ('],
  ...['key="', "key='", '_token="', "_token='"],
  ...['token', 'key', 'password', 'secret', 'apikey', 'pat', 'authtoken'].flatMap((name) => [
    `-${name}"`,
    `-${name}'`,
    `_${name}"`,
    `_${name}'`,
  ]),
  '.key"',
  ".key'",
  '"authorization"',
  "'authorization'",
];

/** For the calls that set or read environment variables. */
export const ENVIRONMENT_TRIGGERS: readonly string[] = ['getenv(', 'environ.get(', 'environ.setdefault(', 'putenv('];

/** Whether a literal could be a secret by its shape, if its place says so. */
const couldBeSecret = remembered(
  (content) =>
    content.length >= 4 &&
    (/^(?:Bearer|Token|Basic|Key|Api-Key)\s/.test(content) ||
      APP_PASSWORD.test(content) ||
      (!isPlainShape(content) &&
        (content.length >= 40 || !isStandIn(content)) &&
        (!isWordLike(content) || /\d/.test(content)))),
);

/** A name matters where a literal that could be a secret is given to it: `name = …`, `"name": …`, `d["name"] = …`. */
export const GIVEN_SECRET: Near = { given: couldBeSecret };

/** An argument also where a constant holds the literal: `name=…`, `("--name", default=…)`, `getenv(…)`. */
export const PASSED_SECRET: Near = { given: couldBeSecret, named: true };
