/** Lower-case hex of bytes. */
export function hexOf(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let at = start; at < end; at++) text += bytes[at]!.toString(16).padStart(2, '0');
  return text;
}

/** The name of an object: the digest of its kind, its length and its content (gitformat-pack(5), gitglossary(7) "object name"). */
export async function nameOfObject(kind: string, content: Uint8Array, digest: 20 | 32): Promise<string> {
  const head = new TextEncoder().encode(`${kind} ${content.length}\0`);
  const all = new Uint8Array(head.length + content.length);
  all.set(head);
  all.set(content, head.length);
  return hexOf(new Uint8Array(await crypto.subtle.digest(digest === 32 ? 'SHA-256' : 'SHA-1', all)));
}

/**
 * SHA-1 of bytes that come in pieces (FIPS 180-4, 6.1): the web's own digest wants all of them at once. It tells which object bytes are,
 * as git does; it is no proof against somebody who made two contents with one name.
 */
export class Sha1 {
  readonly #state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  readonly #words = new Int32Array(80);
  readonly #rest = new Uint8Array(64);
  #held = 0;
  #length = 0;

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#held > 0) {
      at = Math.min(64 - this.#held, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < 64) return;
      this.#block(this.#rest, 0);
      this.#held = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.#block(bytes, at);
    this.#rest.set(bytes.subarray(at));
    this.#held = bytes.length - at;
  }

  /** Lower-case hex. Nothing may be added after. */
  digest(): string {
    const bits = this.#length;
    const end = new Uint8Array(this.#held < 56 ? 64 - this.#held : 128 - this.#held);
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(bits / 0x20000000));
    view.setUint32(end.length - 4, (bits << 3) >>> 0);
    this.add(end);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #block(bytes: Uint8Array, start: number): void {
    const words = this.#words;
    for (let i = 0, at = start; i < 16; i++, at += 4)
      words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    for (let i = 16; i < 80; i++) {
      const word = words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!;
      words[i] = (word << 1) | (word >>> 31);
    }
    let [a, b, c, d, e] = this.#state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const mixed =
        i < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : i < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : i < 60
              ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
              : (b ^ c ^ d) + 0xca62c1d6;
      const next = (((a << 5) | (a >>> 27)) + mixed + e + words[i]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    const state = this.#state;
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
  }
}
