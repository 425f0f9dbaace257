import type { ExposureFact, InfrastructureFacts, RayFact, WorkloadFact } from '../../core/infrastructure-facts';
import type { Range } from '../../core/range';
import { serverBehind, type RunningServer } from './servers';

/** A way in with what answers behind it. */
export interface ExposedServer {
  readonly exposure: ExposureFact;
  readonly running: RunningServer | null;
}

/** Every way in of a document that is not kept to this network, each with the server behind it. One of a service that has several ports is told once. */
export function exposedServers(facts: InfrastructureFacts): readonly ExposedServer[] {
  const open = facts.exposures
    .filter(({ limited }) => !limited)
    .map((exposure) => ({ exposure, running: serverBehind(exposure.target, exposure.port) }));
  return open.filter(
    (each, index) =>
      each.running !== null ||
      open.findIndex(({ exposure }) => exposure.range.start === each.exposure.range.start) === index,
  );
}

/** Whether a message may say that nobody is asked who they are. */
export const isOpenTo = ({ running }: ExposedServer): boolean => running?.authenticated === false;

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
      (port === 8265 || port === 10001) &&
      outer !== undefined &&
      outer.tree.range.start <= range.start &&
      range.end <= outer.tree.range.end,
  );
  return exposure?.range ?? null;
}
