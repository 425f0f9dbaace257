import type { WebCrypto } from '../../core/host';
import { CERTIFICATE_SIGNATURE, DIGITAL_SIGNATURE, type Certificate } from '../../readers/signatures/certificate';
import { DER, derOf, derOid, derParts, derBits, derContent } from '../../readers/signatures/der';
import { curveOf, ownBytes, verifyEcdsa, type Curve } from './ecdsa';

/** What a chain of certificates says of the signer. `untrusted`: it leads to none of the roots that somebody named. */
export type ChainState = 'trusted' | 'untrusted' | 'not-for-signing' | 'not-valid-now' | 'unsupported';

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const LONGEST_CHAIN = 8;
/** Signatures that are checked for one chain; certificates with the same names could make many ways. */
const MOST_CHECKS = 64;

const ECDSA_HASHES: Readonly<Record<string, Curve['hash']>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};

const RSA_HASHES: Readonly<Record<string, Curve['hash']>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};

const SMALLEST_RSA = 2_048;

/**
 * Whether the first certificate may sign models, and leads to one of `roots`: certificates that are signed with their own key and that the
 * user named. No root that a system or a browser trusts counts. `now` in milliseconds since the epoch.
 */
export async function checkChain(
  subtle: WebCrypto,
  certificates: readonly Certificate[],
  roots: readonly Certificate[],
  now: number,
): Promise<ChainState> {
  const [leaf, ...others] = certificates;
  if (!leaf || !maySign(leaf)) return 'not-for-signing';
  const path = new PathFinder(subtle, others, roots, now);
  if (!(await path.leadsToRoot(leaf, 0))) return path.metUnsupported ? 'unsupported' : 'untrusted';
  return isValidAt(leaf, now) && !path.metExpired ? 'trusted' : 'not-valid-now';
}

/** KeyUsage with digitalSignature, or ExtendedKeyUsage with codeSigning; one that says neither may not. Nothing it insists on is left out. */
const maySign = ({ keyUsage, extendedKeyUsage, notUnderstood }: Certificate): boolean =>
  notUnderstood.length === 0 &&
  ((keyUsage !== null && (keyUsage & DIGITAL_SIGNATURE) !== 0) || extendedKeyUsage?.includes(CODE_SIGNING) === true);

const isValidAt = ({ notBefore, notAfter }: Certificate, time: number): boolean =>
  notBefore <= time && time <= notAfter;

class PathFinder {
  #checks = 0;
  metUnsupported = false;
  /** A way led to a root, but over an authority whose time is over. */
  metExpired = false;

  constructor(
    private readonly subtle: WebCrypto,
    private readonly others: readonly Certificate[],
    private readonly roots: readonly Certificate[],
    private readonly now: number,
  ) {}

  /** `below`: how many authorities stand between this one and the signer, this one included if it is one. */
  async leadsToRoot(certificate: Certificate, below: number): Promise<boolean> {
    if (await this.#isRoot(certificate)) return true;
    if (below >= LONGEST_CHAIN) return false;
    for (const issuer of [...this.roots, ...this.others]) {
      if (issuer === certificate || !isSame(issuer.subject, certificate.issuer) || !mayIssue(issuer, below)) continue;
      if (!(await this.#isSignedBy(certificate, issuer))) continue;
      if (!(await this.leadsToRoot(issuer, below + 1))) continue;
      if (!isValidAt(issuer, this.now)) this.metExpired = true;
      return true;
    }
    return false;
  }

  /** One of those that were named, and signed with its own key: what somebody else issued is no root, whoever names it. */
  async #isRoot(certificate: Certificate): Promise<boolean> {
    return (
      this.roots.some(({ der }) => isSame(der, certificate.der)) &&
      isSame(certificate.subject, certificate.issuer) &&
      this.#isSignedBy(certificate, certificate)
    );
  }

  async #isSignedBy({ signed, signature, algorithm }: Certificate, issuer: Certificate): Promise<boolean> {
    if (++this.#checks > MOST_CHECKS) return false;
    const ecdsa = ECDSA_HASHES[algorithm];
    if (ecdsa && curveOf(issuer.publicKey)) return verifyEcdsa(this.subtle, issuer.publicKey, signature, signed, ecdsa);
    const rsa = RSA_HASHES[algorithm];
    if (rsa && rsaBits(issuer.publicKey) >= SMALLEST_RSA)
      return verifyRsa(this.subtle, issuer.publicKey, signature, signed, rsa);
    this.metUnsupported = true;
    return false;
  }
}

function mayIssue({ authority, keyUsage, notUnderstood }: Certificate, below: number): boolean {
  if (authority?.isAuthority !== true || notUnderstood.length > 0) return false;
  if (keyUsage !== null && (keyUsage & CERTIFICATE_SIGNATURE) === 0) return false;
  return authority.pathLength === null || below <= authority.pathLength;
}

/** Bits of the modulus; 0 for a key of another kind. */
function rsaBits(publicKey: Uint8Array): number {
  const [algorithm, bits] = derParts(derOf(publicKey, DER.sequence)) ?? [];
  const key = derBits(bits);
  if (!key || derOid(derParts(algorithm)?.[0]) !== '1.2.840.113549.1.1.1') return 0;
  const [modulus] = derParts(derOf(key, DER.sequence)) ?? [];
  if (!modulus) return 0;
  const digits = derContent(modulus);
  return 8 * (digits[0] === 0 ? digits.length - 1 : digits.length);
}

async function verifyRsa(
  subtle: WebCrypto,
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
  hash: Curve['hash'],
): Promise<boolean> {
  const name = 'RSASSA-PKCS1-v1_5';
  try {
    const key = await subtle.importKey('spki', ownBytes(publicKey), { name, hash }, false, ['verify']);
    return await subtle.verify({ name }, key, ownBytes(signature), ownBytes(message));
  } catch {
    return false;
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
