import type { Range } from '../../core/range';
import {
  hasTemplate,
  isTemplateList,
  isTemplateMap,
  mergeInto,
  resolveText,
  TemplateProblem,
  textOfValue,
  valueOfNode,
  type TemplateContext,
  type TemplateValue,
} from './templates';
import { childOf, itemsOf, readYamlTree, writtenIn, type YamlMap, type YamlNode } from './yaml-tree';

/** A path that a stage names, with where it is written. */
export interface PipelinePath {
  /** From the stage's working directory; templates are resolved. */
  readonly path: string;
  readonly range: Range;
  readonly isCached: boolean;
}

/** A stage of a pipeline, with everything resolved. */
export interface PipelineStage {
  readonly name: string;
  readonly range: Range;
  readonly commands: readonly string[];
  /** From the folder of the `dvc.yaml`; empty for that. */
  readonly directory: string;
  readonly isFrozen: boolean;
  readonly dependencies: readonly PipelinePath[];
  readonly outputs: readonly PipelinePath[];
}

export interface PipelineFacts {
  readonly stages: readonly PipelineStage[];
  /** What could not be resolved, as sentences. */
  readonly problems: readonly string[];
}

/** Gives the values of a file that `vars` names, by its path from the folder of the `dvc.yaml`; a text says why it cannot. Null where there is none. */
export type VariablesOf = (path: string) => Promise<TemplateContext | string | null>;

export const DEFAULT_PARAMETERS = 'params.yaml';
const MOST_STAGES = 10_000;
const MOST_PATHS = 100_000;
const MOST_PROBLEMS = 20;

/**
 * Reads a `dvc.yaml` and resolves its templates, `foreach` and `matrix`. A stage that cannot be resolved is left out and told.
 * Never throws. Source: DVC 3.67, `dvc/parsing/__init__.py`.
 */
export async function readPipeline(text: string, variablesOf: VariablesOf): Promise<PipelineFacts> {
  const root = readYamlTree(text);
  if (typeof root === 'string') return { stages: [], problems: [`the YAML is ${root}`] };
  const stages = childOf(root, 'stages');
  if (stages?.kind !== 'map') return { stages: [], problems: [] };
  const reader = new PipelineReader(variablesOf);
  try {
    const context = await reader.context(new Map(), childOf(root, 'vars'), '', DEFAULT_PARAMETERS);
    for (const [name, { key, node }] of stages.entries)
      if (node.kind === 'map') await reader.definition(name, key, node, context);
  } catch (error) {
    reader.tell('vars', error);
  }
  return { stages: reader.stages, problems: reader.problems };
}

class PipelineReader {
  readonly stages: PipelineStage[] = [];
  readonly problems: string[] = [];
  #paths = 0;

  constructor(private readonly variablesOf: VariablesOf) {}

  tell(where: string, error: unknown): void {
    if (!(error instanceof TemplateProblem)) throw error;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(`${where}: ${error.message}`);
  }

  /** What templates may name: the parameters, then `vars`. */
  async context(
    before: TemplateContext,
    vars: YamlNode | null,
    folder: string,
    standard?: string,
  ): Promise<TemplateContext> {
    const context = new Map(before);
    const loaded = new Set<string>();
    const load = async (written: string, isNeeded: boolean): Promise<void> => {
      const [file = '', names] = written.split(':', 2);
      const path = folder === '' ? file : `${folder}/${file}`;
      if (names === undefined && loaded.has(path)) return;
      loaded.add(path);
      const values = await this.variablesOf(path);
      if (typeof values === 'string') throw new TemplateProblem(values);
      if (values === null) {
        if (isNeeded) throw new TemplateProblem(`"${file.slice(0, 100)}" does not exist`);
        return;
      }
      mergeInto(context, names === undefined ? values : chosen(values, names.split(',').filter(Boolean)));
    };
    if (standard !== undefined) await load(standard, false);
    for (const item of itemsOf(vars)) {
      const file = writtenIn(item);
      if (file !== null) await load(file, true);
      else if (item.kind === 'map') mergeInto(context, valueOfNode(item) as TemplateContext);
    }
    return context;
  }

  async definition(name: string, key: Range, node: YamlMap, context: TemplateContext): Promise<void> {
    try {
      const [foreach, matrix] = [childOf(node, 'foreach'), childOf(node, 'matrix')];
      if (foreach !== null) await this.#each(name, key, childOf(node, 'do'), eachOf(foreach, context), context);
      else if (matrix !== null) await this.#each(name, key, node, combinationsOf(matrix, context), context);
      else await this.#stage(name, key, node, context);
    } catch (error) {
      this.tell(`stage "${name.slice(0, 60)}"`, error);
    }
  }

