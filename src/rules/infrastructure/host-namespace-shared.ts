import type { Privilege } from '../../core/infrastructure-facts';
import { defineRule } from '../../core/rule';
import { listenToPrivileges, nounOf, onNode } from './workloads/privileges';

const SHARED: Partial<Record<Privilege, string>> = {
  'host-pid': 'sees and can signal every process of the',
  'host-ipc': 'shares memory with every process of the',
  'host-network': 'uses the network of the',
};

export default defineRule({
  id: 'host-namespace-shared',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Container in the namespaces of its host',
  cwe: 668,
  docs: {
    what: 'A workload shares namespaces with its host: `hostPID`, `hostIPC` or `hostNetwork` in a pod template, `pid: host` in a compose file, `--pid=host` in the options of a container. Sharing the network is information, since EFA, RDMA and TPU slices need it. `ipc: host` of Compose and `--ipc=host`, by which people get a larger `/dev/shm`, are not reported. In a DaemonSet it is a hint.',
    why: 'With the process namespace of the host, a container reads the environment of every process, keys among it, and can stop them. With its network, it reaches services that listen on `localhost` only, and is covered by no network policy.',
    fix: 'Remove the switch. For a larger `/dev/shm`, mount an `emptyDir` with `medium: Memory` and a `sizeLimit`, or set `shm_size`. The quick fix sets the switch to false.',
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  },
  listen: listenToPrivileges(({ what, without }, workload) => {
    const does = SHARED[what];
    // Of Compose and by hand, on one machine, it is how people get shared memory and speed.
    if (does === undefined || (what !== 'host-pid' && without === null)) return null;
    return {
      message: `This container ${does} ${nounOf(workload)}.`,
      severity: onNode(workload, what === 'host-network' ? 'info' : 'warning'),
      fix: 'Set it to false',
    };
  }),
});
