import type { FileSystem } from '../../core/host';
import { readDatabase } from '../../project/run-stores';
import { readExperiment } from '../../readers/mlflow/file-store';
import { TAG, type TrackedRun } from '../../readers/mlflow/run-facts';
import { decideByForm, decideBySetting } from '../secrets/judgement';
import type { LoggedSecret, RunStoreSummary } from './run-store';

/** Names that are told of one store. */
const MOST_SECRETS = 20;
/** UTF-16 units of a value that are looked through; MLflow takes 8,000 for a tag. */
const LONGEST_VALUE = 20_000;

/** What the rules want to know of a database or of the folder of an experiment; null where it is no store that can be read. */
export async function summaryOf(files: FileSystem, path: string): Promise<RunStoreSummary | null> {
  const kind = (await files.stat(path))?.kind;
  if (kind === 'directory') return summary('files', (await readExperiment(files, path)).runs);
  const read = kind === 'file' ? await readDatabase(files, path) : null;
  return read === null || typeof read === 'string' ? null : summary('sqlite', read.runs);
}

type Run = Pick<TrackedRun, 'id' | 'commit' | 'dirty' | 'params' | 'tags'>;

function summary(kind: RunStoreSummary['kind'], runs: readonly Run[]): RunStoreSummary {
  return {
    kind,
    runs: runs.length,
    uncommitted: runs
      .filter(({ commit, tags }) => commit === null && tags.get(TAG.sourceType) === 'LOCAL')
      .map(({ id }) => id),
    dirty: runs.filter(({ dirty }) => dirty === true).map(({ id }) => id),
    secrets: secretsOf(runs),
  };
}

/** The newest run first, as they come. */
function secretsOf(runs: readonly Run[]): readonly LoggedSecret[] {
  const found = new Map<string, LoggedSecret>();
  for (const { id, params, tags } of runs)
    for (const [kind, values] of [
      ['parameter', params],
      ['tag', tags],
    ] as const)
      for (const [name, value] of values) {
        if (found.size >= MOST_SECRETS) return [...found.values()];
        if (found.has(`${kind} ${name}`) || value.length > LONGEST_VALUE) continue;
        // A hint is not enough here: nobody can go and look at the value.
        const secret = decideByForm(value)[0] ?? decideBySetting(value, { name });
        if (secret && secret.severity !== 'hint')
          found.set(`${kind} ${name}`, { label: secret.label, rotation: secret.rotation, run: id, in: kind, name });
      }
  return [...found.values()];
}
