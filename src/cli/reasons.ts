/** Why the system refused, without the path, which the message names already. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of its path is not a directory',
  ENOSPC: 'the disk is full',
  ELOOP: 'its links form a loop',
  EIO: 'the disk failed (input/output error)',
  ENXIO: 'nothing reads from its other end',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};
