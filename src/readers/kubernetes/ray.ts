import type { Edit } from '../../core/finding';
import type { ObjectFact, RayFact } from '../../core/infrastructure-facts';
import type { Range } from '../../core/range';
import {
  childOf,
  treeEntry,
  itemsIn,
  treeAt,
  treeText,
  treeTruth,
  type Branch,
  type SourceTree,
} from '../../core/tree';

/** Where the cluster is described, by kind. Source: KubeRay API reference, ray.io/v1. */
const CLUSTERS: Readonly<Record<string, readonly string[]>> = {
  RayCluster: ['spec'],
  RayJob: ['spec', 'rayClusterSpec'],
  RayService: ['spec', 'rayClusterConfig'],
};

/** The cluster of Ray that a resource makes; null for any other resource. */
export function rayOf(resource: ObjectFact, text: string): RayFact | null {
  const keys = Object.hasOwn(CLUSTERS, resource.kind) ? CLUSTERS[resource.kind]! : null;
  const cluster = keys && resource.apiVersion.startsWith('ray.io/') ? treeAt(resource.tree, ...keys) : undefined;
  if (cluster?.kind !== 'map') return null;
  const options = childOf(cluster, 'authOptions');
  const mode = childOf(options, 'mode');
  return {
    kind: resource.kind,
    version: versionOf(cluster),
    authentication: authenticationOf(options, mode, resource),
    authenticationRange: mode?.range ?? null,
    exposed: exposedBy(childOf(cluster, 'headGroupSpec')),
    secured: secured(cluster, options, mode, text),
    range: resource.range,
  };
}

/** Authentication by token is what `authOptions` means without a mode. */
function authenticationOf(
  options: SourceTree | undefined,
  mode: SourceTree | undefined,
  { templated }: ObjectFact,
): RayFact['authentication'] {
  if (mode !== undefined) return mode.kind === 'leaf' ? (mode.text ?? undefined) : undefined;
  return options !== undefined ? 'token' : templated ? undefined : null;
}

/** `rayVersion`, or the tag of the head's image. */
function versionOf(cluster: Branch): string | null {
  const written = treeText(cluster, 'rayVersion');
  if (written !== undefined) return written;
  const [head] = itemsIn(cluster, 'headGroupSpec', 'template', 'spec', 'containers');
  return /(?:^|\/)ray(?:-ml|-llm)?:(\d+\.\d+\.\d+)/.exec(treeText(head, 'image') ?? '')?.[1] ?? null;
}

function exposedBy(head: SourceTree | undefined): Range | null {
  const type = childOf(head, 'serviceType');
  if (/^(?:LoadBalancer|NodePort)$/.test(treeText(head, 'serviceType') ?? '')) return type!.range;
  return treeTruth(head, 'enableIngress') === true ? childOf(head, 'enableIngress')!.range : null;
}

function secured(
  cluster: Branch,
  options: SourceTree | undefined,
  mode: SourceTree | undefined,
  text: string,
): Edit | null {
  if (mode?.kind === 'leaf') return { range: mode.range, text: 'token' };
  if (options !== undefined) return null;
  const before = treeEntry(cluster, 'rayVersion') ?? cluster.entries[0];
  if (before === undefined) return null;
  const at = before.keyRange.start;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  // In brackets, or behind a dash, a line of its own does not fit.
  if (!/^ *$/.test(line)) return null;
  return { range: { start: at, end: at }, text: `authOptions:\n${line}  mode: token\n${line}` };
}
