import type { ObjectFact } from '../../core/infrastructure-facts';
import { childOf, itemsIn, treeText, type Branch, type SourceTree } from '../../core/tree';
import { hasTemplate } from '../tree/holes';

/** Whether a text may hold resources of Kubernetes: both keys begin a line, or stand in JSON. */
export const hasResources = (text: string): boolean =>
  /(?:^|[\n,{])[ \t-]{0,20}["']?kind["']?[ \t]*:/.test(text) &&
  /(?:^|[\n,{])[ \t-]{0,20}["']?apiVersion["']?[ \t]*:/.test(text);

/** Definitions of resources hold schemas, and no workload; the rest is configuration of other programs. */
const LEFT_ALONE = /^(?:CustomResourceDefinition|Kustomization|Component)$/;

/** The resources of a document, those of a `List` one by one. Source: Kubernetes API conventions, Types (Kinds). */
export function resourcesIn(root: SourceTree, text: string, depth = 0): readonly ObjectFact[] {
  const kind = treeText(root, 'kind');
  const apiVersion = treeText(root, 'apiVersion');
  if (root.kind !== 'map' || kind === undefined || apiVersion === undefined || LEFT_ALONE.test(kind)) return [];
  const items = itemsIn(root, 'items');
  if (kind.endsWith('List') && items.length > 0 && depth < 3)
    return items.flatMap((item) => resourcesIn(item, text, depth + 1));
  return [resourceOf(root, apiVersion, kind, text)];
}

function resourceOf(tree: Branch, apiVersion: string, kind: string, text: string): ObjectFact {
  const name = childOf(childOf(tree, 'metadata'), 'name');
  return {
    apiVersion,
    kind,
    name: name?.kind === 'leaf' ? name.text : null,
    namespace: treeText(tree, 'metadata', 'namespace') ?? null,
    tree,
    range: name?.kind === 'leaf' ? name.range : childOf(tree, 'kind')!.range,
    templated: hasTemplate(text.slice(tree.range.start, tree.range.end)),
  };
}
