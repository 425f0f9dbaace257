import type { Near } from '../../../core/rule';
import { nameKindOf } from '../../../analysis/secrets/names';

/** Methods of loggers and consoles that write what they are given. */
export const METHODS = [
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'critical',
  'exception',
  'log',
  'success',
  'trace',
  'write',
  'echo',
  'print',
  'pprint',
  'markdown',
  'text',
  'code',
  'json',
];
/** Methods of experiment trackers. */
export const TRACKER_METHODS = [
  'log_param',
  'log_params',
  'set_tag',
  'set_tags',
  'log_text',
  'log_dict',
  'log_parameter',
  'log_parameters',
  'log_other',
  'log_others',
  'add_text',
  'add_hparams',
  'report_text',
  'log_hyperparams',
];
/** Names of credentials, where an argument can have them. */
export const TRIGGERS = [
  'api_key',
  'apikey',
  'api_token',
  'access_key',
  'access_token',
  'auth_token',
  'hf_token',
  'hub_token',
  'private_key',
  'secret',
  'passw',
  '_token"',
  "_token'",
  'print(token)',
  'info(token)',
  'debug(token)',
  'write(token)',
  'str(token)',
  '% token',
  '% (token)',
  'token}',
  'token=}',
  'token!r}',
  ', token)',
  '+ token)',
  'getpass',
  'environ)',
];
export const HEARD = new RegExp(TRIGGERS.map((word) => word.replace(/[(){}+%]/g, '\\$&')).join('|'), 'i');
/** Calls that may write, before a word. */
const WRITES = new RegExp(
  `(?:\\bprint|\\.[ \\t]*(?:${[...METHODS, ...TRACKER_METHODS, 'update', 'init'].join('|')}))[ \\t]*\\(`,
);

/** A word matters in a call that writes somewhere, and where it is no word of a tokenizer. */
export const LOGGED: Near = {
  inside: WRITES,
  stem: (name) => !/token$/i.test(name) || nameKindOf(name) !== null,
};
