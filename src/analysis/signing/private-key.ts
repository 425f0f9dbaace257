import type { WebCrypto } from '../../core/host';
import type { Certificate } from '../../readers/signatures/certificate';
import { DER, derContent, derOf, derOfContent, derOid, derParts } from '../../readers/signatures/der';
import { pemBlocks, type PemBlock } from '../../readers/signatures/pem';
import { bytesOfHex } from '../../readers/signatures/base64';
import { CURVES, derSignature, EC_PUBLIC_KEY, ownBytes, type Curve } from './ecdsa';
import { openLegacyPem, openPkcs8, type Opened } from './pass-phrase';
import { publicKeyOf, type PublicKey } from './public-key';

/** A private key that signs. Its bytes stay in WebCrypto, which gives them to nobody. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  /** The signature of a message, in DER. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Whether a text in PEM has a private key in it, and whether a pass phrase opens it. */
export function privateKeyIn(text: string): 'plain' | 'encrypted' | null {
  const block = keyBlock(text);
  if (!block) return null;
  return block.label === 'ENCRYPTED PRIVATE KEY' || isLegacyEncrypted(block) ? 'encrypted' : 'plain';
}

const KEY_LABELS = ['PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY'];

const keyBlock = (text: string): PemBlock | undefined =>
  pemBlocks(text).find(({ label }) => KEY_LABELS.includes(label));

const isLegacyEncrypted = ({ headers }: PemBlock): boolean => headers['Proc-Type']?.includes('ENCRYPTED') === true;

/** Whether a certificate is that of a key. */
export const isKeyOf = ({ publicKey }: Certificate, key: SigningKey): boolean =>
  publicKey.length === key.publicKey.der.length && publicKey.every((byte, index) => byte === key.publicKey.der[index]);

const NOT_SUPPORTED = 'its key is not one of P-256, P-384 and P-521, which models are signed with';

/**
 * Reads a private key in PEM: PKCS#8, SEC1 (`EC PRIVATE KEY`), or either encrypted. `wrong-pass-phrase` when that does not open it;
 * else a sentence for what is no such key. Nothing of the key is ever part of a sentence. The bytes of the key are overwritten.
 */
export async function readPrivateKey(
  subtle: WebCrypto,
  text: string,
  passPhrase: Uint8Array | null,
): Promise<SigningKey | { readonly problem: string }> {
  const block = keyBlock(text);
  if (!block) return { problem: 'it holds no private key in PEM' };
  const opened = await openedBlock(subtle, block, passPhrase);
  if (opened === 'wrong') return { problem: 'the pass phrase does not open it' };
  if (!(opened instanceof Uint8Array)) return opened;
  const isSec1 = block.label === 'EC PRIVATE KEY';
  const pkcs8 = isSec1 ? pkcs8OfSec1(opened) : opened;
  const curve = pkcs8 && curveOfPkcs8(pkcs8);
  if (!pkcs8 || !curve) return { problem: NOT_SUPPORTED };
  try {
    return await importedKey(subtle, pkcs8, curve);
  } catch {
    return { problem: 'its key cannot be read' };
  } finally {
    pkcs8.fill(0);
    opened.fill(0);
    block.bytes.fill(0);
  }
}

async function openedBlock(subtle: WebCrypto, block: PemBlock, passPhrase: Uint8Array | null): Promise<Opened> {
  if (privateKeyOfBlock(block) === 'plain') return block.bytes;
  if (passPhrase === null) return { problem: 'its key is encrypted, and there is no pass phrase' };
  return block.label === 'ENCRYPTED PRIVATE KEY'
    ? openPkcs8(subtle, block.bytes, passPhrase)
    : openLegacyPem(subtle, block, passPhrase);
}

const privateKeyOfBlock = (block: PemBlock): 'plain' | 'encrypted' =>
  block.label === 'ENCRYPTED PRIVATE KEY' || isLegacyEncrypted(block) ? 'encrypted' : 'plain';

function curveOfPkcs8(der: Uint8Array): Curve | null {
  const [, algorithm] = derParts(derOf(der, DER.sequence)) ?? [];
  const [type, parameters] = derParts(algorithm) ?? [];
  if (derOid(type) !== EC_PUBLIC_KEY) return null;
  const oid = derOid(parameters);
  return CURVES.find((curve) => curve.oid === oid) ?? null;
}

/** PKCS#8 (RFC 5958) around an ECPrivateKey (RFC 5915), whose parameters name the curve. */
function pkcs8OfSec1(sec1: Uint8Array): Uint8Array | null {
  const parts = derParts(derOf(sec1, DER.sequence));
  const parameters = parts?.find(({ tag }) => tag === 0xa0);
  const oid = derParts(parameters)?.[0];
  const curve = CURVES.find((each) => each.oid === derOid(oid));
  if (!oid || !curve) return null;
  return derOfContent(
    DER.sequence,
    derOfContent(DER.integer, new Uint8Array([0])),
    derOfContent(DER.sequence, EC_OID, derOfContent(DER.oid, derContent(oid))),
    derOfContent(DER.octetString, sec1),
  );
}

const EC_OID = bytesOfHex('06072a8648ce3d0201')!;

async function importedKey(
  subtle: WebCrypto,
  pkcs8: Uint8Array,
  curve: Curve,
): Promise<SigningKey | { readonly problem: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: curve.name };
  // Exported once for its public half, which many keys do not have written beside them.
  const readable = await subtle.importKey('pkcs8', ownBytes(pkcs8), algorithm, true, ['sign']);
  const { d: _, ...half } = await subtle.exportKey('jwk', readable);
  const verifying = await subtle.importKey('jwk', { ...half, key_ops: ['verify'] }, algorithm, true, ['verify']);
  const publicKey = await publicKeyOf(subtle, new Uint8Array(await subtle.exportKey('spki', verifying)));
  if (typeof publicKey === 'string') return { problem: publicKey };
  const key = await subtle.importKey('pkcs8', ownBytes(pkcs8), algorithm, false, ['sign']);
  return {
    publicKey,
    sign: async (message) =>
      derSignature(new Uint8Array(await subtle.sign({ name: 'ECDSA', hash: curve.hash }, key, ownBytes(message)))),
  };
}
