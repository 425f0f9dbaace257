import { matchesCallee } from '../../../core/callee-pattern';
import type { Argument, CallFact } from '../../../core/python-facts';
import { stringOf, type StringValue, type Value } from '../../../core/value';
import type { CredentialPlace, Setting } from '../../../analysis/secrets/judgement';
import { nameKindOf } from '../../../analysis/secrets/names';
import { formatOfProvider } from '../../../analysis/secrets/provider-names';
import type { Sink } from '../../../analysis/secrets/sink';
import { ENVIRONMENT_SINKS, OPTION_SINKS, SDK_SINKS } from '../../../analysis/secrets/sinks';
import {
  headerUsage,
  isAuthorization,
  isSecretKeyword,
  namesSecret,
  providerUsage,
  settingOfVariable,
  wholeOf,
  type Usage,
} from './usage';

export const LOCAL_SERVER =
  /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/]|$)/;
const ADDRESS_KEYWORDS = new Set([
  'base_url',
  'api_base',
  'openai_api_base',
  'host',
  'url',
  'endpoint',
  'server_url',
  'endpoint_url',
]);

/** What a call says about its keywords: SDK sinks, option defaults, environment defaults, and any key-named keyword. */
export function usagesOfKeywords(call: CallFact): readonly Usage[] {
  const named = call.args.filter((argument) => argument.name !== null && !argument.spread);
  const usages: Usage[] = [];
  for (const argument of named) {
    const name = argument.name!;
    if (!isSecretKeyword(name) || argument.value.kind !== 'string') continue;
    if (nameKindOf(name) === null && formatOfProvider(name) !== undefined) {
      const { value } = argument;
      const range = argument.valueRange;
      usages.push(
        ...providerUsage({ kind: 'argument', fact: call, argument, value, part: wholeOf(value), range }, name),
      );
      continue;
    }
    const usage = ENVIRONMENT_SINKS.keywords.some((keyword) => keyword === name)
      ? defaultUsage(call, argument)
      : keywordUsage(call, argument, name);
    if (usage !== null && !isForLocalServer(call)) usages.push(usage);
  }
  return usages;
}

/** What a call says about its positional arguments: SDK sinks and the environment. */
export function usagesOfPositions(call: CallFact): readonly Usage[] {
  const usages: Usage[] = [];
  for (const argument of call.args) {
    if (argument.name !== null || argument.position < 0 || argument.spread || argument.value.kind !== 'string')
      continue;
    const usage = argument.position === 1 ? environmentUsage(call, argument) : null;
    if (usage !== null) usages.push(usage);
    const sink = SDK_SINKS.find(
      (item) =>
        item.position === argument.position && item.callees.some((callee) => matchesCallee(callee, call.callee)),
    );
    if (sink !== undefined && !isForLocalServer(call))
      usages.push(
        usageOf(call, argument, 'sink', { name: sink.keywords[0], around: call.callee, sink: describe(sink) }),
      );
  }
  return usages;
}

/** What a command's words say: `["tool", "--token", "…"]`, and a pair of `auth=("user", "…")`. */
export function usagesOfWords(call: CallFact): readonly Usage[] {
  return call.args.flatMap((argument): Usage[] => {
    if (argument.spread || argument.expression.kind !== 'sequence' || argument.value.kind !== 'sequence') return [];
    const { items } = argument.value;
    const pair = argument.name === 'auth' && items.length === 2 ? [{ name: 'password', value: items[1]! }] : [];
    const options = items.flatMap((item, index) =>
      /^--?[a-z]/i.test(stringOf(item) ?? '') && items[index + 1] !== undefined
        ? [{ name: stringOf(item)!.replace(/^-+/, ''), value: items[index + 1]! }]
        : [],
    );
    return [...pair, ...options].flatMap(({ name, value }): Usage[] =>
      value.kind === 'string' && value.via === 'literal' && namesSecret(name)
        ? [
            {
              kind: 'argument',
              fact: call,
              argument,
              setting: { name, around: call.callee },
              value,
              part: wholeOf(value),
              range: value.range,
            },
          ]
        : [],
    );
  });
}

/** What a call says that takes a name and a value beside it: `conf.set("fs.s3a.secret.key", "…")`, `setattr(client, "api_key", "…")`. */
export function usagesOfPairs(call: CallFact): readonly Usage[] {
  return call.args.slice(1).flatMap((argument, index): readonly Usage[] => {
    const before = call.args[index]!;
    if (argument.name !== null || argument.spread || before.name !== null || before.expression.kind !== 'text')
      return [];
    const name = before.value.kind === 'string' && before.value.via === 'literal' ? before.value.value : '';
    if (!namesSecret(name) || argument.value.kind !== 'string') return [];
    const usage: Usage = { ...usageOf(call, argument, 'argument', { name, around: call.callee }), certain: true };
    return isAuthorization(name) ? headerUsage({ ...usage, kind: 'header' }) : [usage];
  });
}

function keywordUsage(call: CallFact, argument: Argument, name: string): Usage | null {
  const sink = SDK_SINKS.find(
    (item) => item.keywords.includes(name) && item.callees.some((callee) => matchesCallee(callee, call.callee)),
  );
  if (sink !== undefined) return usageOf(call, argument, 'sink', { name, around: call.callee, sink: describe(sink) });
  return nameKindOf(name) === null ? null : usageOf(call, argument, 'argument', { name, around: call.callee });
}

function defaultUsage(call: CallFact, argument: Argument): Usage | null {
  if (OPTION_SINKS.some((callee) => matchesCallee(callee, call.callee))) {
    const option =
      call.args
        .map((other) => (other.name === null ? stringOf(other.value) : undefined))
        .find((text) => text?.startsWith('--')) ??
      stringOf(call.args[0]?.value) ??
      '';
    return nameKindOf(option) === null || !namesSecret(option)
      ? null
      : usageOf(call, argument, 'option-default', { name: option.replace(/^-+/, ''), around: call.callee });
  }
  return environmentUsage(call, argument);
}

function environmentUsage(call: CallFact, argument: Argument): Usage | null {
  const set = ENVIRONMENT_SINKS.set.some((callee) => callee === call.callee);
  if (!set && !ENVIRONMENT_SINKS.read.some((callee) => callee === call.callee)) return null;
  const name = stringOf(call.args.find((other) => other.name === 'key' || other.position === 0)?.value);
  if (
    name === undefined ||
    nameKindOf(name) === null ||
    argument.value.kind !== 'string' ||
    argument.value.via !== 'literal'
  )
    return null;
  return usageOf(call, argument, set ? 'environment-set' : 'environment-default', settingOfVariable(name));
}

function usageOf(call: CallFact, argument: Argument, kind: Usage['kind'], setting: Setting): Usage {
  const value = argument.value as StringValue;
  return { kind, fact: call, argument, setting, value, part: wholeOf(value), range: argument.valueRange };
}

const describe = ({ label, environment, format }: Sink): CredentialPlace => ({
  label,
  environment,
  format,
  provider: !/password/i.test(label),
});

/** A server on this machine takes any key. */
export function isForLocalServer(call: CallFact): boolean {
  return call.args.some(
    (argument) =>
      argument.name !== null && ADDRESS_KEYWORDS.has(argument.name) && LOCAL_SERVER.test(addressOf(argument.value)),
  );
}

const addressOf = (value: Value): string =>
  value.kind === 'string' ? value.value : value.kind === 'unknown' ? (value.prefix ?? '') : '';
