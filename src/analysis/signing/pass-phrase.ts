import { md5 } from '@noble/hashes/legacy';
import { scryptAsync } from '@noble/hashes/scrypt';
import type { WebCrypto } from '../../core/host';
import { bytesOfHex } from '../../readers/signatures/base64';
import { DER, derContent, derNumber, derOf, derOid, derParts, type DerElement } from '../../readers/signatures/der';
import type { PemBlock } from '../../readers/signatures/pem';
import { ownBytes } from './ecdsa';

/** `wrong`: the pass phrase does not open it. Anything else that is text is a sentence that says why nothing can. */
export type Opened = Uint8Array | 'wrong' | { readonly problem: string };

const AES_BITS: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.2': 128,
  '2.16.840.1.101.3.4.1.22': 192,
  '2.16.840.1.101.3.4.1.42': 256,
};

const PRF_HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
};

/** A key file says itself how long it takes to open it: these are the bounds. */
const MOST_ROUNDS = 20_000_000;
const MOST_SCRYPT_BYTES = 256 * 1024 * 1024;

const UNKNOWN = {
  problem: 'its key is encrypted in a way that is not supported; "openssl pkcs8 -topk8" writes another',
};

/** Opens `ENCRYPTED PRIVATE KEY` (PKCS#8, PBES2 of RFC 8018): PBKDF2 or scrypt, and AES in CBC mode. Gives the PKCS#8 in it. */
export async function openPkcs8(subtle: WebCrypto, der: Uint8Array, passPhrase: Uint8Array): Promise<Opened> {
  const [algorithm, data] = derParts(derOf(der, DER.sequence)) ?? [];
  const [scheme, parameters] = derParts(algorithm) ?? [];
  if (derOid(scheme) !== '1.2.840.113549.1.5.13' || data?.tag !== DER.octetString) return UNKNOWN;
  const [derivation, encryption] = derParts(parameters) ?? [];
  const [cipher, vector] = derParts(encryption) ?? [];
  const bits = AES_BITS[derOid(cipher) ?? ''];
  if (bits === undefined || vector?.tag !== DER.octetString) return UNKNOWN;
  const [kind, settings] = derParts(derivation) ?? [];
  const given = derParts(settings) ?? [];
  const key =
    derOid(kind) === '1.2.840.113549.1.5.12'
      ? await pbkdf2(subtle, given, passPhrase, bits)
      : derOid(kind) === '1.3.6.1.4.1.11591.4.11'
        ? await scryptKey(given, passPhrase, bits)
        : null;
  if (key === null) return UNKNOWN;
  const opened = await decrypted(subtle, key, derContent(vector), derContent(data));
  // A wrong key now and then decrypts to something: it is then no PKCS#8.
  return opened && derOf(opened, DER.sequence) ? opened : 'wrong';
}

async function pbkdf2(
  subtle: WebCrypto,
  [salt, rounds, ...others]: readonly DerElement[],
  passPhrase: Uint8Array,
  bits: number,
): Promise<Uint8Array | null> {
  const iterations = derNumber(rounds);
  const prf = others.find(({ tag }) => tag === DER.sequence);
  const hash = prf ? PRF_HASHES[derOid(derParts(prf)?.[0]) ?? ''] : 'SHA-1';
  if (salt?.tag !== DER.octetString || !iterations || iterations > MOST_ROUNDS || !hash) return null;
  const key = await subtle.importKey('raw', ownBytes(passPhrase), 'PBKDF2', false, ['deriveBits']);
  const options = { name: 'PBKDF2', hash, salt: ownBytes(derContent(salt)), iterations };
  return new Uint8Array(await subtle.deriveBits(options, key, bits));
}

async function scryptKey(
  [salt, cost, blocks, parallel]: readonly DerElement[],
  passPhrase: Uint8Array,
  bits: number,
): Promise<Uint8Array | null> {
  const [N, r, p] = [derNumber(cost), derNumber(blocks), derNumber(parallel)];
  if (salt?.tag !== DER.octetString || !N || !r || !p || 128 * N * r * p > MOST_SCRYPT_BYTES) return null;
  if ((N & (N - 1)) !== 0 || N < 2) return null;
  return scryptAsync(passPhrase, derContent(salt), { N, r, p, dkLen: bits / 8, maxmem: 2 * MOST_SCRYPT_BYTES });
}

async function decrypted(
  subtle: WebCrypto,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array | null> {
  try {
    const imported = await subtle.importKey('raw', ownBytes(key), 'AES-CBC', false, ['decrypt']);
    return new Uint8Array(await subtle.decrypt({ name: 'AES-CBC', iv: ownBytes(iv) }, imported, ownBytes(data)));
  } catch {
    return null;
  }
}

/** Opens a PEM block with `Proc-Type: 4,ENCRYPTED` (RFC 1421), as openssl wrote keys for long: AES in CBC mode, its key from MD5. */
export async function openLegacyPem(
  subtle: WebCrypto,
  { headers, bytes }: PemBlock,
  passPhrase: Uint8Array,
): Promise<Opened> {
  const [, bits, hex] = /^AES-(128|192|256)-CBC,([0-9A-Fa-f]{32})$/.exec(headers['DEK-Info'] ?? '') ?? [];
  const vector = bytesOfHex(hex ?? '');
  if (bits === undefined || vector?.length !== 16) return UNKNOWN;
  const key = oldKey(passPhrase, vector.subarray(0, 8), Number(bits) / 8);
  const opened = await decrypted(subtle, key, vector, bytes);
  return opened && derOf(opened, DER.sequence) ? opened : 'wrong';
}

/** EVP_BytesToKey of openssl, with MD5 and one round. */
function oldKey(passPhrase: Uint8Array, salt: Uint8Array, size: number): Uint8Array {
  const key = new Uint8Array(Math.ceil(size / 16) * 16);
  for (let at = 0; at < size; at += 16) {
    const hash = md5.create();
    if (at > 0) hash.update(key.subarray(at - 16, at));
    key.set(hash.update(passPhrase).update(salt).digest(), at);
  }
  return key.subarray(0, size);
}
