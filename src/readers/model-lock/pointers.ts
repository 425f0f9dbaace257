import type { DvcStage } from '../../core/dvc-facts';
import { readRecorded } from '../dvc/recorded';

/** What stands for a file that lies elsewhere. */
export interface FilePointer {
  /** Bytes; null where the pointer does not say. */
  readonly size: number | null;
  readonly sha256: string | null;
  readonly md5: string | null;
}

/** A file that DVC holds: the path counts from the folder of the file that says so. */
export interface DvcOutput extends FilePointer {
  readonly path: string;
  /** The MD5 is that of a list of files. */
  readonly isDirectory: boolean;
  /** The MD5 is that of a text with the line ends of Unix: that of DVC 2. */
  readonly isText: boolean;
}

/** A pointer of Git LFS is shorter than this. Bytes. Source: git-lfs, docs/spec.md. */
export const LONGEST_LFS_POINTER = 1024;

/** Reads a pointer of Git LFS; null for what is none. Source: git-lfs, docs/spec.md, The FilePointer. */
export function lfsPointerOf(bytes: Uint8Array): FilePointer | null {
  if (bytes.length >= LONGEST_LFS_POINTER || bytes[0] !== LETTER_V) return null;
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return null;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid === undefined ? null : { sha256: oid, md5: null, size: size === undefined ? null : Number(size) };
}

const LETTER_V = 0x76;

/** The files that a `.dvc` file or a `dvc.lock` holds, by their MD5. What makes no sense is left out. Source: dvc.org, .dvc files and dvc.lock. */
export function dvcOutputsOf(text: string): readonly DvcOutput[] {
  // Of a pipeline the stages have names, wherever the text comes from.
  const isLock = /^(?:schema|stages)\s*:/m.test(text);
  return readRecorded(text, isLock ? 'dvc.lock' : '.dvc').stages.flatMap(dvcOutputsIn);
}

/** The same of one stage. */
export const dvcOutputsIn = ({ outputs }: DvcStage): readonly DvcOutput[] =>
  outputs.flatMap(({ path, hash, digest, size, isFolder }) =>
    digest === null || (hash !== 'md5' && hash !== 'md5-dos2unix') || /^[/\\]|^[A-Za-z]:/.test(path)
      ? []
      : [{ path, md5: digest, sha256: null, size, isDirectory: isFolder, isText: hash === 'md5-dos2unix' }],
  );
