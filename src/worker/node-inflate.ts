import { inflateRawSync } from 'node:zlib';

/** Bytes of raw deflate as many as are expected; null for others, so that no archive takes more memory than it says. */
export function inflateRaw(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    const plain = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    return plain.length === size ? plain : null;
  } catch {
    return null; // what is no deflate is no record, and the archive's reader counts it
  }
}
