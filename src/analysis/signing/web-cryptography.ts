import { sha256 } from '@noble/hashes/sha2';
import type { Cryptography } from '../../core/host';

/** What every platform has. Bundles of sigstore need the Node host. */
export const webCryptography: Cryptography = {
  // Absent in a page that came over plain http.
  subtle: (globalThis.crypto?.subtle as SubtleCrypto | undefined) ?? null,
  sha256: () => sha256.create(),
  sigstore: null,
};
