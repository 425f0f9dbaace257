import type { ConfigFacts } from '../../core/config-facts';
import { defineQuestion, type Question } from '../../core/question';

/** A key among the parameters or tags of a run. */
export interface LoggedSecret {
  /** What kind of key it is; never the key. */
  readonly label: string;
  readonly rotation: string | null;
  readonly run: string;
  readonly in: 'parameter' | 'tag';
  /** The name of the parameter or tag. */
  readonly name: string;
}

/** What the rules want to know of a store of runs. */
export interface RunStoreSummary {
  readonly kind: 'sqlite' | 'files';
  readonly runs: number;
  /** Ids of runs of scripts that name no commit, and of runs that say that files differed from theirs. */
  readonly uncommitted: readonly string[];
  readonly dirty: readonly string[];
  /** At most `MOST_SECRETS`, each name once. */
  readonly secrets: readonly LoggedSecret[];
}

interface RunStoreQuestion extends Question {
  /** A database, or the folder of an experiment in a store of files. */
  readonly path: string;
}

/** What a database, or an experiment in a store of files, says of its runs; null where it is no store that can be read. */
export const runStore = defineQuestion({
  kind: 'run-store',
  key: (_path, store: string): RunStoreQuestion => ({ kind: 'run-store', path: store }),
  async find({ path }, { host }): Promise<RunStoreSummary | null> {
    const { summaryOf } = await import('./store-summary');
    return summaryOf(host.files, path);
  },
  nothing: null,
  forgottenWhen: (path, question) =>
    path === null || path.startsWith(`${question.path}/`) || path.replace(/-(?:wal|journal)$/, '') === question.path,
  watches: { globs: ['*.db', '*.db-wal', '*.sqlite', '*.sqlite3'], onlyResting: true },
});

/** The folder of an experiment of MLflow, of whose `meta.yaml` these are the facts; null for any other file. Source: mlflow/store/tracking/file_store.py. */
export function experimentOf({ path, entries }: ConfigFacts): string | null {
  const folder = /^(.*?(?:^|\/)\d{1,20})\/meta\.yaml$/.exec(path)?.[1];
  if (folder === undefined) return null;
  const has = (name: string): boolean => entries.some(({ keys }) => keys.length === 1 && keys[0] === name);
  return has('experiment_id') && has('artifact_location') && has('lifecycle_stage') && !has('run_id') ? folder : null;
}
