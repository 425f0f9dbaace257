import type { WebCrypto } from '../../core/host';
import { hexOfBytes } from '../../readers/signatures/base64';
import { pemBlocks, pemOf } from '../../readers/signatures/pem';
import { curveOf, ownBytes, type Curve } from './ecdsa';

/** A public key that may have signed: SubjectPublicKeyInfo in DER, with what bundles call it. */
export interface PublicKey {
  readonly der: Uint8Array;
  readonly curve: Curve;
  /** SHA-256 over its PEM, lower-case hex. */
  readonly hint: string;
}

/** The public key of a text in PEM; a sentence for what is none, or of a kind that the specification does not have. */
export async function readPublicKey(subtle: WebCrypto, text: string): Promise<PublicKey | string> {
  const block = pemBlocks(text).find(({ label }) => label === 'PUBLIC KEY');
  if (!block) return 'it holds no public key in PEM';
  return publicKeyOf(subtle, block.bytes);
}

export async function publicKeyOf(subtle: WebCrypto, given: Uint8Array): Promise<PublicKey | string> {
  const curve = curveOf(given);
  if (!curve) return 'its key is not one of P-256, P-384 and P-521';
  try {
    const algorithm = { name: 'ECDSA', namedCurve: curve.name };
    const key = await subtle.importKey('spki', ownBytes(given), algorithm, true, ['verify']);
    // As everybody else writes it: points may also be written compressed.
    const der = new Uint8Array(await subtle.exportKey('spki', key));
    return { der, curve, hint: await hintOf(subtle, der) };
  } catch {
    return 'its key cannot be read';
  }
}

async function hintOf(subtle: WebCrypto, der: Uint8Array): Promise<string> {
  const pem = new TextEncoder().encode(pemOf('PUBLIC KEY', der));
  return hexOfBytes(new Uint8Array(await subtle.digest('SHA-256', pem)));
}
