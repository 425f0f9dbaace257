/** Addresses as they stand in shell commands: often without a scheme, or with variables in them. */

/** Plain HTTP to another machine. A name without a scheme is fetched over it too, by `curl` and `wget`. */
export function isPlainHttp(url: string): boolean {
  if (/^https:/i.test(url) || !/^(?:http|ftp):\/\/|^(?:[a-z0-9-]+\.)+[a-z]{2,}/i.test(url)) return false;
  const host = /^(?:[a-z]+:\/\/)?(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:\s?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  return host !== '' && !/[{$]/.test(host) && !isOwnHost(host);
}

/** The host of an address, in lower case; null when it is not known, or a name without a dot. */
export function dottedHostOf(url: string): string | null {
  const host = /^(?:[a-z]+:\/\/)?(?:[^/@\s]*@)?([a-z0-9.-]+)(?=[:/?#]|$)/i.exec(url)?.[1]?.toLowerCase();
  return host === undefined || !host.includes('.') ? null : host;
}

/** An address on this machine. */
export function isLocal(url: string): boolean {
  const host = /^(?:[a-z]+:\/\/)?(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:\s?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  return host !== '' && !/[{$`]/.test(host) && isOwnHost(host);
}

/** What stands behind the address cannot change: it names a commit, or the digest of the file. */
export const isPinnedUrl = (url: string): boolean =>
  /^https:/i.test(url) &&
  (/[/@=][0-9a-f]{40}(?=[/?&#]|$)/i.test(url) ||
    /[0-9a-f]{64}/i.test(url) ||
    /^https:\/\/files\.pythonhosted\.org\/packages\//i.test(url));

/** A machine of one's own network, as far as its address tells. */
export function isPrivate(url: string): boolean {
  const host = dottedHostOf(url) ?? '';
  return (
    isLocal(url) ||
    /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host) ||
    /\.(?:local|internal|lan|svc|cluster\.local|home|corp)$/.test(host)
  );
}

const isOwnHost = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|169\.254\.169\.254|metadata\.google\.internal|metadata)$/.test(
    host,
  ) ||
  host.endsWith('.localhost') ||
  !/[.\]]/.test(host);
