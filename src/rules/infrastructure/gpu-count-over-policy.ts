import type { InfrastructureFacts, WorkloadFact } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'gpu-count-over-policy',
  severity: 'warning',
  category: 'infrastructure',
  title: 'More accelerators than the policy allows',
  cwe: 770,
  docs: {
    what: 'A job asks for more accelerators than `[infrastructure] max-gpus-per-job` allows, over all of its copies: the pods of a resource of Kubernetes with their replicas or parallelism, the nodes of a batch script of Slurm, the nodes of a SkyPilot task. Silent until that key is set. Where a template or a range decides how many there are, nothing is reported.',
    why: 'Accelerators are the most that a training account can lose; the policy says what one job may cost.',
    fix: 'Ask for fewer, or have the limit raised in the policy, which is reviewed.',
    references: ['https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  const most = context.policy.maxGpusPerJob;
  if (most === null) return;
  // The groups of one resource (head, workers, launcher) are one job.
  const byResource = new Map<number, WorkloadFact[]>();
  for (const workload of facts.workloads)
    byResource.set(workload.range.start, [...(byResource.get(workload.range.start) ?? []), workload]);
  for (const workloads of byResource.values()) {
    const count = workloads.reduce((sum, workload) => sum + acceleratorsOf(workload), 0);
    if (count > most)
      context.report({
        range: workloads[0]!.range,
        message: `This asks for ${count} accelerators; the policy allows ${most} a job.`,
      });
  }
  checkSkypilot(facts, most, context);
}

const acceleratorsOf = ({ containers, copies }: WorkloadFact): number =>
  containers.reduce((sum, { gpus }) => sum + (gpus ?? 0), 0) * (copies ?? 1);

/** `accelerators: A100:8` with `num_nodes: 4`. */
function checkSkypilot({ settings }: InfrastructureFacts, most: number, context: Context): void {
  const asked = settings.find(({ type, path }) => type === 'skypilot:task' && path === 'resources.accelerators');
  const nodes = settings.find(({ type, path }) => type === 'skypilot:task' && path === 'num_nodes');
  const [, each] = /^[\w.-]+(?::(\d{1,4}))?$/.exec(asked?.value ?? '') ?? [];
  if (asked === undefined || !/^[\w.-]+(?::\d{1,4})?$/.test(asked.value)) return;
  const count = Number(each ?? 1) * (/^\d{1,5}$/.test(nodes?.value ?? '') ? Number(nodes!.value) : 1);
  if (count > most)
    context.report({
      range: asked.range,
      message: `This asks for ${count} accelerators; the policy allows ${most} a job.`,
    });
}
