import type { JobList, JobReading, JobRecord, JobSegment } from '../../core/job-records';
import { Listing } from './listing';
import { gpusOf } from './slurm-resources';
import { readDuration } from './times';

/** Names of the columns that say that a table is one of `sacct --parsable2`. */
const NEEDED = ['state', 'start'];

/** The columns by name, in lower case; null for a line that is no header of `sacct`. */
function headerOf(line: string): ReadonlyMap<string, number> | null {
  const names = line
    .trim()
    .split('|')
    .map((name) => name.trim().toLowerCase());
  const columns = new Map(names.map((name, at) => [name, at]));
  return (columns.has('jobid') || columns.has('jobidraw')) && NEEDED.every((name) => columns.has(name))
    ? columns
    : null;
}

/** Whether a text is a table as `sacct -P` or `sacct -p` prints it. */
export const isSlurmTable = (text: string): boolean => headerOf(text.slice(0, 4_096).split(/\r?\n/, 1)[0]!) !== null;

/**
 * Jobs of `sacct --parsable2 --duplicates`: one line a job, a header that names the columns in any order. Steps are left out, what was
 * requeued is one job of several times. Source: Slurm, sacct(1).
 */
export function readSlurmTable(text: string, reading: JobReading): JobList {
  const listing = new Listing(reading);
  const lines = text.split(/\r?\n/);
  const columns = headerOf(lines[0] ?? '');
  if (columns === null) return listing.done;
  const byId = new Map<string, JobRecord>();
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.trim() === '') continue;
    const job = partOf(line, at + 1, columns, listing);
    if (job === null) continue;
    const before = byId.get(job.id);
    byId.set(job.id, before ? requeued(before, job) : job);
  }
  for (const job of byId.values()) listing.add(job);
  return listing.done;
}

function partOf(
  line: string,
  number: number,
  columns: ReadonlyMap<string, number>,
  listing: Listing,
): JobRecord | null {
  const cells = cellsOf(line, columns);
  if (cells === null) {
    listing.note('some lines have another number of columns than the header: they are left out');
    return null;
  }
  const cell = (name: string): string => cells[columns.get(name) ?? -1]?.trim() ?? '';
  const filled = (name: string): string | null => cell(name) || null;
  const shown = filled('jobid') ?? cell('jobidraw');
  // Steps of a job: 17.batch, 17.extern, 17.0
  if (shown === '' || /^\d[\d_+[\]%,-]*\.\w+/.test(shown)) return null;
  const owner = filled('user');
  return {
    source: 'slurm',
    id: shown,
    group: /^\d+/.exec(shown)?.[0] ?? shown,
    owner,
    ownerKind: owner === null ? null : 'os',
    account: filled('account'),
    partition: filled('partition'),
    cluster: filled('cluster'),
    restarts: Number(/^\d+$/.test(cell('restarts')) ? cell('restarts') : 0),
    evidence: { path: listing.reading.path, line: number, pointer: null },
    ...timesOf(cell, columns.has('alloctres'), listing),
  };
}

type Times = Pick<JobRecord, 'submitted' | 'started' | 'ended' | 'running' | 'gpus' | 'segments'>;

function timesOf(cell: (name: string) => string, hasResources: boolean, listing: Listing): Times {
  const [submitted, started, ended] = ['submit', 'start', 'end'].map((name) => listing.time(cell(name))) as [
    number | null,
    number | null,
    number | null,
  ];
  const told = cell('alloctres');
  const gpus = hasResources ? gpusOf(told, cell('partition') || null, listing.reading.weightOf) : null;
  if (started === null)
    return { submitted, started, ended, running: false, gpus: told === '' ? null : gpus, segments: [] };
  const running = RUNNING.test(cell('state'));
  const seconds = secondsOf(cell('elapsedraw') || cell('elapsed'), started, ended, cell('suspended'));
  return {
    submitted,
    started,
    ended: running ? null : ended,
    running,
    gpus,
    segments: [{ start: started, end: running ? null : (ended ?? started), seconds: running ? null : seconds, gpus }],
  };
}

const RUNNING = /^(?:RUNNING|SUSPENDED|COMPLETING|RESIZING|STAGE_OUT|SIGNALING)/i;

/** A name of a job may have a bar in it: what is too much belongs to it. */
function cellsOf(line: string, columns: ReadonlyMap<string, number>): readonly string[] | null {
  const cells = line.split('|');
  const width = columns.size;
  if (cells.length > width && cells.at(-1)!.trim() === '') cells.pop(); // --parsable ends each line with a bar
  const extra = cells.length - width;
  const name = columns.get('jobname') ?? columns.get('name');
  if (extra === 0) return cells;
  if (extra < 0 || name === undefined) return null;
  return [...cells.slice(0, name), cells.slice(name, name + extra + 1).join('|'), ...cells.slice(name + extra + 1)];
}

/** Slurm's elapsed time is without suspension, and does not mind the clock that is put back. */
function secondsOf(elapsed: string, start: number | null, end: number | null, suspended: string): number | null {
  const told = readDuration(elapsed);
  if (told !== null) return told;
  if (start === null || end === null) return null;
  return Math.max((end - start) / 1_000 - (readDuration(suspended) ?? 0), 0);
}

/** One job of two of its runs: submitted when it first was, started when it first was. */
function requeued(one: JobRecord, other: JobRecord): JobRecord {
  const segments = [...one.segments, ...other.segments].sort((a, b) => a.start - b.start);
  const times = (values: readonly (number | null)[]): readonly number[] => values.filter((value) => value !== null);
  const earliest = (values: readonly (number | null)[]): number | null =>
    times(values).length > 0 ? Math.min(...times(values)) : null;
  const last: JobSegment | undefined = segments.at(-1);
  return {
    ...other,
    submitted: earliest([one.submitted, other.submitted]),
    started: earliest([one.started, other.started]),
    ended: last?.end ?? null,
    running: one.running || other.running,
    gpus: one.gpus === null || other.gpus === null ? null : Math.max(one.gpus, other.gpus),
    segments,
    restarts: Math.max(one.restarts, other.restarts, segments.length - 1),
    evidence: one.evidence,
  };
}
