import type { DvcEntry, DvcParameter, DvcStage } from '../../core/dvc-facts';
import type { FileSystem } from '../../core/host';
import { readPipeline, type PipelineFacts } from '../../readers/dvc/pipeline';
import { isDvcFile, isDvcLock, readRecorded, valueText } from '../../readers/dvc/recorded';
import { valueOfNode, valueOfToml, isTemplateMap, type TemplateContext } from '../../readers/dvc/templates';
import { childOf, readYamlTree, type YamlNode } from '../../readers/dvc/yaml-tree';
import { readTomlTree } from '../../readers/toml/toml-tree';
import { joinedPath } from '../paths';
import { decodeText } from '../text-encoding';
import { pathFrom } from './dvc-project';

/** A stage that is recorded, with where its paths lead. */
export interface LocatedStage {
  readonly stage: DvcStage;
  /** The folder that its paths count from; null where it lies outside, or nobody knows. */
  readonly folder: string | null;
}

export interface DvcRecords {
  readonly path: string;
  readonly stages: readonly LocatedStage[];
  /** What was not read, each as the end of a sentence. */
  readonly problems: readonly string[];
}

/** Bytes of a file of DVC, and of one with parameters. */
const LARGEST_RECORD = 2_000_000;
const LARGEST_PARAMETERS = 500_000;

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** Reads a `.dvc` file or a `dvc.lock`. Paths of a pipeline count from the `wdir` of its stage, which only `dvc.yaml` says. */
export async function readDvcRecords(files: FileSystem, path: string, given?: string): Promise<DvcRecords> {
  const text = given ?? (await textOf(files, path, LARGEST_RECORD));
  if (text === null) return { path, stages: [], problems: ['it cannot be read'] };
  const { stages, problem } = readRecorded(text, path);
  const problems = problem === null ? [] : [problem];
  const folder = folderOf(path);
  if (!isDvcLock(path))
    return { path, stages: stages.map((stage) => ({ stage, folder: below(folder, stage.directory) })), problems };
  const pipeline = stages.length === 0 ? null : await readPipelineIn(files, folder);
  const known = new Map(pipeline?.stages.map((stage) => [stage.name, stage]));
  return {
    path,
    // A stage that is not in the pipeline any more, or cannot be resolved: without a `wdir`, which few have.
    stages: stages.map((stage) => ({ stage, folder: below(folder, known.get(stage.name)?.directory ?? '') })),
    problems: [...problems, ...(pipeline?.problems ?? [])],
  };
}

/** The pipeline of a folder; null where there is none. */
export async function readPipelineIn(files: FileSystem, folder: string, given?: string): Promise<PipelineFacts | null> {
  const text = given ?? (await textOf(files, joinedPath(folder, 'dvc.yaml'), LARGEST_RECORD));
  return text === null ? null : readPipeline(text, (name) => variablesIn(files, folder, name));
}

async function variablesIn(files: FileSystem, folder: string, name: string): Promise<TemplateContext | string | null> {
  const path = pathFrom(folder, name);
  if (path === null) return `"${name.slice(0, 100)}" lies outside of the project`;
  const text = await textOf(files, path, LARGEST_PARAMETERS);
  return text === null ? null : variablesOfText(text, name);
}

/** The values that a file of parameters gives; a text says why it cannot be read. */
export function variablesOfText(text: string, name: string): TemplateContext | string {
  if (/\.py$/i.test(name)) return `"${name.slice(0, 100)}" is a program, and is not run`;
  if (/\.toml$/i.test(name)) {
    const { root, broken } = readTomlTree(text);
    return broken.length > 0 ? `"${name.slice(0, 100)}" is broken` : (valueOfToml(root) as TemplateContext);
  }
  const tree = readYamlTree(text);
  if (typeof tree === 'string') return `"${name.slice(0, 100)}" is ${tree}`;
  const value = tree === null ? new Map<string, never>() : valueOfNode(tree);
  return isTemplateMap(value) ? value : `"${name.slice(0, 100)}" is no mapping`;
}

/** By their order whether parameters have other values now than those recorded; null where that cannot be told. */
export async function variablesOfRecord(
  files: FileSystem,
  folder: string | null,
  parameters: readonly DvcParameter[],
): Promise<readonly (boolean | null)[]> {
  const trees = new Map<string, YamlNode | null>();
  const found: (boolean | null)[] = [];
  for (const { file, key, value } of parameters) {
    if (!trees.has(file)) {
      const path = folder === null ? null : pathFrom(folder, file);
      const text =
        path === null || !/\.(?:ya?ml|json)$/i.test(file) ? null : await textOf(files, path, LARGEST_PARAMETERS);
      const tree = text === null ? null : readYamlTree(text);
      trees.set(file, typeof tree === 'string' ? null : tree);
    }
    const tree = trees.get(file) ?? null;
    const node = tree === null ? null : (childOf(tree, key) ?? key.split('.').reduce<YamlNode | null>(childOf, tree));
    // What is not there any more, DVC calls deleted; here it may as well be written another way.
    found.push(node === null ? null : valueText(node) !== value);
  }
  return found;
}

async function textOf(files: FileSystem, path: string, largest: number): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > largest) return null;
  const bytes = await files.read(path);
  return bytes && (decodeText(bytes)?.text ?? null);
}

const below = (folder: string, directory: string): string | null =>
  directory === '' || directory === '.'
    ? folder
    : (pathFrom(folder, directory) ?? (isRoot(folder, directory) ? '' : null));

/** `..` from a folder of the root leads to the root itself, which `pathFrom` has no name for. */
const isRoot = (folder: string, directory: string): boolean => pathFrom(folder, `${directory}/x`) === 'x';

/** Where an entry lies; null for what lies outside, or on a server. */
export const entryPath = (folder: string | null, entry: Pick<DvcEntry, 'path'>): string | null =>
  folder === null ? null : pathFrom(folder, entry.path);

/** Files of a folder that are looked at for what they hold. */
const MOST_RECORDS = 500;

/** The `.dvc` files and the lock of a folder. */
export async function recordsIn(files: FileSystem, folder: string): Promise<readonly DvcRecords[]> {
  const names = ((await files.list(folder)) ?? [])
    .filter(({ name, kind }) => kind === 'file' && (isDvcFile(name) || isDvcLock(name)))
    .map(({ name }) => name)
    .sort()
    .slice(0, MOST_RECORDS);
  const found: DvcRecords[] = [];
  for (const name of names) found.push(await readDvcRecords(files, joinedPath(folder, name)));
  return found;
}
