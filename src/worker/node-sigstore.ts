import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import type { SigstoreAnswer } from '../core/host';

/**
 * Checks a sigstore bundle offline: certificate chain of Fulcio at the time of signing, its log (SCT), the entry of the transparency log
 * (inclusion proof or promise) and the signature, against the roots that the user gave. Says who it was; whether that one is trusted is not
 * left to the library, which takes a name for a regular expression. Never rejects.
 */
export function checkSigstore(bundle: string, trustedRoot: string): SigstoreAnswer {
  let trust: ReturnType<typeof toTrustMaterial>;
  try {
    trust = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot)));
  } catch {
    return { problem: 'the trust root of sigstore cannot be read' };
  }
  try {
    const { identity } = new Verifier(trust).verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle))));
    const name = identity?.subjectAlternativeName;
    const issuer = identity?.extensions?.issuer;
    return name && issuer ? { identity: name, issuer } : { problem: 'its certificate names nobody' };
  } catch (error) {
    return { problem: error instanceof Error ? sentence(error.message) : 'it cannot be verified' };
  }
}

/** What the library says, without what may be a whole bundle. */
const sentence = (message: string): string => message.replace(/\s+/g, ' ').slice(0, 160);
