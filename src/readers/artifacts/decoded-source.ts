import { BOMB_RATIO, BOMB_SIZE, BudgetSpent, MOST_IN_MEMORY, type ArtifactBudget } from './artifact-budget';
import { EndOfBytes } from './byte-reader';
import { memorySource, type ByteSource } from './byte-source';

/** A compressed stream that is not as its format has it. */
export class DecodeFault extends Error {
  override readonly name = 'DecodeFault';
}

/** Decompresses from front to back. */
export interface Decoder {
  /** Some bytes; null at the end of the stream. Throws `DecodeFault` or `EndOfBytes` for what is broken. */
  next(): Promise<Uint8Array | null>;
  /** Offset in the compressed source up to which it has read. */
  readonly offset: number;
}

/** What came of decompressing, once somebody has read as far as he wanted. */
export interface DecodeState {
  /** Why it ended before its end. */
  fault: 'broken' | 'truncated' | 'bomb' | 'over-budget' | null;
  /** Offset in the compressed source behind the stream; null as long as its end was not reached. */
  end: number | null;
  /** Compressed bytes that were read. */
  consumed: number;
}

/** Bytes that stay in memory for whoever goes back; who goes back further makes it begin anew. */
const KEPT = 16 * 1024 * 1024;

/** Smaller pieces are put together; and what an empty piece costs, so that a stream of nothing ends too. */
const PIECE = 16 * 1024;
const LEAST = 16;

/** What a decoder makes, as a source. It ends where decompressing fails; `state` then says why. */
export function decodedSource(
  start: () => Decoder,
  budget: ArtifactBudget,
): { readonly source: ByteSource; readonly state: DecodeState } {
  const state: DecodeState = { fault: null, end: null, consumed: 0 };
  let decoder: Decoder | null = null;
  let chunks: Uint8Array[] = [];
  /** Offsets of the first kept byte, and behind the last. */
  let [from, to] = [0, 0];
  let isAtEnd = false;
  let gathered: { readonly bytes: Uint8Array; used: number } | null = null;

  async function decode(): Promise<void> {
    try {
      decoder ??= start();
      const chunk = await decoder.next();
      state.consumed = Math.max(state.consumed, decoder.offset);
      if (chunk === null) {
        isAtEnd = true;
        state.end ??= decoder.offset;
        return;
      }
      budget.inflate(Math.max(chunk.length, LEAST));
      keep(chunk);
      while (to - from > KEPT && chunks.length > 1) from += chunks.shift()!.length;
      if (to > BOMB_SIZE && to > BOMB_RATIO * Math.max(decoder.offset, 1)) stop('bomb');
    } catch (error) {
      if (error instanceof DecodeFault) stop('broken');
      else if (error instanceof EndOfBytes) stop('truncated');
      else if (error instanceof BudgetSpent) stop('over-budget');
      else throw error;
    }
  }

  /** Streams may be cut into millions of pieces, so small ones are put together as they come. */
  function keep(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    const room = chunk.length < PIECE ? gathered : null;
    const last = chunks.at(-1);
    if (room !== null && room.used + chunk.length <= room.bytes.length) {
      room.bytes.set(chunk, room.used);
      room.used += chunk.length;
      chunks[chunks.length - 1] = room.bytes.subarray(0, room.used);
    } else if (chunk.length < PIECE && last !== undefined && last.length < PIECE) {
      const bytes = new Uint8Array(2 * PIECE);
      bytes.set(last);
      bytes.set(chunk, last.length);
      gathered = { bytes, used: last.length + chunk.length };
      chunks[chunks.length - 1] = bytes.subarray(0, gathered.used);
    } else {
      gathered = null;
      chunks.push(chunk);
    }
    to += chunk.length;
  }

  function stop(fault: NonNullable<DecodeState['fault']>): void {
    state.fault ??= fault;
    isAtEnd = true;
  }

  return {
    state,
    source: {
      size: null,
      async read(offset, length) {
        if (offset < from) {
          [decoder, chunks, from, to, isAtEnd, gathered] = [null, [], 0, 0, false, null];
        }
        while (to < offset + length && !isAtEnd) await decode();
        return joined(chunks, offset - from, Math.min(length, Math.max(to - offset, 0)));
      },
    },
  };
}

/** A view where one piece has all of it. */
function joined(chunks: readonly Uint8Array[], start: number, length: number): Uint8Array {
  const first = chunks[0];
  if (first !== undefined && start + length <= first.length) return first.subarray(start, start + length);
  const result = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    const [from, to] = [Math.max(start - at, 0), Math.min(start + length - at, chunk.length)];
    if (from < to) result.set(chunk.subarray(from, to), at + from - start);
    at += chunk.length;
  }
  return result;
}

/** All of a source of unknown size, for readers that go back and forth; null when it is larger than what memory is lent for. */
export async function heldInMemory(source: ByteSource, limit = MOST_IN_MEMORY): Promise<ByteSource | null> {
  if (source.size !== null) return source;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await source.read(size, STEP);
    parts.push(part);
    size += part.length;
    if (size > limit) return null;
    if (part.length < STEP) return memorySource(joined(parts, 0, size));
  }
}

const STEP = 1 << 20;
