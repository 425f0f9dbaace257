import { entropyOf } from './entropy';

/**
 * GitHub and npm end a token with a checksum: the last six characters are the CRC-32 of the thirty before, in base 62
 * (digits, capitals, small letters). Older tokens have none, so a match raises confidence and a mismatch says nothing.
 */
export function hasChecksum(token: string): boolean {
  const body = token.slice(token.lastIndexOf('_') + 1);
  return body.length === 36 && checksumOf(body.slice(0, 30)) === body.slice(30);
}

/** The six-character checksum of a token's random part. */
export function checksumOf(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (let i = 0; i < 6; i++) {
    text = BASE62[rest % 62]! + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** Header and payload of a JSON Web Token (RFC 7519), or null when either is not a JSON object. */
export function decodeJwt(
  token: string,
): { readonly header: Record<string, unknown>; readonly payload: Record<string, unknown> } | null {
  const [first, second] = token.split('.');
  const header = jsonOf(decodeBase64(first ?? ''));
  const payload = jsonOf(decodeBase64(second ?? ''));
  return header === null || payload === null ? null : { header, payload };
}

/** A token that opens something: it has an algorithm, is no public key of a web client, and is not the sample of every tutorial. */
export function isLiveJwt(token: string): boolean {
  const decoded = decodeJwt(token);
  if (decoded === null || (typeof decoded.header['alg'] !== 'string' && typeof decoded.header['enc'] !== 'string'))
    return false;
  const { payload } = decoded;
  return payload['role'] !== 'anon' && payload['sub'] !== '1234567890' && payload['name'] !== 'John Doe';
}

/** Neptune's API token is base64 of JSON that names the server. */
export function isNeptuneToken(token: string): boolean {
  return typeof jsonOf(decodeBase64(token))?.['api_address'] === 'string';
}

/** A private key's body (RFC 7468): at least 100 base64 characters (60 for a curve's) that begin like DER or like OpenSSH's own format. */
export function hasPemBody(pem: string): boolean {
  if (/\.\.\.|…|\$\{|<[a-z]/i.test(pem)) return false;
  const body = pem
    .replace(/-----(?:BEGIN|END)[A-Z0-9 ]{0,60}-----/g, '')
    .replace(/\\+[rnt]/g, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  // A key on an elliptic curve is short: its DER has one byte of length before the version.
  const short = /^M[A-P].CAQ[AE]/.test(body);
  if (body.length < (short ? 60 : 100) || entropyOf(body) < 3.5) return false;
  return short || /PGP/.test(pem.slice(0, 40)) || body.startsWith('MI') || body.startsWith('b3BlbnNzaC1rZXktdjE');
}

/** The `user:password` of a URL, judged: not templates, not equal to each other, not a pair for a server on this machine. */
export function isLiveUrlPassword(user: string, password: string, host: string): boolean {
  return (
    password.length >= 4 &&
    password.toLowerCase() !== user.toLowerCase() &&
    !/^(?:pass(?:word|wd)?|pwd|secret|token|user(?:name)?|admin|root|postgres|mysql|test|changeme|x+)$/i.test(
      password,
    ) &&
    !/[{}<>$%()*]{1}.{0,80}[{}<>$()*]|^\$|^%[A-Z_]+%?$|\.{3}/.test(password) &&
    !/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|example\.(?:com|org|net)|host|hostname|server)$/i.test(
      host,
    ) &&
    !/(?:^|\.)(?:example\.(?:com|org|net)|example|invalid|test|localhost)$/i.test(host)
  );
}

/** Base64 or base64url, decoded as Latin-1; '' when it is not base64. */
export function decodeBase64(text: string): string {
  try {
    return atob(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, ''));
  } catch {
    return ''; // atob's only failure is a character or a length that is not base64
  }
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function jsonOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null; // not JSON: not the token we look for
  }
}

/** CRC-32 of an ASCII text (ISO 3309, polynomial 0xEDB88320). */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
