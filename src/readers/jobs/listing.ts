import type { JobList, JobReading, JobRecord } from '../../core/job-records';
import { readTime } from './times';

/** Jobs of one file. What follows is left out, with a note. */
const MOST_JOBS = 200_000;

/** Collects the jobs of a file, and what is told of how they were read. */
export class Listing {
  readonly #jobs: JobRecord[] = [];
  readonly #notes = new Set<string>();

  constructor(readonly reading: JobReading) {}

  add(job: JobRecord): void {
    if (this.#jobs.length < MOST_JOBS) this.#jobs.push(job);
    else this.note(`only the first ${MOST_JOBS} jobs were read`);
  }

  note(text: string): void {
    if (this.#notes.size < 50) this.#notes.add(text);
  }

  /** A time of the export; null for what says none. */
  time(value: unknown): number | null {
    const text = typeof value === 'number' ? timeText(value) : typeof value === 'string' ? value : '';
    if (text === '' || /^(?:unknown|none|n\/a|null)$/i.test(text)) return null;
    const zone = this.reading.timezone ?? 'UTC';
    const read = readTime(text, zone);
    if (read === null) {
      this.note('some times could not be read: the jobs count without them');
      return null;
    }
    if (read.doubt === 'ambiguous') this.note(`some times are shown twice by a clock in ${zone}: the earlier is taken`);
    if (read.doubt === 'skipped')
      this.note(`some times are shown by no clock in ${zone}, since it was put forward over them`);
    if (this.reading.timezone === null && /\d:\d\d$/.test(text) && !/[+-]\d\d:?\d\d$/.test(text))
      this.note('times have no zone and [jobs] timezone is not set: they are taken for UTC');
    return read.at;
  }

  get done(): JobList {
    return { jobs: this.#jobs, notes: [...this.#notes] };
  }
}

/** 0 is how exports say that there was no such time. */
const timeText = (value: number): string =>
  !Number.isFinite(value) || value <= 0 ? '' : value < 1e11 ? value.toFixed(3) : value.toFixed(0);

/** GPUs of several parts; one that nobody knows makes the whole unknown. */
export const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);

/** The larger; what nobody knows is as unknown as before. */
export const largestOf = (counts: readonly (number | null)[]): number | null =>
  counts.some((each) => each === null) ? null : Math.max(0, ...(counts as number[]));
