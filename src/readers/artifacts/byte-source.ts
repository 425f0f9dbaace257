import type { FileSystem } from '../../core/host';

/** Bytes that are read by ranges: a file, a part of one, or what a decoder makes. */
export interface ByteSource {
  /** Bytes; null where only reading to the end tells, as of a compressed stream. */
  readonly size: number | null;
  /** Bytes from `offset` on; fewer than asked for only where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes of a file that are read at once: headers lie close together, and every read opens the file anew. */
const BLOCK = 64 * 1024;
const KEPT_BLOCKS = 4;

/**
 * A file of a host, read by blocks. `size` is what the host said when it was asked; a file that has become shorter since ends
 * earlier, one that has grown ends where it did.
 */
export function fileSource(
  files: FileSystem,
  path: string,
  size: number,
  onRead?: (bytes: number) => void,
  block = BLOCK,
): ByteSource {
  const blocks: { start: number; bytes: Uint8Array }[] = [];
  return {
    size,
    async read(offset, length) {
      const end = Math.min(offset + length, size);
      if (offset >= end) return new Uint8Array(0);
      const kept = blocks.find(({ start, bytes }) => start <= offset && end <= start + bytes.length);
      if (kept) return kept.bytes.subarray(offset - kept.start, end - kept.start);
      const bytes = await files.read(path, { start: offset, end: Math.min(Math.max(end, offset + block), size) });
      if (bytes === null) return new Uint8Array(0);
      onRead?.(bytes.length);
      if (bytes.length <= block) {
        if (blocks.length >= KEPT_BLOCKS) blocks.shift();
        blocks.push({ start: offset, bytes });
      }
      return bytes.subarray(0, end - offset);
    },
  };
}

export const memorySource = (bytes: Uint8Array): ByteSource & { readonly size: number } => ({
  size: bytes.length,
  read: async (offset, length) =>
    bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)),
});

/** A part of a source; it ends where the source does, even if it should be longer. */
export const partOfSource = (source: ByteSource, start: number, length: number | null): ByteSource => ({
  size:
    length === null
      ? source.size === null
        ? null
        : Math.max(source.size - start, 0)
      : source.size === null
        ? length
        : Math.max(Math.min(length, source.size - start), 0),
  read: (offset, wanted) =>
    source.read(start + offset, length === null ? wanted : Math.max(Math.min(wanted, length - offset), 0)),
});
