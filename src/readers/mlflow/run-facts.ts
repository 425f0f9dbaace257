/**
 * What a tracking store says of a run. All of it is a claim of whoever wrote the store: nothing of it is checked here.
 */
export interface TrackedRun {
  readonly id: string;
  /** Name of the experiment; its number where the store has lost that. */
  readonly experiment: string | null;
  readonly name: string | null;
  readonly user: string | null;
  /** `RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`. */
  readonly status: string | null;
  /** Milliseconds since the epoch. */
  readonly start: number | null;
  readonly end: number | null;
  /** The commit that the program's repository was at. */
  readonly commit: string | null;
  /** Whether files differed from that commit; null where the store does not say, which is the rule. */
  readonly dirty: boolean | null;
  /** The program or notebook. */
  readonly source: string | null;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** The last value of each. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly inputs: readonly TrackedInput[];
  readonly models: readonly TrackedModel[];
}

/** A data set that was logged. Its digest is made of a sample, so it proves nothing about the data. */
export interface TrackedInput {
  readonly name: string;
  readonly digest: string | null;
  /** Where it was read from, as logged. */
  readonly source: string | null;
}

export interface TrackedModel {
  readonly name: string | null;
  /** Folder of the model as the store has it: mostly an absolute path of the machine that trained. */
  readonly location: string;
}

export interface TrackedRuns {
  /** The newest first. */
  readonly runs: readonly TrackedRun[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** Runs of one store that are read. */
export const MOST_RUNS = 100_000;

/** Tags by which MLflow says where a run comes from. Source: mlflow.utils.mlflow_tags. */
export const TAG = {
  commit: 'mlflow.source.git.commit',
  dirty: 'mlflow.source.git.dirty',
  source: 'mlflow.source.name',
  /** `LOCAL`, `NOTEBOOK`, `JOB` or `PROJECT`. */
  sourceType: 'mlflow.source.type',
  user: 'mlflow.user',
  name: 'mlflow.runName',
  /** JSON list of the models that MLflow 2 logged in a run. */
  history: 'mlflow.log-model.history',
} as const;

/** Models of the log that MLflow 2 keeps in a tag; what cannot be read of it is left out. */
export function modelsOfHistory(history: string | undefined, artifacts: string | null): readonly TrackedModel[] {
  if (history === undefined || artifacts === null) return [];
  let list: unknown;
  try {
    list = JSON.parse(history);
  } catch {
    return [];
  }
  const models: TrackedModel[] = [];
  for (const entry of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    const name = (entry as { readonly artifact_path?: unknown } | null)?.artifact_path;
    if (typeof name === 'string') models.push({ name, location: `${artifacts}/${name}` });
  }
  return models;
}

/** The address in the JSON by which MLflow keeps the source of a data set; the text itself where it is none. */
export function addressOfSource(source: string | null): string | null {
  if (source === null) return null;
  try {
    const { uri, url, path } = JSON.parse(source) as Readonly<Record<string, unknown>>;
    const address = uri ?? url ?? path;
    return typeof address === 'string' ? address : source;
  } catch {
    return source;
  }
}

/** The newest first; those without a start last. */
export const newestFirst = (a: TrackedRun, b: TrackedRun): number =>
  (b.start ?? -Infinity) - (a.start ?? -Infinity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
