import type { Digest } from '../inventory';
import type { BomHash } from './document';

interface HashAlgorithm {
  readonly name: string;
  /** Length of the digest in hexadecimal digits. */
  readonly digits: number;
}

/** CycloneDX names by the names that pip, lock files and hashlib use. */
const ALGORITHMS: Readonly<Record<string, HashAlgorithm>> = {
  md5: { name: 'MD5', digits: 32 },
  sha1: { name: 'SHA-1', digits: 40 },
  sha256: { name: 'SHA-256', digits: 64 },
  sha384: { name: 'SHA-384', digits: 96 },
  sha512: { name: 'SHA-512', digits: 128 },
  'sha3-256': { name: 'SHA3-256', digits: 64 },
  'sha3-384': { name: 'SHA3-384', digits: 96 },
  'sha3-512': { name: 'SHA3-512', digits: 128 },
  'blake2b-256': { name: 'BLAKE2b-256', digits: 64 },
  'blake2b-384': { name: 'BLAKE2b-384', digits: 96 },
  'blake2b-512': { name: 'BLAKE2b-512', digits: 128 },
  blake2b: { name: 'BLAKE2b-512', digits: 128 },
  blake3: { name: 'BLAKE3', digits: 64 },
};

/** Digits that a CycloneDX algorithm name asks for; undefined for a name the specification does not have. */
export const digitsOf = (name: string): number | undefined =>
  Object.values(ALGORITHMS).find((algorithm) => algorithm.name === name)?.digits;

/** The digest as CycloneDX writes it; null when it is no digest of its algorithm, or CycloneDX has no name for that. */
export function bomHash(digest: Digest): BomHash | null {
  const algorithm = Object.hasOwn(ALGORITHMS, digest.algorithm.toLowerCase().replace('_', '-'))
    ? ALGORITHMS[digest.algorithm.toLowerCase().replace('_', '-')]
    : undefined;
  const content = digest.value.toLowerCase();
  return algorithm !== undefined && content.length === algorithm.digits && /^[0-9a-f]+$/u.test(content)
    ? { alg: algorithm.name, content }
    : null;
}
