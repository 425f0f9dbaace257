import { Bzip2Decoder } from './bzip2';
import type { ByteReader } from './byte-reader';
import type { Decoder } from './decoded-source';
import { GzipDecoder, ZlibDecoder } from './gzip';
import { InflateDecoder } from './inflate';
import { Lz4Decoder } from './lz4';
import { LzmaDecoder, XzDecoder } from './lzma';
import { ZstdDecoder } from './zstd';

export type Codec = 'deflate' | 'gzip' | 'zlib' | 'bzip2' | 'lz4' | 'xz' | 'lzma' | 'zip-lzma' | 'zstd';

const DECODERS: Readonly<Record<Codec, (reader: ByteReader) => Decoder>> = {
  deflate: (reader) => new InflateDecoder(reader),
  gzip: (reader) => new GzipDecoder(reader),
  zlib: (reader) => new ZlibDecoder(reader),
  bzip2: (reader) => new Bzip2Decoder(reader),
  lz4: (reader) => new Lz4Decoder(reader),
  xz: (reader) => new XzDecoder(reader),
  lzma: (reader) => new LzmaDecoder(reader),
  'zip-lzma': (reader) => new LzmaDecoder(reader, true),
  zstd: (reader) => new ZstdDecoder(reader),
};

/** What decompresses a codec; null for one that is not read. */
export const decoderOf = (codec: Codec | null): ((reader: ByteReader) => Decoder) | null =>
  codec === null ? null : DECODERS[codec];
