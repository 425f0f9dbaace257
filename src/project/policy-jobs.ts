import { DEFAULT_JOB_POLICY, type GpuLimit, type JobHours, type JobPolicy } from '../core/job-policy';
import type { Range } from '../core/range';
import { isTimeZone } from '../readers/jobs/times';
import type { TomlEntry } from './toml-entries';

/** A JSON Schema of the few kinds that a table of jobs needs. */
interface JobSchema {
  readonly type: 'string' | 'boolean' | 'number' | 'array' | 'object';
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly minimum?: number;
  readonly items?: JobSchema;
  readonly properties?: Readonly<Record<string, JobSchema>>;
  readonly additionalProperties?: false | JobSchema;
  readonly required?: readonly string[];
}

const names = (description: string, examples: readonly unknown[]): JobSchema => ({
  description,
  default: [],
  examples,
  type: 'array',
  items: { type: 'string', minLength: 1 },
});

const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const SPAN = '^[1-9]\\d{0,4}(?: ?(?:h|hours?)| ?(?:d|days?))$';
const HOURS =
  '^(?:(Sun|Mon|Tue|Wed|Thu|Fri|Sat)(?:-(Sun|Mon|Tue|Wed|Thu|Fri|Sat))? )?([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)$';

/** `[jobs]` as JSON Schema: editors complete by it, and the reader below takes what fits it. */
export const JOBS_SCHEMA: JobSchema = {
  description: 'What `touchstone jobs` judges training jobs by.',
  default: {},
  type: 'object',
  additionalProperties: false,
  properties: {
    timezone: {
      description:
        'Zone of times that an export gives without one, and of hours, days, weeks and months, as `Europe/Berlin`. Without it such times are taken for UTC, and hours of the day are not judged.',
      examples: ['Europe/Berlin'],
      type: 'string',
      minLength: 1,
    },
    owners: names('Who may start jobs: names, or globs of them, compared without regard to case. Empty: anyone.', [
      ['alice', 'team-*'],
    ]),
    'require-owner': {
      description: 'Whether a job of which nothing says who owns it is an error.',
      default: false,
      type: 'boolean',
    },
    'owner-label': {
      description: 'Label or annotation of Kubernetes, label of Vertex AI or key of Ray metadata that names the owner.',
      examples: ['app.example.org/owner'],
      type: 'string',
      minLength: 1,
    },
    accounts: names('Accounts, projects and namespaces that jobs may be charged to, or globs of them. Empty: any.', [
      ['vision', 'speech-*'],
    ]),
    'stale-after': {
      description: 'How long a job may run before it counts as forgotten, as `"24h"` or `"3 days"`.',
      examples: ['24h'],
      type: 'string',
      pattern: SPAN,
    },
    weight: {
      description:
        'GPUs that one slice or shared GPU counts as, by globs of its kind. Without a weight its GPU hours are not known.',
      default: {},
      examples: [{ 'mig-1g*': 0.14 }],
      type: 'object',
      additionalProperties: { type: 'number', minimum: 0 },
    },
    hours: {
      description: 'When jobs may be started.',
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          description:
            'Days and hours, as `"Mon-Fri 07:00-20:00"`. One that ends before it starts goes on into the next day.',
          default: [],
          examples: [['Mon-Fri 07:00-20:00']],
          type: 'array',
          items: { type: 'string', pattern: HOURS },
        },
        basis: {
          description: 'What has to be within them: that it was submitted, that it started, or both.',
          default: 'both',
          type: 'string',
          enum: ['submit', 'start', 'both'],
        },
        holidays: {
          description: 'Days on which none of them begins.',
          default: [],
          examples: [['2026-12-25']],
          type: 'array',
          items: { type: 'string', pattern: DATE },
        },
      },
    },
    limit: {
      description:
        'The most GPU hours, each a `[[jobs.limit]]`. Of those with one scope and window the first that matches a job counts.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['scope', 'gpu-hours'],
        properties: {
          scope: { description: 'Whose hours are added up.', type: 'string', enum: ['job', 'owner', 'account', 'all'] },
          window: {
            description: 'Over which time. Weeks begin on Monday.',
            default: 'job',
            type: 'string',
            enum: ['job', 'day', 'week', 'month'],
          },
          'gpu-hours': { description: 'What is allowed.', type: 'number', minimum: 0 },
          match: {
            description: 'Which jobs it is about, by globs; all where it is absent.',
            type: 'object',
            additionalProperties: false,
            properties: {
              owner: { type: 'string', minLength: 1 },
              account: { type: 'string', minLength: 1 },
              partition: { type: 'string', minLength: 1 },
              cluster: { type: 'string', minLength: 1 },
              source: { type: 'string', minLength: 1 },
            },
          },
        },
      },
    },
    acknowledge: {
      description: 'Alerts that were looked at, each a `[[jobs.acknowledge]]`: they are not told before `until`.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'reason', 'until'],
        properties: {
          id: { description: 'The id of the alert.', type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
          reason: { description: 'Why it is all right.', type: 'string', minLength: 1 },
          until: { description: 'The day on which it is told again.', type: 'string', pattern: DATE },
        },
      },
    },
  },
};

