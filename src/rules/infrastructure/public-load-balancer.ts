import { exposedServers, isPortOfRay, relatedTo, waysToRayNear } from '../../analysis/infrastructure/exposure';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { closedBy } from './exposure/closed';

export default defineRule({
  id: 'public-load-balancer',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Load balancer that is open to anyone',
  cwe: 668,
  atlas: ['AML.T0049'],
  docs: {
    what: 'A Service of type `LoadBalancer` has no `loadBalancerSourceRanges` and no annotation that keeps it inside, as each cloud calls it. Where the pods behind it run a server without authentication (Jupyter with an empty token, MLflow, TensorBoard, Dask, Redis, a vector database) it is a warning, otherwise information. Model servers and Ray have rules of their own.',
    why: 'Cloud providers give such a service an address that the whole internet reaches, and scanners find it within minutes.',
    fix: 'Use `ClusterIP` with `kubectl port-forward`, an internal load balancer, or name the networks in `loadBalancerSourceRanges`. The quick fix changes the type to `ClusterIP`.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  const rays = facts.workloads.filter(({ ray }) => ray !== null);
  const told = waysToRayNear(facts, context.project).map(({ exposure }) => exposure.range.start);
  for (const { exposure, running, elsewhere } of exposedServers(facts, context.project)) {
    if (exposure.how !== 'load-balancer' || running?.server.kind === 'model') continue;
    // Said of the cluster.
    if ((rays.length > 0 && isPortOfRay(exposure.port)) || told.includes(exposure.range.start)) continue;
    const open = running?.authenticated === false;
    context.report({
      range: exposure.range,
      severity: open ? 'warning' : 'info',
      message: open
        ? `${running.server.name} answers the whole internet, and asks nobody who they are.`
        : 'This service gets an address that the whole internet reaches.',
      fixes: closedBy(exposure),
      ...relatedTo(elsewhere, 'What answers there is started here.'),
    });
  }
}
