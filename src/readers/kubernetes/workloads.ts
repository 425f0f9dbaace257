import type { ContainerFact, ObjectFact, WorkloadFact } from '../../core/infrastructure-facts';
import { childOf, entriesIn, itemsIn, treeText, type Branch, type SourceTree } from '../../core/tree';
import { containerOf, type CommandWords } from './containers';
import { privilegesOf } from './privileges';
import { rayOf } from './ray';

/** A workload with what its containers run, for the readers of commands. */
export interface ReadWorkload {
  readonly fact: WorkloadFact;
  readonly commands: readonly CommandWords[];
}

/** A pod template and the maps around it, the nearest first. */
interface FoundPod {
  readonly pod: Branch;
  readonly around: readonly Branch[];
}

/**
 * The workloads of a resource: each map with a list of containers, however deep, so that resources of every operator are read alike
 * (RayCluster, PyTorchJob, JobSet, InferenceService, Workflow). Source: Kubernetes API reference, PodTemplateSpec.
 */
export function workloadsOf(resource: ObjectFact, text: string): readonly ReadWorkload[] {
  const pods: FoundPod[] = [];
  findPods(resource.tree, [], pods, new Set());
  const ray = rayOf(resource, text);
  return pods.map(({ pod, around }, index): ReadWorkload => {
    const members = membersOf(pod, resource.kind);
    const read = members.map((member) => containerOf(member, resource));
    const containers = read.map(({ fact }) => fact);
    const own = childOf(around[0], 'metadata');
    return {
      fact: {
        kind: resource.kind,
        name: resource.name,
        namespace: resource.namespace,
        labels: labelsOf(own ?? childOf(resource.tree, 'metadata')),
        range: resource.range,
        containers,
        privileges: privilegesOf(pod, members),
        ray: index === 0 ? ray : null,
        deadline: deadlineOf(resource, pod),
        queue: queueOf(resource),
        copies: copiesOf(around),
      },
      commands: [...read.flatMap(({ command }) => command ?? []), ...(index === 0 ? entrypointOf(resource) : [])],
    };
  });
}

const MOST_PODS = 200;
const SINGLE = /^(?:container|script|trainer|model)$/;

function findPods(tree: SourceTree, around: readonly Branch[], pods: FoundPod[], seen: Set<SourceTree>): void {
  if (tree.kind === 'leaf' || seen.has(tree) || pods.length >= MOST_PODS) return;
  seen.add(tree);
  if (tree.kind === 'list') {
    for (const item of tree.items) findPods(item, around, pods, seen);
    return;
  }
  const isPod = isPodSpec(tree);
  if (isPod) pods.push({ pod: tree, around });
  for (const { key, value } of tree.entries)
    if (!isPod || !/^(?:initContainers|containers|ephemeralContainers|container|script)$/.test(key))
      findPods(value, [tree, ...around.slice(0, 5)], pods, seen);
}

const isPodSpec = (map: Branch): boolean =>
  itemsIn(map, 'containers').some((item) => item.kind === 'map') ||
  map.entries.some(
    ({ key, value }) =>
      SINGLE.test(key) &&
      value.kind === 'map' &&
      (key === 'model'
        ? childOf(value, 'modelFormat') !== undefined || childOf(value, 'storageUri') !== undefined
        : childOf(value, 'image') !== undefined),
  );

/** The containers of a pod, also the one of a step of Argo (`container`, `script`), a trainer of Kubeflow and a model of KServe. */
const membersOf = (pod: Branch, _kind: string): readonly SourceTree[] => [
  ...itemsIn(pod, 'initContainers'),
  ...itemsIn(pod, 'containers'),
  ...pod.entries.filter(({ key, value }) => SINGLE.test(key) && value.kind === 'map').map(({ value }) => value),
];

export const labelsOf = (metadata: SourceTree | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entriesIn(metadata, 'labels').flatMap(({ key, value }) =>
      value.kind === 'leaf' && value.text !== null ? [[key, value.text]] : [],
    ),
  );

const RUNS_TO_ITS_END =
  /^(?:Job|CronJob|JobSet|RayJob|TrainJob|PyTorchJob|TFJob|MPIJob|XGBoostJob|JAXJob|PaddleJob|Workflow|CronWorkflow|PipelineRun|TaskRun|AppWrapper)$/;

function deadlineOf(resource: ObjectFact, pod: Branch): WorkloadFact['deadline'] {
  if (!RUNS_TO_ITS_END.test(resource.kind) || resource.templated) return null;
  const holders = [
    resource.tree,
    childOf(resource.tree, 'spec'),
    childOf(childOf(resource.tree, 'spec'), 'runPolicy'),
    pod,
  ];
  const found =
    holders.some((holder) => LIMITS.some((key) => childOf(holder, key) !== undefined)) || isLimited(resource.tree);
  return found ? 'written' : 'absent';
}
const LIMITS = ['activeDeadlineSeconds', 'timeout', 'timeouts'];

/** Whether a deadline stands anywhere below: that of the jobs of a JobSet or a CronJob. */
function isLimited(tree: SourceTree, depth = 0): boolean {
  if (tree.kind === 'leaf' || depth > 10) return false;
  if (tree.kind === 'list') return tree.items.some((item) => isLimited(item, depth + 1));
  return tree.entries.some(({ key, value }) => key === 'activeDeadlineSeconds' || isLimited(value, depth + 1));
}

/** The queue that admits it. Sources: Kueue, Run Jobs; Volcano, Queue. */
const queueOf = ({ tree }: ObjectFact): string | null =>
  labelsOf(childOf(tree, 'metadata'))['kueue.x-k8s.io/queue-name'] ??
  treeText(tree, 'spec', 'queue') ??
  treeText(tree, 'spec', 'runPolicy', 'schedulingPolicy', 'queue') ??
  null;

function copiesOf(around: readonly Branch[]): number | null {
  for (const map of around)
    for (const key of ['replicas', 'parallelism', 'numNodes', 'maxReplicas']) {
      const written = treeText(map, key);
      if (written !== undefined && /^\d{1,6}$/.test(written)) return Number(written);
    }
  return null;
}

/** What a job of Ray runs on the cluster. */
function entrypointOf(resource: ObjectFact): readonly CommandWords[] {
  const entrypoint = resource.kind === 'RayJob' ? childOf(childOf(resource.tree, 'spec'), 'entrypoint') : undefined;
  return entrypoint?.kind === 'leaf' ? [{ image: null, words: [], script: entrypoint }] : [];
}

/** The workloads that a selector chooses, in the same namespace as far as that is said. */
export const selectedBy = (
  selector: Readonly<Record<string, string>>,
  namespace: string | null,
  workloads: readonly WorkloadFact[],
): WorkloadFact | null => {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return null;
  return (
    workloads.find(
      (workload) =>
        (namespace === null || workload.namespace === null || workload.namespace === namespace) &&
        wanted.every(([key, value]) => workload.labels[key] === value),
    ) ?? null
  );
};

export const portsOf = (containers: readonly ContainerFact[]): readonly number[] =>
  containers.flatMap(({ ports }) => ports);
