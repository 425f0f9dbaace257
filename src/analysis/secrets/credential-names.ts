import { isAuthToken, nameKindOf } from './names';

/** Names that alone say that the value opens something; `token` and `session_key` say so only together with where they come from. */
const STRONG =
  /(?:api_?key|passw(?:or)?d|passphrase|(?:^|_)secret|secret_?(?:access_?)?key|private_?key|access_?key|account_?key)$/i;

/** Names of things to do: a route, a permission or an event that is called `UPDATE_USER_PASSWORD`. */
const ACTION =
  /^(?:ajax_)?(?:update|change|reset|set|create|delete|forgot|verify|validate|check|rotate|list|get|show|ask|request)_[a-z_]*(?:password|secret|key|token|credentials?)s?$/i;

/** Whether a variable, option or parameter of this name holds a credential, whatever it was given. */
export const namesCredential = (name: string): boolean =>
  !ACTION.test(name) &&
  nameKindOf(name) !== null &&
  (isAuthToken(name) || STRONG.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/-/g, '_')));

/** Whether an environment variable of this name holds a credential: there `TOKEN` is no word of language. */
export const isCredentialVariable = (name: string): boolean => nameKindOf(name) !== null;
