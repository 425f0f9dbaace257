import { matchesCallee } from '../../../core/callee-pattern';
import type { Argument, AssignmentFact, CallFact, DictItemFact, PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { stringOf, type StringValue, type Value } from '../../../core/value';
import { literalsOf } from './given-literals';
import { decideBySetting, type Secret, type Setting } from '../../../analysis/secrets/judgement';
import { nameKindOf } from '../../../analysis/secrets/names';
import { ATTRIBUTE_SINKS, ENVIRONMENT_SINKS, OPTION_SINKS, SDK_SINKS } from '../../../analysis/secrets/sinks';
import type { Sink } from '../../../analysis/secrets/sink';
import { KEYWORD_TRIGGERS } from './triggers';

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
}

const KEYWORDS = new RegExp(KEYWORD_TRIGGERS.map((trigger) => trigger.replace(/[(]/g, '\\$&')).join('|'), 'i');
const STRENGTH: readonly Usage['kind'][] = [
  'sink',
  'environment-set',
  'environment-default',
  'option-default',
  'header',
  'argument',
  'item',
  'assignment',
  'parameter-default',
];
const LOCAL_SERVER = /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/]|$)/;
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

/** What an assignment says about the literal on its right. */
export function usagesOfAssignment(assignment: AssignmentFact, facts: PythonFacts): readonly Usage[] {
  const { name, role } = assignment;
  const kind = nameKindOf(name);
  const sink = role === 'attribute' ? ATTRIBUTE_SINKS[assignment.target] : undefined;
  if (kind === null && sink === undefined && !isAuthorization(name)) return [];
  const environment = role === 'subscript' && /(?:^|\.)environ$/.test(assignment.target);
  return literalsOf(assignment, facts).flatMap((value): readonly Usage[] => {
    const shared = { fact: assignment, value, part: wholeOf(value), range: value.range };
    if (isAuthorization(name)) return headerUsage({ ...shared, kind: 'header', setting: { name } });
    if (environment) return [{ ...shared, kind: 'environment-set', setting: settingOfVariable(name) }];
    if (sink !== undefined) return [{ ...shared, kind: 'sink', setting: { name, around: assignment.target, sink } }];
    return [
      {
        ...shared,
        kind: role === 'parameter-default' ? 'parameter-default' : 'assignment',
        setting: { name, around: `${assignment.target} ${assignment.functionName ?? ''}` },
      },
    ];
  });
}

/** What a dictionary says about the literal under a key. */
export function usagesOfItem(item: DictItemFact, facts: PythonFacts): readonly Usage[] {
  if (!mayHoldItem(item.key)) return [];
  const { value } = item;
  if (value.kind !== 'string' || value.via !== 'literal') return [];
  if (item.key === 'key')
    return isKaggleKey(item, facts)
      ? [
          {
            kind: 'item',
            fact: item,
            value,
            part: wholeOf(value),
            range: item.valueRange,
            setting: { name: 'kaggle_key' },
          },
        ]
      : [];
  const usage: Usage = {
    kind: 'item',
    fact: item,
    value,
    part: wholeOf(value),
    range: item.valueRange,
    setting: { name: item.key },
  };
  return isAuthorization(item.key) ? headerUsage({ ...usage, kind: 'header' }) : [usage];
}

