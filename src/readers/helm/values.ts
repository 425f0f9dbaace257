import type { InfrastructureFacts, PrivilegeFact } from '../../core/infrastructure-facts';
import { childOf, mapsIn, treeText, type SourceTree } from '../../core/tree';
import { switchedOn } from '../kubernetes/privileges';
import { workloadOfJob } from '../workflows/pipeline';

/**
 * What the values of a chart say by the names of their keys, wherever they stand: the templates decide what they mean, but everybody
 * hands these on. Source: Helm, Chart best practices, Values.
 */
export function valuesOf(root: SourceTree, _text: string): Pick<InfrastructureFacts, 'workloads' | 'exposures'> {
  const privileges: PrivilegeFact[] = [];
  const exposures: InfrastructureFacts['exposures'][number][] = [];
  for (const map of mapsIn(root)) {
    for (const key of ['securityContext', 'containerSecurityContext'])
      privileges.push(...switchedOn(childOf(map, key), 'privileged', 'privileged'));
    for (const [key, what] of HOST) privileges.push(...switchedOn(map, key, what));
    const service = childOf(map, 'service');
    const type = childOf(service, 'type');
    if (treeText(service, 'type') === 'LoadBalancer' && type !== undefined)
      exposures.push({
        how: 'load-balancer',
        port: null,
        target: null,
        selector: null,
        namespace: null,
        range: type.range,
        limited:
          childOf(service, 'loadBalancerSourceRanges') !== undefined || childOf(service, 'annotations') !== undefined,
        encrypted: null,
        closed: { title: 'Use a ClusterIP service', edit: { range: type.range, text: 'ClusterIP' } },
      });
  }
  const range = { start: root.range.start, end: root.range.start + 1 };
  return {
    workloads: privileges.length === 0 ? [] : [{ ...workloadOfJob('values', range, privileges), kind: 'chart' }],
    exposures,
  };
}

const HOST = [
  ['hostPID', 'host-pid'],
  ['hostIPC', 'host-ipc'],
  ['hostNetwork', 'host-network'],
] as const;
