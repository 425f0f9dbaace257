import { createHash } from 'node:crypto';
import type { Cryptography } from '../core/host';
import type { checkSigstore } from './node-sigstore';

/** The cryptography of Node. What checks keyless signatures is a library of its own, which `load` gives when such a one is met for which somebody gave a trust root. */
export const cryptographyWith = (
  load: () => Promise<{ readonly checkSigstore: typeof checkSigstore }>,
): Cryptography => ({
  subtle: globalThis.crypto.subtle,
  sha256: () => {
    const hash = createHash('sha256');
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest() };
  },
  sigstore: async (bundle, trustedRoot) => (await load()).checkSigstore(bundle, trustedRoot),
});
