import type { ExposureFact, InfrastructureFacts, RayFact, WorkloadFact } from '../../core/infrastructure-facts';
import type { Related } from '../../core/finding';
import type { Project } from '../../core/question';
import type { Range } from '../../core/range';
import { neighbourBehind, resourcesNear, type Neighbour } from './neighbours';
import { serverBehind, type RunningServer } from './servers';

/** A way in with what answers behind it. */
export interface ExposedServer {
  readonly exposure: ExposureFact;
  readonly running: RunningServer | null;
  /** Where that stands, if in another file of the folder. */
  readonly elsewhere: Neighbour | null;
}

/** Every way in of a document that is not kept to this network, each with the server behind it, in this file or in one beside it. One of a service that has several ports is told once. */
export function exposedServers(facts: InfrastructureFacts, project: Project): readonly ExposedServer[] {
  const open = facts.exposures
    .filter(({ limited }) => !limited)
    .map((exposure): ExposedServer => {
      const elsewhere = exposure.target === null ? behind(exposure, project) : null;
      const running = serverBehind(exposure.target ?? elsewhere?.workload ?? null, exposure.port);
      return { exposure, running, elsewhere };
    });
  return open.filter(
    (each, index) =>
      each.running !== null ||
      open.findIndex(({ exposure }) => exposure.range.start === each.exposure.range.start) === index,
  );
}

/** What a service of this document leads to in another file of the folder. */
function behind({ selector, namespace }: ExposureFact, project: Project): Neighbour | null {
  if (selector === null || Object.keys(selector).length === 0) return null;
  return neighbourBehind(selector, namespace, project.ask(resourcesNear));
}

/** Where to look, for what a finding says of another file. */
export const relatedTo = (elsewhere: Neighbour | null, message: string): { readonly related?: readonly Related[] } =>
  elsewhere === null ? {} : { related: [{ path: elsewhere.path, range: elsewhere.workload.range, message }] };

/** Whether a message may say that nobody is asked who they are. */
export const isOpenTo = ({ running }: ExposedServer): boolean => running?.authenticated === false;

/** Ports of Ray by which code is run: dashboard with its jobs API, client. */
export const isPortOfRay = (port: number | null): boolean => port === 8265 || port === 10001;

/** Services that lead from outside to the head of a cluster of Ray which another file of the folder describes. */
export function waysToRayNear(
  facts: InfrastructureFacts,
  project: Project,
): readonly { readonly exposure: ExposureFact; readonly cluster: Neighbour }[] {
  return facts.exposures.flatMap((exposure) => {
    const { limited, port, selector, how } = exposure;
    if (limited || how === 'node-port' || !isPortOfRay(port) || selector === null) return [];
    const wanted = selector['ray.io/cluster'];
    const isHead = wanted !== undefined || selector['ray.io/node-type'] === 'head';
    // A cluster in the same file is said of there.
    if (!isHead || facts.workloads.some(({ ray }) => ray !== null)) return [];
    const cluster = project
      .ask(resourcesNear)
      ?.workloads.find(({ workload }) => workload.ray !== null && (wanted === undefined || workload.name === wanted));
    return cluster ? [{ exposure, cluster }] : [];
  });
}

/** How the head of a cluster of Ray is reached from outside: by its own service or ingress, or by one beside it in the document. */
export function wayToRay(workload: WorkloadFact, ray: RayFact, facts: InfrastructureFacts): Range | null {
  if (ray.exposed) return ray.exposed;
  const outer = facts.objects.find(
    ({ kind, tree, name }) =>
      (kind === 'Service' || kind === 'Ingress' || kind === 'HTTPRoute') &&
      name !== null &&
      facts.text.slice(tree.range.start, tree.range.end).includes(`${workload.name ?? '\n'}`),
  );
  const exposure = facts.exposures.find(
    ({ limited, range, port }) =>
      !limited &&
      isPortOfRay(port) &&
      outer !== undefined &&
      outer.tree.range.start <= range.start &&
      range.end <= outer.tree.range.end,
  );
  return exposure?.range ?? null;
}
