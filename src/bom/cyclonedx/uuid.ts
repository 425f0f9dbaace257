/** The URL namespace of RFC 9562, section 6.6. */
const NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/**
 * A version 5 UUID (RFC 9562, section 5.5): the same text always gets the same one. SHA-1 is written out here because
 * WebCrypto is missing from pages that are not served over HTTPS, such as an editor on the local network.
 */
export function uuidOf(text: string, namespace: string = NAMESPACE): string {
  const hash = new Sha1();
  hash.add(bytesOf(namespace));
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(3 * PIECE);
  for (let start = 0; start < text.length;) {
    // A pair of surrogates is one character, and is not parted.
    const isParted = /[\ud800-\udbff]/.test(text.charAt(start + PIECE - 1));
    const end = isParted ? start + PIECE - 1 : start + PIECE;
    hash.add(bytes.subarray(0, encoder.encodeInto(text.slice(start, end), bytes).written));
    start = end;
  }
  return versionFive(hash.finish());
}

const bytesOf = (uuid: string): Uint8Array =>
  Uint8Array.from(uuid.replaceAll('-', '').match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));

function versionFive(digest: Uint8Array): string {
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * The same, of UTF-8 with room for a namespace before it (which is written there), by the machine's own SHA-1 where there is one: ten times as
 * fast, which counts for a hundred megabytes.
 */
export async function quickUuidOf(roomAndText: Uint8Array<ArrayBuffer>): Promise<string> {
  roomAndText.set(bytesOf(NAMESPACE));
  const { subtle } = globalThis.crypto ?? {};
  if (subtle !== undefined) return versionFive(new Uint8Array(await subtle.digest('SHA-1', roomAndText)));
  const hash = new Sha1();
  hash.add(roomAndText);
  return versionFive(hash.finish());
}

/** Bytes of a namespace. */
export const NAMESPACE_SIZE = 16;

/** Units of text that are hashed at a time, each at most three bytes: a document may have a hundred megabytes. */
const PIECE = 1 << 16;

/** FIPS 180-4, section 6.1. For identifiers only, never to protect anything. */
class Sha1 {
  readonly #state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  readonly #words = new Int32Array(80);
  /** What does not fill a block yet. */
  readonly #waiting = new Uint8Array(64);
  #held = 0;
  #length = 0;

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#held > 0) {
      at = Math.min(64 - this.#held, bytes.length);
      this.#waiting.set(bytes.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < 64) return;
      this.#block(this.#waiting, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) this.#block(bytes, at);
    this.#waiting.set(bytes.subarray(at));
    this.#held = bytes.length - at;
  }

  finish(): Uint8Array {
    const length = this.#length;
    const end = new Uint8Array(((this.#held + 8) >> 6) * 64 + 64 - this.#held);
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(end.length - 4, (length << 3) >>> 0);
    this.add(end);
    const digest = new DataView(new ArrayBuffer(20));
    this.#state.forEach((word, index) => digest.setInt32(index * 4, word));
    return new Uint8Array(digest.buffer);
  }

  #block(bytes: Uint8Array, start: number): void {
    const words = this.#words;
    for (let t = 0, at = start; t < 16; t++, at += 4)
      words[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    for (let t = 16; t < 80; t++) {
      const word = words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!;
      words[t] = (word << 1) | (word >>> 31);
    }
    const state = this.#state;
    let [a, b, c, d, e] = [state[0]!, state[1]!, state[2]!, state[3]!, state[4]!];
    // One loop for each function of a round: a choice in each step would take more than the step.
    for (let t = 0; t < 20; t++) {
      const next = (((a << 5) | (a >>> 27)) + ((b & c) | (~b & d)) + e + 0x5a827999 + words[t]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    for (let t = 20; t < 40; t++) {
      const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + words[t]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    for (let t = 40; t < 60; t++) {
      const next = (((a << 5) | (a >>> 27)) + ((b & c) | (b & d) | (c & d)) + e + 0x8f1bbcdc + words[t]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    for (let t = 60; t < 80; t++) {
      const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + words[t]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    state[0] = (state[0]! + a) | 0;
    state[1] = (state[1]! + b) | 0;
    state[2] = (state[2]! + c) | 0;
    state[3] = (state[3]! + d) | 0;
    state[4] = (state[4]! + e) | 0;
  }
}
