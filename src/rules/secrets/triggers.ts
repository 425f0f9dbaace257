/**
 * What stands in a text that may hold a secret known by its name. A bare `token` is in half of all model code, so it
 * counts only where a string follows it closely or it belongs to a longer name.
 */
const STRONG = [
  'api_key', 'apikey', 'api-key', 'access_key', 'accesskey', 'access-key', 'secret', 'passw', 'passphrase', 'pwd', 'private_key', 'privatekey', 'auth_key', 'authkey',
  'account_key', 'accountkey', 'encryption_key', 'signing_key', 'subscription_key', 'subscription-key', 'master_key', 'credential', 'authorization',
  'license_key', 'deploy_key', 'session_key', 'service_key', 'hmac_key', 'jwt_key', '_key"]', "_key']",
];

const TOKENS = [
  'access_token', 'accesstoken', 'auth_token', 'authtoken', 'api_token', 'apitoken', 'hf_token', 'hub_token', 'hub_api_token', 'bearer_token', 'github_token', 'gitlab_token', 'bot_token',
  'session_token', 'refresh_token', 'user_token', 'write_token', 'read_token', 'personal_token', 'service_token', 'slack_token', 'npm_token', 'pypi_token', 'vault_token', 'databricks_token',
  '_token"]', "_token']", 'token = "', "token = '", 'token="', "token='", '"token": "', "'token': '", '"token"]', "'token']", 'token: str = "', "token: str = '",
];

const OWNED_KEYS = ['openai_key', 'anthropic_key', 'azure_key', 'google_key', 'wandb_key', 'kaggle_key', 'hf_key', 'gemini_key', 'aws_key', 'storage_key', 'admin_key', 'app_key', 'client_key', 'key = "', "key = '", 'key="', "key='"];

/** For assignments, dictionary items and parameter defaults. Lower case. */
export const NAME_TRIGGERS: readonly string[] = [...STRONG, ...TOKENS, ...OWNED_KEYS];

/** For keywords of calls: the same names, and the keywords of sinks that say little by themselves. */
export const KEYWORD_TRIGGERS: readonly string[] = [...NAME_TRIGGERS, 'use_auth_token', 'token=', 'key=', 'login('];
