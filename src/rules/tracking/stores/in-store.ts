import { experimentOf, runStore, type RunStoreSummary } from '../../../analysis/tracking/run-store';
import type { Range } from '../../../core/range';
import type { Context, Listeners, Report } from '../../../core/rule';

const START: Range = { start: 0, end: 0 };

type Said = Omit<Report, 'range'>;

/**
 * Listens to stores of runs, databases as well as experiments in a folder of files, and reports what a rule says of one, at its
 * beginning: nobody can be shown a row of a database.
 */
export const inRunStores = (
  judge: (store: RunStoreSummary, path: string) => Said | readonly Said[] | null,
): NonNullable<Listeners['documents']> => {
  const check = (path: string | null, context: Context): void => {
    const known = path === null ? null : context.project.ask(runStore, path);
    if (path === null || !known) return;
    for (const report of [judge(known, path) ?? []].flat()) context.report({ ...report, range: START });
  };
  return {
    'run-store': { check: ({ path }, context) => check(path, context) },
    config: { check: (facts, context) => check(experimentOf(facts), context) },
  };
};
