import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import type { CallFact } from '../../core/python-facts';
import { defineRule, type Context, type PythonContext } from '../../core/rule';
import {
  isRequired,
  lacks,
  resourcesWithout,
  startedWithout,
  TRAINING_CALLS,
  VERTEX_CALLS,
} from './required/training-calls';

export default defineRule({
  id: 'job-deadline-missing',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Job without a time limit',
  cwe: 770,
  docs: {
    what: 'With `job-deadline` in `[infrastructure] require`: a job of Kubernetes (Job, CronJob, JobSet, RayJob, PyTorchJob, TrainJob and their like) has no `activeDeadlineSeconds`, a batch script of Slurm no `--time`, a job of the SageMaker SDK no `max_run` or `stopping_condition`, one of Vertex AI no `timeout`, a job of Azure ML no `limits`. Silent until that is required; what serves has no end and is not asked.',
    why: 'A job that hangs, or that a stranger started, holds its accelerators until a person notices.',
    fix: 'Write the longest time that the job may take: `activeDeadlineSeconds: 86400`, `#SBATCH --time=24:00:00`, `max_run=86400`. A job of Kueue that is suspended starts its clock again.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup'],
  },
  listen: {
    documents: { infrastructure: { check } },
    calls: [
      { ...TRAINING_CALLS, check: checkCall },
      { ...VERTEX_CALLS, check: checkCall },
    ],
  },
});

function check(facts: InfrastructureFacts, context: Context): void {
  if (!isRequired('job-deadline', context.policy)) return;
  const told = new Set<number>();
  for (const { deadline, range, kind } of facts.workloads) {
    if (deadline !== 'absent' || told.has(range.start)) continue;
    told.add(range.start);
    report(range, kind, context);
  }
  for (const { setting } of resourcesWithout(facts, /^azureml:(?:command|pipeline|sweep)job$/, ['limits']))
    report(setting.range, 'job', context);
}

function checkCall(call: CallFact, context: PythonContext): void {
  if (
    isRequired('job-deadline', context.policy) &&
    (lacks(call, ['max_run', 'stopping_condition', 'max_runtime_in_seconds']) || startedWithout(call, 'timeout'))
  )
    report(call.calleeRange, 'job', context);
}

const report = (range: CallFact['range'], kind: string, context: Context): void =>
  context.report({ range, message: `The policy requires a time limit, and this ${kind} has none.` });
