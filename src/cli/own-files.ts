import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** The bytes of a file that belongs to this user and that no other may write; null for any other. */
export function readOwn(file: string, largest: number): Buffer | null {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const found = fstatSync(descriptor);
      const isOwn = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
      return isOwn && found.isFile() && found.size <= largest ? readFileSync(descriptor) : null;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return whenOfDisk(error);
  }
}

/** Writes a file of a cache in one step, for the owner alone. False when the disk refuses, of which nothing stays behind. */
export function writeOwn(file: string, bytes: Uint8Array): boolean {
  const folder = path.dirname(file);
  if (!isOrdinary(file)) return false;
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
    return true;
  } catch (error) {
    removeOwn(temporary);
    whenOfDisk(error);
    return false;
  }
}

/** Removes a file of a cache, when that is possible. */
export function removeOwn(file: string): void {
  try {
    if (isOrdinary(file)) rmSync(file, { force: true });
  } catch (error) {
    whenOfDisk(error);
  }
}

/** Whether nothing, or a regular file, stands there: a link, a device or a pipe is nobody's cache, and stays what it is. */
function isOrdinary(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
  } catch (error) {
    whenOfDisk(error);
    return false;
  }
}

/** A failure of the disk is an answer here: not there. Anything else is a bug and goes on. */
export function whenOfDisk(error: unknown): null {
  if (error instanceof Error && 'code' in error) return null;
  throw error;
}
