import type { Note } from '../core/finding';
import type { FileSystem } from '../core/host';
import { nearName } from '../core/near-name';
import { DEFAULT_POLICY, type Policy } from '../core/policy';
import { MappedText } from '../core/mapped-text';
import { LineIndex, type PositionRange, type Range } from '../core/range';
import { readRequirement } from '../readers/requirements/requirements-grammar';
import { Globs } from './globs';
import {
  AGE,
  LARGEST_FILE_SIZE,
  LEVELS,
  POLICY_KEYS,
  POLICY_SECTIONS,
  expectationOf,
  type PolicyKey,
  type PolicyType,
} from './policy-keys';
import { readJobPolicy } from './policy-jobs';
import { leadsBelow, isSigner, takeSigner, wholeSigners } from './policy-signers';
import { tomlEntries, type TomlEntry } from './toml-entries';

/** Ids of the rules that a configuration may speak of; null where any name will do. */
export type RuleIds = readonly string[] | null;

/** Something in a configuration file that is ignored, and why. The range counts in that file's text. */
export interface PolicyProblem {
  readonly path: string;
  /** Line from 1. */
  readonly line: number;
  readonly range: Range;
  /** The same, in lines and columns. */
  readonly place: PositionRange;
  readonly message: string;
}

export interface ReadPolicy {
  readonly policy: Policy;
  /** The same problems as `problems`, as a report prints them. */
  readonly notes: readonly Note[];
  readonly problems: readonly PolicyProblem[];
}

/** The configuration that holds for a file: nearest `touchstone.toml` or `[tool.touchstone]` of a `pyproject.toml` upwards to the root. Never rejects. */
export async function readPolicy(
  files: FileSystem,
  path: string,
  rules: RuleIds,
  readIn = readPolicyIn,
): Promise<ReadPolicy> {
  for (let directory = parentOf(path); ; directory = parentOf(directory)) {
    const read = await readIn(files, directory, rules);
    if (read) return read;
    if (directory === '') return { policy: DEFAULT_POLICY, notes: [], problems: [] };
  }
}

/** The configuration that stands in a directory itself; null when there is none. `touchstone.toml` wins over `pyproject.toml`. */
export async function readPolicyIn(files: FileSystem, directory: string, rules: RuleIds): Promise<ReadPolicy | null> {
  for (const name of POLICY_FILES) {
    const path = directory === '' ? name : `${directory}/${name}`;
    const bytes = await readBounded(files, path);
    if (bytes === 'too large') return refused(path, `not read: larger than ${LARGEST_POLICY} bytes`);
    if (bytes === null) continue;
    const text = new TextDecoder().decode(bytes);
    // Most pyproject.toml say nothing to this tool; a look is cheaper than a parse.
    const read = name === 'pyproject.toml' && !text.includes('touchstone') ? null : parsePolicy(text, path, rules);
    if (read) return read;
  }
  return null;
}

/**
 * Reads the text of a configuration file. Null for a `pyproject.toml` without `[tool.touchstone]`.
 * What is not understood is a problem, and its default holds.
 */
export function parsePolicy(text: string, path: string, rules: RuleIds): ReadPolicy | null {
  const whole = !path.endsWith('pyproject.toml');
  const read = whole ? tomlEntries(text) : entriesOf(text);
  if ('problem' in read) {
    // A broken pyproject.toml is other tools' business unless it speaks to this one.
    if (!whole && !text.includes('tool.touchstone')) return null;
    const { range, message } = read.problem;
    return report(path, { ...DEFAULT_POLICY, source: path, base: parentOf(path) }, [
      problemAt(path, text, range, `${message}; nothing of this file is used`),
    ]);
  }
  const own = whole
    ? read.entries
    : read.entries
        .filter((entry) => entry.keys[0] === 'tool' && entry.keys[1] === 'touchstone')
        .map((entry) => ({ ...entry, keys: entry.keys.slice(2), keyRanges: entry.keyRanges.slice(2) }));
  if (!whole && own.length === 0) return null;

  const lines = new LineIndex(text);
  const problems: PolicyProblem[] = [];
  const policy: Draft = { ...DEFAULT_POLICY, rules: {}, source: path, base: parentOf(path) };
  for (const entry of own) {
    if (entry.keys[0] === 'jobs') continue;
    const mistake = take(entry, policy, rules);
    // A table that is not known is one mistake, however much stands in it.
    if (mistake === null || problems.some(({ range }) => range.start === mistake.range.start)) continue;
    problems.push(problemAt(path, text, mistake.range, mistake.message, lines));
  }
  const { signers, mistakes } = wholeSigners(policy.signers, own);
  policy.signers = signers;
  const jobs = readJobPolicy(
    own.filter(({ keys }) => keys[0] === 'jobs'),
    unknown,
  );
  policy.jobs = jobs.jobs;
  for (const { range, message } of [...mistakes, ...jobs.mistakes])
    problems.push(problemAt(path, text, range, message, lines));
  return report(path, policy, problems);
}

