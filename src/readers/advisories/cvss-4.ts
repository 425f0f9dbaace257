// Scores of CVSS 4.0 vectors. Source: FIRST, "CVSS v4.0 Specification Document", sections 7 and 8, and its published scores of MacroVectors.
import type { Metrics } from './cvss';

/** Scores of the 270 MacroVectors: nine in a row for EQ4 and EQ5, a row for EQ3 with EQ6 (00 01 10 11 21), EQ2 and EQ1. */
const SCORES = `
  10 9.8 9.5 10 9.3 9.1 9.3 8.9 8.1
  9.9 9.5 9.2 9.6 8.7 8.1 9 8 6.8
  9.8 9.5 9 9.3 8.9 8.1 8.8 7.8 6.9
  9.5 9.2 8.4 9.2 8.1 6.5 8 7 4.8
  9.2 8.2 7.2 7.9 6.9 5 6.9 5.5 2.7
  9.9 9.5 9.2 9.5 9 8.4 9.2 8.2 7.2
  9.7 9.2 8.5 9.1 8.3 7.1 8.1 7.1 5.3
  9.5 9.2 8.5 9.2 8 7 8.4 7.1 5
  9.3 8.5 7.3 8.2 7.2 5.9 7 5.2 3
  8.6 7.5 5.2 7.1 5.2 2.9 6.3 2.9 1.7
  9.8 9.4 9.1 9.4 8.6 7.7 8.7 7.4 6.3
  9.5 8.7 8.1 8.9 7.4 6.4 7.5 6.3 4.9
  9.4 8.8 7.6 8.6 7.4 5.9 7.2 5.7 5.2
  8.9 7.7 6.7 7.6 5.8 5 5.7 5.2 2.5
  8.3 7 5.4 6.5 5.8 2.6 5.3 2.1 1.3
  9.5 8.8 7.6 9 7.5 6.1 7.7 6.8 5.2
  9 7.6 7 7.7 6.2 5.3 6.6 5.9 3
  8.9 7.6 6.2 7.4 5.7 4.7 6.1 5.7 2.4
  7.8 6.7 5.8 5.9 5.7 2.3 5.2 2.9 1.6
  7.1 5.9 3 5.8 2.6 1.5 2.3 1.3 0.6
  9.3 8.6 7.5 8.6 7.4 5.6 7 5.2 4
  8.7 7.2 5.8 7.4 6.1 3.4 5.4 4 2.2
  8.5 7.4 6.2 7.2 5.5 4.6 5.3 3.4 1.9
  7.5 5.5 5.1 5.7 4.1 1.9 3.6 1.9 0.8
  6.4 5.1 2 4.7 2.1 1.1 2.4 0.9 0.4
  8.8 7.3 6 7.3 5.9 4.1 5.4 4.5 2
  7.5 5.3 5 5.5 4 2 4.3 2.2 1.1
  7.5 5.8 4 6.1 4.8 2 4.6 1.7 0.8
  5.5 4.5 2.1 5.1 1.8 0.9 1.8 0.7 0.2
  5.3 2.4 1.4 2.4 1.2 0.5 1 0.3 0.1
`
  .trim()
  .split(/\s+/)
  .map(Number);

/** Values of a metric, the most severe first. */
const LEVELS: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
};

/** What is taken where a vector does not say: the worst (section 3.1 and 4). */
const WORST: Readonly<Record<string, string>> = { E: 'A', CR: 'H', IR: 'H', AR: 'H' };

const BASE = ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'] as const;

/** The most severe vectors of each level of a set of metrics, as the values of its metrics in order (tables 24 to 30). */
const SETS: readonly { readonly metrics: readonly string[]; readonly highest: readonly (readonly string[])[] }[] = [
  { metrics: ['AV', 'PR', 'UI'], highest: [['NNN'], ['ANN', 'NLN', 'NNP'], ['PNN', 'ALP']] },
  { metrics: ['AC', 'AT'], highest: [['LN'], ['HN', 'LP']] },
  {
    metrics: ['VC', 'VI', 'VA', 'CR', 'IR', 'AR'],
    highest: [
      ['HHHHHH'],
      ['HHLMMH', 'HHHMMM'],
      ['LHHHHH', 'HLHHHH'],
      ['LHLHMH', 'LHHHMM', 'HLHMHM', 'HLLMHH', 'LLHHHM'],
      ['LLLHHH'],
    ],
  },
  { metrics: ['SC', 'SI', 'SA'], highest: [['HSS'], ['HHH'], ['LLL']] },
];

