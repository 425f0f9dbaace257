import type { Argument, AssignmentFact, CallFact, DictItemFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { StringValue } from '../../../core/value';
import type { Setting } from '../../../analysis/secrets/judgement';
import type { SecretFormat } from '../../../analysis/secrets/format';
import { formatOfProvider } from '../../../analysis/secrets/provider-names';
import { nameKindOf } from '../../../analysis/secrets/names';
import { PROVIDER_VARIABLES } from '../../../analysis/secrets/sinks';

/**
 * One way in which a string literal is used: the fact that uses it, and what that says about the literal.
 * A literal may have several (`KEY = "…"`, then `OpenAI(api_key=KEY)`); the strongest one that makes it a secret owns it.
 */
export interface Usage {
  readonly kind:
    | 'environment-set'
    | 'environment-default'
    | 'option-default'
    | 'sink'
    | 'header'
    | 'argument'
    | 'item'
    | 'assignment'
    | 'parameter-default';
  readonly fact: CallFact | AssignmentFact | DictItemFact;
  readonly argument?: Argument;
  readonly setting: Setting;
  readonly value: StringValue;
  /** The part of the value that is judged; all of it unless it is a header's credential. */
  readonly part: Range;
  /** Where the value is used, which differs from where it is written for constants. */
  readonly range: Range;
  /** Set where the name may mean something else: a hint is then none. */
  readonly certain?: boolean;
  /** Set where the name is a provider's alone: only a key of this form is one, and it may be something else of that form. */
  readonly only?: SecretFormat;
}

/** A name that an assignment or a dictionary may give a secret to; cheap. */
export const mayHoldSecret = (name: string): boolean =>
  nameKindOf(name) !== null || isAuthorization(name) || formatOfProvider(name) !== undefined;

/** The same of a keyword of a call; asked of every keyword of every call that is looked at. */
export const isSecretKeyword = (name: string): boolean =>
  nameKindOf(name) !== null ||
  formatOfProvider(name) !== undefined ||
  name === 'key' ||
  name === 'secret' ||
  name === 'credential' ||
  name === 'use_auth_token' ||
  name === 'default' ||
  name === 'value';

/** Whether a word of what names an argument lets the call be looked at: `--hub-token`, `fs.s3a.secret.key`. */
export const isHeard = (word: string): boolean =>
  isSecretKeyword(word) || isAuthorization(word) || /^(?:auth|pat)$/i.test(word);

/** A string that names what stands beside it, by one of its words and as a whole. */
export const namesSecret = (name: string): boolean => mayHoldSecret(name) && name.split(/\W+/).some(isHeard);

/** The same of a dictionary's key. */
export const mayHoldItem = (name: string): boolean => mayHoldSecret(name) || name === 'key';

/** What a name says that is a provider's and no more; the setting is that of the variable which the provider's SDK reads. */
export function providerUsage(usage: Omit<Usage, 'setting'>, name: string): readonly Usage[] {
  const only = formatOfProvider(name);
  return only === undefined ? [] : [{ ...usage, only, setting: { name: only.environment, around: name } }];
}

/** The name of the header that carries a credential. */
export const isAuthorization = (name: string): boolean => /^(?:proxy-)?authorization$/i.test(name);

/** The credential of an `Authorization` header: what follows its scheme. */
export function headerUsage(usage: Usage): readonly Usage[] {
  const match = /^(?:Bearer|Token|Basic|Key|Api-Key)\s{1,4}(\S{8,1000})$/di.exec(usage.value.value);
  if (match === null) return [];
  const [start, end] = match.indices![1]!;
  return [
    {
      ...usage,
      part: { start, end },
      setting: { name: 'authorization', sink: { label: 'Authorization token', environment: 'API_TOKEN' } },
    },
  ];
}

/** What it says that a literal goes into an environment variable. */
export const settingOfVariable = (name: string): Setting => ({
  name,
  sink: { label: labelOfVariable(name), environment: name, provider: PROVIDER_VARIABLES.has(name) },
});

const labelOfVariable = (name: string): string =>
  nameKindOf(name) === 'password'
    ? 'Password'
    : nameKindOf(name) === 'token'
      ? 'Token'
      : /secret/i.test(name)
        ? 'Secret'
        : 'API key';

export const wholeOf = (value: StringValue): Range => ({ start: 0, end: value.value.length });

/** What a call is given in one argument, under the name that the call or its signature has for it. */
export function usageOfArgument(call: CallFact, argument: Argument, name: string): Usage {
  const value = argument.value as Usage['value'];
  return {
    kind: 'argument',
    fact: call,
    argument,
    setting: { name, around: call.callee },
    value,
    part: wholeOf(value),
    range: argument.valueRange,
    certain: true,
  };
}
