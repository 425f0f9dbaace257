const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** Bytes up to which a text is looked for among the last ones. */
const SHORT = 48;
/** Texts that came last, by a hash of their bytes: keys, and the run that rows belong to, come again in thousands of rows. */
const KEPT = 1_024;
const kept: string[] = Array.from({ length: KEPT }, () => '');

/** UTF-8 text; what is none of it becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > SHORT) return UTF8.decode(bytes.subarray(start, end));
  let hash = length;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x80) return UTF8.decode(bytes.subarray(start, end));
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  const place = (hash ^ (hash >>> 10)) & (KEPT - 1);
  const before = kept[place]!;
  if (before.length === length && isSame(before, bytes, start)) return before;
  // Characters that are added one to the next would be kept as a chain of all beginnings.
  return (kept[place] = UTF8.decode(bytes.subarray(start, end)));
}

function isSame(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
