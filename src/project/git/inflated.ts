import { ByteReader } from '../../readers/artifacts/byte-reader';
import type { ByteSource } from '../../readers/artifacts/byte-source';
import { InflateDecoder } from '../../readers/artifacts/inflate';

/**
 * What the zlib stream (RFC 1950) at an offset of a source holds, at most so many bytes. What stands behind the stream does not
 * matter: objects of a pack lie side by side, and a `DecompressionStream` may lose all of one that something follows.
 * Rejects for what is no such stream. Its checksum is not looked at, as every object has a digest for its name.
 */
export async function inflated(source: ByteSource, offset: number, most: number): Promise<Uint8Array> {
  const head = await source.read(offset, 2);
  if (head.length < 2 || (head[0]! & 15) !== 8 || (head[0]! * 256 + head[1]!) % 31 !== 0 || head[1]! & 32)
    throw new RangeError('no zlib stream');
  const decoder = new InflateDecoder(new ByteReader(source, offset + 2));
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < most) {
    const part = await decoder.next();
    if (part === null) break;
    parts.push(part);
    length += part.length;
  }
  if (parts.length === 1) return parts[0]!.subarray(0, most);
  const all = new Uint8Array(Math.min(length, most));
  let at = 0;
  for (const part of parts) {
    all.set(part.subarray(0, all.length - at), at);
    at += part.length;
  }
  return all;
}