/** A `pyproject.toml`; of one that is broken in other tools' tables, our own alone, which say all the same what is meant. */
function entriesOf(text: string): ReturnType<typeof tomlEntries> {
  const read = tomlEntries(text);
  if (!('problem' in read)) return read;
  const own = ownTables(text);
  const alone = own === null ? read : tomlEntries(own);
  return 'problem' in alone ? read : alone;
}

/** The text with everything but `[tool.touchstone]` and the tables below it blank, so that every place stays; null where there is none. */
function ownTables(text: string): string | null {
  let isOwn = false;
  let found = false;
  const lines = text.split(/(?<=\n)/).map((line) => {
    if (/^[ \t]*\[/.test(line)) isOwn = /^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*touchstone[ \t]*[.\]]/.test(line);
    found ||= isOwn;
    return isOwn ? line : line.replace(/[^\r\n]/g, ' ');
  });
  return found ? lines.join('') : null;
}

/** No key and no rule has capitals or digits in its name, and what was pasted into the wrong place may be a secret. */
const quotable = (name: string): boolean => /^[a-z_-]{1,40}$/.test(name);

function problemAt(
  path: string,
  text: string,
  range: Range,
  message: string,
  lines = new LineIndex(text),
): PolicyProblem {
  const place = lines.positionsOf(range);
  return { path, line: place.start.line, range, place, message };
}

/** Lays settings of a host over a policy: lists and rules add up, except `include`, which replaces; the rest replaces. */
export function mergePolicy(policy: Policy, overrides: Partial<Policy> | undefined): Policy {
  if (!overrides) return policy;
  return {
    ...policy,
    ...withoutUndefined(overrides),
    exclude: union(policy.exclude, overrides.exclude),
    rules: { ...policy.rules, ...overrides.rules },
    trustedPublishers: union(policy.trustedPublishers, overrides.trustedPublishers),
    trustedIndexes: union(policy.trustedIndexes, overrides.trustedIndexes),
  };
}

/** Whether the policy wants a file scanned. Asks nothing about its kind, and nothing about git. */
export function isIncluded(policy: Policy, path: string): boolean {
  const within = relativeTo(policy.base ?? '', path);
  if (within === null) return true;
  const { include, exclude } = globsOf(policy);
  return include.matches(within) && !exclude.matches(within);
}

/** Whether the policy wants nothing below a directory, so that a walk need not enter it. */
export function isPruned(policy: Policy, directory: string): boolean {
  const within = relativeTo(policy.base ?? '', directory);
  return within !== null && within !== '' && globsOf(policy).exclude.matches(within);
}

const POLICY_FILES = ['touchstone.toml', 'pyproject.toml'] as const;
const FIRST = { line: 1, column: 1 };
/** Bytes. A larger one is not a configuration. */
const LARGEST_POLICY = 1_000_000;
/** Characters; a glob is compiled to an expression, so its size is bounded. */
const LONGEST_GLOB = 500;

type Draft = { -readonly [Field in keyof Policy]: Policy[Field] };

const compiled = new WeakMap<Policy, { include: Globs; exclude: Globs }>();

function globsOf(policy: Policy): { include: Globs; exclude: Globs } {
  let globs = compiled.get(policy);
  if (!globs)
    compiled.set(policy, (globs = { include: new Globs(policy.include), exclude: new Globs(policy.exclude) }));
  return globs;
}

type Mistake = Pick<PolicyProblem, 'message' | 'range'>;

/** Puts one entry into the policy; answers what is wrong with it, or null. */
function take(entry: TomlEntry, policy: Draft, rules: RuleIds): Mistake | null {
  const [first] = entry.keys;
  if (first === undefined) return null; // an empty [tool.touchstone]
  const section = POLICY_SECTIONS.find((candidate) => candidate.key === first);
  const [name, ...rest] = section ? entry.keys.slice(1) : entry.keys;
  if (name === undefined)
    return isEmptyTable(entry.value)
      ? null
      : { message: `${first} has to be a table; it is not used`, range: entry.valueRange };
  const keys = section?.keys ?? POLICY_KEYS;
  const key = keys.find((candidate) => candidate.key === name);
  if (!key) {
    const names = [
      ...[...keys, ...(section ? [] : POLICY_SECTIONS)].map((each) => each.key),
      ...(section ? [] : ['jobs']),
    ];
    return {
      message: unknown('key', name, names, `there are ${names.join(', ')}`),
      range: entry.keyRanges[section ? 1 : 0]!,
    };
  }
  // [[provenance.signers]], which comes key by key
  if (key.type === 'signers' && rest.length === 2) return takeSigner(rest as [string, string], entry, policy, unknown);
  if (key.type === 'levels') return takeLevel(key, rest, entry, policy, rules);
  const refused = { message: `${name} has to be ${expectationOf(key.type)}; it is not used`, range: entry.valueRange };
  if (rest.length > 0) return refused;
  const value = valueOf(key, entry.value);
  if (value === undefined) return { ...refused, range: wrongItem(key, entry) ?? refused.range };
  Object.assign(policy, { [key.field]: key.field === 'exclude' ? union(policy.exclude, value as string[]) : value });
  return null;
}

