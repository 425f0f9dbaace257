import type { WebCrypto } from '../../core/host';
import { DER, derContent, derOf, derOfContent, derOid, derParts } from '../../readers/signatures/der';

/** One of the three curves of the specification, with the hash that goes with it. */
export interface Curve {
  readonly name: 'P-256' | 'P-384' | 'P-521';
  readonly oid: string;
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Bytes of an integer of a signature. */
  readonly size: number;
}

export const CURVES: readonly Curve[] = [
  { name: 'P-256', oid: '1.2.840.10045.3.1.7', hash: 'SHA-256', size: 32 },
  { name: 'P-384', oid: '1.3.132.0.34', hash: 'SHA-384', size: 48 },
  { name: 'P-521', oid: '1.3.132.0.35', hash: 'SHA-512', size: 66 },
];

export const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** The curve of a SubjectPublicKeyInfo; null for keys of other kinds, and curves that the specification does not have. */
export function curveOf(publicKey: Uint8Array): Curve | null {
  const [algorithm] = derParts(derOf(publicKey, DER.sequence)) ?? [];
  const [type, parameters] = derParts(algorithm) ?? [];
  if (derOid(type) !== EC_PUBLIC_KEY) return null;
  const oid = derOid(parameters);
  return CURVES.find((curve) => curve.oid === oid) ?? null;
}

/** Whether a signature in DER (RFC 3279) is that of a message; false for whatever is no proper signature or key. `hash` where it is not that of the curve. */
export async function verifyEcdsa(
  subtle: WebCrypto,
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
  hash?: Curve['hash'],
): Promise<boolean> {
  const curve = curveOf(publicKey);
  const raw = curve && rawSignature(signature, curve.size);
  if (!raw) return false;
  try {
    const key = await subtle.importKey('spki', ownBytes(publicKey), { name: 'ECDSA', namedCurve: curve.name }, false, [
      'verify',
    ]);
    return await subtle.verify({ name: 'ECDSA', hash: hash ?? curve.hash }, key, ownBytes(raw), ownBytes(message));
  } catch {
    return false;
  }
}

/** The two integers of a signature side by side, as WebCrypto has them (IEEE P1363). Strict: there is one way to write a signature. */
export function rawSignature(der: Uint8Array, size: number): Uint8Array | null {
  const parts = derParts(derOf(der, DER.sequence));
  if (parts?.length !== 2) return null;
  const raw = new Uint8Array(2 * size);
  for (const [index, part] of parts.entries()) {
    const bytes = derContent(part);
    if (part.tag !== DER.integer || bytes.length === 0 || bytes[0]! >= 0x80) return null;
    if (bytes.length > 1 && bytes[0] === 0 && bytes[1]! < 0x80) return null;
    const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    if (digits.length > size) return null;
    raw.set(digits, (index + 1) * size - digits.length);
  }
  return raw;
}

export function derSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return derOfContent(DER.sequence, integerOf(raw.subarray(0, half)), integerOf(raw.subarray(half)));
}

function integerOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? new Uint8Array(1) : bytes.subarray(first);
  return derOfContent(DER.integer, digits[0]! >= 0x80 ? new Uint8Array([0, ...digits]) : digits);
}

/** The same bytes as WebCrypto's types want them: in a buffer that no other thread has. */
export const ownBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;
