import type { FoundRun } from '../../../src/project/run-stores';
import { printRuns, runsDocument } from '../../../src/report/runs';
import { jobsTold } from './job-outputs';
import type { Judged } from './judged';

/** What tells of runs and of jobs, by the function that prints it. */
export const RUNS_PRINTED: Readonly<Record<string, (judged: Judged) => string>> = {
  printRuns: ({ text, secrets }) => runsTold(text, secrets),
  printJobs: ({ text, secrets }) => jobsTold(text, secrets),
};

/** What the command line tells of a run in which a text stands wherever a store has one. */
function runsTold(text: string, secrets: readonly string[]): string {
  // A store has no program whose literals are joined.
  const short = /['"]\s+['"]/.test(text) ? secrets.join('\n') : text.slice(0, 4000);
  const run: FoundRun = {
    id: short,
    experiment: short,
    name: short,
    user: short,
    status: short,
    start: 0,
    end: null,
    commit: short,
    dirty: null,
    source: short,
    tags: new Map([[short, short]]),
    params: new Map([
      ['args', short],
      [short, 'x'],
    ]),
    metrics: new Map([[short, 1]]),
    inputs: [{ name: short, digest: short, source: short }],
    models: [{ name: short, path: 'mlruns/0/a', signature: null }],
  };
  const stores = [{ path: 'mlflow.db', kind: 'sqlite', runs: [run], notes: [] } as const];
  return `${printRuns(stores, new Map())}\n${JSON.stringify(runsDocument(stores, new Map()))}`;
}
