import { stringOf, type Value } from '../../../core/value';
import { isCredentialVariable } from '../../../analysis/secrets/credential-names';

/** Calls and look-ups that read a credential from outside, by the name in their first argument. */
const READERS =
  /^streamlit\.secrets\[\]$|(?:^|\.)(?:environ\[\]|getenv|environ\.get|environ\.pop|userdata\.get|get_secret)$/;
const PROMPT = /(?:^|\.)getpass$/;

/** What a credential is called that a value is read from: an environment variable, a secret of a store, a prompt. Null for any other value. */
export function nameOfRead(value: Value): string | null {
  if (value.kind !== 'result') return null;
  if (PROMPT.test(value.callee)) return 'password';
  const name = READERS.test(value.callee) ? stringOf(value.args[0]) : undefined;
  return name !== undefined && isCredentialVariable(name) ? name : null;
}

/** Whether it is read from there. */
export const comesFromOutside = (value: Value): boolean => nameOfRead(value) !== null;