/** What kaggle.json holds: `{"username": "…", "key": "…"}`. A key alone is any key of a mapping. */
const isKaggleKey = ({ range, value }: DictItemFact, facts: PythonFacts): boolean =>
  /^[0-9a-f]{32}$/.test(stringOf(value) ?? '') &&
  (/["']username["']\s{0,8}:\s{0,8}[^\s,]{1,80},\s{0,40}$/.test(
    facts.text.slice(Math.max(0, range.start - 150), range.start),
  ) ||
    /^\s{0,8},\s{0,40}["']username["']/.test(facts.text.slice(range.end, range.end + 80)));

/** What a call says about its keywords: SDK sinks, option defaults, environment defaults, and any key-named keyword. */
export function usagesOfKeywords(call: CallFact, text: string): readonly Usage[] {
  // Working out arguments costs more than looking at their text, and the prefilter asks the same question.
  if (!KEYWORDS.test(text.slice(call.range.start, call.range.end))) return [];
  const named = call.args.filter((argument) => argument.name !== null && !argument.spread);
  const usages: Usage[] = [];
  for (const argument of named) {
    const name = argument.name!;
    if (!isSecretKeyword(name) || argument.value.kind !== 'string') continue;
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
    if (argument.value.kind !== 'sequence' || argument.spread) return [];
    const { items } = argument.value;
    const pair = argument.name === 'auth' && items.length === 2 ? [{ name: 'password', value: items[1]! }] : [];
    const options = items.flatMap((item, index) =>
      /^--?[a-z]/i.test(stringOf(item) ?? '') && items[index + 1] !== undefined
        ? [{ name: stringOf(item)!.replace(/^-+/, ''), value: items[index + 1]! }]
        : [],
    );
    return [...pair, ...options].flatMap(({ name, value }): Usage[] =>
      value.kind === 'string' && value.via === 'literal' && nameKindOf(name) !== null
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
    const name =
      before.name === null && before.value.kind === 'string' && before.value.via === 'literal'
        ? before.value.value
        : '';
    if (argument.name !== null || argument.spread || argument.value.kind !== 'string' || !mayHoldSecret(name))
      return [];
    const usage: Usage = { ...usageOf(call, argument, 'argument', { name, around: call.callee }), certain: true };
    return isAuthorization(name) ? headerUsage({ ...usage, kind: 'header' }) : [usage];
  });
}

/** The keyword could hold a credential; cheap, asked of every keyword of every call that is looked at. */
export const isSecretKeyword = (name: string): boolean =>
  nameKindOf(name) !== null ||
  name === 'key' ||
  name === 'secret' ||
  name === 'credential' ||
  name === 'use_auth_token' ||
  name === 'default' ||
  name === 'value';

/** A literal, found to be a secret by where it stands: the verdict and the usage it rests on, then the other usages. */
export interface Verdict {
  readonly secret: Secret;
  readonly usage: Usage;
  readonly others: readonly Usage[];
}

/** The verdict on a usage's literal, when this usage is the one that owns it; null when it is none or another owns it. */
export function ownedVerdict(facts: PythonFacts, usage: Usage): Verdict | null {
  if (decide(usage) === null) return null;
  const usages = usagesAt(facts, usage.value.origin);
  const owner = usages.find((other) => decide(other) !== null);
  if (
    owner === undefined ||
    owner.fact !== usage.fact ||
    owner.kind !== usage.kind ||
    owner.range.start !== usage.range.start
  )
    return null;
  return { secret: decide(owner)!, usage: owner, others: usages.filter((other) => other !== owner) };
}

/** All usages of the literal that is written at a place, the strongest first. */
export function usagesAt(facts: PythonFacts, origin: Range): readonly Usage[] {
  let index = indexes.get(facts);
  if (index === undefined) indexes.set(facts, (index = buildIndex(facts)));
  return index.get(origin.start) ?? [];
}

/** A cache, not a state: what it holds follows from the facts alone. Built when a file has its first secret. */
const indexes = new WeakMap<PythonFacts, ReadonlyMap<number, readonly Usage[]>>();

function buildIndex(facts: PythonFacts): ReadonlyMap<number, readonly Usage[]> {
  const index = new Map<number, Usage[]>();
  const all = [
    ...facts.calls.flatMap((call) => [
      ...usagesOfKeywords(call, facts.text),
      ...usagesOfPositions(call),
      ...(KEYWORDS.test(facts.text.slice(call.range.start, call.range.end))
        ? [...usagesOfWords(call), ...usagesOfPairs(call)]
        : []),
    ]),
    ...facts.dictItems.flatMap((item) => usagesOfItem(item, facts)),
    ...facts.assignments.flatMap((assignment) => usagesOfAssignment(assignment, facts)),
  ];
  for (const usage of all) {
    const there = index.get(usage.value.origin.start);
    if (there === undefined) index.set(usage.value.origin.start, [usage]);
    else there.push(usage);
  }
  for (const usages of index.values())
    usages.sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind) || a.range.start - b.range.start);
  return index;
}

function decide(usage: Usage): Secret | null {
  const secret = decideBySetting(usage.value.value.slice(usage.part.start, usage.part.end), usage.setting);
  return usage.certain === true && secret?.severity === 'hint' ? null : secret;
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
    return nameKindOf(option) === null
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

function headerUsage(usage: Usage): readonly Usage[] {
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

const settingOfVariable = (name: string): Setting => ({
  name,
  sink: { label: labelOfVariable(name), environment: name },
});

const labelOfVariable = (name: string): string =>
  nameKindOf(name) === 'password'
    ? 'Password'
    : nameKindOf(name) === 'token'
      ? 'Token'
      : /secret/i.test(name)
        ? 'Secret'
        : 'API key';

const describe = ({ label, environment, format }: Sink): NonNullable<Setting['sink']> => ({
  label,
  environment,
  format,
});

/** A name that an assignment or a dictionary may give a secret to; cheap. */
export const mayHoldSecret = (name: string): boolean => nameKindOf(name) !== null || isAuthorization(name);

/** The same of a dictionary's key. */
export const mayHoldItem = (name: string): boolean => mayHoldSecret(name) || name === 'key';

const isAuthorization = (name: string): boolean => /^(?:proxy-)?authorization$/i.test(name);

const wholeOf = (value: StringValue): Range => ({ start: 0, end: value.value.length });

/** A server on this machine takes any key. */
function isForLocalServer(call: CallFact): boolean {
  return call.args.some(
    (argument) =>
      argument.name !== null && ADDRESS_KEYWORDS.has(argument.name) && LOCAL_SERVER.test(addressOf(argument.value)),
  );
}

const addressOf = (value: Value): string =>
  value.kind === 'string' ? value.value : value.kind === 'unknown' ? (value.prefix ?? '') : '';
