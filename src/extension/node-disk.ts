import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { md5OfFile } from '../worker/node-md5';
import type { Disk } from './platform';

/** Parts of large files, and digests, without holding a whole file in memory. */
export const nodeDisk: Disk = {
  async read(path, start, end) {
    try {
      const file = await open(path, 'r');
      try {
        const { size } = await file.stat();
        const from = Math.min(Math.max(start, 0), size);
        const bytes = new Uint8Array(Math.max(Math.min(end, size) - from, 0));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    } catch {
      return null; // vanished or forbidden: the contract of FileSystem
    }
  },

  async md5(path, limit, lines) {
    try {
      return (await stat(path)).size > limit ? null : await md5OfFile(path, limit, lines);
    } catch {
      return null;
    }
  },

  async sha256(path, limit) {
    try {
      const { size } = await stat(path);
      if (size > limit) return null;
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { end: Math.max(size - 1, 0) }))
        hash.update(chunk as Uint8Array);
      return hash.digest('hex');
    } catch {
      return null;
    }
  },
};

/** Bytes of a file of settings. */
const MAX_SETTINGS = 1024 * 1024;

/** The text of a small file of the user's settings; null where there is none, or it is not to be read. */
export function nodeText(file: string): string | null {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= MAX_SETTINGS ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}
