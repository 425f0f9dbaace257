import type { Severity } from '../../core/finding';
import type { GpuLimit, JobHours, JobPolicy } from '../../core/job-policy';
import type { JobEvidence, JobRecord } from '../../core/job-records';
import { sha256Of } from '../../project/digests';
import { clockAt } from '../../readers/jobs/times';
import { gpuHoursOf, hoursByWindow } from './gpu-hours';
import { fits } from './wildcards';

/** What is judged of training jobs. */
export type JobRule =
  'unauthorized-job-owner' | 'unknown-account' | 'gpu-hours-exceeded' | 'off-hours-start' | 'stale-run';

/** Something that the policy does not allow. */
export interface JobAlert {
  /** `sha256:…` of rule, source, group and window: the same export gives the same id. */
  readonly id: string;
  readonly rule: JobRule;
  readonly severity: Severity;
  /** Id of the job, or of the array or requeued job that it is part of; of a limit over several jobs that which took most. */
  readonly job: string;
  /** Jobs of the group that it is about. */
  readonly count: number;
  /** Without names of people: who prints it knows them from the jobs. */
  readonly message: string;
  /** Whom it is about; null where that is nobody, or unknown. */
  readonly owner: string | null;
  readonly evidence: JobEvidence;
}

export interface JudgedJobs {
  readonly alerts: readonly JobAlert[];
  /** Alerts that people acknowledged, which are not told. */
  readonly acknowledged: number;
  /** Acknowledgements whose end has come, and what could not be judged, in sentences. */
  readonly notes: readonly string[];
}

type Draft = Omit<JobAlert, 'id' | 'count'> & {
  readonly source: string;
  readonly group: string;
  readonly window: string;
};

/** Judges jobs as they were at an instant, which is the time of the export and never now. */
export async function judgeJobs(jobs: readonly JobRecord[], policy: JobPolicy, asOf: number): Promise<JudgedJobs> {
  const notes: string[] = [];
  const drafts = [
    ...jobs.flatMap((job) => ofOne(job, policy, asOf)),
    ...policy.limits.flatMap((limit) => ofLimit(limit, jobs, policy, asOf, notes)),
  ];
  const grouped = new Map<string, { draft: Draft; count: number }>();
  for (const draft of drafts) {
    const key = [draft.rule, draft.source, draft.group, draft.window].join('\0');
    const known = grouped.get(key);
    if (known) known.count++;
    else grouped.set(key, { draft, count: 1 });
  }
  const today = new Date(asOf).toISOString().slice(0, 10);
  const acknowledged = new Map(policy.acknowledged.map(({ id, until }) => [id, until]));
  const alerts: JobAlert[] = [];
  let silent = 0;
  for (const [key, { draft, count }] of grouped) {
    const id = `sha256:${await sha256Of(new TextEncoder().encode(key))}`;
    const until = acknowledged.get(id);
    if (until !== undefined && today < until) {
      silent++;
      continue;
    }
    if (until !== undefined) notes.push(`an acknowledgement ended on ${until}: its alert is told again`);
    const { rule, severity, job, message, owner, evidence } = draft;
    alerts.push({
      id,
      rule,
      severity,
      job: count > 1 ? draft.group : job,
      count,
      message: count > 1 ? message.replace(/\.$/, ` (${count} jobs of one group).`) : message,
      owner,
      evidence,
    });
  }
  return { alerts, acknowledged: silent, notes };
}

/** What is wrong with one job. */
function ofOne(job: JobRecord, policy: JobPolicy, asOf: number): readonly Draft[] {
  const found: Draft[] = [];
  const tell = (rule: JobRule, severity: Severity, message: string, window = ''): void =>
    void found.push({
      rule,
      severity,
      message,
      window,
      source: job.source,
      group: job.group,
      job: job.id,
      owner: job.owner,
      evidence: job.evidence,
    });
  if (job.owner === null && policy.requireOwner)
    tell('unauthorized-job-owner', 'error', `Nothing says who owns job ${job.id}.`);
  else if (job.owner !== null && policy.owners.length > 0 && !fits(policy.owners, job.owner))
    tell('unauthorized-job-owner', 'error', `Job ${job.id} is of an owner who is not in [jobs] owners.`);
  if (job.account !== null && policy.accounts.length > 0 && !fits(policy.accounts, job.account))
    tell('unknown-account', 'warning', `Job ${job.id} is charged to an account that is not in [jobs] accounts.`);
  const off = offHours(job, policy);
  if (off !== null) tell('off-hours-start', off.severity, off.message);
  if (policy.staleAfter !== null && job.running && job.started !== null) {
    const hours = (asOf - job.started) / 3_600_000;
    if (hours * 3_600 > policy.staleAfter)
      tell('stale-run', 'warning', `Job ${job.id} has been running for ${rounded(hours)} hours.`);
  }
  return found;
}

