/**
 * How many bytes a decoder takes at a place of UTF-8: those of a well-formed character; negative, those that it takes together for
 * U+FFFD since they are none (RFC 3629; the "maximal subpart" of Unicode 3.9, as the Encoding Standard decodes).
 */
export function bytesOfCharacter(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const more = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  if (more === 0) return -1;
  let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  for (let k = 1; k <= more; k++) {
    const byte = bytes[at + k];
    if (byte === undefined || byte < low || byte > high) return -k;
    [low, high] = [0x80, 0xbf];
  }
  return more + 1;
}

/** Whether bytes are UTF-8 to their end. */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const taken = bytesOfCharacter(bytes, at);
    if (taken < 0) return false;
    at += taken;
  }
  return true;
}
