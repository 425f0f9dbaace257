/** A baseline file: findings that are known and not to be told again. Paths count from the directory of the file. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  /** SHA-256 of rule and lines, see `fingerprint`. */
  readonly fingerprint: string;
  /** How many findings of one file are alike. */
  readonly count: number;
}

/** One finding as a baseline knows it. */
export type BaselineKey = Omit<BaselineEntry, 'count'>;

/** The baseline of some findings, in one order. */
export function makeBaseline(keys: readonly BaselineKey[]): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const { rule, path, fingerprint } of keys) {
    const text = textOf({ rule, path, fingerprint });
    entries.set(text, { rule, path, fingerprint, count: (entries.get(text)?.count ?? 0) + 1 });
  }
  return { version: 1, findings: [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry) };
}

export const printBaseline = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 2)}\n`;

/** Reads a baseline file. A text that is none gives the reason in one sentence. */
export function parseBaseline(text: string): Baseline | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return 'it is not valid JSON';
  }
  if (!isRecord(value) || value['version'] !== 1) return 'it is not a baseline of version 1';
  if (!Array.isArray(value['findings']) || !value['findings'].every(isEntry))
    return 'its findings are not of the form rule, path, fingerprint, count';
  return { version: 1, findings: value['findings'] };
}

/** Tells findings of the baseline from new ones. Each entry silences as many findings as it counts, no more. */
export class BaselineFilter {
  readonly #left: Map<string, number>;

  constructor(baseline: Baseline) {
    this.#left = new Map();
    for (const entry of baseline.findings)
      this.#left.set(textOf(entry), (this.#left.get(textOf(entry)) ?? 0) + entry.count);
  }

  /** True for a finding that is known; uses it up. */
  silences(key: BaselineKey): boolean {
    const text = textOf(key);
    const left = this.#left.get(text) ?? 0;
    if (left > 0) this.#left.set(text, left - 1);
    return left > 0;
  }

  /** Whether one of a finding's keys is known. All of them are used up, also where the first one was enough. */
  silencesAny(keys: readonly BaselineKey[]): boolean {
    return keys.filter((key) => this.silences(key)).length > 0;
  }

  /** How many entries were met by no finding: they are fixed, and can be taken out. */
  get unused(): number {
    return [...this.#left.values()].reduce((total, left) => total + left, 0);
  }
}

const textOf = ({ path, rule, fingerprint }: BaselineKey): string => [path, rule, fingerprint].join('\0');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): value is BaselineEntry =>
  isRecord(value) &&
  typeof value['rule'] === 'string' &&
  typeof value['path'] === 'string' &&
  typeof value['fingerprint'] === 'string' &&
  typeof value['count'] === 'number' &&
  Number.isInteger(value['count']) &&
  value['count'] > 0;
