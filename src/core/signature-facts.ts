import type { Range } from './range';

/** How a model was signed: with a key, with a certificate that some authority issued, or keyless by an identity (sigstore). */
export type SigningMethod = 'key' | 'certificate' | 'sigstore';

export const DIGEST_ALGORITHMS = ['sha256', 'blake2b', 'blake3'] as const;
export type SignedDigest = (typeof DIGEST_ALGORITHMS)[number];

/** A part of a model that was signed: a file, or bytes `start` up to `end` of it. */
export interface SignedResource {
  /** Relative to the model, with `/`; '.' for a model that is one file. */
  readonly path: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly algorithm: SignedDigest;
  /** Lower-case hex. */
  readonly digest: string;
}

/** What a signature says about a model: the in-toto statement of OpenSSF Model Signing. */
export interface SignedManifest {
  /** `0.2`: before the specification; it says nothing of how files are chosen. */
  readonly version: '1.0' | '0.2';
  /** What the model was called when it was signed: a hint only. */
  readonly name: string;
  /** SHA-256 over the digests of all resources, in their order; null in the older form. */
  readonly root: string | null;
  readonly method: 'files' | 'shards';
  readonly allowsLinks: boolean;
  /** Paths that the signer left out, with all that lies below them. */
  readonly ignored: readonly string[];
  readonly resources: readonly SignedResource[];
}

/** Why a bundle or a part of it is not what the specification asks for. */
export interface SignatureProblem {
  readonly message: string;
  readonly range: Range;
}

/** A signature of a model: a sigstore bundle with a DSSE envelope, as it stands in its file. Nothing of it was verified yet. */
export interface SignatureFacts {
  readonly kind: 'model-signature';
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly method: SigningMethod | null;
  /** SHA-256 of the public key in PEM, lower-case hex: which key it was, not that it was this key. */
  readonly keyHint: string | null;
  /** The public key in PEM, as the oldest bundles have it. */
  readonly givenKey: string | null;
  /** DER, the signer's first. */
  readonly certificates: readonly Uint8Array[];
  /** What was signed, byte by byte; null where it cannot be read. */
  readonly payload: Uint8Array | null;
  /** DER of ECDSA. */
  readonly signature: Uint8Array | null;
  readonly manifest: SignedManifest | null;
  /** Whatever is wrong with its form; with any of these it is not valid. */
  readonly problems: readonly SignatureProblem[];
  /** Where the payload and the signature stand, to point at. */
  readonly payloadRange: Range;
  readonly signatureRange: Range;
}
