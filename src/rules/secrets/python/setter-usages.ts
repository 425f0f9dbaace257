import type { CallFact } from '../../../core/python-facts';
import { isAuthToken, nameKindOf } from '../../../analysis/secrets/names';
import { usageOfArgument, type Usage } from './usage';

/** Calls that keep what they are given: `set_api_key`, `with_token`, `addAuthToken`. Others look something up by it. */
const SETTER = /^_{0,2}(?:set|use|with|add|configure|register|save|store|from)_?(?=[A-Za-z])/;
/** A type of credentials, whose name is all it is: `BearerToken`, `ApiKeyCredential`. */
const TYPE = /^_{0,2}[A-Z]\w{2,60}$/;
const TYPE_ENDING = /(?:Auth|Credentials?|Provider)$/;

/** What the name of a call says about its only argument, or its first: `client.set_api_key("…")`, `BearerToken("…")`. */
export function usagesOfSetter(call: CallFact): readonly Usage[] {
  const argument = call.args[0];
  if (argument?.name !== null || argument.spread || argument.value.kind !== 'string') return [];
  const name = credentialOf(call.callee.slice(call.callee.lastIndexOf('.') + 1));
  if (name === null) return [];
  return [usageOfArgument(call, argument, name)];
}

/** The credential that a call is named after; null for any other. */
function credentialOf(called: string): string | null {
  const set = called.replace(SETTER, '');
  if (set !== called) return nameKindOf(set) === null ? null : set;
  const type = TYPE.test(called) ? called.replace(TYPE_ENDING, '') : called;
  const kind = nameKindOf(type);
  return kind === 'key' || (kind === 'token' && isAuthToken(type)) ? type : null;
}
