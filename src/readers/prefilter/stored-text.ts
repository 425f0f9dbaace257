/**
 * Changes offsets in the UTF-8 bytes of a text, which are every second entry of each of `lists` and ascend, into offsets in the text, in
 * UTF-16 units. False when the bytes are not well-formed (RFC 3629) or not those of the text; then some may be changed.
 */
export function toUnits(bytes: Uint8Array, text: string, ...lists: readonly number[][]): boolean {
  const { length } = bytes;
  const waiting = lists.map((pairs) => new Waiting(pairs));
  /** Bytes more than units, so far. */
  let surplus = 0;
  const four =
    bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, length >> 2) : new Uint32Array(0);
  for (let i = 0; i < length; i++) {
    // Nearly all is ASCII: four bytes at a time.
    if (i % 4 === 0) while (i >> 2 < four.length && (four[i >> 2]! & 0x80808080) === 0) i += 4;
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    for (const each of waiting) each.move(i, surplus);
    const more = followers(byte, bytes[i + 1]!);
    if (more === 0) return false;
    for (let k = 1; k <= more; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return false;
    i += more;
    surplus += more === 3 ? 2 : more;
  }
  for (const each of waiting) each.move(length, surplus);
  return length - surplus === text.length;
}

/** Offsets, every second of a list, that are still those in bytes. */
class Waiting {
  #next = 1;

  constructor(private readonly pairs: number[]) {}

  /** Those up to a byte, which has so many bytes more than units before it. */
  move(end: number, surplus: number): void {
    const { pairs } = this;
    for (; this.#next < pairs.length && pairs[this.#next]! <= end; this.#next += 2) pairs[this.#next]! -= surplus;
  }
}

/** How many bytes follow the first one of a character; 0 when it cannot be one, or not before the second. */
function followers(first: number, second: number): number {
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 1;
  if (first < 0xf0) return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) ? 0 : 2;
  return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : 3;
}
