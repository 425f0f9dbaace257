import { DER, derBits, derContent, derNumber, derOf, derOid, derParts, derWhole, type DerElement } from './der';
import { pemBlocks } from './pem';

/** What of an X.509 certificate (RFC 5280) tells whether it may vouch for a signature. */
export interface Certificate {
  readonly der: Uint8Array;
  /** What its issuer signed. */
  readonly signed: Uint8Array;
  /** The signature's algorithm, as an object identifier. */
  readonly algorithm: string;
  readonly signature: Uint8Array;
  /** Names in DER: two are the same when their bytes are. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The subject as people read it: its common name, else its organisation; '' for none. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** The bits of KeyUsage, the first of them (digitalSignature) highest; null where it does not say. */
  readonly keyUsage: number | null;
  /** Object identifiers; null where it does not say. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** Whether it may issue others, and how many may stand between it and the last one; null where it does not say. */
  readonly authority: { readonly isAuthority: boolean; readonly pathLength: number | null } | null;
  /** Addresses and URIs of the subject's alternative names. */
  readonly alternativeNames: readonly string[];
  /** Extensions that count and that nobody here understands: the certificate says of itself that it must then be refused. */
  readonly notUnderstood: readonly string[];
}

export const DIGITAL_SIGNATURE = 0x80;
export const CERTIFICATE_SIGNATURE = 0x04;

/** Larger ones are none. Bytes. */
const LARGEST_CERTIFICATE = 64 * 1024;
const LONGEST_NAME = 200;

/** Reads a certificate in DER; null for what is none. Never throws. */
export function readCertificate(der: Uint8Array): Certificate | null {
  if (der.length > LARGEST_CERTIFICATE) return null;
  const [tbs, outer, bits, ...rest] = derParts(derOf(der, DER.sequence)) ?? [];
  const signature = derBits(bits);
  const algorithm = derOid(derParts(outer)?.[0]);
  if (!tbs || !signature || algorithm === null || rest.length > 0) return null;
  const body = bodyOf(tbs, algorithm);
  return body && { der, signed: derWhole(tbs), algorithm, signature, ...body };
}

/** What was signed: version [0], serial, algorithm, issuer, validity, subject, key, and at the end extensions [3]. */
function bodyOf(
  tbs: DerElement,
  algorithm: string,
): Omit<Certificate, 'der' | 'signed' | 'algorithm' | 'signature'> | null {
  const fields = derParts(tbs) ?? [];
  const [, inner, issuer, validity, subject, publicKey, ...optional] =
    fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (!issuer || !subject || publicKey?.tag !== DER.sequence) return null;
  // The algorithm stands inside and outside of what is signed; they must be the same (RFC 5280, 4.1.1.2).
  if (derOid(derParts(inner)?.[0]) !== algorithm) return null;
  const [notBefore = null, notAfter = null] = (derParts(validity) ?? []).map(timeOf);
  const extensions = extensionsOf(optional.find(({ tag }) => tag === 0xa3));
  if (notBefore === null || notAfter === null || extensions === null) return null;
  return {
    issuer: derWhole(issuer),
    subject: derWhole(subject),
    name: nameOf(subject),
    notBefore,
    notAfter,
    publicKey: derWhole(publicKey),
    ...extensions,
  };
}

/** The certificates of a text in PEM; null where one of them cannot be read, or there is none. */
export function readCertificates(text: string): readonly Certificate[] | null {
  const read = pemBlocks(text)
    .filter(({ label }) => label === 'CERTIFICATE' || label === 'X509 CERTIFICATE')
    .map(({ bytes }) => readCertificate(bytes));
  return read.length === 0 || read.includes(null) ? null : (read as readonly Certificate[]);
}

