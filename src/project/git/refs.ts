import type { GitDisk } from './disk';
import { valueOf, type GitPlace } from './settings';

const LARGEST_REF = 4_096;
const LARGEST_PACKED_REFS = 32_000_000;
/** References that lead to others; git follows five. */
const MOST_STEPS = 5;

/** What is checked out. */
export interface HeadFacts {
  /** The branch, without `refs/heads/`; null for a detached head. */
  readonly branch: string | null;
  /** The object's name in hex; null before the first commit, and where it cannot be told. */
  readonly commit: string | null;
  /** Why it cannot be told, as the end of a sentence. */
  readonly problem: string | null;
}

/** Whether a text is the name of an object. */
export const isObjectName = (text: string, { digest }: Pick<GitPlace, 'digest'>): boolean =>
  text.length === digest * 2 && /^[0-9a-f]+$/.test(text);

/** What `HEAD` names, through the branch that it is on; null where there is no repository. Source: gitrepository-layout(5), git-pack-refs(1). */
export async function headOf(disk: GitDisk, place: GitPlace): Promise<HeadFacts | null> {
  const head = (await disk.text(`${place.folder}/HEAD`, LARGEST_REF))?.trim();
  if (head === undefined) return null;
  const branch = /^ref: refs\/heads\/([^\r\n]+)$/.exec(head)?.[1] ?? null;
  if (valueOf(place.settings, 'extensions.refstorage')?.toLowerCase() === 'reftable')
    return { branch: null, commit: null, problem: 'its references are kept as reftable, which is not read' };
  if (isObjectName(head, place)) return { branch: null, commit: head, problem: null };
  const ref = /^ref: (refs\/[^\s]{1,1000})$/u.exec(head)?.[1];
  if (ref === undefined) return { branch: null, commit: null, problem: 'its HEAD is damaged' };
  const found = await resolvedRef(disk, place, ref, 0);
  return found === undefined
    ? { branch, commit: null, problem: `${branch ?? 'the reference'} is damaged` }
    : { branch, commit: found, problem: null };
}

/** The object that a reference leads to; null where there is none, undefined for a damaged one. */
async function resolvedRef(
  disk: GitDisk,
  place: GitPlace,
  ref: string,
  steps: number,
): Promise<string | null | undefined> {
  if (steps > MOST_STEPS || ref.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return undefined;
  // References of one worktree only, as of a bisection, lie in its own folder.
  const folder = /^refs\/(?:bisect|worktree|rewritten)\//.test(ref) ? place.folder : place.common;
  const loose = (await disk.text(`${folder}/${ref}`, LARGEST_REF))?.trim();
  if (loose !== undefined) {
    const next = /^ref: (refs\/[^\s]{1,1000})$/u.exec(loose)?.[1];
    if (next !== undefined) return resolvedRef(disk, place, next, steps + 1);
    return isObjectName(loose, place) ? loose : undefined;
  }
  const packed = await disk.bytes(`${place.common}/packed-refs`, LARGEST_PACKED_REFS);
  if (packed === 'large') return undefined;
  if (packed === null) return null;
  // Lines with `^` say what a tag stands for; they end in a name, never in a reference.
  const text = `\n${new TextDecoder().decode(packed)}`;
  const end = text.search(new RegExp(` ${ref.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}(?:\\r?\\n|$)`));
  if (end < 0) return null;
  const name = text.slice(text.lastIndexOf('\n', end) + 1, end);
  return isObjectName(name, place) ? name : undefined;
}
