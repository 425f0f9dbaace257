/** Up to here nothing is cut: what is no text, or in another encoding, is told from how a file begins. */
const BEGINNING = 8_000;
/** Shorter strings are left where they are, bytes. */
const LEAST = 2_000;

/** `"image/png": "` and its like, before what is cut, in UTF-8. */
const KEY = /"(?:image|audio|video)\/[\w.+-]{1,100}"\s{0,20}:\s{0,20}"$/;
/** Bytes before a string in which its key is looked for. */
const WIDEST = 160;

const QUOTE = 34;
const BACKSLASH = 92;
const N = 110;

/** Bytes that base64 is written in (RFC 4648, section 4). */
const IS_BASE64 = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=')
  IS_BASE64[letter.charCodeAt(0)] = 1;

/**
 * The bytes of a notebook's JSON without its images: nine tenths of most notebooks are some, and nobody looks at them, so that
 * they need not become text. What is cut is the base64 between the quotes, so that the rest means what it meant. The same bytes where there is nothing
 * to cut. Source: nbformat 4, display data.
 */
export function withoutImages(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let from = 0;
  for (let quote = bytes.indexOf(QUOTE, BEGINNING); quote >= 0;) {
    const end = base64End(bytes, quote + 1);
    if (end - quote > LEAST && bytes[end] === QUOTE && isImage(bytes, quote)) {
      kept.push(bytes.subarray(from, quote + 1));
      from = end;
    }
    quote = bytes.indexOf(QUOTE, Math.max(end, quote + 1));
  }
  if (kept.length === 0) return bytes;
  kept.push(bytes.subarray(from));
  return joined(kept);
}

/** Where the first byte stands that is not of a base64 text: line breaks are written as `\n` in JSON. */
function base64End(bytes: Uint8Array, start: number): number {
  let at = start;
  while (IS_BASE64[bytes[at]!] === 1 || (bytes[at] === BACKSLASH && bytes[at + 1] === N && ++at > 0)) at++;
  return at;
}

function isImage(bytes: Uint8Array, quote: number): boolean {
  return KEY.test(String.fromCharCode(...bytes.subarray(Math.max(0, quote - WIDEST), quote + 1)));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
