import type { ArtifactFormat } from './artifact-facts';
import { lookAtRest, placeIn, type ArtifactPart, type ArtifactRecord, type ArtifactReader } from './artifact-record';
import { ByteReader } from './byte-reader';
import { partOfSource } from './byte-source';
import { decoderOf, type Codec } from './codecs';
import { decodedSource, type DecodeState } from './decoded-source';
import { latin1 } from './pickle-values';

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
    await source.read(FAR_BEHIND, 1); // so that it is known where the stream ends
    signDecoding(part, record, state);
    if (state.end !== null && part.source.size !== null && state.end < part.source.size)
      await lookAtRest(part, record, state.end);
    return understood > 0 ? Math.min(state.end ?? state.consumed, part.source.size ?? Infinity) : 0;
  };

/**
 * joblib before 0.10: `ZF`, the size in hexadecimal in 19 signs (one more from Python 2), then zlib (joblib/numpy_pickle_compat.py,
 * `read_zfile`).
 */
export const readZFile: ArtifactReader = async (part, record) => {
  const head = latin1(await part.source.read(0, ZFILE_HEAD + 1));
  if (!/^ZF0x[\da-f]+L?\s*$/.test(head.slice(0, ZFILE_HEAD))) return 0;
  record.format('joblib');
  const start = ZFILE_HEAD + (head[ZFILE_HEAD] === ' ' ? 1 : 0);
  const understood = await readZlib({ ...part, source: partOfSource(part.source, start, null) }, record);
  return understood > 0 ? start + understood : 0;
};

const ZFILE_HEAD = 21;
const readZlib = compressedReader('zlib');

const SUFFIX = /\.(?:gz|gzip|z|zlib|bz2|xz|lzma|lz4|zst|zstd)$/;

/** No stream comes so far: its budget ends before. */
const FAR_BEHIND = Number.MAX_SAFE_INTEGER - 1;

/** Says why decompressing ended before its end. */
export function signDecoding(part: ArtifactPart, record: ArtifactRecord, { fault, consumed }: DecodeState): void {
  if (fault === 'bomb') record.sign('compression-bomb', part, null);
  else if (fault === 'over-budget') record.sign('over-budget', part, null, 'inflated');
  else if (fault === 'truncated') record.sign('ends-early', part, consumed);
  else if (fault === 'broken') record.sign('broken-stream', part, consumed);
}
