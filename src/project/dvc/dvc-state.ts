import type { DvcEntry, DvcMember } from '../../core/dvc-facts';
import type { FileSystem } from '../../core/host';
import { folderListBytes, isInside, LARGEST_LIST, readFolderList } from '../../readers/dvc/folder-list';
import { joinedPath } from '../paths';
import { DvcIgnore } from './dvc-ignore';
import { objectPath } from './dvc-project';

/** How DVC's MD5 is worked out. */
export type Md5Rule = 'md5' | 'md5-dos2unix';

export interface DvcVerdict {
  readonly state: 'verified' | 'differs' | 'missing' | 'unknown';
  /** MD5 in lower-case hex; null where it was not worked out. */
  readonly actual: string | null;
  /** A word for why: `not-pulled`, `not-read`, `only-server`, `not-recorded`, `too-large`, `not-listed`. */
  readonly reason: string | null;
}

/** What is said of one file, or of a folder as a whole. */
export interface DvcPart extends DvcVerdict {
  readonly path: string;
  readonly expected: string | null;
}

/** What states are found out with. Whatever is compared is hashed: no time stamp is believed. */
export interface DvcTools {
  readonly files: FileSystem;
  /** The folder in which the repository's `.dvc` stands. */
  readonly root: string;
  /** DVC's cache, with its path in it; null where there is none, or it cannot be read. */
  readonly cache: { readonly files: FileSystem; readonly path: string } | null;
  /** All digests that a file may have by a rule: of a text that DVC 2 or 3 hashed there are two. Empty for what cannot be read. */
  md5(files: FileSystem, path: string, rule: Md5Rule): Promise<readonly string[]>;
  /** MD5 of bytes. */
  md5Of(bytes: Uint8Array): string;
  /** Bytes that may be hashed for one entry, and files; what is larger is unknown. */
  readonly most: { readonly bytes: number; readonly files: number };
}

/** Files that are looked at together. */
const TOGETHER = 256;
const DEEPEST = 64;

/** How an entry's file or folder compares with what is recorded. Of a folder, all files that are not as they should be, and those that are. */
export async function compareEntry(entry: DvcEntry, path: string, tools: DvcTools): Promise<readonly DvcPart[]> {
  const { digest, hash, members } = entry;
  const of = (verdict: DvcVerdict): DvcPart => ({ path, expected: digest, ...verdict });
  if (members !== null) return compareMembers(members, path, 'md5', tools);
  if (digest === null) return [of(unknown('not-recorded'))];
  if (hash === 'etag' || hash === 'checksum') return [of(unknown('only-server'))];
  const rule = hash === 'md5' ? 'md5' : 'md5-dos2unix';
  if (!entry.isFolder) return [of(await compareFile(path, digest, rule, entry.size, tools))];
  const stat = await tools.files.stat(path);
  if (stat?.kind !== 'directory') return [of(await absent(tools.files, path, stat !== null))];
  if ((entry.size ?? 0) > tools.most.bytes || (entry.files ?? 0) > tools.most.files) return [of(unknown('too-large'))];
  const list = await cachedList(digest, rule, tools);
  if (list !== null) return compareMembers(list, path, rule, tools);
  return [of(await compareWhole(path, digest, rule, tools))];
}

const unknown = (reason: string): DvcVerdict => ({ state: 'unknown', actual: null, reason });

async function compareFile(
  path: string,
  digest: string,
  rule: Md5Rule,
  size: number | null,
  tools: DvcTools,
): Promise<DvcVerdict> {
  const stat = await tools.files.stat(path);
  if (stat?.kind !== 'file') return absent(tools.files, path, stat !== null);
  if (stat.size > tools.most.bytes)
    // The size of a text says nothing: its line ends may be others.
    return rule === 'md5' && size !== null && size !== stat.size
      ? { state: 'differs', actual: null, reason: null }
      : unknown('too-large');
  return compareDigest(path, digest, rule, tools);
}

async function compareDigest(path: string, digest: string, rule: Md5Rule, tools: DvcTools): Promise<DvcVerdict> {
  const found = await tools.md5(tools.files, path, rule);
  if (found.length === 0) return unknown('not-read');
  return found.includes(digest)
    ? { state: 'verified', actual: digest, reason: null }
    : { state: 'differs', actual: found[0]!, reason: null };
}

/** What is not there was not pulled; what is there and cannot be read, or is something else, is not that. */
async function absent(files: FileSystem, path: string, isOther: boolean): Promise<DvcVerdict> {
  if (isOther) return { state: 'differs', actual: null, reason: 'other-kind' };
  const name = path.slice(path.lastIndexOf('/') + 1);
  const entries = await files.list(path.slice(0, Math.max(path.length - name.length - 1, 0)));
  return unknown(entries?.some((each) => each.name === name) ? 'not-read' : 'not-pulled');
}

/** The list of a folder's files out of the cache, if that is what its name says. */
export async function cachedList(
  digest: string,
  rule: Md5Rule,
  tools: Pick<DvcTools, 'cache' | 'md5Of'>,
): Promise<readonly DvcMember[] | null> {
  if (tools.cache === null) return null;
  const { files, path } = tools.cache;
  const at = joinedPath(path, objectPath(digest, rule, true));
  const stat = await files.stat(at);
  const bytes = stat?.kind === 'file' && stat.size <= LARGEST_LIST ? await files.read(at) : null;
  if (bytes === null || tools.md5Of(bytes) !== digest) return null;
  const list = readFolderList(bytes);
  return typeof list === 'string' ? null : list;
}

