import { Bzip2Decoder } from './bzip2';
import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';
import { GzipDecoder, ZlibDecoder } from './gzip';
import { InflateDecoder } from './inflate';
import { Lz4Decoder } from './lz4';

export type Codec = 'deflate' | 'gzip' | 'zlib' | 'bzip2' | 'lz4' | 'xz' | 'lzma' | 'zip-lzma' | 'zstd';

const DECODERS: Partial<Record<Codec, (reader: ByteReader) => Decoder>> = {
  deflate: (reader) => new InflateDecoder(reader),
  gzip: (reader) => new GzipDecoder(reader),
  zlib: (reader) => new ZlibDecoder(reader),
  bzip2: (reader) => new Bzip2Decoder(reader),
  lz4: (reader) => new Lz4Decoder(reader),
};

/** What decompresses a codec; null for one that is not read. */
export const decoderOf = (codec: Codec | null): ((reader: ByteReader) => Decoder) | null =>
  codec === null ? null : (DECODERS[codec] ?? null);

export const failDecoding = (what: string): never => {
  throw new DecodeFault(what);
};
