/**
 * What a delta makes of a base: parts of it, and new bytes (gitformat-pack(5), "Deltified representation"). Throws a RangeError for one
 * that is none, was made of another base, or makes more than `most` bytes.
 */
export function applyDelta(base: Uint8Array, delta: Uint8Array, most: number): Uint8Array {
  let at = 0;
  const size = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = delta[at++];
      if (byte === undefined || factor > 2 ** 49) throw new RangeError('a length is damaged');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  if (size() !== base.length) throw new RangeError('of another base');
  const length = size();
  if (length > most) throw new RangeError('too large');
  const made = new Uint8Array(length);
  let end = 0;
  while (at < delta.length) {
    const code = delta[at++]!;
    if (code === 0) throw new RangeError('a reserved instruction');
    const isCopy = code >= 0x80;
    let [offset, count] = isCopy ? [0, 0] : [at, code];
    if (isCopy) {
      for (let byte = 0; byte < 4; byte++) if (code & (1 << byte)) offset += (delta[at++] ?? 0) * 2 ** (8 * byte);
      for (let byte = 0; byte < 3; byte++) if (code & (0x10 << byte)) count += (delta[at++] ?? 0) * 2 ** (8 * byte);
      count ||= 0x10000;
    } else at += code;
    const from = isCopy ? base : delta;
    if (offset + count > from.length || end + count > length) throw new RangeError('beyond the end');
    made.set(from.subarray(offset, offset + count), end);
    end += count;
  }
  if (end !== length) throw new RangeError('too short');
  return made;
}
