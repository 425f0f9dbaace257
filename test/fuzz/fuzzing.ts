import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Random } from '../../bench/corpus';
import { Invariants, type Broken } from './invariants';
import { makeSubject } from './mutations';
import type { Seeds, Subject } from './subjects';

export interface FuzzOptions {
  readonly seed: number;
  /** Stops after so many subjects, or so many milliseconds, whichever comes first. */
  readonly subjects: number;
  readonly milliseconds: number;
  /** Only this one subject of the seed. */
  readonly only?: number;
  /** Where what fails is written to; nowhere when it is not given. */
  readonly folder?: string;
  say?(line: string): void;
}

export interface Failure extends Broken {
  readonly index: number;
  readonly subject: Subject;
}

export interface FuzzReport {
  readonly subjects: number;
  readonly failures: readonly Failure[];
  /** The subjects that took longest, slowest first. */
  readonly slowest: readonly {
    readonly index: number;
    readonly path: string;
    readonly length: number;
    readonly milliseconds: number;
  }[];
}

/** Kinds of failures that are shrunk and kept; the same thing a hundred times teaches nothing. */
const MOST_OF_A_KIND = 3;
const SHRINKING = 10_000;

/** Makes subjects from seeds and holds the scan to its invariants. The same seed gives the same subjects. */
export async function fuzz(seeds: Seeds, options: FuzzOptions): Promise<FuzzReport> {
  const invariants = await Invariants.create();
  const failures: Failure[] = [];
  const seen = new Map<string, number>();
  let slowest: FuzzReport['slowest'] = [];
  const end = performance.now() + options.milliseconds;
  let subjects = 0;
  const first = options.only ?? 0;
  const last = options.only ?? options.subjects - 1;
  for (let index = first; index <= last && performance.now() < end; index++) {
    const { subject, before } = makeSubject(seeds, randomOf(options.seed, index));
    const { broken, milliseconds } = await invariants.check(subject, before);
    subjects++;
    slowest = [
      ...slowest,
      { index, path: subject.path, length: subject.text.length, milliseconds: Math.round(milliseconds) },
    ]
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, 5);
    for (const law of new Set(broken.map((each) => each.law))) {
      const count = (seen.get(law) ?? 0) + 1;
      seen.set(law, count);
      if (count > MOST_OF_A_KIND) continue;
      const small = await shrunk(invariants, subject, before, law);
      const { detail } =
        (await invariants.check(small, before)).broken.find((each) => each.law === law) ??
        broken.find((each) => each.law === law)!;
      const failure = { index, subject: small, law, detail };
      failures.push(failure);
      options.say?.(
        `seed ${options.seed}, subject ${index}: ${law}\n  ${detail.replace(/\n/g, '\n  ').slice(0, 1500)}`,
      );
      if (options.folder !== undefined) keep(options.folder, options.seed, failure, subject);
    }
  }
  invariants.dispose();
  for (const [law, count] of seen) options.say?.(`${count} × ${law}`);
  return { subjects, failures, slowest };
}

/** Numbers of one subject: far from those of its neighbours, which a linear generator's are not by themselves. */
function randomOf(seed: number, index: number): Random {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  return new Random(mixed ^ (mixed >>> 15));
}

/** The subject with what is not needed for the failure taken away: companions, then lines, then runs of characters. Roughly. */
async function shrunk(invariants: Invariants, subject: Subject, before: string, law: string): Promise<Subject> {
  const end = performance.now() + SHRINKING;
  const fails = async (candidate: Subject): Promise<boolean> =>
    (await invariants.check(candidate, before)).broken.some((each) => each.law === law);
  let small = subject;
  for (const name of Object.keys(subject.companions)) {
    const companions = Object.fromEntries(Object.entries(small.companions).filter(([other]) => other !== name));
    if (await fails({ ...small, companions })) small = { ...small, companions };
  }
  const shrink = async (text: string, split: RegExp, holds: (text: string) => Promise<boolean>): Promise<string> => {
    let parts = text.split(split);
    for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < parts.length && performance.now() < end;) {
        const rest = [...parts.slice(0, at), ...parts.slice(at + size)];
        if (await holds(rest.join(''))) parts = rest;
        else at += size;
      }
    }
    return parts.join('');
  };
  for (const split of [/(?<=\n)/, /(?<=[\s()[\]{},:"'])/, /(?=[^])/]) {
    small = { ...small, text: await shrink(small.text, split, (text) => fails({ ...small, text })) };
    for (const [name, content] of Object.entries(small.companions)) {
      const less = await shrink(content, split, (text) =>
        fails({ ...small, companions: { ...small.companions, [name]: text } }),
      );
      small = { ...small, companions: { ...small.companions, [name]: less } };
    }
  }
  return small;
}

function keep(folder: string, seed: number, { index, law, detail, subject }: Failure, whole: Subject): void {
  const target = path.join(folder, `${seed}-${index}-${law.replace(/[^a-z]+/gi, '-').slice(0, 50)}`);
  mkdirSync(target, { recursive: true });
  writeFileSync(
    path.join(target, 'about.txt'),
    `seed ${seed}, subject ${index}\n${law}\n${subject.path}\n\n${detail}\n`,
  );
  writeFileSync(path.join(target, 'subject.json'), JSON.stringify(subject, null, 1));
  writeFileSync(path.join(target, 'whole.json'), JSON.stringify(whole, null, 1));
}
