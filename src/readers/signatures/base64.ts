/** The bytes that base64 (RFC 4648) stands for; null for what is none, or writes the same bytes in another way than others do. The alphabet for addresses counts too, as in JSON of protocol buffers. */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) return null;
  const plain = text.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/');
  if (plain.length % 4 === 1) return null;
  try {
    const binary = atob(plain);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    return base64Of(bytes.subarray(-(bytes.length % 3 || 3))).replace(/=+$/, '') ===
      plain.slice(-(plain.length % 4 || 4))
      ? bytes
      : null;
  } catch {
    return null;
  }
}

/** Bytes that are turned into characters at once: as arguments of one call. */
const PIECE = 8_192;

export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}

export const hexOfBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of lower- or upper-case hex; null for what is none. */
export function bytesOfHex(text: string): Uint8Array | null {
  if (text.length % 2 === 1 || !/^[0-9a-f]*$/i.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}