/** UTCTime and GeneralizedTime in the one form that certificates may have them (RFC 5280, 4.1.2.5). */
function timeOf(element: DerElement): number | null {
  const text = textOf(element);
  const long = element.tag === DER.generalizedTime;
  if (!long && element.tag !== DER.utcTime) return null;
  const [, year, month, day, hour, minute, second] =
    (long ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text) ?? [];
  if (year === undefined) return null;
  const whole = long ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const time = Date.UTC(whole, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isNaN(time) ? null : time;
}

const textOf = (element: DerElement): string => new TextDecoder().decode(derContent(element)).slice(0, LONGEST_NAME);

/** commonName, and for those without one the organisation. */
function nameOf(subject: DerElement): string {
  let organisation = '';
  for (const set of derParts(subject) ?? [])
    for (const pair of derParts(set) ?? []) {
      const [type, value] = derParts(pair) ?? [];
      if (!value) continue;
      if (derOid(type) === '2.5.4.3') return textOf(value);
      if (derOid(type) === '2.5.4.10') organisation = textOf(value);
    }
  return organisation;
}

type Extensions = Pick<
  Certificate,
  'keyUsage' | 'extendedKeyUsage' | 'authority' | 'alternativeNames' | 'notUnderstood'
>;

function extensionsOf(element: DerElement | undefined): Extensions | null {
  const extensions: { -readonly [Key in keyof Extensions]: Extensions[Key] } = {
    keyUsage: null,
    extendedKeyUsage: null,
    authority: null,
    alternativeNames: [],
    notUnderstood: [],
  };
  if (!element) return extensions;
  const seen = new Set<string>();
  for (const each of derParts(derParts(element)?.[0]) ?? []) {
    const [type, second, third] = derParts(each) ?? [];
    const id = derOid(type);
    const isCritical = second?.tag === DER.boolean && derContent(second)[0] !== 0;
    const value = second?.tag === DER.octetString ? second : third;
    // No extension may stand there twice (RFC 5280, 4.2).
    if (id === null || value?.tag !== DER.octetString || seen.has(id)) return null;
    seen.add(id);
    const known = take(id, derContent(value), extensions);
    if (known === null) return null;
    if (!known && isCritical) extensions.notUnderstood = [...extensions.notUnderstood, id];
  }
  return extensions;
}

/** Puts an extension into what is known; null for one that cannot be read, false for one that nobody here looks at. */
function take(
  id: string,
  bytes: Uint8Array,
  extensions: { -readonly [Key in keyof Extensions]: Extensions[Key] },
): boolean | null {
  switch (id) {
    case '2.5.29.15': {
      const bits = derOf(bytes, DER.bitString);
      if (!bits || bits.end - bits.content < 1) return null;
      extensions.keyUsage = bits.end - bits.content > 1 ? bits.bytes[bits.content + 1]! : 0;
      return true;
    }
    case '2.5.29.37': {
      const usages = derParts(derOf(bytes, DER.sequence))?.map(derOid);
      if (!usages || usages.includes(null)) return null;
      extensions.extendedKeyUsage = usages as readonly string[];
      return true;
    }
    case '2.5.29.19': {
      const parts = derParts(derOf(bytes, DER.sequence));
      if (!parts) return null;
      const isAuthority = parts[0]?.tag === DER.boolean && derContent(parts[0])[0] !== 0;
      const length = parts.find(({ tag }) => tag === DER.integer);
      extensions.authority = { isAuthority, pathLength: length ? derNumber(length) : null };
      return true;
    }
    case '2.5.29.17': {
      const names = derParts(derOf(bytes, DER.sequence));
      if (!names) return null;
      // rfc822Name [1], dNSName [2], uniformResourceIdentifier [6]
      extensions.alternativeNames = names.filter(({ tag }) => [0x81, 0x82, 0x86].includes(tag)).map(textOf);
      return true;
    }
    // Key identifiers, policies and places of lists of what was revoked narrow nothing here.
    case '2.5.29.14':
    case '2.5.29.35':
    case '2.5.29.32':
    case '2.5.29.31':
      return true;
    default:
      return false;
  }
}
