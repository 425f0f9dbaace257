import { isSentinel } from '../core/sentinel';
import type { Reason, Related, Severity } from '../core/finding';
import type { CodePlace } from '../core/place';
import type { Argument, AssignmentFact, CallFact, DictItemFact, PythonFacts } from '../core/python-facts';
import { contains, overlaps, type Range } from '../core/range';
import type { Value } from '../core/value';
import type { Report } from '../core/rule';
import { isShowable } from '../analysis/secrets/redaction';

/** What a rule was looking at when it reported something. */
export type JudgedFact = CallFact | AssignmentFact | DictItemFact;

/** A value that a finding rests on, and what people call it where it is used. */
interface Involved {
  readonly name: string;
  readonly value: Value;
}

/** Where a value is written, when that is not where it is used. */
export interface Source {
  readonly label: string;
  readonly path?: string;
  readonly range: Range;
  readonly isDefault: boolean;
  readonly value: Value;
}

const MOST_RELATED = 3;
const MOST_REASONS = 8;
const DEEPEST = 3;
const LONGEST = 120;

/** Places where the values that a report rests on are set, without those that the rule gave itself. */
export function placesBehind(
  subject: JudgedFact,
  facts: PythonFacts,
  { range, message, detail = '', related: own = [] }: Report,
): readonly Related[] {
  const related: Related[] = [];
  const isKnown = (source: Source): boolean =>
    [...own, ...related].some((item) => item.path === source.path && overlaps(item.range, source.range));
  for (const { value } of involvedIn(subject, facts, range, `${message} ${detail}`)) {
    for (const source of sourcesOf(value)) {
      if (related.length >= MOST_RELATED) return related;
      if (isKnown(source) || (source.path === undefined && overlaps(source.range, range))) continue;
      related.push({
        ...(source.path === undefined ? {} : { path: source.path }),
        range: source.range,
        message: source.isDefault ? `The default of ${source.label} is set here.` : `${source.label} is set here.`,
      });
    }
  }
  return related;
}

/** Why the values that a report rests on are believed to be what they are. */
export function reasonsBehind(
  subject: JudgedFact,
  facts: PythonFacts,
  { range, message, detail = '' }: Report,
  secret: boolean,
): readonly Reason[] {
  return involvedIn(subject, facts, range, `${message} ${detail}`)
    .flatMap((involved) => valueReasons(involved, facts, secret))
    .slice(0, MOST_REASONS);
}

/** One step for the value, and one for each piece that it was put together from. */
export function valueReasons({ name, value }: Involved, facts: PythonFacts, secret = false): readonly Reason[] {
  return sourcesOf(value).map((source): Reason => {
    const whole = source.value === value;
    const said = whole ? name : source.label;
    const text = saying(said, source, secret, [name, source.label]);
    const from = whole && source.label !== name ? `${text}: ${source.label}, ` : `${text}: `;
    const brought = source.path === undefined ? undefined : importOf(facts, source.value);
    return [
      from,
      { path: source.path, range: source.range },
      ...(brought ? ['; imported in ', { range: brought }] : []),
    ];
  });
}

function saying(said: string, { value, isDefault }: Source, secret: boolean, names: readonly string[]): string {
  if (isDefault && value.kind === 'string' && isSentinel(value.value)) return `${said} is not set unless it is given`;
  return `${said} is ${secret ? 'a secret' : shown(value, names)}${isDefault ? ' unless another is given' : ''}`;
}

/** How the severity came to be what it is, where that is not what the rule said. */
export function severityReason(
  said: Severity,
  given: Severity,
  place: CodePlace,
  configured: boolean,
): readonly Reason[] {
  if (configured) return said === given ? [] : [[`The severity is ${given} because the configuration says so`]];
  return said === given
    ? []
    : [[`The severity is lowered from ${said} to ${given} because the file is ${PLACES[place]}`]];
}

/** A value as it may be shown: short, and never a secret. */
export function shown(value: Value, names: readonly string[]): string {
  switch (value.kind) {
    case 'string':
      return isShowable(value.value, 'value', names)
        ? JSON.stringify(value.value.length > LONGEST ? `${value.value.slice(0, LONGEST)}…` : value.value)
        : '"***"';
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'number':
      return String(value.value);
    case 'reference':
      return value.name;
    case 'dict':
      return 'a dictionary';
    case 'sequence':
      return 'a list';
    default:
      return 'known';
  }
}

/** Where a value, and what it was put together from, is set. Nothing for a literal in place. */
export function sourcesOf(value: Value, depth = 0): readonly Source[] {
  if (value.kind === 'unknown' || depth > DEEPEST) return [];
  const label = value.label ?? value.elsewhere?.name;
  const isDefault = value.via === 'default';
  if (value.elsewhere)
    return [{ label: label!, path: value.elsewhere.path, range: value.elsewhere.range, isDefault, value }];
  const inner = [...(value.parts ?? []), ...(value.kind === 'result' ? value.args : [])].flatMap((part) =>
    sourcesOf(part, depth + 1),
  );
  const moved = value.origin.start !== value.range.start || value.origin.end !== value.range.end;
  return moved && label !== undefined && value.kind !== 'result'
    ? [{ label, range: value.origin, isDefault, value }, ...inner]
    : inner;
}

/** The arguments that a report points at, and those that it speaks of; where it points at the call, all that have a plain value. */
function involvedIn(subject: JudgedFact, facts: PythonFacts, range: Range, message: string): readonly Involved[] {
  if (!('args' in subject)) return [{ name: 'key' in subject ? subject.key : subject.name, value: subject.value }];
  const pointed = subject.args.filter((argument) => overlaps(argument.range, range) && !contains(range, subject.range));
  const chosen =
    pointed.length > 0
      ? [...pointed, ...subject.args.filter((argument) => !pointed.includes(argument) && isSpokenOf(argument, message))]
      : subject.args.filter(({ value }) => isPlain(value));
  return chosen.map((argument) => ({ name: nameOf(argument, facts), value: argument.value }));
}

const isSpokenOf = ({ name, value }: Argument, message: string): boolean =>
  value.kind === 'string'
    ? value.value.length > 3 && message.includes(value.value)
    : isPlain(value) && name !== null && message.includes(name);

const isPlain = (value: Value): boolean =>
  value.kind === 'string' || value.kind === 'boolean' || value.kind === 'none' || value.kind === 'result';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

function nameOf(argument: Argument, facts: PythonFacts): string {
  if (argument.name !== null) return argument.name;
  const written = facts.text.slice(argument.valueRange.start, argument.valueRange.end);
  return /^[\w.]{1,60}$/.test(written)
    ? written
    : ORDINALS[argument.position]
      ? `The ${ORDINALS[argument.position]} argument`
      : 'An argument';
}

/** The import that brought the name in under which a value of another file is used. */
function importOf(facts: PythonFacts, value: Value): Range | undefined {
  const first = /^[A-Za-z_]\w*/.exec(facts.text.slice(value.range.start, value.range.end))?.[0];
  return first === undefined
    ? undefined
    : facts.imports.find((item) => (item.alias ?? item.member ?? item.module.split('.')[0]) === first)?.range;
}

const PLACES: Readonly<Record<CodePlace, string>> = {
  product: 'product code',
  tests: 'a test',
  documentation: 'documentation',
  examples: 'an example',
  vendored: 'in a copy of a library',
};
