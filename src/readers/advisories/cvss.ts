import { scoreOfVersion4 } from './cvss-4';

/** Metrics of a vector by their abbreviations. */
export type Metrics = ReadonlyMap<string, string>;

/** Characters of a vector that are read: one with every metric of version 4 has about 200. */
const MAX_VECTOR = 500;

/**
 * The base score of a CVSS vector of version 2, 3.0, 3.1 or 4.0 (in that with all that it says), from 0 to 10; null for what is none.
 * Sources: the specification documents of FIRST, https://www.first.org/cvss/.
 */
export function scoreOf(vector: string): number | null {
  if (vector.length > MAX_VECTOR) return null;
  const [, version, rest] =
    /^(?:CVSS:(3\.0|3\.1|4\.0)\/)?([A-Za-z]{1,3}:.+)$/.exec(vector.trim().replace(/^\(|\)$/g, '')) ?? [];
  if (rest === undefined) return null;
  const metrics = new Map<string, string>();
  for (const part of rest.split('/')) {
    const [name, value, ...more] = part.split(':');
    if (!name || !value || more.length > 0 || metrics.has(name)) return null;
    metrics.set(name, value);
  }
  return version === undefined
    ? scoreOfVersion2(metrics)
    : version === '4.0'
      ? scoreOfVersion4(metrics)
      : scoreOfVersion3(metrics);
}

/** Weights of the metrics of version 3 (section 7.4); those of PR where the scope changes come apart. */
const WEIGHTS_3: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
const CHANGED_PR: Readonly<Record<string, number>> = { N: 0.85, L: 0.68, H: 0.5 };

function scoreOfVersion3(metrics: Metrics): number | null {
  const scope = metrics.get('S');
  if (scope !== 'U' && scope !== 'C') return null;
  const changed = scope === 'C';
  const weights = weightsOf(metrics, changed ? { ...WEIGHTS_3, PR: CHANGED_PR } : WEIGHTS_3);
  if (weights === null) return null;
  const { AV = 0, AC = 0, PR = 0, UI = 0, C = 0, I = 0, A = 0 } = weights;
  const base = 1 - (1 - C) * (1 - I) * (1 - A);
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  if (impact <= 0) return 0;
  return roundedUp(Math.min((impact + 8.22 * AV * AC * PR * UI) * (changed ? 1.08 : 1), 10));
}

/** The smallest number with one decimal that is not less; in integers, as version 3.1 has it (appendix A). */
function roundedUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

/** Weights of version 2 (section 3.2.1). */
const WEIGHTS_2: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
};

function scoreOfVersion2(metrics: Metrics): number | null {
  const weights = weightsOf(metrics, WEIGHTS_2);
  if (weights === null) return null;
  const { AV = 0, AC = 0, Au = 0, C = 0, I = 0, A = 0 } = weights;
  const impact = 10.41 * (1 - (1 - C) * (1 - I) * (1 - A));
  const score = (0.6 * impact + 0.4 * 20 * AV * AC * Au - 1.5) * (impact === 0 ? 0 : 1.176);
  return Math.round(score * 10) / 10;
}

function weightsOf(
  metrics: Metrics,
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Readonly<Record<string, number>> | null {
  const found: Record<string, number> = {};
  for (const [metric, values] of Object.entries(table)) {
    const value = metrics.get(metric) ?? '';
    if (!Object.hasOwn(values, value)) return null;
    found[metric] = values[value]!;
  }
  return found;
}
