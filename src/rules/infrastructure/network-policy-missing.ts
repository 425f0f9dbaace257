import { resourcesNear } from '../../analysis/infrastructure/neighbours';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { isRequired } from './required/training-calls';
import { namespacesWithGpus } from './required/namespaces';

export default defineRule({
  id: 'network-policy-missing',
  severity: 'warning',
  category: 'infrastructure',
  title: 'GPU namespace without a network policy',
  cwe: 653,
  docs: {
    what: 'With `network-policy` in `[infrastructure] require`: workloads of a namespace ask for accelerators, and no file of the folder has a NetworkPolicy for it (of Kubernetes or Cilium). Silent until that is required.',
    why: 'Without one, code in training reaches every address, that of the cloud’s metadata service (169.254.169.254) among them.',
    fix: 'Add a NetworkPolicy that denies outgoing traffic and lists DNS, the registry and the store of data. Where it is kept in another repository, take `network-policy` out of `require`, or silence this with that reason.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
    ],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  if (!isRequired('network-policy', context.policy)) return;
  for (const { namespace, range } of namespacesWithGpus(facts)) {
    const near = context.project.ask(resourcesNear);
    if (near !== undefined && !near.policies.includes(namespace))
      context.report({ range, message: 'The policy requires a network policy, and this namespace has none.' });
  }
}
