import type { Cryptography, WebCrypto } from '../../core/host';
import type { SignatureFacts, SigningMethod } from '../../core/signature-facts';
import { readCertificate } from '../../readers/signatures/certificate';
import { bytesOfHex, hexOfBytes } from '../../readers/signatures/base64';
import { checkChain } from './chain';
import { curveOf, ownBytes, verifyEcdsa, type Curve } from './ecdsa';
import { oldSignedBytes, signedBytes } from './envelope';
import { readPublicKey } from './public-key';
import type { TrustedSigners } from './trust';

/** Why a signature is not verified, or only half. */
export type SignatureReason =
  | 'bad-form'
  | 'bad-signature'
  | 'bad-manifest'
  | 'bad-certificate'
  | 'certificate-not-for-signing'
  | 'certificate-not-valid-now'
  | 'certificate-not-understood'
  | 'signer-not-trusted'
  | 'no-trust-root'
  | 'no-cryptography'
  | 'no-sigstore-here';

export interface ModelSigner {
  readonly method: SigningMethod;
  /** Who signed, as somebody vouches for it: a key vouches for nobody. */
  readonly identity: string | null;
  readonly issuer: string | null;
  readonly trusted: boolean;
}

/** What a signature says of its signer. `valid`: it is right, and by somebody who is trusted. */
export interface SignerCheck {
  readonly state: 'valid' | 'invalid' | 'unknown';
  readonly reason: SignatureReason | null;
  readonly signer: ModelSigner | null;
  /** Why, where the reason alone says too little: a sentence without its stop. */
  readonly detail: string | null;
}

/** Checks form, manifest and signature of a bundle, in that order, and then who signed. `text` is that of its file, `now` in milliseconds since the epoch. */
export async function checkSigner(
  facts: SignatureFacts,
  text: string,
  trust: TrustedSigners,
  { subtle, sigstore }: Pick<Cryptography, 'subtle' | 'sigstore'>,
  now: number,
): Promise<SignerCheck> {
  const { method, payload, signature, manifest, problems } = facts;
  if (problems.length > 0 || !method || !payload || !signature || !manifest)
    return invalid('bad-form', problems[0]?.message ?? null);
  if (subtle === null) return unknown('no-cryptography', null);
  if (!(await isConsistent(facts, subtle))) return invalid('bad-manifest', null);
  const bundle = { ...facts, payload, signature };
  switch (method) {
    case 'key':
      return checkKey(bundle, trust, subtle);
    case 'certificate':
      return checkCertificate(bundle, trust, subtle, now);
    case 'sigstore':
      return checkSigstore(bundle, text, trust, { subtle, sigstore });
  }
}

type Bundle = SignatureFacts & { readonly payload: Uint8Array; readonly signature: Uint8Array };

const invalid = (reason: SignatureReason, detail: string | null = null, signer: ModelSigner | null = null) =>
  ({ state: 'invalid', reason, signer, detail }) as const;

const unknown = (reason: SignatureReason, signer: ModelSigner | null, detail: string | null = null) =>
  ({ state: 'unknown', reason, signer, detail }) as const;

const valid = (signer: ModelSigner) => ({ state: 'valid', reason: null, signer, detail: null }) as const;

/** Whether the digest of the whole is that of its parts: SHA-256 over their digests, in the order in which they stand. */
async function isConsistent({ manifest }: SignatureFacts, subtle: WebCrypto): Promise<boolean> {
  if (!manifest || manifest.root === null) return manifest !== null;
  const digests = manifest.resources.map(({ digest }) => bytesOfHex(digest) ?? new Uint8Array());
  const all = new Uint8Array(digests.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const digest of digests) {
    all.set(digest, at);
    at += digest.length;
  }
  return hexOfBytes(new Uint8Array(await subtle.digest('SHA-256', ownBytes(all)))) === manifest.root;
}

/** The signature by the specification, else as version 0.2 of the reference made it, which its later versions also accept. */
async function isSigned({ payload, signature, manifest }: Bundle, publicKey: Uint8Array, subtle: WebCrypto) {
  if (await verifyEcdsa(subtle, publicKey, signature, signedBytes(payload))) return true;
  return (
    manifest?.version === '0.2' &&
    (await verifyEcdsa(subtle, publicKey, signature, oldSignedBytes(payload), 'SHA-256' satisfies Curve['hash']))
  );
}

