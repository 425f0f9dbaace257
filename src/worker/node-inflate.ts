import { inflateRawSync } from 'node:zlib';

/** Bytes of raw deflate as many as are expected; null for others, so that no archive takes more memory than it says. */
export function inflateRaw(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    // In one piece: the usual pieces of 16 KB are what fills the memory where there are many small members.
    const plain = inflateRawSync(packed, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size) });
    return plain.length === size ? plain : null;
  } catch {
    return null; // what is no deflate is no record, and the archive's reader counts it
  }
}
