const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** Up to here a loop is faster than a decoder, as most texts of a store are short and ASCII. */
const SHORT = 48;

/** UTF-8 text; what is none of it becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return UTF8.decode(bytes.subarray(start, end));
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x80) return UTF8.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
