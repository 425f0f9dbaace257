import { BudgetSpent } from './artifact-budget';
import { readArtifact } from './artifact';
import type { ArtifactPart } from './artifact-record';
import type { ByteSource } from './byte-source';

/** Bytes of a part that are given at once. */
export const MOST_PART_BYTES = 1 << 16;

export interface PartBytes {
  readonly bytes: Uint8Array;
  /** Of the whole part; null where only unpacking all of it tells. */
  readonly size: number | null;
}

/**
 * Bytes of a part of a model file, by the place that its facts name; '' is the file itself. A part in compressed ones is unpacked up
 * to there, within the budget of the readers. Null where there is no such part, or where the budget ends before it.
 */
export async function partBytes(
  name: string,
  source: ByteSource & { readonly size: number },
  place: string,
  offset: number,
  length: number,
): Promise<PartBytes | null> {
  const found = place === '' ? source : await partSource(name, source, place);
  if (found === null) return null;
  try {
    const bytes = await found.read(offset, Math.min(length, MOST_PART_BYTES));
    return { bytes, size: found.size };
  } catch (error) {
    if (error instanceof BudgetSpent) return null;
    throw error;
  }
}

/** Thrown by the visitor, since whoever has found what he looks for need not read further. */
class PartFound extends Error {
  constructor(readonly part: ArtifactPart) {
    super(part.place);
  }
}

async function partSource(
  name: string,
  source: ByteSource & { readonly size: number },
  place: string,
): Promise<ByteSource | null> {
  try {
    await readArtifact(name, source, {
      visit(part) {
        if (part.place === place) throw new PartFound(part);
      },
    });
    return null;
  } catch (error) {
    if (error instanceof PartFound) return error.part.source;
    throw error;
  }
}
