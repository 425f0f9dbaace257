import { defineRule } from '../../core/rule';
import { listenToPrivileges, nounOf, onNode } from './workloads/privileges';

export default defineRule({
  id: 'container-socket-mounted',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Socket of the container engine in a container',
  cwe: 250,
  docs: {
    what: 'The socket of Docker, containerd, CRI-O or Podman is mounted into a container: by `hostPath`, in a compose file, in the options of a workflow job, or by `docker run -v`. In a DaemonSet and in a development container it is a hint; for a command that a person runs it is information.',
    why: 'Whoever can write to the socket starts a privileged container on the host and so owns it. A read-only mount does not change that: requests go through the socket all the same.',
    fix: 'Build images with BuildKit in rootless mode, Buildah or Kaniko, which need no socket. Where a tool only lists containers, put a proxy in between that lets only those requests through.',
    references: ['https://docs.docker.com/engine/security/#docker-daemon-attack-surface'],
  },
  listen: listenToPrivileges(({ what }, workload) =>
    what === 'socket-mount'
      ? {
          message: `The socket of the container engine: what runs here owns the ${nounOf(workload)}.`,
          severity: workload?.kind === 'devcontainer' ? 'hint' : onNode(workload, 'warning'),
        }
      : null,
  ),
});