function takeLevel(
  key: PolicyKey,
  rest: readonly string[],
  { value, valueRange, keyRanges }: TomlEntry,
  policy: Draft,
  rules: RuleIds,
): Mistake | null {
  const [rule, ...deeper] = rest;
  if (rule === undefined)
    return isEmptyTable(value)
      ? null
      : { message: `${key.key} has to be ${expectationOf(key.type)}; it is not used`, range: valueRange };
  const level = LEVELS.find((candidate) => candidate === value);
  if (deeper.length > 0 || level === undefined)
    return {
      message: `${key.key}${quotable(rule) ? `.${rule}` : ''} has to be one of ${LEVELS.map((each) => `"${each}"`).join(', ')}; it is not used`,
      range: valueRange,
    };
  policy.rules = { ...policy.rules, [rule]: level };
  return rules === null || rules.includes(rule)
    ? null
    : { message: unknown('rule', rule, rules, '"touchstone rules" lists them'), range: keyRanges[1]! };
}

/** The first item that is none of those that a list may have. */
function wrongItem(key: PolicyKey, { value, itemRanges }: TomlEntry): Range | undefined {
  if (!Array.isArray(value)) return undefined;
  return itemRanges[value.findIndex((item) => valueOf(key, [item]) === undefined)];
}

function valueOf({ type }: PolicyKey, value: unknown): unknown {
  if (type === 'levels') return undefined;
  if (type === 'age') return typeof value === 'string' ? daysOf(value) : undefined;
  return ACCEPTED[type](value) ? value : undefined;
}

const ACCEPTED: Readonly<Record<Exclude<PolicyType, 'levels' | 'age'>, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  bytes: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LARGEST_FILE_SIZE,
  globs: (value) => isNames(value) && value.every((glob) => glob.length <= LONGEST_GLOB),
  names: (value) => isNames(value),
  packages: (value) =>
    isNames(value) && value.every((each) => typeof readRequirement(MappedText.of(each)) !== 'string'),
  signers: (value) => Array.isArray(value) && value.every(isSigner),
  file: (value) => typeof value === 'string' && leadsBelow(value),
};

/** Days of a span of time; undefined for what is none. */
function daysOf(text: string): number | undefined {
  const [, count, unit] = AGE.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * { hour: 1 / 24, day: 1, week: 7 }[unit as 'hour'];
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');

const isEmptyTable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** What is said of a name that is not known, with the one that was probably meant. */
function unknown(what: string, name: string, names: readonly string[], otherwise: string): string {
  const near = nearName(name, names);
  return `unknown ${what}${quotable(name) ? ` "${name}"` : ''}; ${near ? `did you mean "${near}"?` : otherwise}`;
}

function report(path: string, policy: Policy, problems: readonly PolicyProblem[]): ReadPolicy {
  return {
    policy,
    problems,
    notes: problems.map(({ line, message, place }) => ({
      path,
      message: `line ${line}: ${message}`,
      mistake: { range: place, message },
    })),
  };
}

function refused(path: string, message: string): ReadPolicy {
  return {
    policy: { ...DEFAULT_POLICY, source: path, base: parentOf(path) },
    problems: [],
    notes: [{ path, message, mistake: { range: { start: FIRST, end: FIRST }, message } }],
  };
}

async function readBounded(files: FileSystem, path: string): Promise<Uint8Array | 'too large' | null> {
  const bytes = await files.read(path, { start: 0, end: LARGEST_POLICY + 1 });
  return bytes && bytes.length > LARGEST_POLICY ? 'too large' : bytes;
}

const union = (first: readonly string[], second: readonly string[] | undefined): readonly string[] =>
  second && second.length > 0 ? [...new Set([...first, ...second])] : first;

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** The path counted from a directory; null when it is not below it. */
function relativeTo(base: string, path: string): string | null {
  if (base === '') return path;
  if (path === base) return '';
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : null;
}
