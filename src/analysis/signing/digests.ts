import { blake2b } from '@noble/hashes/blake2';
import { blake3 } from '@noble/hashes/blake3';
import { WHOLE_READ_LIMIT, type ByteHasher, type Cryptography, type FileSystem } from '../../core/host';
import type { SignedDigest } from '../../core/signature-facts';
import { hexOfBytes } from '../../readers/signatures/base64';

/** Bytes that are read at once. */
const PIECE = 4 * 1024 * 1024;

export const hasherOf = (algorithm: SignedDigest, { sha256 }: Pick<Cryptography, 'sha256'>): ByteHasher =>
  algorithm === 'sha256' ? sha256() : algorithm === 'blake2b' ? blake2b.create({ dkLen: 64 }) : blake3.create({});

/** Bytes of a file, and the digest that they have to have. */
export interface FilePart {
  readonly start: number;
  readonly end: number;
}

/**
 * The digests of parts of a file, lower-case hex and in the order of the parts; null where it cannot be read, changed meanwhile, or is
 * larger than the host can read. Parts do not overlap.
 */
export async function partDigests(
  files: FileSystem,
  path: string,
  parts: readonly FilePart[],
  algorithm: SignedDigest,
  cryptography: Pick<Cryptography, 'sha256'>,
  signal?: AbortSignal,
): Promise<readonly string[] | null> {
  const before = await files.stat(path);
  if (before?.kind !== 'file' || (files.wholeOnly === true && before.size > WHOLE_READ_LIMIT)) return null;
  const digests: string[] = [];
  for (const { start, end } of parts) {
    if (end > before.size) return null;
    const isWhole = start === 0 && end === before.size;
    const digest =
      isWhole && algorithm === 'sha256' && files.sha256
        ? await files.sha256(path, Number.MAX_SAFE_INTEGER)
        : await digestOfPart(files, path, { start, end }, hasherOf(algorithm, cryptography), signal);
    if (digest === null) return null;
    digests.push(digest);
  }
  const after = await files.stat(path);
  return after?.size === before.size && after.modified === before.modified ? digests : null;
}

async function digestOfPart(
  files: FileSystem,
  path: string,
  { start, end }: FilePart,
  hasher: ByteHasher,
  signal?: AbortSignal,
): Promise<string | null> {
  for (let at = start; at < end;) {
    signal?.throwIfAborted();
    const bytes = await files.read(path, { start: at, end: Math.min(at + PIECE, end) });
    if (bytes === null || bytes.length === 0) return null;
    hasher.update(bytes);
    at += bytes.length;
  }
  return hexOfBytes(hasher.digest());
}
