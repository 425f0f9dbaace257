import { parse } from 'yaml';
import type { FileSystem } from '../../core/host';
import { isParsableYaml } from '../yaml/parsable';
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

/** Bytes of a file of a store that is read: MLflow allows 8,000 characters for the longest value. */
const LARGEST = 1_000_000;
const LARGEST_META = 100_000;
const LARGEST_METRIC = 64_000_000;
/** Names with `/` become folders. */
const DEEPEST = 12;
const MOST_VALUES = 20_000;
const STATUS: Readonly<Record<string, string>> = {
  1: 'RUNNING',
  2: 'SCHEDULED',
  3: 'FINISHED',
  4: 'FAILED',
  5: 'KILLED',
};

/** Without types: the number of an experiment has more digits than a number may have. Without what takes time by the square. */
const OPTIONS = {
  schema: 'failsafe',
  maxAliasCount: 0,
  logLevel: 'error',
  uniqueKeys: false,
  prettyErrors: false,
} as const;

type Fields = ReadonlyMap<string, string>;

/** Whether a folder is a store of files: an experiment of it has its `meta.yaml`. */
export async function isFileStore(files: FileSystem, folder: string): Promise<boolean> {
  for (const { name, kind } of (await files.list(folder)) ?? [])
    if (kind === 'directory' && isExperiment(name) && (await files.stat(`${folder}/${name}/meta.yaml`))) return true;
  return false;
}

/**
 * The runs in a store of files, as MLflow 1 to 3 write it: a folder for each experiment and run, a file for each value.
 * Source: mlflow/store/tracking/file_store.py.
 */
export async function readFileStore(files: FileSystem, folder: string): Promise<TrackedRuns> {
  const store = new FileStore(files);
  for (const { name, kind, link } of (await files.list(folder)) ?? [])
    if (kind === 'directory' && !link && isExperiment(name)) await store.readExperiment(`${folder}/${name}`);
  return store.result();
}

/** The same of one experiment, by its folder. */
export async function readExperiment(files: FileSystem, folder: string): Promise<TrackedRuns> {
  const store = new FileStore(files);
  await store.readExperiment(folder);
  return store.result();
}

/** Not the registry, and not what was deleted. */
const isExperiment = (name: string): boolean => name !== 'models' && !name.startsWith('.');

class FileStore {
  readonly #runs: TrackedRun[] = [];
  readonly #notes: string[] = [];
  #deleted = 0;
  #unread = 0;

  constructor(private readonly files: FileSystem) {}

