import { defineQuestion, type Answering, type Question } from '../../core/question';
import { md5Of } from '../dvc/md5';
import { dvcProjectAt } from '../dvc/dvc-project';
import { entryPath, readDvcRecords, readPipelineIn, variablesOfRecord } from '../dvc/dvc-records';
import { compareEntry, compareObject, type DvcTools, type DvcVerdict } from '../dvc/dvc-state';
import { hashedMd5 } from '../dvc/hashing';
import { isCode } from '../paths';

/** Bytes that are hashed for one entry in the course of a scan, and files of a folder; `touchstone verify` hashes all. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 10_000;
/** Files that an answer names. */
const MOST_NAMED = 5;

interface RecordQuestion extends Question {
  /** A `.dvc` file or a `dvc.lock`. */
  readonly record: string;
}

/** How what DVC recorded compares with what is there. */
export interface DvcEntryState extends DvcVerdict {
  /** From the project's root; null for what lies outside of it. */
  readonly path: string | null;
  /** The first files of a folder that differ. */
  readonly changed: readonly string[];
  /** How many of them there are. */
  readonly count: number;
  /** The first objects of the cache that have another content than their names say. */
  readonly forged: readonly string[];
}

export interface DvcStageState {
  readonly outputs: readonly DvcEntryState[];
  readonly dependencies: readonly DvcEntryState[];
  /** The pipeline has other commands for it now; null where it has no such stage, or that cannot be told. */
  readonly hasOtherCommand: boolean | null;
  /** By the order of the parameters: whether each has another value now; null where it cannot be told. */
  readonly changedParameters: readonly (boolean | null)[];
}

const WATCHED = {
  globs: [
    '*.csv',
    '*.tsv',
    '*.parquet',
    '*.arrow',
    '*.feather',
    '*.jsonl',
    '*.dvc',
    'dvc.lock',
    'dvc.yaml',
    'params.yaml',
  ],
};

/** By the order of its stages: whether each file and folder that a `.dvc` file or `dvc.lock` records is as recorded. All of it is hashed anew, within bounds. */
export const dvcStates = defineQuestion({
  kind: 'dvc-states',
  key: (path): RecordQuestion => ({ kind: 'dvc-states', record: path }),
  find: ({ record }, project): Promise<readonly DvcStageState[]> => statesOf(record, project),
  nothing: [],
  // Any file of the project may be one that it records.
  forgottenWhen: (path) => path === null || !isCode(path),
  watches: WATCHED,
});

async function statesOf(record: string, { host }: Answering): Promise<readonly DvcStageState[]> {
  const { files } = host;
  const repository = await dvcProjectAt(files, record);
  if (repository === null) return [];
  const tools: DvcTools = {
    files,
    root: repository.root,
    cache: repository.cache === null ? null : { files, path: repository.cache },
    md5: hashedMd5,
    md5Of,
    most: { bytes: MOST_BYTES, files: MOST_FILES },
  };
  const { stages } = await readDvcRecords(files, record);
  const folder = record.slice(0, Math.max(record.lastIndexOf('/'), 0));
  const pipeline = record.endsWith('.dvc') ? null : await readPipelineIn(files, folder);
  const states: DvcStageState[] = [];
  for (const { stage, folder: from } of stages) {
    const stateOf = async (entry: (typeof stage.outputs)[number], isOutput: boolean): Promise<DvcEntryState> => {
      const path = entry.repository === null ? entryPath(from, entry) : null;
      if (path === null) return { ...OUTSIDE, path: null };
      const parts = await compareEntry(entry, path, tools);
      const differs = parts.filter(({ state }) => state === 'differs');
      const unsure = parts.find(({ state }) => state !== 'verified');
      const worst = differs[0] ?? unsure ?? parts[0]!;
      const isRule = entry.hash === 'md5' || entry.hash === 'md5-dos2unix';
      const object = isOutput && isRule ? await compareObject(entry.digest!, entry.hash, entry.isFolder, tools) : null;
      return {
        state: worst.state,
        actual: worst.actual,
        reason: worst.reason,
        path,
        changed: differs.slice(0, MOST_NAMED).map((part) => part.path),
        count: differs.length,
        forged: object?.state === 'differs' ? [object.path] : [],
      };
    };
    const outputs: DvcEntryState[] = [];
    for (const entry of stage.outputs) outputs.push(await stateOf(entry, true));
    const dependencies: DvcEntryState[] = [];
    for (const entry of stage.dependencies) dependencies.push(await stateOf(entry, false));
    const same = pipeline?.stages.find(({ name }) => name === stage.name);
    states.push({
      outputs,
      dependencies,
      hasOtherCommand: same === undefined ? null : same.commands.join('\n') !== stage.commands.join('\n'),
      changedParameters: await variablesOfRecord(files, from, stage.parameters),
    });
  }
  return states;
}

const OUTSIDE = { state: 'unknown', actual: null, reason: 'elsewhere', changed: [], count: 0, forged: [] } as const;