  async #each(
    name: string,
    key: Range,
    node: YamlNode | null,
    variants: ReadonlyMap<string, TemplateContext>,
    context: TemplateContext,
  ): Promise<void> {
    if (node?.kind !== 'map') return;
    for (const [variant, own] of variants)
      await this.#stage(`${name}@${variant}`, key, node, new Map([...context, ...own]));
  }

  async #stage(name: string, key: Range, node: YamlMap, around: TemplateContext): Promise<void> {
    if (this.stages.length >= MOST_STAGES) throw new TemplateProblem(`only the first ${MOST_STAGES} stages are read`);
    const wdir = writtenIn(childOf(node, 'wdir'));
    const directory = wdir === null ? '' : textOfValue(resolveText(wdir, around, 'wdir'));
    const context = await this.context(around, childOf(node, 'vars'), directory);
    const commands = itemsOf(childOf(node, 'cmd')).flatMap((each) => {
      const command = writtenIn(each);
      return command === null ? [] : [textOfValue(resolveText(command, context, 'cmd'))];
    });
    const pathsOf = (...keys: readonly string[]): readonly PipelinePath[] =>
      keys.flatMap((each) => this.#pathsIn(childOf(node, each), each, context));
    this.stages.push({
      name,
      range: key,
      commands,
      directory,
      isFrozen: writtenIn(childOf(node, 'frozen')) === 'true',
      dependencies: pathsOf('deps'),
      outputs: pathsOf('outs', 'metrics', 'plots'),
    });
  }

  /** `outs: [a, {b: {cache: false}}]`; a mapping of paths where only one stands. */
  #pathsIn(node: YamlNode | null, key: string, context: TemplateContext): readonly PipelinePath[] {
    const found: PipelinePath[] = [];
    const add = (written: string, range: Range, options: YamlNode | null): void => {
      if (++this.#paths > MOST_PATHS) throw new TemplateProblem(`only the first ${MOST_PATHS} paths are read`);
      const path = textOfValue(resolveText(written, context, key));
      const cache = writtenIn(childOf(options, 'cache'));
      const isCached = cache === null || textOfValue(resolveText(cache, context, key)) !== 'false';
      found.push({ path, range, isCached });
    };
    for (const item of node?.kind === 'map' ? [node] : itemsOf(node)) {
      const plain = writtenIn(item);
      if (plain !== null) add(plain, item.range, null);
      else if (item.kind === 'map') for (const [path, entry] of item.entries) add(path, entry.key, entry.node);
    }
    return found;
  }
}

function chosen(values: TemplateContext, names: readonly string[]): TemplateContext {
  return new Map(
    names.map((name) => {
      const value = values.get(name);
      if (value === undefined) throw new TemplateProblem(`"${name.slice(0, 60)}" is defined nowhere`);
      return [name, value];
    }),
  );
}

/** A value with the templates in it resolved. */
function resolved(node: YamlNode, context: TemplateContext): TemplateValue {
  if (node.kind === 'map')
    return new Map(
      [...node.entries].map(([key, entry]) => [textOfValue(resolveText(key, context)), resolved(entry.node, context)]),
    );
  if (node.kind === 'list') return node.items.map((item) => resolved(item, context));
  return node.type === 'text' && hasTemplate(node.text) ? resolveText(node.text, context) : valueOfNode(node);
}

/** The stages of a `foreach` by their keys: those of a mapping, the items of a list, or their indices where one of them is no scalar. */
function eachOf(node: YamlNode, context: TemplateContext): ReadonlyMap<string, TemplateContext> {
  const data = resolved(node, context);
  if (isTemplateMap(data))
    return new Map(
      [...data].map(([key, item]) => [
        key,
        new Map<string, TemplateValue>([
          ['item', item],
          ['key', key],
        ]),
      ]),
    );
  if (!isTemplateList(data)) throw new TemplateProblem('"foreach" needs a list or a mapping');
  const isPlain = data.every((item) => !isTemplateMap(item) && !isTemplateList(item));
  return new Map(
    data.map((item, index) => [
      isPlain ? textOfValue(item) : String(index),
      new Map<string, TemplateValue>([['item', item]]),
    ]),
  );
}

/** The stages of a `matrix`: every combination, named by its values, or their place where one is no scalar. */
function combinationsOf(node: YamlNode, context: TemplateContext): ReadonlyMap<string, TemplateContext> {
  const data = resolved(node, context);
  if (!isTemplateMap(data)) throw new TemplateProblem('"matrix" needs a mapping');
  let found: { readonly parts: readonly string[]; readonly item: ReadonlyMap<string, TemplateValue> }[] = [
    { parts: [], item: new Map() },
  ];
  for (const [name, values] of data) {
    if (!isTemplateList(values)) throw new TemplateProblem('"matrix" needs lists');
    if (found.length * values.length > MOST_STAGES)
      throw new TemplateProblem(`a "matrix" of more than ${MOST_STAGES} stages is not read`);
    found = found.flatMap(({ parts, item }) =>
      values.map((value, index) => ({
        parts: [...parts, isTemplateMap(value) || isTemplateList(value) ? `${name}${index}` : textOfValue(value)],
        item: new Map([...item, [name, value]]),
      })),
    );
  }
  return new Map(
    found.map(({ parts, item }) => {
      const key = parts.join('-');
      return [
        key,
        new Map<string, TemplateValue>([
          ['key', key],
          ['item', item],
        ]),
      ];
    }),
  );
}
