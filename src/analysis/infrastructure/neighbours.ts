import type { ContainerFact, InfrastructureFacts, ObjectFact, WorkloadFact } from '../../core/infrastructure-facts';
import { defineQuestion, type Answering, type Question } from '../../core/question';
import { childOf } from '../../core/tree';
import { directoryOf, joinedPath } from '../../project/paths';
import { fileTextAt } from '../../project/questions/file-text';
import { readConfig } from '../../readers/config/config';
import { infrastructureIn } from '../../readers/infrastructure/infrastructure';
import { hasResources } from '../../readers/kubernetes/resources';
import { selectedBy } from '../../readers/kubernetes/workloads';
import { treeOfYaml } from '../../readers/tree/tree-yaml';

interface FolderQuestion extends Question {
  readonly folder: string;
}

/** A workload that another file of the folder describes. */
export interface Neighbour {
  readonly path: string;
  readonly workload: WorkloadFact;
}

/** What the files of one folder say of Kubernetes beside each other: whoever applies one applies them all. */
export interface Neighbours {
  readonly workloads: readonly Neighbour[];
  /** Namespaces with a ResourceQuota, a NetworkPolicy; '' where none is said. */
  readonly quotas: readonly string[];
  readonly policies: readonly string[];
  /** Whether a queue of Kueue is among them. */
  readonly hasQueue: boolean;
}

/** Files of a folder that are looked at, and characters of one. */
const MOST_FILES = 60;
const LARGEST = 200_000;

const NOTHING: Neighbours = { workloads: [], quotas: [], policies: [], hasQueue: false };

/** The resources of Kubernetes in the folder of a document. */
export const resourcesNear = defineQuestion({
  kind: 'infrastructure-near',
  key: (path): FolderQuestion => ({ kind: 'infrastructure-near', folder: directoryOf(path) }),
  find: ({ folder }, project) => neighboursIn(folder, project),
  nothing: NOTHING,
  forgottenWhen: (path, { folder }) => path === null || (directoryOf(path) === folder && /\.ya?ml$/.test(path)),
  watches: { globs: ['*.{yaml,yml}'], onlyResting: true },
});

async function neighboursIn(folder: string, project: Answering): Promise<Neighbours> {
  const entries = (await project.host.files.list(folder)) ?? [];
  const names = entries.filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/.test(name)).map(({ name }) => name);
  const workloads: Neighbour[] = [];
  const objects: ObjectFact[] = [];
  for (const name of names.sort().slice(0, MOST_FILES)) {
    const path = joinedPath(folder, name);
    const facts = factsOf(path, await fileTextAt(path, project));
    for (const workload of facts?.workloads ?? []) workloads.push({ path, workload: plain(workload) });
    objects.push(...(facts?.objects ?? []));
  }
  return { workloads, ...guardsIn(objects), hasQueue: objects.some(({ kind }) => kind === 'LocalQueue') };
}

function factsOf(path: string, text: string | null): InfrastructureFacts | undefined {
  if (text === null || text.length > LARGEST || !hasResources(text)) return undefined;
  const { roots, parsed } = readConfig(text, path, 'yaml');
  const trees = roots.map((root) => treeOfYaml(root, parsed));
  return infrastructureIn(path, text, trees)?.facts;
}

function guardsIn(objects: readonly ObjectFact[]): Pick<Neighbours, 'quotas' | 'policies'> {
  const quotas = new Set<string>();
  const policies = new Set<string>();
  for (const { kind, name, namespace, tree } of objects) {
    if (kind === 'ResourceQuota') quotas.add(namespace ?? '');
    // A profile of Kubeflow is a namespace with its quota.
    else if (kind === 'Profile' && childOf(childOf(tree, 'spec'), 'resourceQuotaSpec')) quotas.add(name ?? '');
    else if (/^(?:Cilium(?:Clusterwide)?)?NetworkPolicy$/.test(kind)) policies.add(namespace ?? '');
  }
  return { quotas: [...quotas], policies: [...policies] };
}

/** Without trees: an answer is plain data. */
const plain = (workload: WorkloadFact): WorkloadFact => ({
  ...workload,
  containers: workload.containers.map((container): ContainerFact => ({
    ...container,
    image: container.image && { ...leaf(container.image.text), range: container.image.range },
  })),
  privileges: [],
  ray: workload.ray && { ...workload.ray, secured: null },
});

const leaf = (text: string | null) => ({ kind: 'leaf', text, quoted: false, words: null }) as const;

/** The workload of another file of the folder that labels choose. */
export function neighbourBehind(
  selector: Readonly<Record<string, string>> | null,
  namespace: string | null,
  near: Neighbours | undefined,
): Neighbour | null {
  if (selector === null || near === undefined) return null;
  const found = selectedBy(
    selector,
    namespace,
    near.workloads.map(({ workload }) => workload),
  );
  return near.workloads.find(({ workload }) => workload === found) ?? null;
}
