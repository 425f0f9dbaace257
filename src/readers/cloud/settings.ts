import type { SettingFact } from '../../core/infrastructure-facts';
import { childOf, entriesIn, treeText, type SourceTree } from '../../core/tree';

/** Attributes of one resource; what people write has fewer. */
const MOST_SETTINGS = 2_000;
const DEEPEST = 12;

/** Every value that is written below a resource, by the keys to it. */
export function settingsBelow(type: string, tree: SourceTree): readonly SettingFact[] {
  const settings: SettingFact[] = [];
  const walk = (value: SourceTree, keys: readonly string[], keyStart: number): void => {
    if (settings.length >= MOST_SETTINGS || keys.length > DEEPEST) return;
    if (value.kind === 'map')
      for (const { key, keyRange, value: inner } of value.entries) walk(inner, [...keys, key], keyRange.start);
    else if (value.kind === 'list') for (const item of value.items) walk(item, keys, item.range.start);
    else if (value.text !== null)
      settings.push({
        type,
        path: keys.join('.'),
        value: value.text,
        range: { start: Math.min(keyStart, value.range.start), end: value.range.end },
        valueRange: value.range,
        quoted: value.quoted,
        resource: tree,
      });
  };
  walk(tree, [], tree.range.start);
  return settings;
}

/** The resources of a template. Source: AWS CloudFormation, Template anatomy. */
export const cloudformationSettings = (root: SourceTree): readonly SettingFact[] =>
  entriesIn(root, 'Resources').flatMap(({ value }) => {
    const type = treeText(value, 'Type');
    const properties = childOf(value, 'Properties');
    return type !== undefined && properties ? settingsBelow(type, properties) : [];
  });

export const isCloudformation = (root: SourceTree): boolean =>
  childOf(root, 'AWSTemplateFormatVersion') !== undefined ||
  entriesIn(root, 'Resources').some(({ value }) => treeText(value, 'Type')?.startsWith('AWS::') === true);

/** What a document of Azure ML describes, by its schema: `azureml:amlcompute`. Source: Azure ML, CLI (v2) YAML schemas. */
export function azureTypeOf(root: SourceTree): string | null {
  const schema = treeText(root, '$schema') ?? '';
  const [, name] = /azuremlschemas[\w.-]*\/(?:[\w.-]+\/)*([\w-]+)\.schema\.json/.exec(schema) ?? [];
  return name === undefined ? null : `azureml:${name.toLowerCase()}`;
}

/** A bundle of Databricks: jobs, clusters and who may do what. Source: Databricks Asset Bundles configuration. */
export const isDatabricks = (root: SourceTree): boolean =>
  childOf(root, 'bundle')?.kind === 'map' ||
  (childOf(root, 'resources')?.kind === 'map' &&
    /^(?:jobs|pipelines|clusters|experiments|models|model_serving_endpoints)$/.test(
      entriesIn(root, 'resources')[0]?.key ?? '',
    ));

/** A task of SkyPilot. Source: SkyPilot, Task YAML. */
export const isSkypilot = (root: SourceTree): boolean =>
  childOf(root, 'apiVersion') === undefined &&
  childOf(root, 'services') === undefined &&
  (childOf(root, 'run')?.kind === 'leaf' || childOf(root, 'setup')?.kind === 'leaf') &&
  (childOf(root, 'resources')?.kind === 'map' || childOf(root, 'num_nodes') !== undefined);

/** A configuration of dstack. Source: dstack, .dstack.yml reference. */
export const isDstack = (root: SourceTree, path: string): boolean =>
  /(?:^|[./])dstack\.ya?ml$/.test(path) &&
  /^(?:task|service|dev-environment|fleet|volume|gateway)$/.test(treeText(root, 'type') ?? '');
