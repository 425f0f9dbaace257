import { randomBytes } from 'node:crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure';
import { writeThrough, type Terminal } from './terminal';

/**
 * Replaces a file in one step, so that nobody ever sees half of it: a new file beside it, renamed over it. Keeps the mode,
 * and writes through a symbolic link. Throws a Failure when the directory cannot be written.
 */
export function replaceFile(file: string, bytes: Uint8Array, modeOfNew = 0o666): void {
  const target = existing(file);
  const mode = target ? statSync(target).mode & 0o7777 : null;
  const place = target ?? file;
  const temporary = path.join(path.dirname(place), `.${path.basename(place)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeThrough(temporary, bytes, mode ?? modeOfNew);
    if (mode !== null) chmodSync(temporary, mode);
    renameSync(temporary, place);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  }
}

/** Writes a report to a file, or to standard output when there is none or it is `-`. */
export async function writeOut(terminal: Terminal, file: string | undefined, text: string): Promise<void> {
  if (file === undefined || file === '-') await terminal.print(text);
  else replaceFile(path.resolve(terminal.cwd, file), new TextEncoder().encode(text));
}

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
  ENOTDIR: 'a part of its path is no directory',
  ENOSPC: 'the disk is full',
};

function existing(file: string): string | null {
  try {
    return realpathSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  }
}
