import { resourcesNear } from '../../analysis/infrastructure/neighbours';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { isRequired } from './required/training-calls';
import { namespacesWithGpus } from './required/namespaces';

export default defineRule({
  id: 'quota-missing',
  severity: 'warning',
  category: 'infrastructure',
  title: 'GPU namespace without a quota',
  cwe: 770,
  docs: {
    what: 'With `quota` in `[infrastructure] require`: workloads of a namespace ask for accelerators, and no file of the folder has a ResourceQuota for it, or a Profile of Kubeflow with one. Silent until that is required.',
    why: 'One job, or whoever reaches a notebook of the namespace, takes all accelerators of the cluster.',
    fix: 'Add a ResourceQuota with `requests.nvidia.com/gpu`. Where it is kept in another repository, take `quota` out of `require`, or silence this with that reason.',
    references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  if (!isRequired('quota', context.policy)) return;
  for (const { namespace, range } of namespacesWithGpus(facts)) {
    const near = context.project.ask(resourcesNear);
    if (near !== undefined && !near.quotas.includes(namespace))
      context.report({ range, message: 'The policy requires a quota, and this namespace has none.' });
  }
}