  result(): TrackedRuns {
    const notes = [...this.#notes];
    if (this.#deleted > 0)
      notes.push(`${this.#deleted} deleted ${this.#deleted === 1 ? 'run is' : 'runs are'} not listed`);
    if (this.#unread > 0)
      notes.push(`${this.#unread} ${this.#unread === 1 ? 'file is' : 'files are'} damaged, or too large to be read`);
    return { runs: this.#runs.sort(newestFirst), notes };
  }

  async readExperiment(path: string): Promise<void> {
    const meta = await this.#fields(`${path}/meta.yaml`);
    if (!meta) return; // artifacts of a store that is a database
    for (const { name, kind, link } of (await this.files.list(path)) ?? []) {
      if (kind !== 'directory' || link || !/^[0-9a-f]{32}$/.test(name)) continue;
      if (this.#runs.length >= MOST_RUNS) {
        this.#notes.push(`runs above ${MOST_RUNS} are not listed`);
        return;
      }
      const run = await this.#run(`${path}/${name}`, name, path, meta);
      if (run) this.#runs.push(run);
    }
  }

  async #run(path: string, id: string, experiment: string, meta: Fields): Promise<TrackedRun | null> {
    const own = await this.#fields(`${path}/meta.yaml`);
    if (!own) return null;
    if (own.get('lifecycle_stage') === 'deleted') {
      this.#deleted++;
      return null;
    }
    const tags = await this.#values(`${path}/tags`);
    const dirty = tags.get(TAG.dirty)?.toLowerCase();
    const logged = await this.#models(path, experiment);
    return {
      id,
      experiment: meta.get('name') ?? meta.get('experiment_id') ?? null,
      name: said(own.get('run_name')) ?? tags.get(TAG.name) ?? null,
      user: said(own.get('user_id')) ?? tags.get(TAG.user) ?? null,
      status: STATUS[own.get('status') ?? ''] ?? said(own.get('status')),
      start: milliseconds(own.get('start_time')),
      end: milliseconds(own.get('end_time')),
      commit: tags.get(TAG.commit) ?? null,
      dirty: dirty === 'true' ? true : dirty === 'false' ? false : null,
      source: tags.get(TAG.source) ?? said(own.get('source_name')),
      params: await this.#values(`${path}/params`),
      tags,
      metrics: await this.#metrics(`${path}/metrics`),
      inputs: await this.#inputs(path, experiment),
      models: logged.length > 0 ? logged : modelsOfHistory(tags.get(TAG.history), said(own.get('artifact_uri'))),
    };
  }

  async #inputs(run: string, experiment: string): Promise<readonly TrackedInput[]> {
    const inputs: TrackedInput[] = [];
    for (const { name } of (await this.files.list(`${run}/inputs`)) ?? []) {
      const input = await this.#fields(`${run}/inputs/${name}/meta.yaml`);
      const id = input?.get('source_id');
      if (input?.get('source_type') !== 'DATASET' || id === undefined || !isName(id)) continue;
      const dataset = await this.#fields(`${experiment}/datasets/${id}/meta.yaml`);
      const called = dataset?.get('name');
      if (dataset && called !== undefined)
        inputs.push({
          name: called,
          digest: said(dataset.get('digest')),
          source: addressOfSource(said(dataset.get('source'))),
        });
    }
    return inputs;
  }

  /** Models of MLflow 3, which a run names as its outputs. */
  async #models(run: string, experiment: string): Promise<readonly TrackedModel[]> {
    const models: TrackedModel[] = [];
    for (const { name } of (await this.files.list(`${run}/outputs`)) ?? []) {
      const id = (await this.#fields(`${run}/outputs/${name}/meta.yaml`))?.get('destination_id');
      const model = id !== undefined && isName(id) ? await this.#fields(`${experiment}/models/${id}/meta.yaml`) : null;
      const location = said(model?.get('artifact_location'));
      if (model && location !== null) models.push({ name: said(model.get('name')), location });
    }
    return models;
  }

  async #metrics(folder: string): Promise<ReadonlyMap<string, number>> {
    const metrics = new Map<string, number>();
    for await (const [name, path] of this.#names(folder, '', 0)) {
      const last = lastOf((await this.#text(path, LARGEST_METRIC)) ?? '');
      if (last !== null) metrics.set(name, last);
    }
    return metrics;
  }

  async #values(folder: string): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    for await (const [name, path] of this.#names(folder, '', 0)) {
      const value = await this.#text(path, LARGEST);
      if (value !== null) values.set(name, value);
    }
    return values;
  }

  async *#names(folder: string, above: string, depth: number): AsyncGenerator<readonly [name: string, path: string]> {
    let count = 0;
    for (const { name, kind, link } of (await this.files.list(folder)) ?? []) {
      if (count++ >= MOST_VALUES) return void this.#unread++;
      if (kind === 'file') yield [above + name, `${folder}/${name}`];
      else if (kind === 'directory' && !link && depth < DEEPEST)
        yield* this.#names(`${folder}/${name}`, `${above}${name}/`, depth + 1);
    }
  }

  /** What a file of the store says, each value as it is written; null where there is no such file, or none that can be read. */
  async #fields(path: string): Promise<Fields | null> {
    const text = await this.#text(path, LARGEST_META);
    if (text === null) return null;
    try {
      if (!isParsableYaml(text)) throw new TypeError('too deep');
      const value: unknown = parse(text, OPTIONS);
      if (typeof value !== 'object' || value === null) throw new TypeError('no map');
      return new Map(Object.entries(value).flatMap(([key, each]) => (typeof each === 'string' ? [[key, each]] : [])));
    } catch {
      this.#unread++;
      return null;
    }
  }

  async #text(path: string, largest: number): Promise<string | null> {
    const stat = await this.files.stat(path);
    if (stat?.kind !== 'file') return null;
    const bytes = stat.size > largest ? null : await this.files.read(path);
    if (bytes === null) this.#unread++;
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
}

/** An id that is put into a path leads nowhere else. */
const isName = (id: string): boolean => /^[\w-]{1,200}$/.test(id);

/** YAML's `null`, and empty texts, say nothing. */
const said = (text: string | undefined): string | null =>
  text === undefined || text === '' || text === 'null' || text === '~' ? null : text;

const milliseconds = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : null;

/**
 * The last value of a metric: of the highest step, of those the latest, of those the greatest. Lines are
 * `<milliseconds> <value> <step>`, and may go on with a data set; very old ones have no step.
 */
function lastOf(text: string): number | null {
  let best: readonly [step: number, time: number, value: number] | null = null;
  for (const line of text.split('\n')) {
    const [time, value, step] = line.trim().split(' ');
    const number = value === undefined ? null : metricValue(value);
    if (number === null) continue;
    const next = [Number(step ?? 0) || 0, Number(time) || 0, number] as const;
    if (best === null || isAfter(next, best)) best = next;
  }
  return best?.[2] ?? null;
}

const isAfter = (a: readonly number[], b: readonly number[]): boolean =>
  a[0] !== b[0] ? a[0]! > b[0]! : a[1] !== b[1] ? a[1]! > b[1]! : a[2]! > b[2]!;

/** A float as Python writes it. */
function metricValue(text: string): number | null {
  const word = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(text);
  if (word) return word[2]!.toLowerCase() === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}
