import type { JobList, JobReading, JobRecord } from '../../core/job-records';
import { listAt, numberAt, tableAt, exportText, type JsonTable } from './json-parts';
import { Listing } from './listing';
import { countOf } from './slurm-resources';

/** Whether a document is that of `sacct --json`. */
export const isSlurmJson = (root: unknown): boolean =>
  listAt(tableAt(root)['jobs']).length > 0 && 'job_id' in tableAt(listAt(tableAt(root)['jobs'])[0]);

/** Jobs of `sacct --json`. Source: Slurm, data_parser 0.0.39 to 0.0.46. */
export function readSlurmJson(root: unknown, reading: JobReading): JobList {
  const listing = new Listing(reading);
  const byId = new Map<string, JobRecord>();
  for (const [at, value] of listAt(tableAt(root)['jobs']).entries()) {
    const job = jobOf(tableAt(value), `/jobs/${at}`, listing);
    if (job === null) continue;
    const before = byId.get(job.id);
    byId.set(
      job.id,
      before
        ? {
            ...job,
            submitted: before.submitted ?? job.submitted,
            started: before.started ?? job.started,
            segments: [...before.segments, ...job.segments],
            restarts: before.restarts + 1,
            evidence: before.evidence,
          }
        : job,
    );
  }
  for (const job of byId.values()) listing.add(job);
  return listing.done;
}

function jobOf(job: JsonTable, pointer: string, listing: Listing): JobRecord | null {
  const number = numberAt(job['job_id']);
  if (number === null) return null;
  const time = tableAt(job['time']);
  const [submitted, started, ended] = ['submission', 'start', 'end'].map((name) =>
    listing.time(numberAt(time[name])),
  ) as [number | null, number | null, number | null];
  const states = tableAt(job['state'])['current'];
  const state = (typeof states === 'string' ? states : (exportText(listAt(states)[0]) ?? '')).toUpperCase();
  const running = /^(?:RUNNING|SUSPENDED|COMPLETING)/.test(state) && started !== null;
  const gpus = gpusIn(job, listing);
  const array = tableAt(job['array']);
  const group = numberAt(array['job_id']) || numberAt(tableAt(job['het'])['job_id']) || number;
  const task = numberAt(array['task_id']);
  const suspended = numberAt(tableAt(time['suspended'])['seconds'] ?? time['suspended']) ?? 0;
  const elapsed = numberAt(time['elapsed']);
  return {
    source: 'slurm',
    id: task !== null && group !== number ? `${group}_${task}` : String(number),
    group: String(group),
    owner: exportText(job['user']),
    ownerKind: exportText(job['user']) === null ? null : 'os',
    account: exportText(job['account']),
    partition: exportText(job['partition']),
    cluster: exportText(job['cluster']),
    submitted,
    started,
    ended: running ? null : ended,
    running,
    gpus,
    segments:
      started === null
        ? []
        : [
            {
              start: started,
              end: running ? null : (ended ?? started),
              seconds: running
                ? null
                : (elapsed ?? (ended === null ? null : Math.max((ended - started) / 1_000 - suspended, 0))),
              gpus,
            },
          ],
    restarts: numberAt(job['restart_cnt']) ?? 0,
    evidence: { path: listing.reading.path, line: null, pointer },
  };
}

function gpusIn(job: JsonTable, { reading }: Listing): number | null {
  const tres = tableAt(job['tres']);
  const allocated = listAt(tres['allocated']).map(tableAt);
  let untyped: number | null = null;
  const typed: { kind: string; count: number }[] = [];
  for (const each of allocated) {
    const name = exportText(each['name']) ?? '';
    const count = numberAt(each['count']) ?? 0;
    if (each['type'] !== 'gres' || !/^gpu(?::|$)/.test(name)) continue;
    if (name === 'gpu') untyped = (untyped ?? 0) + count;
    else typed.push({ kind: name.slice(4).toLowerCase(), count });
  }
  if (untyped === null && typed.length === 0)
    return allocated.length === 0 || /gpu/i.test(exportText(job['partition']) ?? '') ? null : 0;
  return countOf(untyped, typed, reading.weightOf);
}
