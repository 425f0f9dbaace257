import path from 'node:path';
import { readableName } from '../core/file-name';
import { Repositories } from '../project/git/repository';
import { findRunStores, readDatabase, readFolder, type RunStore, type StoreSearch } from '../project/run-stores';
import { printRuns, runsDocument } from '../report/runs';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { NodeFileSystem } from './node-files';
import { gitOf } from './surroundings';

export interface RunsArguments {
  readonly format: 'table' | 'json';
}

/** `touchstone runs`: the tracked runs of a project, read from the stores of MLflow without MLflow. */
export async function runs(named: string, { format }: RunsArguments, { terminal, signal }: Surroundings): Outcome {
  const files = new NodeFileSystem(terminal.cwd, { outside: true });
  const at = path
    .normalize(named)
    .split(path.sep)
    .join('/')
    .replace(/(?<=.)\/$/, '');
  const progress = terminal.progress('reading stores of runs');
  const { stores, notes } = await search(files, at === '.' ? '' : at, signal).finally(() => progress.stop());
  for (const note of notes) terminal.say(`note: ${readableName(note.path)}: ${note.message}`);
  const known = await knownCommits(files, at === '.' ? '' : at, stores, terminal.env);
  await terminal.print(
    format === 'json'
      ? `${JSON.stringify(runsDocument(stores, known), null, 2)}\n`
      : printRuns(stores, known, terminal.palette),
  );
  return 0;
}

async function search(files: NodeFileSystem, at: string, signal: AbortSignal): Promise<StoreSearch> {
  const kind = (await files.stat(at || '.'))?.kind;
  if (kind === undefined) throw new Failure(`${at} does not exist`);
  if (kind === 'other') throw new Failure(`${at} is neither a file nor a directory`);
  if (kind === 'directory') {
    const store = await readFolder(files, at || '.');
    return store ? { stores: [store], notes: [] } : findRunStores(files, at, signal);
  }
  const read = await readDatabase(files, at);
  if (typeof read === 'string') throw new Failure(`${at} cannot be read: ${read.replace(/^not read: /, '')}`);
  if (read === null) throw new Failure(`${at} is no tracking store of MLflow`);
  return { stores: [read], notes: [] };
}

/** Which of the commits are in the repository around the folder; one that is not may have been rewritten, or never pushed. */
async function knownCommits(
  files: NodeFileSystem,
  at: string,
  stores: readonly RunStore[],
  env: Surroundings['terminal']['env'],
): Promise<ReadonlyMap<string, boolean | null>> {
  const known = new Map<string, boolean | null>();
  const commits = new Set(stores.flatMap((store) => store.runs.flatMap(({ commit }) => commit ?? [])));
  if (commits.size === 0) return known;
  const around = `${at === '' ? '' : `${at}/`}.`;
  const repository = await new Repositories(files, gitOf(files.root, env), () => undefined).around(around);
  if (repository) for (const commit of commits) known.set(commit, await repository.objects.has(commit));
  return known;
}
