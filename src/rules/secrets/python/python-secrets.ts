import type { Related } from '../../../core/finding';
import type { CommandFact } from '../../../core/command-facts';
import type { CallFact, CommentFact, PythonFacts, StringFact } from '../../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../../core/range';
import type { PythonContext, CommandContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { placeInLiteral, writtenText } from '../../../readers/python/written-text';
import { isIgnored } from '../config/dotenv';
import { isOfImage } from '../shell/image';
import { decideByForm, environmentNameOf, refineByNames, type Secret } from '../../../analysis/secrets/judgement';
import { commandFixes } from '../fixes/command-fixes';
import { reportOfComment } from '../fixes/comment';
import { wordingOf } from '../fixes/messages';
import { nameKindOf, wordsOf } from '../../../analysis/secrets/names';
import { pythonFixes, type SecretPlace } from '../fixes/python-fixes';
import { secretsOfShell } from '../shell/shell-text';
import { reportWords } from './command-words';
import { isWeakWebPassword } from '../text/web-passwords';
import { ownedVerdict, usagesAt, type Verdict } from './ownership';
import { wholeOf, type Usage } from './usage';
import { awsSecret } from '../../../analysis/secrets/aws-keys';
import { besideKeyId, pairedSecret } from './aws-pairs';

/** Reports the provider keys in a string literal; they are recognised by their own form, wherever the string stands. */
export function reportString(string: StringFact, context: PythonContext): void {
  for (const { secret, place } of placesIn(string, context)) {
    if (string.role !== 'value') {
      context.report(reportOfComment(secret, place.secret));
      continue;
    }
    const name = variableFor(secret, place.usage, place.value, context);
    context.report({
      range: place.whole ? place.literal : place.secret,
      ...wordingOf(secret, 'code', name),
      severity: secret.severity,
      everywhere: secret.format !== null || secret.severity === 'error',
      related: relatedOf(place.usage === null ? [] : usagesAt(context.facts, place.literal)),
      fixes: pythonFixes(context, place, name),
    });
    if (secret.format?.id === 'aws-access-key-id') reportPair(string, context);
  }
}

/** Reports the secret beside an AWS key id where neither its name nor its place tells: the second of two arguments, of a list. */
function reportPair(string: StringFact, context: PythonContext): void {
  for (const value of besideKeyId(string, context.facts)) {
    if (usagesAt(context.facts, value.origin).some((usage) => ownedVerdict(context.facts, usage) !== null)) continue;
    const secret = awsSecret(wholeOf(value));
    const place = { secret: value.origin, literal: value.origin, whole: true, usage: null, value: value.value };
    context.report({
      range: value.origin,
      ...wordingOf(secret, 'code', secret.environment),
      severity: secret.severity,
      everywhere: true,
      fixes: pythonFixes(context, place, secret.environment),
    });
  }
}

/** Reports the literal of a usage when it is a secret because of where it goes or what it is called. */
export function reportUsage(usage: Usage, context: PythonContext): void {
  const verdict = ownedVerdict(context.facts, usage);
  if (verdict !== null) reportVerdict(verdict, usage, relatedOf([usage, ...verdict.others]), context);
}

/** Reports a literal that is a secret by one of its usages. */
export function reportVerdict(
  verdict: Verdict,
  usage: Usage,
  related: readonly Related[],
  context: PythonContext,
): void {
  const literal = usage.value.origin;
  const value = usage.value.value.slice(usage.part.start, usage.part.end);
  const secret = pairedSecret(verdict.secret, value, literal, context.facts);
  const whole = usage.part.start === 0 && usage.part.end === usage.value.value.length;
  const range = whole ? literal : (placeInLiteral(context.facts, usage.value, usage.part) ?? literal);
  const name = variableFor(secret, usage, value, context);
  context.report({
    range,
    ...wordingOf(secret, 'code', name),
    severity: secret.severity === 'warning' && secret.format === null && isPublic(context) ? 'info' : secret.severity,
    everywhere: secret.format !== null || secret.severity === 'error',
    related,
    fixes:
      !whole && range === literal ? [] : pythonFixes(context, { secret: range, literal, whole, usage, value }, name),
  });
}

/** What a program sends its events with lies in each copy of it: whoever ships it means it to be seen. */
const isPublic = ({ path }: PythonContext): boolean => /(?:^|\/)_?(?:telemetry|analytics)[./]/i.test(path);

/** Reports the provider keys in a comment: whoever reads the file reads them too. */
export function reportComment(comment: CommentFact, context: CommandContext): void {
  for (const secret of decideByForm(comment.text))
    if (!isWeakWebPassword(secret, comment.text, true))
      context.report(reportOfComment(secret, shift(secret.range, comment.range.start)));
}

/** Reports the nameless secrets in a command line that a program starts; keys with a mark are the string's own. */
export function reportCommandLine(call: CallFact, context: PythonContext): void {
  const value = call.args.find((argument) => argument.position === 0)?.value;
  if (value?.kind === 'sequence') return reportWords(value.items, context);
  if (value?.kind !== 'string' || value.via !== 'literal') return;
  for (const { secret, range } of secretsOfShell(value.value)) {
    if (secret.format !== null) continue;
    const at = placeInLiteral(context.facts, value, range) ?? value.origin;
    context.report({ range: at, ...wordingOf(secret, 'code', secret.environment), severity: secret.severity });
  }
}

/**
 * Reports the keys in commands: `%env`, `!huggingface-cli login --token`, `%%bash`, `curl -H`, shell scripts, `RUN` and `ENV`.
 * A private file of a shell (`.envrc`) that git ignores stays on this machine: it is left alone.
 */
export function reportCommand(command: CommandFact, context: CommandContext): void {
  const secrets = secretsOfShell(textOf(command));
  if (secrets.length === 0 || (/(?:^|\/)\.[^/]+$/.test(context.path) && isIgnored(context.project, context.path)))
    return;
  const whereabouts = isOfImage(command, context) ? 'image' : 'code';
  for (const { secret, range, variable } of secrets) {
    // The password of a package index is insecure-index's.
    if (
      secret.format?.id === 'url-password' &&
      INDEX_OPTION.test(command.body.slice(Math.max(0, range.start - 200), range.start))
    )
      continue;
    const at = shift(range, startOf(command));
    const name = secret.format !== null || variable === null ? secret.environment : environmentNameOf(variable);
    const fixName = variable !== null && (command.kind === 'line' || !context.notebook) ? variable : name;
    context.report({
      range: at,
      ...wordingOf(secret, whereabouts, fixName),
      severity: secret.severity,
      everywhere: secret.format !== null || secret.severity === 'error',
      fixes: commandFixes(context, command, at, variable, fixName),
    });
  }
}

/** `%env NAME value` and `ENV NAME value` have no `=`; the names of `%set_env`, `%env` and `ENV` are then separated by a space. */
const textOf = (command: CommandFact): string =>
  (command.kind === 'line' || command.kind === 'instruction') && /^(?:set_)?env$/.test(command.name)
    ? command.body.replace(/^(\w+)[ \t]/, '$1=')
    : command.body;
/** An option of pip, uv or conda that takes an index, with the beginning of its URL. */
const INDEX_OPTION =
  /\b(?:pip3?|uv|conda|mamba)\b[^\n;&|]*\s(?:-i|--index-url|--extra-index-url|--index|--default-index|-f|--find-links)[ \t=]{1,4}["']?https?:\/\/[^\s"']*$/;
const INDEX_WORD = /^(?:-i|-f|--(?:extra-)?index-url|--index|--default-index|--find-links)$/;
const startOf = (command: CommandFact): number => command.bodyRange.start;

/** Whether it is the password of a package index, which is insecure-index's. */
function isOfIndex(secret: Secret, text: string, { range }: StringFact, { semantics }: PythonFacts): boolean {
  if (secret.format?.id !== 'url-password') return false;
  if (INDEX_OPTION.test(text.slice(Math.max(0, secret.range.start - 200), secret.range.start))) return true;
  const list = semantics.expressionsAround(range).find(({ kind }) => kind === 'sequence' || kind === 'call');
  const index = list?.parts.findIndex(({ start }) => start === range.start) ?? -1;
  return index > 0 && INDEX_WORD.test(stringOf(list!.parts[index - 1]!.value) ?? '');
}

interface FoundPlace {
  readonly secret: Secret;
  readonly place: SecretPlace;
}

/** Looks at what is written first, where places are exact; then at what is known of a formatted string when it is filled in. */
function placesIn(string: StringFact, context: PythonContext): readonly FoundPlace[] {
  const written = writtenText(string.expression);
  const usage = usageOf(string, context);
  const seen = written === null ? [] : placesOf(written.text, written.placeOf.bind(written), string, usage, context);
  if (seen.length > 0 || string.value === null || string.value === written?.text) return seen;
  return placesOf(string.value, () => null, string, usage, context);
}

/** The keys in a text. Those without a place of their own are seen once, for the first of them, and stand for the whole literal. */
function placesOf(
  text: string,
  placeOf: (stretch: Range) => Range | null,
  string: StringFact,
  usage: () => Usage | null,
  context: PythonContext,
): readonly FoundPlace[] {
  let hidden = false;
  return decideByForm(text).flatMap((found): readonly FoundPlace[] => {
    if (isWeakWebPassword(found, text, string.role !== 'value') || isOfIndex(found, text, string, context.facts))
      return [];
    const place = placeOf(found.range);
    if (place === null && hidden) return [];
    hidden ||= place === null;
    const secret = named(refineByNames(found, text, usage()?.setting ?? {}), string, context.facts);
    const whole = found.range.start === 0 && found.range.end === text.length;
    const value = textAt(text, found.range);
    return [{ secret, place: { secret: place ?? string.range, literal: string.range, whole, usage: usage(), value } }];
  });
}

/** A private key beside `"type": "service_account"` is a Google Cloud key, with a page of its own. */
function named(secret: Secret, string: StringFact, facts: PythonFacts): Secret {
  if (secret.format?.id !== 'private-key' || !isOfServiceAccount(string, facts)) return secret;
  return {
    ...secret,
    label: 'Google Cloud service account key',
    rotation: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
  };
}

/** Whether a string is, or is given beside, what a service account's file says of itself. */
const isOfServiceAccount = ({ range, expression }: StringFact, { semantics }: PythonFacts): boolean =>
  /["']service_account["']/.test(writtenText(expression)?.text ?? '') ||
  semantics.expressionsAround(range).some((around) => {
    const values =
      around.kind === 'mapping'
        ? around.parts.map(({ parts }) => parts[1]?.value)
        : (semantics.callOf(around)?.args ?? []).map((argument) => argument.value);
    return values.some((value) => stringOf(value) === SERVICE_ACCOUNT);
  });

const SERVICE_ACCOUNT = 'service_account';

function usageOf(string: StringFact, context: PythonContext): () => Usage | null {
  return () => usagesAt(context.facts, string.range)[0] ?? null;
}

function relatedOf(usages: readonly Usage[]): readonly Related[] {
  return usages
    .filter((usage) => usage.value.via !== 'literal' && 'callee' in usage.fact)
    .slice(0, 5)
    .map((usage) => ({
      range: usage.range,
      message: `It is passed to ${'callee' in usage.fact ? usage.fact.callee.split('.').at(-1) : 'a call'} here.`,
    }));
}

/**
 * The environment variable to read instead. The one that the code names itself comes first (`os.environ[NAME] = …`), then
 * the one that the provider's SDK reads, then the name of the variable. A second key of the same kind gets its own name.
 */
function variableFor(secret: Secret, usage: Usage | null, value: string, context: PythonContext): string {
  if (usage !== null && (usage.kind === 'environment-set' || usage.kind === 'environment-default'))
    return usage.setting.name!;
  const own =
    usage?.setting.name !== undefined && isTelling(usage.setting.name) ? environmentNameOf(usage.setting.name) : null;
  const standard =
    secret.format === null && usage?.setting.sink === undefined
      ? (own ?? environmentNameOf(usage?.setting.name ?? secret.environment))
      : secret.environment;
  const rank = secret.format === null ? 0 : rankAmong(secret, value, context);
  if (rank === 0) return standard;
  return own !== null && own !== standard ? own : `${standard}_${rank + 1}`;
}

/** How many other keys of the same format stand before this one in the program. */
function rankAmong(secret: Secret, value: string, context: PythonContext): number {
  const before = new Set<string>();
  for (const string of context.facts.strings) {
    if (before.size > 20) break;
    const content = string.value ?? writtenText(string.expression)?.text ?? '';
    if (!secret.format!.triggers.some((trigger) => content.includes(trigger))) continue;
    for (const other of decideByForm(content)) {
      if (other.format !== secret.format) continue;
      const key = textAt(content, other.range);
      if (key === value) return before.size;
      before.add(key);
    }
  }
  return 0;
}

/** A credential's name that says whose it is: `hf_write_token`, not `token` or `api_key`. */
const isTelling = (name: string): boolean =>
  nameKindOf(name) !== null && wordsOf(name).length > 1 && !/^api_?key$/i.test(name);

const shift = (range: Range, by: number): Range => rangeOf(range.start + by, range.end + by);