/** How far a level goes, in steps (section 8.2; those of the third set by EQ3 and EQ6 together). */
const DEPTHS: readonly (readonly number[])[] = [
  [1, 4, 5],
  [1, 2],
  [7, 6, 8, 8, 10],
  [6, 5, 4],
];

/** The score of the base metrics with whatever else the vector says; null where a base metric is missing or has no such value. */
export function scoreOfVersion4(given: Metrics): number | null {
  const real = (metric: string): string => {
    const modified = given.get(`M${metric}`);
    if (modified !== undefined && modified !== 'X') return modified;
    const own = given.get(metric);
    return own === undefined || own === 'X' ? (WORST[metric] ?? '') : own;
  };
  if (BASE.some((metric) => real(metric).length !== 1 || !LEVELS[metric]!.includes(real(metric)))) return null;
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((metric) => real(metric) === 'N')) return 0;

  const levels = [exploitability(real), real('AC') === 'L' && real('AT') === 'N' ? 0 : 1, impact(real), beyond(real)];
  const exploited = Math.max(0, 'APU'.indexOf(real('E')));
  const own = scoreAt(levels, exploited)!;
  let sum = 0;
  let lower = exploited < 2 ? 1 : 0; // has one metric, so that no vector is below the highest of its level
  for (const [set, level] of levels.entries()) {
    const next = nextLower(set, level)
      .map((other) => scoreAt(levels.with(set, other), exploited))
      .filter((score) => score !== null);
    if (next.length === 0) continue;
    lower++;
    sum += ((own - Math.max(...next)) * distance(set, level, real)) / DEPTHS[set]![level]!;
  }
  return Math.round(Math.max(0, own - (lower === 0 ? 0 : sum / lower)) * 10 + 1e-6) / 10;
}

/** EQ1 (table 24). */
function exploitability(real: (metric: string) => string): number {
  const open = ['AV', 'PR', 'UI'].filter((metric) => real(metric) === 'N').length;
  return open === 3 ? 0 : open > 0 && real('AV') !== 'P' ? 1 : 2;
}

/** EQ3 and EQ6 together (tables 26, 29 and 30): 00, 01, 10, 11, 21. */
function impact(real: (metric: string) => string): number {
  const high = (metric: string): boolean => real(metric) === 'H';
  const whole = high('VC') && high('VI') ? 0 : high('VC') || high('VI') || high('VA') ? 1 : 2;
  if (whole === 2) return 4;
  const wanted = ['C', 'I', 'A'].some((letter) => high(`V${letter}`) && high(`${letter}R`));
  return whole * 2 + (wanted ? 0 : 1);
}

/** EQ4 (table 27). */
const beyond = (real: (metric: string) => string): number =>
  real('SI') === 'S' || real('SA') === 'S' ? 0 : ['SC', 'SI', 'SA'].some((metric) => real(metric) === 'H') ? 1 : 2;

/** Levels that are one below; of two the better counts. */
const nextLower = (set: number, level: number): readonly number[] =>
  set !== 2 ? (level + 1 < DEPTHS[set]!.length ? [level + 1] : []) : ([[1, 2], [3], [3], [4], []][level] ?? []);

const scoreAt = (levels: readonly number[], exploited: number): number | null =>
  SCORES[(((levels[0]! * 2 + levels[1]!) * 5 + levels[2]!) * 3 + levels[3]!) * 3 + exploited] ?? null;

/** Steps from the first of the most severe vectors of the level that is nowhere less severe. */
function distance(set: number, level: number, real: (metric: string) => string): number {
  const { metrics, highest } = SETS[set]!;
  for (const vector of highest[level]!) {
    const steps = metrics.map((metric, at) => {
      const values = LEVELS[metric]!;
      return values.indexOf(real(metric)) - values.indexOf(vector[at]!);
    });
    if (steps.every((step) => step >= 0)) return steps.reduce((sum, step) => sum + step, 0);
  }
  return 0;
}
