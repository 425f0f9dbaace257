import { defineRule } from '../../core/rule';
import { listenToPrivileges, nounOf, onNode } from './workloads/privileges';

export default defineRule({
  id: 'privileged-container',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Privileged container',
  cwe: 250,
  atlas: ['AML.T0105'],
  docs: {
    what: 'A container is started with `privileged: true` or `--privileged`: in a pod template of any resource (Pod, Deployment, Job, RayCluster, PyTorchJob, TrainJob, InferenceService and others), in the values of a Helm chart, in a compose file, as the container of a workflow job, in a development container, in a dstack configuration, or by `docker run`. One finding per workload. In a DaemonSet it is a hint, because device plugins, drivers and exporters are there to reach the node; for a command that a person runs it is information.',
    why: 'A privileged container has all capabilities and all devices of the machine. Code that runs in it, a poisoned model or package among that, owns the node, and with it the credentials and data of every other workload there.',
    fix: 'Remove the switch. GPUs need none: request `nvidia.com/gpu` and let the device plugin or the NVIDIA container toolkit hand them out. For RDMA, add `IPC_LOCK` alone. The quick fix sets `privileged: false`.',
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  },
  listen: listenToPrivileges(({ what }, workload) =>
    what === 'privileged'
      ? {
          message: `A privileged container: whatever runs in it owns the ${nounOf(workload)}.`,
          severity: onNode(workload, 'warning'),
          fix: 'Set privileged to false',
        }
      : null,
  ),
});
