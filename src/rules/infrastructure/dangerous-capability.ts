import { defineRule } from '../../core/rule';
import { listenToPrivileges, nounOf, onNode } from './workloads/privileges';

/** Capabilities that are as good as root on the host. Source: capabilities(7). */
const AS_ROOT = /^(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH|BPF|SYS_BOOT)$/;

export default defineRule({
  id: 'dangerous-capability',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Capability that is as good as root',
  cwe: 250,
  docs: {
    what: 'A container is given `ALL`, `SYS_ADMIN`, `SYS_MODULE`, `SYS_RAWIO`, `DAC_READ_SEARCH`, `BPF` or `SYS_BOOT`: in a pod template, in a compose file (`cap_add`), in a development container or by `--cap-add`. In a DaemonSet it is a hint. `IPC_LOCK` (RDMA), `NET_RAW`, `SYS_PTRACE` (debuggers and profilers), `SYS_NICE` and the like are not reported.',
    why: 'With these capabilities, code in the container mounts the disks of the host, loads kernel modules or reads any file, and so owns the machine.',
    fix: 'Remove the capability, or add the narrow one that is needed: `IPC_LOCK` for RDMA, `PERFMON` for profilers, `SYS_PTRACE` for debuggers.',
    references: ['https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  },
  listen: listenToPrivileges(({ what, subject }, workload) =>
    what === 'capability' && AS_ROOT.test(subject)
      ? {
          message: `${subject === 'ALL' ? 'All capabilities' : `The capability ${subject}`}: what runs here can own the ${nounOf(workload)}.`,
          severity: onNode(workload, 'warning'),
        }
      : null,
  ),
});
