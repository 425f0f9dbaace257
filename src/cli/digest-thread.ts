// A thread that hashes files: what `DigestThreads` starts. It is a program of its own, so that it begins at once.
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { TEXT_RULE_PIECE, UnixPieces } from '../readers/dvc/text-rule';
import type { DigestAlgorithm } from './digest-threads';
import { native } from './native-path';
import { whenOfDisk } from './own-files';

/** Bytes that are read at once: as much as a disk gives in one go, and what is hashed of it still lies in the cache. */
const CHUNK = TEXT_RULE_PIECE;

parentPort!.on('message', (jobs: string) => {
  const parts = jobs.split('\0');
  const answers: string[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    answers.push(digestsOf(parts[at + 1]!, parts[at] as DigestAlgorithm).join(' '));
  parentPort!.postMessage(answers.join('\0'));
});

const buffer = Buffer.allocUnsafeSlow(CHUNK);

function digestsOf(file: string, algorithm: DigestAlgorithm): readonly string[] {
  try {
    const descriptor = openSync(native(file), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const before = fstatSync(descriptor);
      if (!before.isFile()) return [];
      const unix = algorithm === 'md5-dos2unix' ? new UnixPieces('each') : null;
      const digest = hashed(descriptor, before.size, unix, algorithm === 'sha256' ? 'sha256' : 'md5');
      const other = unix?.isMixed === true ? [hashed(descriptor, before.size, new UnixPieces('first'), 'md5')] : [];
      const after = fstatSync(descriptor);
      return before.size === after.size && before.mtimeMs === after.mtimeMs ? [digest, ...other] : [];
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    whenOfDisk(error);
    return [];
  }
}

/** @param size bytes; a file that has grown since is told by its state after that */
function hashed(descriptor: number, size: number, unix: UnixPieces | null, algorithm: 'sha256' | 'md5'): string {
  const hash = createHash(algorithm);
  for (let at = 0; at < size;) {
    const read = filled(descriptor, at, Math.min(CHUNK, size - at));
    if (read === 0) break;
    const piece = buffer.subarray(0, read);
    hash.update(unix ? unix.next(piece) : piece);
    at += read;
  }
  return hash.digest('hex');
}

/** A whole piece, unless the file ends: DVC's rule looks at pieces of one size. */
function filled(descriptor: number, at: number, length: number): number {
  let read = 0;
  while (read < length) {
    const more = readSync(descriptor, buffer, read, length - read, at + read);
    if (more === 0) break;
    read += more;
  }
  return read;
}
