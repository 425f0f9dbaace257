import { shownOfFile } from '../analysis/artifacts/file-text';
import { isShowable } from '../analysis/secrets/redaction';
import type { FoundRun, RunStore } from '../project/run-stores';
import { NO_COLOURS, type Palette } from './text';
import { padded, widthOf, withoutControls } from './terminal-text';

/** Whether a commit is in the repository; null where that cannot be told. */
export type KnownCommits = ReadonlyMap<string, boolean | null>;

/** What `runs --format json` says: the contract. Times are ISO 8601 in UTC, null where unknown. */
export interface RunsDocument {
  readonly version: 1;
  readonly stores: readonly { readonly path: string; readonly kind: string; readonly note: string | null }[];
  readonly runs: readonly ListedRun[];
}

export interface ListedRun {
  readonly id: string;
  readonly experiment: string | null;
  readonly name: string | null;
  readonly user: string | null;
  readonly status: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly commit: { readonly id: string | null; readonly known: boolean | null; readonly dirty: boolean | null };
  readonly source: string | null;
  readonly params: Readonly<Record<string, string>>;
  /** Numbers; `NaN`, `Infinity` and `-Infinity` as text, as JSON has none. */
  readonly metrics: Readonly<Record<string, number | string>>;
  readonly inputs: readonly { readonly name: string; readonly digest: string | null; readonly source: string | null }[];
  readonly models: readonly {
    readonly name: string | null;
    readonly path: string | null;
    readonly signature: boolean | null;
  }[];
}

export const runsDocument = (stores: readonly RunStore[], known: KnownCommits): RunsDocument => ({
  version: 1,
  stores: stores.map(({ path, kind, notes }) => ({ path, kind, note: notes.length > 0 ? notes.join('; ') : null })),
  runs: stores.flatMap(({ runs }) => runs.map((run) => listed(run, known))),
});

function listed(run: FoundRun, known: KnownCommits): ListedRun {
  return {
    id: idOf(run.id) ?? '',
    experiment: shown(run.experiment),
    name: shown(run.name),
    user: shown(run.user),
    status: shown(run.status),
    start: iso(run.start),
    end: iso(run.end),
    commit: {
      id: idOf(run.commit),
      known: run.commit === null ? null : (known.get(run.commit) ?? null),
      dirty: run.dirty,
    },
    source: shown(run.source),
    params: Object.fromEntries([...run.params].map(([name, value]) => [shownOfFile(name), paramOf(name, value)])),
    metrics: Object.fromEntries(
      [...run.metrics].map(([name, value]) => [shownOfFile(name), Number.isFinite(value) ? value : String(value)]),
    ),
    inputs: run.inputs.map(({ name, digest, source }) => ({
      name: shownOfFile(name),
      digest: idOf(digest),
      source: shown(source),
    })),
    models: run.models.map(({ name, path, signature }) => ({ name: shown(name), path, signature })),
  };
}

const REDACTED = '[redacted]';

/** People log keys among their parameters (CWE-532): what could be one is not repeated. */
const paramOf = (name: string, value: string): string =>
  isShowable(value, 'value', [name]) ? shownOfFile(value, name) : REDACTED;

/** Ids, commits and digests are shown as they are; whatever else stands there is text like any other. */
const idOf = (text: string | null): string | null =>
  text === null || /^[0-9a-f]{1,64}$/.test(text) ? text : shownOfFile(text);

const shown = (text: string | null): string | null => text && shownOfFile(text);

/** Null for what is no time, as a damaged store has it. */
function iso(milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) > 8.64e15) return null;
  return new Date(milliseconds).toISOString();
}

const KINDS: Readonly<Record<RunStore['kind'], string>> = {
  sqlite: 'SQLite',
  files: 'files',
  tensorboard: 'TensorBoard',
  wandb: 'Weights & Biases',
};

/** Cells of a line are no wider. */
const WIDEST = 32;
const MOST_METRICS = 3;

/** Runs for people: a line each, by store, the newest first. */
export function printRuns(stores: readonly RunStore[], known: KnownCommits, palette: Palette = NO_COLOURS): string {
  const lines: string[] = [];
  for (const { path, kind, runs, notes } of stores) {
    const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
    lines.push(`${palette.bold(palette.underline(withoutControls(path)))} ${KINDS[kind]}, ${count}`);
    for (const note of notes) lines.push(`  ${palette.cyan('note')} ${withoutControls(note)}`);
    lines.push(
      ...table(
        runs.map((run) => listed(run, known)),
        palette,
      ),
      '',
    );
  }
  if (stores.length === 0) return 'no tracking store of MLflow was found here\n';
  lines.push(palette.dim('Runs are as their store has them: users, commits and digests are not verified.'));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

const HEADINGS = ['started (UTC)', 'status', 'run', 'experiment', 'user', 'commit', 'models', 'metrics'];

function table(runs: readonly ListedRun[], palette: Palette): readonly string[] {
  if (runs.length === 0) return [];
  const rows = [HEADINGS, ...runs.map(cells)];
  const widths = HEADINGS.map((_heading, column) => Math.max(...rows.map((row) => widthOf(row[column]!))));
  const used = HEADINGS.map((_heading, column) => column).filter(
    (column) => column < 3 || rows.some((row, index) => index > 0 && row[column] !== ''),
  );
  return rows.map((row, index) => {
    const line = `  ${used.map((column) => padded(row[column]!, widths[column]!)).join('  ')}`;
    return index === 0 ? palette.dim(line) : line;
  });
}

const cells = (run: ListedRun): readonly string[] =>
  [
    run.start?.slice(0, 16).replace('T', ' ') ?? 'unknown',
    run.status?.toLowerCase() ?? 'unknown',
    run.name ?? run.id.slice(0, 8),
    run.experiment ?? '',
    run.user ?? '',
    commitOf(run),
    run.models.map(modelOf).join(', '),
    metricsOf(run),
  ].map((cell) => cut(withoutControls(cell)));

function commitOf({ commit: { id, known, dirty } }: ListedRun): string {
  if (id === null) return '';
  return `${id.slice(0, 8)}${dirty ? ' dirty' : ''}${known === false ? ' not here' : ''}`;
}

const modelOf = ({ name, path, signature }: ListedRun['models'][number]): string =>
  `${name ?? 'model'}${path === null ? ' (not here)' : signature === false ? ' (no signature)' : ''}`;

function metricsOf({ metrics }: ListedRun): string {
  const all = Object.entries(metrics);
  const some = all
    .slice(0, MOST_METRICS)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? +value.toPrecision(4) : value}`);
  return all.length > MOST_METRICS ? `${some.join(', ')} …` : some.join(', ');
}

function cut(text: string): string {
  const all = [...text];
  return all.length <= WIDEST ? text : `${all.slice(0, WIDEST - 1).join('')}…`;
}
