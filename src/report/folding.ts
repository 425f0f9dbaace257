import { SEVERITIES, type LocatedFinding, type Severity } from '../core/finding';
import { compareText } from './report';

/** A message that stands more often than this in a file is shown once. */
const MOST_ALIKE = 5;

/** A finding that is shown, and how many of the same message are not. */
export interface Shown {
  readonly finding: LocatedFinding;
  readonly folded: number;
}

/** The findings of one file, where those are left out that say word for word what another one says more than five times. Who asks why gets all. */
export function folded(findings: readonly LocatedFinding[]): readonly Shown[] {
  const alike = new Map<string, number>();
  for (const finding of findings) alike.set(keyOf(finding), (alike.get(keyOf(finding)) ?? 0) + 1);
  const shown = new Set<string>();
  return findings.flatMap((finding): readonly Shown[] => {
    const key = keyOf(finding);
    const count = alike.get(key)!;
    if (finding.reasons !== undefined || count <= MOST_ALIKE) return [{ finding, folded: 0 }];
    if (shown.has(key)) return [];
    shown.add(key);
    return [{ finding, folded: count - 1 }];
  });
}

const keyOf = ({ rule, severity, message }: LocatedFinding): string => JSON.stringify([rule, severity, message]);

/** How many findings of a severity a rule has. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
}

/** The worst first, of equally bad ones those with most findings. A rule that speaks at several severities comes several times. */
export function countsByRule(findings: readonly LocatedFinding[]): readonly RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { rule, severity } of findings) {
    const key = `${severity} ${rule}`;
    counts.set(key, { rule, severity, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count || compareText(a.rule, b.rule),
  );
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