interface JobMistake {
  readonly message: string;
  readonly range: Range;
}

type Unknown = (what: string, name: string, names: readonly string[], otherwise: string) => string;

/** Reads the entries of `[jobs]`, whose first key that is. What does not fit is a mistake, and its default holds. */
export function readJobPolicy(
  entries: readonly TomlEntry[],
  unknown: Unknown,
): { readonly jobs: JobPolicy; readonly mistakes: readonly JobMistake[] } {
  const mistakes: JobMistake[] = [];
  const table: Record<string, unknown> = {};
  for (const entry of entries) {
    const mistake = place(entry, table, unknown);
    if (mistake !== null) mistakes.push(mistake);
  }
  for (const list of ['limit', 'acknowledge'] as const) {
    const items = Array.isArray(table[list]) ? (table[list] as (Record<string, unknown> | undefined)[]) : [];
    const schema = JOBS_SCHEMA.properties![list]!.items!;
    table[list] = items.filter((item, index) => {
      const missing = item && schema.required!.filter((name) => !(name in item));
      const entry = entries.find(
        ({ keys }) => keys[1] === list && (keys[2] === undefined || keys[2] === String(index)),
      );
      if (missing && missing.length > 0 && entry)
        mistakes.push({
          message: `this ${list} is not used: it needs ${missing.join(', ')}`,
          range: entry.keyRanges[1]!,
        });
      return missing?.length === 0;
    });
  }
  const zone = entries.find(({ keys }) => keys[1] === 'timezone');
  if (typeof table['timezone'] === 'string' && !isTimeZone(table['timezone']) && zone) {
    mistakes.push({
      message: 'timezone is none that is known here, such as "Europe/Berlin"; it is not used',
      range: zone.valueRange,
    });
    delete table['timezone'];
  }
  return { jobs: policyOf(table), mistakes };
}

/** Puts one entry where it belongs; answers what is wrong with it, or null. */
function place(
  { keys, keyRanges, value, valueRange }: TomlEntry,
  table: Record<string, unknown>,
  unknown: Unknown,
): JobMistake | null {
  let schema = JOBS_SCHEMA;
  let at: Record<string, unknown> = table;
  for (let depth = 1; depth < keys.length; depth++) {
    const key = keys[depth]!;
    const inner: JobSchema | undefined =
      schema.type === 'array' ? schema.items : (schema.properties?.[key] ?? (schema.additionalProperties || undefined));
    if (inner === undefined) {
      const known = Object.keys(schema.properties ?? {});
      return schema.type === 'object'
        ? { message: unknown('key', key, known, `there are ${known.join(', ')}`), range: keyRanges[depth]! }
        : { message: `${keys[depth - 1]!} ${wanted(schema)}; it is not used`, range: valueRange };
    }
    schema = inner;
    if (depth === keys.length - 1) {
      // An empty table says nothing.
      if (schema.type === 'object' && Object.keys(value as object).length === 0) return null;
      if (!accepts(schema, value))
        return {
          message: `${/^\d+$/.test(key) ? keys[depth - 1]! : key} ${wanted(schema)}; it is not used`,
          range: valueRange,
        };
      at[key] = value;
      return null;
    }
    at = (at[key] ??= schema.type === 'array' ? [] : {}) as Record<string, unknown>;
  }
  return typeof value === 'object' && !Array.isArray(value)
    ? null
    : { message: 'jobs has to be a table; it is not used', range: valueRange };
}

