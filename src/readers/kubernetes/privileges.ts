import type { Edit } from '../../core/finding';
import type { PrivilegeFact } from '../../core/infrastructure-facts';
import {
  childOf,
  treeEntry,
  itemsIn,
  treeText,
  textsIn,
  treeTruth,
  type Branch,
  type SourceTree,
} from '../../core/tree';

/** Rights over the node that a pod template writes down. Source: Kubernetes, Pod Security Standards, Baseline. */
export function privilegesOf(pod: Branch, members: readonly SourceTree[]): readonly PrivilegeFact[] {
  return [
    ...members.flatMap((member) => switchedOn(childOf(member, 'securityContext'), 'privileged', 'privileged')),
    ...switchedOn(pod, 'hostPID', 'host-pid'),
    ...switchedOn(pod, 'hostIPC', 'host-ipc'),
    ...switchedOn(pod, 'hostNetwork', 'host-network'),
    ...members.flatMap((member) => addedCapabilities(childOf(childOf(member, 'securityContext'), 'capabilities'))),
    ...itemsIn(pod, 'volumes').flatMap((volume) => hostPathOf(volume, members)),
  ];
}

export function switchedOn(
  map: SourceTree | undefined,
  key: string,
  what: PrivilegeFact['what'],
): readonly PrivilegeFact[] {
  const entry = treeEntry(map, key);
  if (entry === undefined || treeTruth(map, key) !== true) return [];
  const { keyRange, value } = entry;
  // What an alias brings here is written elsewhere.
  const isHere = value.range.start >= keyRange.end;
  return [
    {
      what,
      subject: '',
      readOnly: false,
      range: isHere ? { start: keyRange.start, end: value.range.end } : keyRange,
      without: isHere ? { range: value.range, text: 'false' } : null,
    },
  ];
}

const addedCapabilities = (capabilities: SourceTree | undefined): readonly PrivilegeFact[] =>
  textsIn(childOf(capabilities, 'add')).map(({ text, range }) => capabilityAt(text, range));

export const capabilityAt = (
  name: string,
  range: PrivilegeFact['range'],
  without: Edit | null = null,
): PrivilegeFact => ({
  what: 'capability',
  subject: name.toUpperCase().replace(/^CAP_/, ''),
  readOnly: false,
  range,
  without,
});

const SOCKET = /(?:^|\/)(?:docker\.sock|containerd\.sock|crio\.sock|podman\.sock|dockershim\.sock|cri-dockerd\.sock)$/;

function hostPathOf(volume: SourceTree, members: readonly SourceTree[]): readonly PrivilegeFact[] {
  const path = childOf(childOf(volume, 'hostPath'), 'path');
  const written = treeText(volume, 'hostPath', 'path');
  if (path === undefined || written === undefined) return [];
  const name = treeText(volume, 'name');
  const mounts = members
    .flatMap((member) => itemsIn(member, 'volumeMounts'))
    .filter((mount) => name !== undefined && treeText(mount, 'name') === name);
  const readOnly = mounts.length > 0 && mounts.every((mount) => treeTruth(mount, 'readOnly') === true);
  return [mountAt(written, path.range, readOnly)];
}

/** A path of the machine that a container sees, or the socket of its container engine. */
export const mountAt = (path: string, range: PrivilegeFact['range'], readOnly: boolean): PrivilegeFact => ({
  what: SOCKET.test(path) ? 'socket-mount' : 'host-mount',
  subject: path,
  readOnly,
  range,
  without: null,
});
