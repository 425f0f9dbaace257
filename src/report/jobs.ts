import { readableName } from '../core/file-name';
import { SEVERITIES, type Severity } from '../core/finding';
import type { JobRecord } from '../core/job-records';
import { gpuHoursOf } from '../analysis/jobs/gpu-hours';
import type { JobAlert } from '../analysis/jobs/judge-jobs';
import { shownOfFile } from '../analysis/artifacts/file-text';
import { NO_COLOURS, type Palette } from './text';

/** What `jobs` tells: the jobs, what is wrong with them, and as of when. */
export interface JobReport {
  readonly jobs: readonly JobRecord[];
  readonly alerts: readonly JobAlert[];
  readonly acknowledged: number;
  /** The latest time of an export; milliseconds since the epoch. */
  readonly asOf: number;
  /** Another name for a person, the same for the same; null: as they are. */
  readonly pseudonym: ((name: string) => string) | null;
}

/** What `jobs --format json` says: the contract. Times are ISO 8601 in UTC, hours null where unknown. */
export function jobsDocument({ jobs, alerts, acknowledged, asOf, pseudonym }: JobReport): unknown {
  const person = personOf(pseudonym);
  const { known, unknown } = total(jobs, asOf);
  return {
    version: 1,
    asOf: iso(asOf),
    jobs: jobs.map((job) => ({
      id: shownOfFile(job.id),
      owner: person(job.owner),
      account: job.account === null ? null : shownOfFile(job.account),
      start: iso(job.started),
      end: iso(job.ended),
      gpuHours: hoursOf(job, asOf),
      source: job.source,
    })),
    alerts: alerts.map(({ id, rule, severity, job, message, evidence }) => ({
      id,
      rule,
      severity,
      job: shownOfFile(job),
      message: shownOfFile(message),
      path: evidence.path,
      line: evidence.line,
    })),
    summary: {
      ...counted(alerts),
      jobs: jobs.length,
      gpuHours: known,
      unknownGpuHours: unknown,
      acknowledged,
    },
  };
}

/** The same for people. Only whom an alert is about is named. */
export function printJobs(
  { jobs, alerts, acknowledged, asOf, pseudonym }: JobReport,
  colours: Palette = NO_COLOURS,
): string {
  const person = personOf(pseudonym);
  const lines = alerts.map((alert) => {
    const place = `${readableName(alert.evidence.path)}${alert.evidence.line === null ? '' : `:${alert.evidence.line}`}`;
    const owner = person(alert.owner);
    return `${place}: ${paint(alert.severity, colours)}: ${shownOfFile(alert.message)}${owner === null ? '' : ` Owner: ${owner}.`} [${alert.rule}]\n    ${alert.id}`;
  });
  const { known, unknown } = total(jobs, asOf);
  const counts = counted(alerts);
  const told = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) => `${counts[severity]} ${severity}${counts[severity] === 1 ? '' : 's'}`,
  );
  return [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'} as of ${iso(asOf)}: ${Math.round(known * 10) / 10} GPU hours${unknown > 0 ? `, and ${unknown} ${unknown === 1 ? 'job' : 'jobs'} of which they are not known` : ''}. ${told.length > 0 ? told.join(', ') : 'Nothing against the policy'}${acknowledged > 0 ? `; ${acknowledged} acknowledged` : ''}.`,
    '',
  ].join('\n');
}

const paint = (severity: Severity, colours: Palette): string =>
  ({ error: colours.red, warning: colours.yellow, info: colours.blue, hint: colours.dim })[severity](severity);

const personOf =
  (pseudonym: JobReport['pseudonym']) =>
  (name: string | null): string | null =>
    name === null ? null : pseudonym === null ? shownOfFile(name) : pseudonym(name.toLowerCase());

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** To a thousandth of an hour. */
function hoursOf(job: JobRecord, asOf: number): number | null {
  const hours = gpuHoursOf(job, asOf);
  return hours === null ? null : Math.round(hours * 1_000) / 1_000;
}

function total(jobs: readonly JobRecord[], asOf: number): { readonly known: number; readonly unknown: number } {
  let [known, unknown] = [0, 0];
  for (const job of jobs) {
    const hours = gpuHoursOf(job, asOf);
    if (hours === null) unknown++;
    else known += hours;
  }
  return { known: Math.round(known * 1_000) / 1_000, unknown };
}

function counted(alerts: readonly JobAlert[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of alerts) counts[severity]++;
  return counts;
}
