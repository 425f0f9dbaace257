import type { AdvisoryState, Vulnerability } from '../../../core/advisory';
import { SEVERITIES, type Severity } from '../../../core/finding';
import { shortened } from '../../../analysis/secrets/shortened';

/** Vulnerabilities that a detail tells one by one. */
const TOLD = 3;

/** What a vulnerability is worth to somebody who requires the package; of what only others need, one step less. */
export function vulnerabilitySeverity({ level }: Vulnerability, direct: boolean): Severity {
  const own: Severity = level === 'critical' ? 'error' : level === 'low' ? 'info' : 'warning';
  // Where nobody says how bad it is, nobody can say that it is not.
  return direct || level === 'unknown' ? own : (SEVERITIES[SEVERITIES.indexOf(own) + 1] ?? own);
}

/** `has a known vulnerability (CVE-2023-32681), severity unknown`. */
export function vulnerableWith(vulnerabilities: readonly Vulnerability[]): string {
  const [worst] = vulnerabilities as readonly [Vulnerability];
  const level = worst.level === 'unknown' ? 'severity unknown' : worst.level;
  return vulnerabilities.length === 1
    ? `has a known vulnerability (${shortened(worst.ids[0]!, 24)}, ${level})`
    : `has ${vulnerabilities.length} known vulnerabilities (worst: ${shortened(worst.ids[0]!, 24)}, ${level})`;
}

/** What each is, the worst first, and how far the advisories go. */
export function detailOf(vulnerabilities: readonly Vulnerability[], state: AdvisoryState): string {
  const told = vulnerabilities.slice(0, TOLD).map(({ ids, level, score, summary, fixed }) => {
    const known = level === 'unknown' ? 'severity unknown' : score === null ? level : `${level}, CVSS ${score}`;
    const names = shortened(ids.slice(0, 3).join(', '), 70);
    return `${names} (${known}, ${fixed === null ? 'no fixed version known' : `fixed in ${shortened(fixed, 20)}`})${summary === '' ? '' : `: ${summary.replace(/\.$/, '')}`}`;
  });
  const more = vulnerabilities.length > TOLD ? [`${vulnerabilities.length - TOLD} more`] : [];
  return [...told, ...more, datedOf(state)].join('; ');
}

/** `advisories as of 2026-10-20`, and that this is old where it is. */
export const datedOf = ({ asOf, old }: AdvisoryState): string =>
  `advisories as of ${asOf?.slice(0, 10) ?? 'an unknown date'}${old ? ', more than 30 days old (`touchstone advisories update --online`)' : ''}`;
