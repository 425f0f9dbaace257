/** CRC-32C (Castagnoli; RFC 3720, B.4), by bytes, made when it is first needed. */
let made: Uint32Array | null = null;

function table(): Uint32Array {
  if (made) return made;
  made = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    made[byte] = value;
  }
  return made;
}

/** The checksum as TFRecord keeps it: turned and moved, so that a checksum of checksums is none by chance (tensorflow/core/lib/hash/crc32c.h). */
export function maskedCrc32c(bytes: Uint8Array, start: number, end: number): number {
  const entries = table();
  let sum = 0xffffffff;
  for (let at = start; at < end; at++) sum = entries[(sum ^ bytes[at]!) & 0xff]! ^ (sum >>> 8);
  sum = ~sum >>> 0;
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
