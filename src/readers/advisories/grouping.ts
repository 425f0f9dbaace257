import type { AdvisoryLevel, Vulnerability } from '../../core/advisory';
import { compareTexts, fixedAfter, smallestOf } from './affected';
import { scoreOf } from './cvss';
import type { OsvAffected, OsvRecord, OsvVector } from './osv-record';

/** A record with what it says of the package that was asked for. */
export interface Matched {
  readonly record: OsvRecord;
  readonly affected: readonly OsvAffected[];
}

/** One entry of what are aliases of one another, over any number of steps; the worst first. */
export function groupedByAlias(version: string, matched: readonly Matched[]): readonly Vulnerability[] {
  const groupOf = new Map<string, Set<Matched>>();
  for (const item of matched) {
    let group = new Set([item]);
    for (const id of idsOf(item)) {
      const other = groupOf.get(id);
      if (other === undefined || other === group) continue;
      const [large, small] = other.size > group.size ? [other, group] : [group, other];
      for (const member of small) large.add(member);
      group = large;
    }
    for (const member of group) for (const id of idsOf(member)) groupOf.set(id, group);
  }
  return [...new Set(groupOf.values())]
    .map((group) => vulnerabilityOf(version, [...group]))
    .sort((a, b) => byWorst(a, b));
}

const idsOf = ({ record }: Matched): readonly string[] => [record.id, ...record.aliases];

function vulnerabilityOf(version: string, group: readonly Matched[]): Vulnerability {
  const ids = [...new Set(group.flatMap(idsOf))].sort(byFame);
  const vectors = group.flatMap(({ record, affected }) => [
    ...record.vectors,
    ...affected.flatMap((item) => item.vectors),
  ]);
  const score = bestScore(vectors);
  // Records of one vulnerability may be wrong about a branch: who waits for the later release is right in any case.
  const fixed = group
    .map(({ affected }) => smallestOf(affected.flatMap((item) => fixedAfter(version, item) ?? [])))
    .filter((release) => release !== null);
  return {
    ids,
    malicious: ids.some((id) => id.startsWith('MAL-')),
    summary: group.map(({ record }) => record.summary).find((summary) => summary !== '') ?? '',
    level: score === null ? wordLevel(group.map(({ record }) => record.word)) : levelOf(score),
    score,
    fixed: fixed.sort(compareTexts).at(-1) ?? null,
  };
}

/** The score of the newest version of CVSS; of several vectors of that the worst. */
function bestScore(vectors: readonly OsvVector[]): number | null {
  for (const type of ['CVSS_V4', 'CVSS_V3', 'CVSS_V2']) {
    const scores = vectors.flatMap((item) => (item.type === type ? (scoreOf(item.vector) ?? []) : []));
    if (scores.length > 0) return Math.max(...scores);
  }
  return null;
}

/** The qualitative scale of CVSS 3 and 4. */
const levelOf = (score: number): AdvisoryLevel =>
  score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';

const WORDS: Readonly<Record<string, AdvisoryLevel>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MODERATE: 'medium',
  MEDIUM: 'medium',
  LOW: 'low',
};

const wordLevel = (words: readonly string[]): AdvisoryLevel =>
  words.flatMap((word) => WORDS[word] ?? []).sort((a, b) => LEVELS.indexOf(a) - LEVELS.indexOf(b))[0] ?? 'unknown';

const LEVELS: readonly AdvisoryLevel[] = ['critical', 'high', 'unknown', 'medium', 'low'];

const byWorst = (a: Vulnerability, b: Vulnerability): number =>
  Number(b.malicious) - Number(a.malicious) ||
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  (b.score ?? 0) - (a.score ?? 0) ||
  (a.ids[0]! < b.ids[0]! ? -1 : 1);

const FAMOUS = ['MAL-', 'CVE-', 'GHSA-', 'PYSEC-'];

const byFame = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);

const rank = (id: string): number => {
  const at = FAMOUS.findIndex((prefix) => id.startsWith(prefix));
  return at < 0 ? FAMOUS.length : at;
};