/** Every file that a list names, and every one that is there and not named. */
async function compareMembers(
  members: readonly DvcMember[],
  path: string,
  rule: Md5Rule,
  tools: DvcTools,
): Promise<readonly DvcPart[]> {
  const parts: DvcPart[] = [];
  const total = members.reduce((sum, { size }) => sum + (size ?? 0), 0);
  if (total > tools.most.bytes || members.length > tools.most.files)
    return [{ path, expected: null, ...unknown('too-large') }];
  const there = await heldFilesBelow(path, tools);
  const hasLimit = tools.most.bytes < Number.MAX_SAFE_INTEGER;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < members.length) {
      const index = next++;
      const { path: name, md5, size } = members[index]!;
      const file = joinedPath(path, name);
      const verdict = !isInside(name)
        ? unknown('not-read')
        : md5 === null
          ? unknown('only-server')
          : !hasLimit && there?.get(name) === 'plain'
            ? await compareDigest(file, md5, rule, tools)
            : await compareFile(file, md5, rule, size, tools);
      parts[index] = { path: file, expected: md5, ...verdict };
    }
  };
  await Promise.all(Array.from({ length: Math.min(TOGETHER, members.length) }, work));
  if (parts.every(({ reason }) => reason === 'not-pulled') && (await tools.files.stat(path)) === null)
    return [{ path, expected: null, ...unknown('not-pulled') }];
  const named = new Set(members.map((member) => member.path));
  if (there === null) return [...parts, { path, expected: null, ...unknown('too-large') }];
  for (const file of there.keys())
    if (!named.has(file))
      parts.push({
        path: joinedPath(path, file),
        expected: null,
        state: 'differs',
        actual: null,
        reason: 'not-listed',
      });
  // A folder without files has nothing else that could be told.
  return parts.length === 0 ? [{ path, expected: null, state: 'verified', actual: null, reason: null }] : parts;
}

/** Without the list only the whole can be compared: by a list that is made of what is there. */
async function compareWhole(path: string, digest: string, rule: Md5Rule, tools: DvcTools): Promise<DvcVerdict> {
  const held = await heldFilesBelow(path, tools);
  if (held === null) return unknown('too-large');
  const names = [...held.keys()];
  // By the rule of each version, where a text has two digests.
  const lists: [{ path: string; md5: string }[], { path: string; md5: string }[]] = [[], []];
  for (let at = 0; at < names.length; at += TOGETHER) {
    const some = names.slice(at, at + TOGETHER);
    const digests = await Promise.all(some.map((name) => tools.md5(tools.files, joinedPath(path, name), rule)));
    for (const [index, found] of digests.entries()) {
      if (found.length === 0) return unknown('not-read');
      lists[0].push({ path: some[index]!, md5: found[0]! });
      lists[1].push({ path: some[index]!, md5: found.at(-1)! });
    }
  }
  const made = lists.map((list) => tools.md5Of(folderListBytes(list)));
  return made.includes(digest)
    ? { state: 'verified', actual: digest, reason: null }
    : { state: 'differs', actual: made[0]!, reason: 'no-list' };
}

/**
 * The files of a folder as DVC sees them, by their paths from it, and whether they are reached by a link; null where there are too
 * many. Linked folders are none of it.
 */
export async function heldFilesBelow(
  folder: string,
  tools: Pick<DvcTools, 'files' | 'root' | 'most'>,
): Promise<ReadonlyMap<string, 'plain' | 'link'> | null> {
  const ignored = await DvcIgnore.above(tools.files, tools.root, folder);
  const found = new Map<string, 'plain' | 'link'>();
  const visit = async (prefix: string, depth: number): Promise<boolean> => {
    const at = prefix === '' ? folder : `${folder}/${prefix.slice(0, -1)}`;
    for (const { name, kind, link } of (await tools.files.list(at)) ?? []) {
      const path = `${folder}/${prefix}${name}`;
      if (ignored.ignores(path, kind === 'directory')) continue;
      if (kind === 'file' || (kind === 'other' && link)) found.set(`${prefix}${name}`, link ? 'link' : 'plain');
      if (found.size > tools.most.files || depth > DEEPEST) return false;
      if (kind === 'directory' && !link && !(await visit(`${prefix}${name}/`, depth + 1))) return false;
    }
    return true;
  };
  return (await visit('', 0)) ? found : null;
}

/** Whether an object of the cache has the content that its name says; null where it is not there. */
export async function compareObject(
  digest: string,
  rule: Md5Rule,
  isFolder: boolean,
  tools: DvcTools,
): Promise<DvcPart | null> {
  if (tools.cache === null) return null;
  const path = joinedPath(tools.cache.path, objectPath(digest, rule, isFolder));
  const stat = await tools.cache.files.stat(path);
  if (stat?.kind !== 'file') return null;
  if (stat.size > tools.most.bytes) return { path, expected: digest, ...unknown('too-large') };
  // The list of a folder is JSON, which no rule on text changes: it has no line ends.
  const found = await tools.md5(tools.cache.files, path, isFolder ? 'md5' : rule);
  const state = found.length === 0 ? 'unknown' : found.includes(digest) ? 'verified' : 'differs';
  return { path, expected: digest, state, actual: found[0] ?? null, reason: found.length === 0 ? 'not-read' : null };
}
