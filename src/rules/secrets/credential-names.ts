import { isAuthToken, nameKindOf } from './names';

/** Names that alone say that the value opens something; `token` and `session_key` say so only together with where they come from. */
const STRONG = /(?:api_?key|passw(?:or)?d|passphrase|(?:^|_)secret|secret_?(?:access_?)?key|private_?key|access_?key|account_?key)$/i;

/** Whether a variable, option or parameter of this name holds a credential, whatever it was given. */
export const namesCredential = (name: string): boolean =>
  nameKindOf(name) !== null && (isAuthToken(name) || STRONG.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/-/g, '_')));

/** Whether an environment variable of this name holds a credential: there `TOKEN` is no word of language. */
export const isCredentialVariable = (name: string): boolean => nameKindOf(name) !== null;
