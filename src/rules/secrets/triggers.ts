/** Parts of names that may be a credential's (`names.ts` decides). For assignments, dictionary items and parameter defaults. Lower case. */
export const NAME_TRIGGERS: readonly string[] = ['key', 'secret', 'token', 'passw', 'passphrase', 'pwd', 'credential', 'authorization', 'clarifai', 'github_pat'];

/**
 * For keywords of calls. `token=` and `key=` alone are in half of all model code (`pad_token=`, `sorted(key=…)`), so they
 * count only as whole words, or where a quote follows. Options and environment variables are named in a string.
 */
export const KEYWORD_TRIGGERS: readonly string[] = [
  ...['api_key', 'apikey', 'access_key', 'secret', 'secret_key', 'account_key', 'private_key', 'password', 'passwd', 'passphrase', 'pwd', 'credential', 'hf_token', 'hub_token', 'auth_token', 'api_token', 'access_token', 'bearer_token', 'session_token', 'azure_ad_token', 'clarifai_pat']
    .flatMap((name) => [`${name}=`, `${name} =`]),
  ...[' token=', '(token=', ',token=', 'auth=(', 'auth = ('],
  ...['key="', "key='", '_token="', "_token='"],
  ...['token', 'key', 'password', 'secret', 'apikey', 'pat'].flatMap((name) => [`-${name}"`, `-${name}'`, `_${name}"`, `_${name}'`]),
];

/** For the calls that set or read environment variables. */
export const ENVIRONMENT_TRIGGERS: readonly string[] = ['getenv(', 'environ.get(', 'environ.setdefault(', 'putenv('];
