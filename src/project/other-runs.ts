import type { Entry, FileSystem } from '../core/host';
import { fileSource } from '../readers/artifacts/byte-source';
import { readEventFile } from '../readers/event-files/event-file';
import { joinedPath } from './paths';
import type { FoundRun, RunStore } from './run-stores';

const LARGEST_JSON = 1_000_000;
/** Folders of runs, and files of one run, that are read. */
const MOST_RUNS = 2_000;
const MOST_FILES = 20;
const EVENT_FILE = /^events\.out\.tfevents\./;
const WANDB_RUN = /^(?:offline-)?run-\d{8}_\d{6}-(\w{1,64})$/;

const NOTHING: Omit<FoundRun, 'id'> = {
  experiment: null,
  name: null,
  user: null,
  status: null,
  start: null,
  end: null,
  commit: null,
  dirty: null,
  source: null,
  params: new Map(),
  tags: new Map(),
  metrics: new Map(),
  inputs: [],
  models: [],
};

/** The run that a folder with event files of TensorBoard is: when, and what it logged. Null where there are none. */
export async function eventRun(files: FileSystem, folder: string, entries: readonly Entry[]): Promise<RunStore | null> {
  const names = entries
    .filter(({ name, kind }) => kind === 'file' && EVENT_FILE.test(name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) return null;
  const notes: string[] = [];
  const metrics = new Map<string, number>();
  let [start, end]: [number | null, number | null] = [null, null];
  for (const name of names.slice(0, MOST_FILES)) {
    const stat = await files.stat(joinedPath(folder, name));
    if (stat?.kind !== 'file') continue;
    const read = await readEventFile(fileSource(files, joinedPath(folder, name), stat.size));
    if (read.problem !== null) notes.push(`${read.problem}: ${name.split('.').slice(0, 4).join('.')}`);
    start = earlier(start, read.start);
    end = end === null || (read.end ?? 0) > end ? read.end : end;
    for (const tag of read.tags) if (tag.value !== null) metrics.set(tag.name, tag.value);
  }
  if (names.length > MOST_FILES) notes.push(`only ${MOST_FILES} of ${names.length} event files were read`);
  const own = folder.slice(folder.lastIndexOf('/') + 1) || '.';
  return {
    path: folder || '.',
    kind: 'tensorboard',
    runs: [{ ...NOTHING, id: folder || '.', name: own, start, end, metrics }],
    notes,
  };
}

const earlier = (a: number | null, b: number | null): number | null => (a === null || (b !== null && b < a) ? b : a);

/** The runs in a folder that Weights & Biases writes beside a program: what its JSON says, where there is any. Null for another folder. */
export async function wandbRuns(
  files: FileSystem,
  folder: string,
  entries: readonly Entry[],
): Promise<RunStore | null> {
  const folders = entries
    .filter(({ name, kind, link }) => kind === 'directory' && !link && WANDB_RUN.test(name))
    .map(({ name }) => name)
    .sort();
  if (folders.length === 0) return null;
  const runs: FoundRun[] = [];
  let bare = 0;
  for (const name of folders.slice(0, MOST_RUNS)) {
    const at = `${folder}/${name}/files`;
    const said = await json(files, `${at}/wandb-metadata.json`);
    const summary = await json(files, `${at}/wandb-summary.json`);
    if (!said && !summary) bare++;
    const git = object(said?.git);
    runs.push({
      ...NOTHING,
      id: WANDB_RUN.exec(name)![1]!,
      user: text(said?.username),
      start: time(said?.startedAt),
      commit: text(git?.commit),
      source: text(said?.program),
      metrics: new Map(
        Object.entries(summary ?? {}).flatMap(([key, value]) =>
          typeof value === 'number' && !key.startsWith('_') ? [[key, value]] : [],
        ),
      ),
    });
  }
  const notes =
    bare > 0
      ? [
          `of ${bare} ${bare === 1 ? 'run' : 'runs'} only the name is known: the rest is in a binary log, which is not read`,
        ]
      : [];
  if (folders.length > MOST_RUNS) notes.push(`runs above ${MOST_RUNS} are not listed`);
  return { path: folder, kind: 'wandb', runs, notes };
}

async function json(files: FileSystem, path: string): Promise<Readonly<Record<string, unknown>> | null> {
  const stat = await files.stat(path);
  const bytes = stat?.kind === 'file' && stat.size <= LARGEST_JSON ? await files.read(path) : null;
  try {
    return object(bytes && JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

const object = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** ISO 8601 without a zone is UTC here. */
function time(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const parsed = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}
