import { defineRule } from '../../core/rule';
import { listenToPrivileges, nounOf, onNode } from './workloads/privileges';

/** Folders whose content is a way to the machine, or its credentials. */
const SENSITIVE =
  /^(?:\/|\/etc(?:\/(?:kubernetes|shadow|passwd|ssh|cron[\w.]*))?|\/root|\/proc|\/boot|\/var|\/var\/lib|\/var\/lib\/(?:kubelet(?:\/pki)?|docker|containerd)|\/var\/run|\/run|\/home|(?:~|\$\{?HOME\}?|\/root|\/home\/[^/]+)\/(?:\.ssh|\.aws|\.kube|\.docker|\.config\/gcloud|\.azure))\/?$/;

export default defineRule({
  id: 'sensitive-host-mount',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Folder of the host that leads to its rights',
  cwe: 668,
  docs: {
    what: 'A workload mounts `/`, `/etc`, `/root`, `/proc`, `/var/lib/kubelet`, `/var/run` and the like of its host, or the folder of a person’s keys (`~/.ssh`, `~/.aws`, `~/.kube`): by `hostPath`, in a compose file, in the options of a job or a development container, or by `docker run -v`. Read-only mounts and those of a DaemonSet are hints. `/dev/shm`, folders of data, caches, devices and drivers are not reported.',
    why: 'Whoever can write `/etc` or `/root` of the host runs code on it as root; whoever can read the folder of the kubelet or a person’s keys has the credentials of the node or of that person.',
    fix: 'Mount the narrowest folder that is needed, with `readOnly: true`. Credentials belong into a Secret, a workload identity or the environment of the one job that needs them.',
    references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  },
  listen: listenToPrivileges(({ what, subject, readOnly }, workload) => {
    if (what !== 'host-mount' || !SENSITIVE.test(subject)) return null;
    // One's own keys in one's own development container are what it is for.
    const own = workload?.kind === 'devcontainer' && !subject.startsWith('/');
    return {
      message: `This mounts ${subject} of the ${nounOf(workload)}: what runs here can take it over.`,
      severity: readOnly || own ? 'hint' : onNode(workload, 'warning'),
    };
  }),
});
