import type {
  ContainerFact,
  ExposureFact,
  PrivilegeFact,
  VariableFact,
  WorkloadFact,
} from '../../core/infrastructure-facts';
import { rangeOf, type Range } from '../../core/range';
import {
  childOf,
  entriesIn,
  itemsIn,
  treeText,
  textsIn,
  type Branch,
  type SourceLeaf,
  type SourceTree,
  type TreeEntry,
} from '../../core/tree';
import type { CommandWords } from '../kubernetes/containers';
import { programOf } from '../kubernetes/containers';
import { capabilityAt, mountAt, switchedOn } from '../kubernetes/privileges';
import type { ReadWorkload } from '../kubernetes/workloads';

/** A service of Compose, with the ports that it publishes. Source: the Compose specification, Services top-level elements. */
export interface ReadService extends ReadWorkload {
  readonly exposures: readonly ExposureFact[];
}

export const hasServices = (root: SourceTree): boolean => childOf(root, 'services')?.kind === 'map';

export const servicesOf = (root: SourceTree): readonly ReadService[] =>
  entriesIn(root, 'services').flatMap((entry) => (entry.value.kind === 'map' ? [serviceOf(entry, entry.value)] : []));

function serviceOf({ key, keyRange }: TreeEntry, service: Branch): ReadService {
  const command = commandOf(service);
  const image = childOf(service, 'image');
  const container: ContainerFact = {
    name: key,
    image: image?.kind === 'leaf' ? image : null,
    words: command === null ? [] : wordsGiven(command),
    environment: variablesIn(childOf(service, 'environment')),
    ports: [],
    gpus: null,
    range: keyRange,
  };
  const fact: WorkloadFact = {
    kind: 'service',
    name: key,
    namespace: null,
    labels: {},
    range: keyRange,
    containers: [container],
    privileges: privilegesOfService(service),
    ray: null,
    deadline: null,
    queue: null,
    copies: null,
  };
  const exposures = itemsIn(service, 'ports').flatMap((port) => publishedPort(port, fact) ?? []);
  return { fact, commands: command === null ? [] : [command], exposures };
}

/** A command as one text is cut into words as a shell cuts it, but no shell runs it. */
function commandOf(service: Branch): CommandWords | null {
  const entrypoint = leavesIn(childOf(service, 'entrypoint'));
  const given = childOf(service, 'command');
  const words = leavesIn(given);
  const image = childOf(service, 'image');
  const one = given?.kind === 'leaf' && entrypoint.length === 0;
  if (one && given.words !== null) return { image: imageBefore(image), words: [], script: given };
  if (entrypoint.length === 0 && words.length === 0) return null;
  return { image: entrypoint.length > 0 ? null : imageBefore(image), words: [...entrypoint, ...words], script: null };
}

/** Only the image of a model server is known to take arguments alone. */
const imageBefore = (image: SourceTree | undefined): SourceLeaf | null =>
  image?.kind === 'leaf' && programOf(image.text ?? '').length > 0 ? image : null;

const leavesIn = (tree: SourceTree | undefined): readonly SourceLeaf[] =>
  (tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree]).filter(
    (item): item is SourceLeaf => item.kind === 'leaf' && item.words !== null,
  );

const wordsGiven = ({ image, words, script }: CommandWords): readonly string[] => [
  ...(image === null ? [] : programOf(image.text ?? '')),
  ...words.map(({ text }) => text ?? ''),
  ...(script?.text?.trim().split(/\s+/) ?? []),
];

/** A map, or a list of `NAME=value`. */
function variablesIn(tree: SourceTree | undefined): readonly VariableFact[] {
  if (tree?.kind === 'list')
    return textsIn(tree).flatMap(({ text, range }) => {
      const at = text.indexOf('=');
      return at > 0 ? [{ name: text.slice(0, at), value: known(text.slice(at + 1)), range }] : [];
    });
  return entriesIn(tree).map(({ key, value }) => ({
    name: key,
    value: value.kind === 'leaf' && value.text !== null ? known(value.text) : null,
    range: value.range,
  }));
}

/** A value that a variable decides is not known. */
const known = (value: string): string | null => (/^\$[{\w]/.test(value) ? null : value);

function privilegesOfService(service: Branch): readonly PrivilegeFact[] {
  return [
    ...switchedOn(service, 'privileged', 'privileged'),
    ...namespaceOf(service, 'pid', 'host-pid'),
    ...namespaceOf(service, 'ipc', 'host-ipc'),
    ...namespaceOf(service, 'network_mode', 'host-network'),
    ...textsIn(childOf(service, 'cap_add')).map(({ text, range }) => capabilityAt(text, range)),
    ...itemsIn(service, 'volumes').flatMap(mountOf),
  ];
}

function namespaceOf(service: Branch, key: string, what: PrivilegeFact['what']): readonly PrivilegeFact[] {
  const value = childOf(service, key);
  return treeText(service, key) === 'host'
    ? [{ what, subject: '', readOnly: false, range: value!.range, without: null }]
    : [];
}

/** `/etc:/host:ro`, or `{type: bind, source, read_only}`. */
function mountOf(volume: SourceTree): readonly PrivilegeFact[] {
  if (volume.kind === 'map') {
    const source = childOf(volume, 'source');
    const path = treeText(volume, 'source');
    return path === undefined || treeText(volume, 'type') === 'volume'
      ? []
      : [mountAt(path, source!.range, treeText(volume, 'read_only') === 'true')];
  }
  const text = volume.kind === 'leaf' ? volume.text : null;
  const [, source, options = ''] = /^([~/.$][^:]*):[^:]+(?::([\w,]+))?$/.exec(text ?? '') ?? [];
  return source === undefined ? [] : [mountAt(source, volume.range, options.split(',').includes('ro'))];
}

/** `8888:8888`, `127.0.0.1:8888:8888/tcp`, `{target, published, host_ip}`; null for one that only this machine reaches, and for ranges. */
function publishedPort(port: SourceTree, target: WorkloadFact): ExposureFact | null {
  if (port.kind === 'map') {
    const inner = treeText(port, 'target');
    const address = treeText(port, 'host_ip');
    if (inner === undefined || treeText(port, 'published') === undefined || isLocal(address)) return null;
    return exposureAt(Number(inner), port.range, target, null);
  }
  const text = port.kind === 'leaf' ? port.text : null;
  const [, address, outer, inner] =
    /^(?:(\[[\da-fA-F:.]+\]|[\d.]+|\$\{?\w+\}?):)?(\d{1,5}|\$\{\w+(?::?-\d{1,5})?\})?:(\d{1,5})(?:\/tcp)?$/.exec(
      text ?? '',
    ) ?? [];
  if (inner === undefined || outer === undefined || isLocal(address) || address?.startsWith('$')) return null;
  const leaf = port as SourceLeaf;
  const at = leaf.range.start + (leaf.quoted ? 1 : 0);
  const edit = address === undefined ? { range: rangeOf(at, at), text: '127.0.0.1:' } : null;
  return exposureAt(Number(inner), port.range, target, edit);
}

const isLocal = (address: string | undefined): boolean =>
  address !== undefined && /^(?:127\.|\[?::1\]?$|localhost$)/.test(address);

const exposureAt = (
  port: number,
  range: Range,
  target: WorkloadFact,
  edit: { readonly range: Range; readonly text: string } | null,
): ExposureFact => ({
  how: 'published-port',
  port,
  target,
  selector: null,
  namespace: null,
  range,
  limited: false,
  encrypted: null,
  closed: edit && { title: 'Publish on this machine only', edit },
});
