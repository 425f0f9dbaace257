import { withoutCredentials } from '../analysis/addresses/url-credentials';

/** A URL as an IRI reference (RFC 3987): what may not stand in one is percent-encoded, the rest is left as written. */
export function iriReference(url: string): string {
  return url.replace(/[\p{Cc} <>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/gu, encodeURIComponent);
}

/** The `--index-url` of a private server, without its credentials and its last slash; null for the public index. */
export function indexAddress(url: string): string | null {
  const address = withoutCredentials(url.trim()).replace(/\/{1,100}$/u, '');
  return address === '' || /^https?:\/\/(?:www\.)?pypi\.(?:org|python\.org)\/simple$/iu.test(address) ? null : address;
}
