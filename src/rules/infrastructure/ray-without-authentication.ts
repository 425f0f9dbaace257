import { relatedTo, waysToRayNear, wayToRay } from '../../analysis/infrastructure/exposure';
import { isBelow } from '../../analysis/versions';
import type { InfrastructureFacts, RayFact, WorkloadFact } from '../../core/infrastructure-facts';
import type { Fix } from '../../core/finding';
import { defineRule, type Context } from '../../core/rule';

/** The first version of Ray that can ask for a token. */
const TOKENS_SINCE = '2.52.0';

export default defineRule({
  id: 'ray-without-authentication',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Ray cluster without authentication',
  cwe: 306,
  atlas: ['AML.T0049', 'AML.T0050'],
  docs: {
    what: 'A RayCluster, RayJob or RayService is reached from outside of the Kubernetes cluster (`serviceType: LoadBalancer` or `NodePort`, `enableIngress: true`, or a Service or Ingress to its dashboard in the same file, or a Service in one beside it) and has no `authOptions` with `mode: token`; or its mode, or `RAY_AUTH_MODE`, is `disabled`. Clusters that only the Kubernetes cluster itself reaches are not reported.',
    why: 'The jobs API of Ray runs any command for whoever reaches it, by design (CVE-2023-48022, disputed by the makers; the ShadowRay campaign used it to steal models, keys and GPU time).',
    fix: 'From Ray 2.52 with KubeRay 1.5.1 on, set `authOptions: {mode: token}`; the operator makes the token and gives it to all pods. Before that, keep the head on a ClusterIP service and use `kubectl port-forward`. The quick fix adds the option where `rayVersion`, or the tag of the image, is new enough.',
    references: [
      'https://docs.ray.io/en/latest/cluster/kubernetes/user-guides/kuberay-auth.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2023-48022',
    ],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  checkService(facts, context);
  for (const workload of facts.workloads) {
    const { ray } = workload;
    if (ray) checkCluster(ray, workload, facts, context);
    for (const { environment } of workload.containers)
      for (const { name, value, range } of environment)
        if (name === 'RAY_AUTH_MODE' && value === 'disabled')
          context.report({ range, message: 'Ray asks nobody for a token: whoever reaches it runs code here.' });
  }
}

/** A service of its own file leads to a cluster of another one. */
function checkService(facts: InfrastructureFacts, context: Context): void {
  for (const { exposure, cluster } of waysToRayNear(facts, context.project)) {
    const ray = cluster.workload.ray!;
    if (ray.authentication !== null) continue;
    context.report({
      range: exposure.range,
      message: 'The Ray cluster behind this runs code for anyone who reaches it: it has no token.',
      detail: `${versionSaid(ray)}. Without authOptions nobody is asked who they are`,
      ...relatedTo(cluster, 'The cluster, without authOptions.'),
    });
    return;
  }
}

function checkCluster(ray: RayFact, workload: WorkloadFact, facts: InfrastructureFacts, context: Context): void {
  // A template may say more than is known here.
  if (ray.authentication === undefined || ray.authentication === 'token') return;
  if (ray.authentication === 'disabled')
    return context.report({
      range: ray.authenticationRange ?? ray.range,
      message: 'Ray asks nobody for a token: whoever reaches it runs code here.',
      fixes: fixesOf(ray),
    });
  const way = wayToRay(workload, ray, facts);
  if (way === null) return;
  context.report({
    range: way,
    message: 'This Ray cluster runs code for anyone who reaches it: it has no token.',
    detail: `${versionSaid(ray)}. Without authOptions nobody is asked who they are`,
    fixes: fixesOf(ray),
  });
}

const isNewEnough = ({ version }: RayFact): boolean => version !== null && !isBelow(version, TOKENS_SINCE);

function versionSaid(ray: RayFact): string {
  if (ray.version === null) return `Its version is not said; tokens need Ray ${TOKENS_SINCE}`;
  return isNewEnough(ray)
    ? `Its version, ${ray.version}, can ask for tokens`
    : `Its version, ${ray.version}, cannot ask for tokens; ${TOKENS_SINCE} can`;
}

const fixesOf = (ray: RayFact): readonly Fix[] =>
  ray.secured !== null && isNewEnough(ray)
    ? [{ title: 'Ask for a token', safety: 'unsafe', edits: [ray.secured] }]
    : [];
