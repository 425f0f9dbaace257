import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CLEAN, type CacheEntry } from '../scan/result-cache';
import { readOwn, removeOwn, whenOfDisk, writeOwn } from './own-files';
import { isOutcome } from './result-shape';

/** An entry with the day it was last of use. */
export interface Stored {
  readonly entry: CacheEntry;
  /** Days since the epoch. */
  readonly day: number;
}

/** The form of the file. A file of another form is as good as none. */
const FORM = 1;
/** Entries of no use for so many days are dropped. Long enough to come back to a branch. */
const KEPT_DAYS = 14;
const LARGEST_FILE = 32 * 1024 ** 2;
/** All files together, and for how long one that nobody reads stays. */
const LARGEST_FOLDER = 64 * 1024 ** 2;
const KEPT_FILES_DAYS = 30;
const SUFFIX = '.results';
const KEY = /^[\w-]{43}$/;

interface Written {
  readonly form: number;
  readonly settings: string;
  /** Keys of clean files, by day. */
  readonly clean: readonly (readonly [day: number, keys: readonly string[]])[];
  /** Each question with one of its answers' digests once. */
  readonly asked: readonly (readonly [question: string, digest: string])[];
  /** `asked` by index; date '' for any; outcome 0 for nothing found. */
  readonly other: readonly (readonly [
    key: string,
    day: number,
    asked: readonly number[],
    date: string,
    outcome: unknown,
  ])[];
}

/** The entries of a file. What is broken, of another form or for other settings gives none: a cache is no place to complain about. */
export function readResults(file: string, settings: string): Map<string, Stored> {
  const entries = new Map<string, Stored>();
  const text = readOwn(file, LARGEST_FILE)?.toString() ?? null;
  const written = text === null ? null : parsed(text);
  if (written === null || written.form !== FORM || written.settings !== settings) return entries;
  try {
    for (const [day, keys] of written.clean)
      for (const key of keys) if (KEY.test(key)) entries.set(key, { entry: CLEAN, day: Number(day) });
    for (const [key, day, asked, date, outcome] of written.other) {
      const questions = asked.map((index) => written.asked[index]);
      if (
        !KEY.test(key) ||
        !questions.every(isAsked) ||
        !/^(?:\d{4}-\d\d-\d\d)?$/.test(date) ||
        (outcome !== 0 && !isOutcome(outcome))
      )
        continue;
      entries.set(key, {
        day: Number(day),
        entry: { asked: questions, date: date || null, outcome: outcome === 0 ? null : outcome },
      });
    }
  } catch {
    return new Map(); // not of this form, whatever it says
  }
  return entries;
}

/** Writes entries in one step, for the owner alone. What cannot be written is not: nobody waits for a cache. */
export function writeResults(
  file: string,
  settings: string,
  entries: ReadonlyMap<string, Stored>,
  today: number,
): void {
  const text = [KEPT_DAYS, 0]
    .map((days) => printed(settings, entries, today - days))
    .find(({ length }) => length <= LARGEST_FILE);
  if (text === undefined) return;
  if (writeOwn(file, Buffer.from(text))) tidy(path.dirname(file), file, today);
}

export const resultsName = (digest: string): string => `${digest}${SUFFIX}`;

export const dayOf = (milliseconds: number): number => Math.floor(milliseconds / 86_400_000);

function printed(settings: string, entries: ReadonlyMap<string, Stored>, oldest: number): string {
  const clean = new Map<number, string[]>();
  const asked = new Map<string, readonly [string, string]>();
  const indexes = new Map<string, number>();
  const other: Written['other'][number][] = [];
  for (const [key, { entry, day }] of entries) {
    if (!(day >= oldest)) continue;
    if (entry.outcome === null && entry.asked.length === 0 && entry.date === null) {
      const keys = clean.get(day);
      if (keys) keys.push(key);
      else clean.set(day, [key]);
      continue;
    }
    const own = entry.asked.map(([question, digest]) => {
      const pair = `${digest} ${question}`;
      let index = indexes.get(pair);
      if (index === undefined) {
        indexes.set(pair, (index = asked.size));
        asked.set(pair, [question, digest]);
      }
      return index;
    });
    other.push([key, day, own, entry.date ?? '', entry.outcome ?? 0]);
  }
  return JSON.stringify({
    form: FORM,
    settings,
    clean: [...clean],
    asked: [...asked.values()],
    other,
  } satisfies Written);
}

/** Removes files that nobody needs any more, the oldest first. */
function tidy(folder: string, kept: string, today: number): void {
  try {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX) || /^\.[\w-]+\.results\.[0-9a-f]+\.tmp$/.test(name))
      .map((name) => path.join(folder, name))
      .filter((file) => file !== kept)
      .flatMap((file) => {
        const found = statSync(file, { throwIfNoEntry: false });
        return found?.isFile() ? [{ file, size: found.size, day: dayOf(found.mtimeMs), modified: found.mtimeMs }] : [];
      })
      .sort((a, b) => b.modified - a.modified);
    let total = LARGEST_FILE;
    for (const { file, size, day } of files) {
      total += size;
      if (total > LARGEST_FOLDER || today - day > (file.endsWith(SUFFIX) ? KEPT_FILES_DAYS : 1)) removeOwn(file);
    }
  } catch (error) {
    whenOfDisk(error);
  }
}

function parsed(text: string): Written | null {
  try {
    const value = JSON.parse(text) as Written | null;
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** A question is given to the workspace as it is, which reads nothing outside of the project. */
function isAsked(value: readonly [string, string] | undefined): value is readonly [string, string] {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || typeof value[1] !== 'string') return false;
  try {
    const question = JSON.parse(value[0]) as { kind?: unknown } | null;
    return (
      typeof question === 'object' &&
      typeof question?.kind === 'string' &&
      Object.values(question).every((each) => typeof each === 'string')
    );
  } catch {
    return false;
  }
}
