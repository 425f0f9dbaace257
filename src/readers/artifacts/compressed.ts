import type { ArtifactFormat } from './artifact-facts';
import { lookAtRest, placeIn, type ArtifactPart, type ArtifactRecord, type ArtifactReader } from './artifact-record';
import { ByteReader } from './byte-reader';
import { decoderOf, type Codec } from './codecs';
import { decodedSource, type DecodeState } from './decoded-source';

/** Reads what a compressed stream holds. */
export const compressedReader =
  (codec: Codec & ArtifactFormat): ArtifactReader =>
  async (part, record) => {
    record.format(codec);
    const decoder = decoderOf(codec);
    if (decoder === null) {
      record.sign('unknown-codec', part, 0, codec);
      return 0;
    }
    const { source, state } = decodedSource(() => decoder(new ByteReader(part.source)), record.budget);
    const name = part.name.replace(SUFFIX, '');
    const inner: ArtifactPart = { source, place: placeIn(part, `(${codec})`), name, depth: part.depth + 1 };
    record.budget.member();
    record.member(inner, null, part.source.size);
    const understood = await record.look(inner, record);
    await source.read(await endOf(source), 1);
    signDecoding(part, record, state);
    if (state.end !== null && part.source.size !== null && state.end < part.source.size)
      await lookAtRest(part, record, state.end);
    return understood > 0 ? Math.min(state.end ?? state.consumed, part.source.size ?? Infinity) : 0;
  };

const SUFFIX = /\.(?:gz|gzip|z|zlib|bz2|xz|lzma|lz4|zst|zstd)$/;

/** Reads on while there is little left, so that it is known where the stream ends. */
async function endOf(source: ArtifactPart['source']): Promise<number> {
  let [at, step] = [0, 1 << 20];
  for (let times = 0; times < 16; times++) {
    const { length } = await source.read(at, step);
    at += length;
    if (length < step) return at;
    step *= 2;
  }
  return at;
}

/** Says why decompressing ended before its end. */
export function signDecoding(part: ArtifactPart, record: ArtifactRecord, { fault, consumed }: DecodeState): void {
  if (fault === 'bomb') record.sign('compression-bomb', part, null);
  else if (fault === 'over-budget') record.sign('over-budget', part, null, 'inflated');
  else if (fault === 'truncated') record.sign('ends-early', part, consumed);
  else if (fault === 'broken') record.sign('broken-stream', part, consumed);
}
