import type { ByteSource } from '../../readers/artifacts/byte-source';
import { applyDelta } from './delta';
import { hexOf } from './digests';
import { inflated } from './inflated';

export type GitObjectKind = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly kind: GitObjectKind;
  readonly bytes: Uint8Array;
}

const KINDS: Readonly<Record<number, GitObjectKind>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OF_OFFSET = 6;
const OF_NAME = 7;
/** Deltas that one object may be made of. Git makes chains of 50, and made such of 250 when told to be aggressive. */
const LONGEST_CHAIN = 250;
/** Bytes of the deltas of one object, as a multiple of what an object may have. */
const MOST_DELTAS = 4;
/** Bytes of whole objects that stay in memory, as others are changes of them. */
const KEPT = 8 * 1024 * 1024;

/** A pack: objects side by side, many of them as changes of others (gitformat-pack(5)). */
export class Pack {
  readonly #kept = new Map<number, GitObject>();
  #size = 0;

  constructor(
    private readonly source: ByteSource,
    /** Bytes of a name. */
    private readonly digest: number,
    /** Where the pack has an object of a name. */
    private readonly offsetOf: (name: string) => Promise<number | null>,
  ) {}

  /** The object at an offset; `large` for one of more than `most` bytes. Rejects for what is damaged. */
  async objectAt(start: number, most: number): Promise<GitObject | 'large'> {
    const deltas: Uint8Array[] = [];
    const seen = new Set<number>();
    let room = most * MOST_DELTAS;
    for (let offset = start; deltas.length <= LONGEST_CHAIN && !seen.has(offset);) {
      seen.add(offset);
      const kept = this.#kept.get(offset);
      if (kept) return this.#made(kept, deltas, start, most);
      const entry = await this.#headerAt(offset);
      const kind = KINDS[entry.kind];
      if (entry.size > most || entry.size > room) return 'large';
      room -= entry.size;
      const bytes = await inflated(this.source, entry.data, entry.size + 1);
      if (bytes.length !== entry.size) throw new RangeError('another size');
      if (kind !== undefined) {
        const object = { kind, bytes };
        if (deltas.length > 0) this.#keep(offset, object);
        return this.#made(object, deltas, start, most);
      }
      deltas.push(bytes);
      offset = entry.base!;
    }
    throw new RangeError('a chain without an end');
  }

  #made(base: GitObject, deltas: readonly Uint8Array[], start: number, most: number): GitObject | 'large' {
    let { bytes } = base;
    for (const delta of deltas.toReversed()) {
      if (lengthMadeBy(delta) > most) return 'large';
      bytes = applyDelta(bytes, delta, most);
    }
    const object = { kind: base.kind, bytes };
    if (deltas.length > 0) this.#keep(start, object);
    return object;
  }

  async #headerAt(offset: number): Promise<{ kind: number; size: number; data: number; base: number | null }> {
    const bytes = await this.source.read(offset, 64);
    let at = 0;
    const next = (): number => {
      const byte = bytes[at++];
      if (byte === undefined || at > 40) throw new RangeError('a header without an end');
      return byte;
    };
    let byte = next();
    const kind = (byte >> 4) & 7;
    let size = byte & 15;
    for (let factor = 16; byte & 0x80; factor *= 128) size += ((byte = next()) & 0x7f) * factor;
    let base: number | null = null;
    if (kind === OF_OFFSET) {
      byte = next();
      let distance = byte & 0x7f;
      while (byte & 0x80) distance = (distance + 1) * 128 + ((byte = next()) & 0x7f);
      base = offset - distance;
    } else if (kind === OF_NAME) {
      base = await this.offsetOf(hexOf(bytes, at, at + this.digest));
      at += this.digest;
    } else if (KINDS[kind] === undefined) throw new RangeError('of an unknown kind');
    if (
      !Number.isSafeInteger(size) ||
      (KINDS[kind] === undefined && (base === null || base < 12 || base >= offset + 2 ** 48))
    )
      throw new RangeError('a header that makes no sense');
    return { kind, size, data: offset + at, base };
  }

  #keep(offset: number, object: GitObject): void {
    if (object.bytes.length > KEPT / 8 || this.#kept.has(offset)) return;
    this.#kept.set(offset, object);
    this.#size += object.bytes.length;
    for (const [first, { bytes }] of this.#kept) {
      if (this.#size <= KEPT) break;
      this.#kept.delete(first);
      this.#size -= bytes.length;
    }
  }
}

/** What a delta says that it makes: the second of the lengths at its beginning. */
function lengthMadeBy(delta: Uint8Array): number {
  let at = 0;
  while ((delta[at++] ?? 0) & 0x80);
  let length = 0;
  for (let factor = 1, byte = 0x80; byte & 0x80; factor *= 128) length += ((byte = delta[at++] ?? 0) & 0x7f) * factor;
  return length;
}