function accepts(schema: JobSchema, value: unknown): boolean {
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= (schema.minimum ?? -Infinity);
    case 'string':
      return typeof value === 'string' && acceptsText(schema, value);
    case 'array':
      return Array.isArray(value) && value.length <= 10_000 && value.every((item) => accepts(schema.items!, item));
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && acceptsTable(schema, value);
  }
}

const acceptsText = ({ minLength = 0, enum: known, pattern }: JobSchema, value: string): boolean =>
  value.length >= minLength &&
  value.length <= 500 &&
  (known === undefined || known.includes(value)) &&
  (pattern === undefined || new RegExp(pattern).test(value));

const acceptsTable = ({ required = [], properties, additionalProperties }: JobSchema, value: object): boolean =>
  required.every((name) => name in value) &&
  Object.entries(value).every(([name, each]) => {
    const inner = properties?.[name] ?? (additionalProperties || undefined);
    return inner !== undefined && accepts(inner, each);
  });

/** What a value has to be, as a message goes on. */
function wanted({ type, items, ...schema }: JobSchema): string {
  if (schema.enum) return `has to be one of ${schema.enum.map((each) => `"${each}"`).join(', ')}`;
  if (schema.pattern === DATE) return 'has to be a day, such as "2026-12-25"';
  if (schema.pattern === SPAN) return 'has to be a span of time, such as "24h" or "3 days"';
  if (schema.pattern === HOURS) return 'has to be days and hours, such as "Mon-Fri 07:00-20:00"';
  if (schema.pattern !== undefined) return 'has to be the id of an alert, "sha256:" and 64 digits';
  if (type === 'array')
    return items!.pattern === HOURS
      ? 'has to be a list of days and hours, such as ["Mon-Fri 07:00-20:00"]'
      : items!.pattern === DATE
        ? 'has to be a list of days, such as ["2026-12-25"]'
        : `has to be a list of ${items!.type === 'object' ? 'tables' : 'strings'}`;
  return {
    string: 'has to be a string',
    boolean: 'has to be true or false',
    number: 'has to be a number, 0 or more',
    object: 'has to be a table',
  }[type];
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function policyOf(table: Readonly<Record<string, unknown>>): JobPolicy {
  const hours = table['hours'] as
    { allow?: string[]; basis?: 'submit' | 'start' | 'both'; holidays?: string[] } | undefined;
  return {
    timezone: (table['timezone'] as string | undefined) ?? null,
    owners: (table['owners'] as string[] | undefined) ?? DEFAULT_JOB_POLICY.owners,
    requireOwner: table['require-owner'] === true,
    ownerLabel: (table['owner-label'] as string | undefined) ?? null,
    accounts: (table['accounts'] as string[] | undefined) ?? DEFAULT_JOB_POLICY.accounts,
    staleAfter: secondsOf(table['stale-after'] as string | undefined),
    weights: (table['weight'] as Record<string, number> | undefined) ?? DEFAULT_JOB_POLICY.weights,
    hours: hours
      ? { allow: (hours.allow ?? []).map(hoursOf), basis: hours.basis ?? 'both', holidays: hours.holidays ?? [] }
      : null,
    limits: (table['limit'] as Record<string, unknown>[]).map((limit) => ({
      scope: limit['scope'] as GpuLimit['scope'],
      window: (limit['window'] as GpuLimit['window'] | undefined) ?? 'job',
      gpuHours: limit['gpu-hours'] as number,
      match: (limit['match'] as GpuLimit['match'] | undefined) ?? {},
    })),
    acknowledged: table['acknowledge'] as JobPolicy['acknowledged'],
  };
}

const secondsOf = (span: string | undefined): number | null =>
  span === undefined ? null : Number.parseInt(span, 10) * (/d/.test(span) ? 86_400 : 3_600);

/** `Mon-Fri 07:00-20:00`; without days every day. */
function hoursOf(text: string): JobHours {
  const [, first, last, fromHour, fromMinute, untilHour, untilMinute] = new RegExp(HOURS).exec(text)!;
  const [from, to] = [DAYS.indexOf(first ?? 'Sun'), DAYS.indexOf(last ?? first ?? 'Sat')];
  const length = ((to - from + 7) % 7) + 1;
  return {
    days: Array.from({ length }, (_, i) => (from + i) % 7),
    from: Number(fromHour) * 60 + Number(fromMinute),
    until: Number(untilHour) * 60 + Number(untilMinute),
  };
}