async function checkKey(bundle: Bundle, trust: TrustedSigners, subtle: WebCrypto): Promise<SignerCheck> {
  const signer = { method: 'key', identity: null, issuer: null } as const;
  const { keyHint, givenKey } = bundle;
  const fitting = trust.keys.filter(({ hint }) => keyHint === null || hint === keyHint);
  for (const { der } of fitting) if (await isSigned(bundle, der, subtle)) return valid({ ...signer, trusted: true });
  // The hint names a trusted key that did not sign this.
  if (keyHint !== null && fitting.length > 0) return invalid('bad-signature', null, { ...signer, trusted: false });
  const given = givenKey === null ? null : await readPublicKey(subtle, givenKey);
  if (given !== null && (typeof given === 'string' || !(await isSigned(bundle, given.der, subtle))))
    return invalid('bad-signature', null, { ...signer, trusted: false });
  const detail = keyHint === null ? null : `the key's SHA-256 is ${keyHint}`;
  return unknown('signer-not-trusted', { ...signer, trusted: false }, detail);
}

async function checkCertificate(
  bundle: Bundle,
  trust: TrustedSigners,
  subtle: WebCrypto,
  now: number,
): Promise<SignerCheck> {
  const certificates = bundle.certificates.map(readCertificate);
  const [leaf] = certificates;
  if (!leaf || certificates.includes(null)) return invalid('bad-certificate', 'a certificate cannot be read');
  if (!curveOf(leaf.publicKey)) return invalid('bad-certificate', 'its key is not one of P-256, P-384 and P-521');
  const identity = leaf.alternativeNames[0] ?? (leaf.name || null);
  const signer = { method: 'certificate', identity, issuer: null } as const;
  if (!(await isSigned(bundle, leaf.publicKey, subtle)))
    return invalid('bad-signature', null, { ...signer, trusted: false });
  const names = [...leaf.alternativeNames, leaf.name];
  const roots = trust.roots.filter((root) => root.identity === null || names.includes(root.identity));
  const chain = certificates as readonly (typeof leaf)[];
  const state = await checkChain(
    subtle,
    chain,
    roots.map(({ certificate }) => certificate),
    now,
  );
  switch (state) {
    case 'trusted':
      return valid({ ...signer, trusted: true });
    case 'not-for-signing':
      return invalid('certificate-not-for-signing', null, { ...signer, trusted: false });
    case 'not-valid-now':
      return unknown('certificate-not-valid-now', { ...signer, trusted: false });
    case 'unsupported':
      return unknown('certificate-not-understood', { ...signer, trusted: false });
    case 'untrusted':
      return unknown('signer-not-trusted', { ...signer, trusted: false });
  }
}

async function checkSigstore(
  bundle: Bundle,
  text: string,
  { identities, sigstoreRoot }: TrustedSigners,
  { subtle, sigstore }: { readonly subtle: WebCrypto; readonly sigstore: Cryptography['sigstore'] },
): Promise<SignerCheck> {
  const nobody = { method: 'sigstore', identity: null, issuer: null, trusted: false } as const;
  // Who it was is told by others; that the statement was not changed since, by the certificate alone.
  const leaf = readCertificate(bundle.certificates[0] ?? new Uint8Array());
  if (!leaf) return invalid('bad-certificate', 'its certificate cannot be read', nobody);
  if (curveOf(leaf.publicKey) && !(await isSigned(bundle, leaf.publicKey, subtle)))
    return invalid('bad-signature', null, nobody);
  if (sigstore === null) return unknown('no-sigstore-here', nobody);
  if (sigstoreRoot === null) return unknown('no-trust-root', nobody);
  const answer = await sigstore(text, sigstoreRoot);
  if ('problem' in answer) return invalid('bad-signature', answer.problem, nobody);
  const signer = { method: 'sigstore', identity: answer.identity, issuer: answer.issuer } as const;
  const isTrusted = identities.some(({ identity, issuer }) => identity === answer.identity && issuer === answer.issuer);
  return isTrusted ? valid({ ...signer, trusted: true }) : unknown('signer-not-trusted', { ...signer, trusted: false });
}
