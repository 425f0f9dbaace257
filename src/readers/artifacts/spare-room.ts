/** Buffers that decoders are done with, by their size. A small file would be outweighed by a new one for each stream in it. */
const spare = new Map<number, Uint8Array[]>();
const MOST_KEPT = 4;

/** A buffer of exactly `size` bytes. What is in it does not matter, so nothing may be read that was not written first. */
export const borrowed = (size: number): Uint8Array => spare.get(size)?.pop() ?? new Uint8Array(size);

/** Whoever gives a buffer back has no use for it any more, nor for a view of it. */
export function giveBack(bytes: Uint8Array): void {
  const kept = spare.get(bytes.length);
  if (kept === undefined) spare.set(bytes.length, [bytes]);
  else if (kept.length < MOST_KEPT) kept.push(bytes);
}