/** A job that waited in a queue into the night started when it was its turn: that alone is information. */
function offHours(
  { id, submitted, started }: JobRecord,
  { hours, timezone }: JobPolicy,
): { readonly severity: Severity; readonly message: string } | null {
  if (hours === null || timezone === null || hours.allow.length === 0) return null;
  const outside = (at: number | null): boolean =>
    at !== null && !isWithinHours(at, hours.allow, hours.holidays, timezone);
  const [lateSubmit, lateStart] = [outside(submitted), outside(started)];
  if (hours.basis === 'submit' ? !lateSubmit : hours.basis === 'start' ? !lateStart : !lateSubmit && !lateStart)
    return null;
  const shown = (at: number): string => {
    const { hour, minute, year, month, date } = clockAt(at, timezone);
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${year}-${two(month)}-${two(date)} ${two(hour)}:${two(minute)}`;
  };
  const both = lateSubmit && (lateStart || started === null);
  return {
    severity: both || (lateSubmit && hours.basis === 'submit') ? 'warning' : 'info',
    message: lateStart
      ? `Job ${id} started at ${shown(started!)}, outside of [jobs.hours]${both ? ', and was submitted outside of them' : ''}.`
      : `Job ${id} was submitted at ${shown(submitted!)}, outside of [jobs.hours].`,
  };
}

/** Whether an instant is in one of the windows, by the clock of a zone. A holiday has none that start on it. */
export function isWithinHours(
  at: number,
  windows: readonly JobHours[],
  holidays: readonly string[],
  zone: string,
): boolean {
  const { year, month, date, hour, minute, day } = clockAt(at, zone);
  const minutes = hour * 60 + minute;
  const label = (back: number): string => new Date(Date.UTC(year, month - 1, date - back)).toISOString().slice(0, 10);
  return windows.some(({ days, from, until }) => {
    const starts = (back: number): boolean => days.includes((day + 7 - back) % 7) && !holidays.includes(label(back));
    if (from < until) return starts(0) && minutes >= from && minutes < until;
    return (starts(0) && minutes >= from) || (starts(1) && minutes < until);
  });
}

/** Where more GPU hours were used than a limit allows. */
function ofLimit(
  limit: GpuLimit,
  jobs: readonly JobRecord[],
  policy: JobPolicy,
  asOf: number,
  notes: string[],
): readonly Draft[] {
  const zone = policy.timezone ?? 'UTC';
  const sums = new Map<
    string,
    { hours: number; parts: { job: JobRecord; hours: number }[]; name: string; window: string }
  >();
  let unknown = 0;
  for (const job of jobs) {
    const name = nameIn(limit.scope, job);
    // What an earlier limit of the same scope and window takes is its business.
    if (
      name === null ||
      policy.limits.find((each) => each.scope === limit.scope && each.window === limit.window && matches(each, job)) !==
        limit
    )
      continue;
    const whole = gpuHoursOf(job, asOf);
    if (whole === null) {
      unknown++;
      continue;
    }
    const byWindow = limit.window === 'job' ? new Map([['', whole]]) : hoursByWindow(job, limit.window, zone, asOf);
    for (const [window, hours] of byWindow ?? []) {
      const key = `${name}\0${window}`;
      const sum = sums.get(key) ?? { hours: 0, parts: [], name, window };
      sum.hours += hours;
      sum.parts.push({ job, hours });
      sums.set(key, sum);
    }
  }
  if (unknown > 0)
    notes.push(`the GPU hours of ${unknown} ${unknown === 1 ? 'job' : 'jobs'} are not known: no limit counts them`);
  return [...sums.values()].flatMap((sum) => (sum.hours > limit.gpuHours ? [exceeded(limit, sum)] : []));
}

function exceeded(
  { scope, window, gpuHours }: GpuLimit,
  {
    hours,
    parts,
    name,
    window: label,
  }: { hours: number; parts: { job: JobRecord; hours: number }[]; name: string; window: string },
): Draft {
  const most = [...parts].sort((a, b) => b.hours - a.hours);
  const { job } = most[0]!;
  const top = most.slice(0, 3).map((part) => `${part.job.id} (${rounded(part.hours)})`);
  const whose = { job: `Job ${job.id}`, owner: 'One owner', account: 'One account', all: 'All jobs together' }[scope];
  const when = window === 'job' ? '' : ` in the ${window} of ${label}`;
  return {
    rule: 'gpu-hours-exceeded',
    severity: 'warning',
    message: `${whose} used ${rounded(hours)} GPU hours${when}; ${rounded(gpuHours)} are allowed${parts.length > 1 ? `. Most: ${top.join(', ')}` : ''}.`,
    window: `${scope}\0${window}\0${label}`,
    // A sum over jobs is the same alert whichever of them took most.
    source: scope === 'job' ? job.source : '',
    group: scope === 'job' ? job.group : name,
    job: job.id,
    owner: scope === 'owner' || scope === 'job' ? job.owner : null,
    evidence: job.evidence,
  };
}

function nameIn(scope: GpuLimit['scope'], job: JobRecord): string | null {
  switch (scope) {
    case 'job':
      return job.group;
    case 'owner':
      return job.owner?.toLowerCase() ?? null;
    case 'account':
      return job.account?.toLowerCase() ?? null;
    case 'all':
      return '';
  }
}

const matches = ({ match }: GpuLimit, job: JobRecord): boolean =>
  Object.entries(match).every(([field, glob]) =>
    fits([glob], job[field as 'owner' | 'account' | 'partition' | 'cluster' | 'source'] ?? ''),
  );

const rounded = (hours: number): string => String(Math.round(hours * 10) / 10);
