import type { SqliteDatabase, SqliteRow } from '../sqlite/database';
import type { SqliteValue } from '../sqlite/record';
import {
  addressOfSource,
  modelsOfHistory,
  MOST_RUNS,
  newestFirst,
  TAG,
  type TrackedInput,
  type TrackedModel,
  type TrackedRun,
  type TrackedRuns,
} from './run-facts';

/** Whether a database is a tracking store: its tables tell, as its name may be any. */
export const isTrackingStore = (database: SqliteDatabase): boolean =>
  ['alembic_version', 'experiments', 'runs'].every((name) => database.table(name));

/**
 * The runs in a tracking store of MLflow 1 to 3, read by the names of its columns: a store of a newer MLflow is read as far as it
 * has them. The history of metrics is not read, which is what such a store consists of. Source: mlflow/store/tracking/dbmodels/models.py.
 */
export async function readSqliteStore(database: SqliteDatabase): Promise<TrackedRuns> {
  const store = new Store(database);
  await store.readRuns();
  await store.readValues();
  await store.readInputs();
  await store.readModels();
  return { runs: store.runs(), notes: [...store.notes, ...database.notes] };
}

interface Draft {
  readonly row: readonly SqliteValue[];
  readonly tags: Map<string, string>;
  readonly params: Map<string, string>;
  readonly metrics: Map<string, number>;
  readonly inputs: TrackedInput[];
  readonly models: TrackedModel[];
}

const RUN = [
  'run_uuid',
  'experiment_id',
  'name',
  'user_id',
  'status',
  'start_time',
  'end_time',
  'artifact_uri',
  'source_name',
  'lifecycle_stage',
] as const;

class Store {
  readonly notes: string[] = [];
  readonly #drafts = new Map<string, Draft>();
  readonly #experiments = new Map<string, string>();
  readonly #last: [SqliteValue, Draft | undefined] = [undefined, undefined];

  constructor(private readonly database: SqliteDatabase) {}

  async readRuns(): Promise<void> {
    await this.#each('experiments', ['experiment_id', 'name'], ([id, name]) => {
      if (id !== null && typeof name === 'string') this.#experiments.set(String(id), name);
    });
    let [deleted, more] = [0, 0];
    await this.#each('runs', RUN, (row) => {
      const id = row[0];
      if (typeof id !== 'string') return;
      if (row.at(-1) === 'deleted') deleted++;
      else if (this.#drafts.size >= MOST_RUNS) more++;
      else this.#drafts.set(id, { row, ...empty() });
    });
    if (deleted > 0) this.notes.push(`${deleted} deleted ${deleted === 1 ? 'run is' : 'runs are'} not listed`);
    if (more > 0) this.notes.push(`${more} runs above ${MOST_RUNS} are not listed`);
  }

  async readValues(): Promise<void> {
    await this.#each('tags', ['run_uuid', 'key', 'value'], (row) => this.#text(row, 'tags'));
    await this.#each('params', ['run_uuid', 'key', 'value'], (row) => this.#text(row, 'params'));
    await this.#each('latest_metrics', ['run_uuid', 'key', 'value', 'is_nan'], ([run, key, value, isNan]) => {
      if (typeof key === 'string' && typeof value === 'number')
        this.#draft(run)?.metrics.set(key, isNan === 1 ? NaN : value);
    });
  }

  async readInputs(): Promise<void> {
    const datasets = new Map<string, TrackedInput>();
    await this.#each('datasets', ['dataset_uuid', 'name', 'digest', 'dataset_source'], ([id, name, digest, source]) => {
      if (typeof id === 'string' && typeof name === 'string')
        datasets.set(id, { name, digest: textOf(digest), source: addressOfSource(textOf(source)) });
    });
    await this.#each(
      'inputs',
      ['source_type', 'source_id', 'destination_type', 'destination_id'],
      ([from, source, to, run]) => {
        const input =
          from === 'DATASET' && to === 'RUN' && typeof source === 'string' ? datasets.get(source) : undefined;
        if (input) this.#draft(run)?.inputs.push(input);
      },
    );
  }

  /** Models of MLflow 3 are rows of their own; those of MLflow 2 stand in a tag of their run. */
  async readModels(): Promise<void> {
    await this.#each(
      'logged_models',
      ['source_run_id', 'name', 'artifact_location', 'lifecycle_stage'],
      ([run, name, location, stage]) => {
        if (stage !== 'deleted' && typeof location === 'string')
          this.#draft(run)?.models.push({ name: textOf(name), location });
      },
    );
    for (const { row, tags, models } of this.#drafts.values())
      if (models.length === 0) models.push(...modelsOfHistory(tags.get(TAG.history), textOf(row[7])));
  }

  runs(): readonly TrackedRun[] {
    return [...this.#drafts.values()].map((draft) => this.#run(draft)).sort(newestFirst);
  }

  #run({ row, tags, params, metrics, inputs, models }: Draft): TrackedRun {
    const [id, experiment, name, user, status, start, end, , source] = row;
    const dirty = tags.get(TAG.dirty)?.toLowerCase();
    return {
      id: id as string,
      experiment: this.#experiments.get(String(experiment)) ?? (experiment == null ? null : String(experiment)),
      name: textOf(name) ?? tags.get(TAG.name) ?? null,
      user: textOf(user) ?? tags.get(TAG.user) ?? null,
      status: textOf(status),
      start: numberOf(start),
      end: numberOf(end),
      commit: tags.get(TAG.commit) ?? null,
      dirty: dirty === 'true' ? true : dirty === 'false' ? false : null,
      source: tags.get(TAG.source) ?? textOf(source),
      params,
      tags,
      metrics,
      inputs,
      models,
    };
  }

  #text([run, key, value]: SqliteRow, kind: 'tags' | 'params'): void {
    if (typeof key === 'string' && typeof value === 'string') this.#draft(run)?.[kind].set(key, value);
  }

  /** Rows of a run mostly follow each other. */
  #draft(run: SqliteValue): Draft | undefined {
    if (run === this.#last[0]) return this.#last[1];
    const draft = typeof run === 'string' ? this.#drafts.get(run) : undefined;
    this.#last[0] = run;
    this.#last[1] = draft;
    return draft;
  }

  async #each(name: string, columns: readonly string[], take: (row: SqliteRow) => void): Promise<void> {
    const table = this.database.table(name);
    if (!table) return; // an older store
    for await (const rows of this.database.rows(table, columns)) for (const row of rows) take(row);
  }
}

const empty = (): Omit<Draft, 'row'> => ({
  tags: new Map(),
  params: new Map(),
  metrics: new Map(),
  inputs: [],
  models: [],
});

/** Empty texts say nothing: `source_name` is one in each run of today. */
const textOf = (value: SqliteValue): string | null => (typeof value === 'string' && value !== '' ? value : null);

const numberOf = (value: SqliteValue): number | null => (typeof value === 'number' ? value : null);
