import type { FileSystem } from '../core/host';
import { decodeText } from '../project/text-encoding';
import { lockCommentsOf } from '../readers/model-lock/comments';
import { MODEL_LOCK, readModelLock } from '../readers/model-lock/model-lock';
import { LONGEST_LFS_POINTER, lfsPointerOf } from '../readers/model-lock/pointers';
import { contentOf, printModelLock, type FileEntry } from '../readers/model-lock/print';

/** A `touchstone.lock` with a file in it; or why it is left alone, as a sentence. */
export type LockWithFile = { readonly text: string; readonly isNew: boolean } | { readonly problem: string };

/** Bytes of a lock. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The project's lock with the digest of one of its files; what it says of all others stays. A lock of which a part cannot be read is
 * left alone, since writing it anew would lose that part.
 */
export async function lockWithFile(
  files: FileSystem,
  path: string,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): Promise<LockWithFile> {
  const stat = await files.stat(MODEL_LOCK);
  const bytes = stat === null ? new Uint8Array(0) : stat.size > LARGEST ? null : await files.read(MODEL_LOCK);
  const text = bytes && decodeText(bytes)?.text;
  if (text === null || text === undefined) return { problem: `${MODEL_LOCK} cannot be read.` };
  const { facts, notes, isNewer } = readModelLock(text, MODEL_LOCK);
  if (isNewer) return { problem: `A newer version of Touchstone wrote ${MODEL_LOCK}: update this one.` };
  if (notes.length > 0) return { problem: `${MODEL_LOCK} has a mistake: ${notes[0]!.message}.` };
  const content = contentOf(facts);
  const before = content.files.find((file) => file.path === path);
  const entry = (await pointedAt(files, path, size)) ?? {
    path,
    size,
    sha256,
    md5: before?.sha256 === sha256 ? before.md5 : null,
    pointer: null,
  };
  const others = content.files.filter((file) => file !== before);
  const comments = lockCommentsOf(text, facts);
  return {
    text: printModelLock({ ...content, files: [...others, entry] }, comments),
    isNew: before?.sha256 !== entry.sha256,
  };
}

/** What Git LFS holds is known by the digest that its pointer names. */
async function pointedAt(files: FileSystem, path: string, size: number): Promise<FileEntry | null> {
  if (size >= LONGEST_LFS_POINTER) return null;
  const bytes = await files.read(path);
  const pointer = bytes && lfsPointerOf(bytes);
  return pointer && { path, ...pointer, pointer: 'lfs' };
}
