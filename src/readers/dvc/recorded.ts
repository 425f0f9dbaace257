import type { DvcEntry, DvcHash, DvcMember, DvcParameter, DvcRepository, DvcStage } from '../../core/dvc-facts';
import { rangeOf, type Range } from '../../core/range';
import { childOf, itemsOf, readYamlTree, writtenIn, type YamlMap, type YamlNode } from './yaml-tree';

/** What was read of a `.dvc` file or a `dvc.lock`; `problem` says as the end of a sentence what was not. */
export interface RecordedData {
  readonly stages: readonly DvcStage[];
  readonly problem: string | null;
}

const LOCK = /(?:^|\/)dvc\.lock$/;
export const isDvcLock = (path: string): boolean => LOCK.test(path);
/** `data.csv.dvc`; a folder of that name is DVC's own. */
export const isDvcFile = (path: string): boolean => /[^/]\.dvc$/.test(path);

/** Entries of one file. */
const MOST_ENTRIES = 20_000;
const MOST_MEMBERS = 200_000;

/**
 * Reads a `.dvc` file or a `dvc.lock`. What makes no sense is left out and told. Never throws. Source: DVC 3.67,
 * `dvc/schema.py`, and dvc.org, "`.dvc` files" and "dvc.yaml", "dvc.lock file".
 */
export function readRecorded(text: string, path: string): RecordedData {
  const root = readYamlTree(text);
  if (typeof root === 'string') return { stages: [], problem: `the YAML is ${root}` };
  if (root === null) return { stages: [], problem: null };
  if (root.kind !== 'map') return { stages: [], problem: 'it is no mapping' };
  const reader = new RecordedReader();
  return {
    stages: isDvcLock(path) ? reader.lock(root) : [reader.stage('', root, rangeOf(0, 0))],
    problem: reader.problem,
  };
}

class RecordedReader {
  problem: string | null = null;
  #entries = 0;
  #members = 0;

  lock(root: YamlMap): readonly DvcStage[] {
    const stages = childOf(root, 'stages');
    if (stages === null && childOf(root, 'schema') === null)
      // The form before `schema: '2.0'`: the stages are the root.
      return [...root.entries].map(([name, { key, node }]) => this.stage(name, node, key));
    if (stages?.kind !== 'map') return [];
    return [...stages.entries].map(([name, { key, node }]) => this.stage(name, node, key));
  }

  stage(name: string, node: YamlNode, range: Range): DvcStage {
    const entriesOf = (key: string): readonly DvcEntry[] => {
      const list = childOf(node, key);
      return list?.kind === 'list' ? list.items.flatMap((item) => this.#entry(item) ?? []) : [];
    };
    return {
      name,
      range,
      commands: itemsOf(childOf(node, 'cmd')).flatMap((each) => writtenIn(each) ?? []),
      directory: writtenIn(childOf(node, 'wdir')) ?? '',
      isFrozen: writtenIn(childOf(node, 'frozen')) === 'true',
      dependencies: entriesOf('deps'),
      outputs: entriesOf('outs'),
      parameters: parametersOf(childOf(node, 'params')),
    };
  }

  #entry(node: YamlNode): DvcEntry | null {
    if (++this.#entries > MOST_ENTRIES) {
      this.problem = `only its first ${MOST_ENTRIES} entries are read`;
      return null;
    }
    const path = childOf(node, 'path');
    const written = writtenIn(path);
    if (written === null || written === '' || written.includes('\0')) {
      this.problem ??= 'an entry has no path';
      return null;
    }
    const digest = digestIn(node);
    if (digest === 'broken') this.problem ??= 'a digest is not one of MD5';
    const found = digest === 'broken' ? null : digest;
    return {
      path: written,
      range: path!.range,
      hash: found?.hash ?? null,
      digest: found?.digest ?? null,
      digestRange: found?.range ?? null,
      isFolder: found?.isFolder ?? false,
      size: numberIn(node, 'size'),
      files: numberIn(node, 'nfiles'),
      members: this.#membersOf(childOf(node, 'files')),
      isCached: writtenIn(childOf(node, 'cache')) !== 'false',
      repository: repositoryOf(childOf(node, 'repo')),
    };
  }

  #membersOf(node: YamlNode | null): readonly DvcMember[] | null {
    if (node?.kind !== 'list') return null;
    return node.items.flatMap((item): readonly DvcMember[] => {
      const path = writtenIn(childOf(item, 'relpath'));
      if (path === null || ++this.#members > MOST_MEMBERS) {
        this.problem ??=
          path === null ? 'a file of a folder has no path' : `only its first ${MOST_MEMBERS} files are read`;
        return [];
      }
      const md5 = writtenIn(childOf(item, 'md5'))?.toLowerCase() ?? null;
      return [{ path, md5: md5 !== null && MD5.test(md5) ? md5 : null, size: numberIn(item, 'size') }];
    });
  }
}

const MD5 = /^[\da-f]{32}$/;

/** The digest of an entry. A digest of digits alone, or like `1e10…`, is a number to YAML; its source is what counts. */
function digestIn(node: YamlNode):
  | {
      readonly hash: DvcHash;
      readonly digest: string;
      readonly range: YamlNode['range'];
      readonly isFolder: boolean;
    }
  | 'broken'
  | null {
  const md5 = childOf(node, 'md5');
  const written = writtenIn(md5);
  if (written !== null) {
    const match = /^([\da-f]{32})(\.dir)?$/.exec(written.toLowerCase());
    if (match === null) return 'broken';
    const said = writtenIn(childOf(node, 'hash'));
    const hash = said === 'md5' ? 'md5' : 'md5-dos2unix';
    return { hash, digest: match[1]!, range: md5!.range, isFolder: match[2] !== undefined };
  }
  for (const hash of ['etag', 'checksum'] as const) {
    const found = childOf(node, hash);
    const value = writtenIn(found);
    if (value !== null) return { hash, digest: value, range: found!.range, isFolder: false };
  }
  return null;
}

function numberIn(node: YamlNode, key: string): number | null {
  const value = Number(writtenIn(childOf(node, key)) ?? NaN);
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function repositoryOf(node: YamlNode | null): DvcRepository | null {
  if (node?.kind !== 'map') return null;
  const url = childOf(node, 'url');
  const commit = writtenIn(childOf(node, 'rev_lock'));
  return {
    url: writtenIn(url) ?? '',
    range: url?.range ?? node.range,
    revision: writtenIn(childOf(node, 'rev')),
    commit: commit !== null && /^(?:[\da-f]{40}|[\da-f]{64})$/.test(commit) ? commit : null,
  };
}

/** `params: {params.yaml: {lr: 0.1, model.layers: 2}}` */
function parametersOf(node: YamlNode | null): readonly DvcParameter[] {
  if (node?.kind !== 'map') return [];
  return [...node.entries].flatMap(([file, { node: values }]) =>
    values.kind === 'map'
      ? [...values.entries].map(([key, entry]) => ({ file, key, value: valueText(entry.node), range: entry.key }))
      : [],
  );
}

/** A value in one form, so that two can be compared whatever their layout. */
export function valueText(node: YamlNode): string {
  if (node.kind === 'scalar') return node.type === 'text' ? JSON.stringify(node.text) : node.text;
  if (node.kind === 'list') return `[${node.items.map(valueText).join(',')}]`;
  const entries = [...node.entries].map(([key, entry]) => `${JSON.stringify(key)}:${valueText(entry.node)}`);
  return `{${entries.sort().join(',')}}`;
}
