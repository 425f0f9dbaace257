import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { TEXT_RULE_PIECE, UnixPieces, type TextRule } from '../readers/dvc/text-rule';

/**
 * Lower-case hex MD5 of a whole file, with DVC's rule on line ends where one is said; null for what is no file or has more than `limit`
 * bytes. Rejects with what the system throws.
 */
export async function md5OfFile(at: string | Buffer, limit: number, rule: TextRule | null): Promise<string | null> {
  // A pipe would hold the reader for ever.
  const file = await open(at, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await file.stat()).isFile()) return null;
    const hash = createHash('md5');
    const unix = rule === null ? null : new UnixPieces(rule);
    const buffer = Buffer.allocUnsafeSlow(TEXT_RULE_PIECE);
    for (let size = 0; ;) {
      const read = await filled(file, buffer, size);
      if (read === 0) return hash.digest('hex');
      if ((size += read) > limit) return null; // it grew meanwhile
      const piece = buffer.subarray(0, read);
      hash.update(unix ? unix.next(piece) : piece);
    }
  } finally {
    await file.close();
  }
}

/** A whole piece, unless the file ends: the rule on text looks at pieces of this size. */
async function filled(file: FileHandle, buffer: Buffer, at: number): Promise<number> {
  for (let read = 0; ;) {
    const { bytesRead } = await file.read(buffer, read, buffer.length - read, at + read);
    read += bytesRead;
    if (bytesRead === 0 || read === buffer.length) return read;
  }
}
