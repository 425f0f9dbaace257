import type { LimitWindow } from '../../core/job-policy';
import type { JobRecord, JobSegment } from '../../core/job-records';
import { clockAt, instantOf } from '../../readers/jobs/times';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The end of a segment: of one that runs, the time of the export, which is never before its start. */
const endOf = ({ start, end }: JobSegment, asOf: number): number => Math.max(end ?? asOf, start);

/** Seconds of a segment that count. */
const secondsOf = (segment: JobSegment, asOf: number): number =>
  segment.seconds ?? (endOf(segment, asOf) - segment.start) / 1_000;

/**
 * GPU hours of a job up to an instant: over all its segments, seconds times GPUs. Null where the GPUs of a segment are not known, which
 * is not zero; 0 for a job that never started.
 */
export function gpuHoursOf({ segments }: JobRecord, asOf: number): number | null {
  let sum = 0;
  for (const segment of segments) {
    if (segment.gpus === null) return null;
    sum += (secondsOf(segment, asOf) * segment.gpus) / 3_600;
  }
  return sum;
}

/** A day, a week from Monday or a month of a calendar. */
export interface CalendarWindow {
  /** `2026-11-30`, the day it begins. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** The window that an instant is in, by the clock of a zone: a day on which the clock is put back has 25 hours. */
export function windowAt(at: number, window: Exclude<LimitWindow, 'job'>, zone: string): CalendarWindow {
  const { year, month, date, day } = clockAt(at, zone);
  const first = window === 'month' ? 1 : window === 'week' ? date - ((day + 6) % 7) : date;
  const startLocal = Date.UTC(year, month - 1, first);
  const endLocal = window === 'month' ? Date.UTC(year, month, 1) : startLocal + (window === 'week' ? 7 : 1) * DAY;
  return {
    label: new Date(startLocal).toISOString().slice(0, 10),
    start: instantOf(startLocal, zone).at,
    end: instantOf(endLocal, zone).at,
  };
}

/** Windows that one job may reach into: some years of days. */
const MOST_WINDOWS = 4_000;

/**
 * GPU hours by window of a calendar, by its label: a job that spans a border is divided at it, in proportion to time. Null where the
 * GPUs are not known.
 */
export function hoursByWindow(
  { segments }: JobRecord,
  window: Exclude<LimitWindow, 'job'>,
  zone: string,
  asOf: number,
): ReadonlyMap<string, number> | null {
  const found = new Map<string, number>();
  for (const segment of segments) {
    if (segment.gpus === null) return null;
    const end = endOf(segment, asOf);
    const whole = end - segment.start;
    const hours = (secondsOf(segment, asOf) * segment.gpus) / 3_600;
    if (whole === 0) {
      add(found, windowAt(segment.start, window, zone).label, hours);
      continue;
    }
    for (let at = segment.start, count = 0; at < end && count < MOST_WINDOWS; count++) {
      const { label, end: border } = windowAt(at, window, zone);
      const until = Math.min(Math.max(border, at + 1), end);
      add(found, label, (hours * (until - at)) / whole);
      at = until;
    }
  }
  return found;
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}
