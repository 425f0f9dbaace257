import { resourcesNear } from '../../analysis/infrastructure/neighbours';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

/** Kinds that Kueue manages. Source: Kueue, Run Workloads. */
const MANAGED =
  /^(?:Job|JobSet|RayJob|RayCluster|PyTorchJob|TFJob|MPIJob|XGBoostJob|JAXJob|PaddleJob|TrainJob|AppWrapper)$/;

export default defineRule({
  id: 'queue-bypassed',
  severity: 'info',
  category: 'infrastructure',
  title: 'GPU job that passes the queue by',
  cwe: 770,
  docs: {
    what: 'The folder has a LocalQueue of Kueue, and a job beside it asks for accelerators without the label `kueue.x-k8s.io/queue-name`. Jobs with the label, jobs of a folder without a queue, and Deployments are not reported.',
    why: 'Kueue leaves a job without the label alone: it starts at once, past the quota of its team.',
    fix: 'Add the label with the name of the queue. Where a webhook of the cluster adds it, silence this with that reason.',
    references: ['https://kueue.sigs.k8s.io/docs/tasks/run/jobs/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ workloads, objects }: InfrastructureFacts, context: Context): void {
  const told = new Set<number>();
  for (const { kind, queue, containers, range, labels } of workloads) {
    if (!MANAGED.test(kind) || queue !== null || told.has(range.start)) continue;
    if (Object.keys(labels).some((label) => label.startsWith('kueue.x-k8s.io/'))) continue;
    if (!containers.some(({ gpus }) => gpus !== null && gpus > 0)) continue;
    if (!objects.some((each) => each.kind === 'LocalQueue') && context.project.ask(resourcesNear)?.hasQueue !== true)
      continue;
    told.add(range.start);
    context.report({ range, message: 'This job passes the queue beside it by: it names none.' });
  }
}
