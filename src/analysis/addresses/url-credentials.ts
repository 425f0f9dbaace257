const CREDENTIAL_PARAMETER =
  /^(?:.{0,40}[_.-])?(?:token|key|apikey|secret|password|passwd|pwd|auth|sig|signature|credential|credentials|security-token|access_token)$/iu;
/** Anaconda's servers take the token of a channel in its path: `host/t/TOKEN/channel`. What stands between words of a title is none. */
const CHANNEL_TOKEN = /^([^?#\s]{1,300}?)\/t\/(?=[^/]{0,200}\d)[\w-]{16,200}\/(?!\d{1,9}(?![\w-]))/u;
const URL_IN_TEXT = /[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/[^\s"'<>`]{1,4000}/gu;

/**
 * A URL without what lets somebody in: user and password, and query parameters that carry keys or signatures.
 * The user name of an SSH address without a password stays (`ssh://git@host`): it is no secret and part of the address.
 */
export function withoutCredentials(url: string): string {
  let result = url;
  // What is left after one removal may read as credentials again; each removal makes the text shorter.
  for (let next = removeOnce(result); next !== result; next = removeOnce(result)) result = next;
  return result;
}

/** The text with every URL in it relieved of its credentials. */
export function withoutCredentialsInText(text: string): string {
  if (!text.includes('://')) return text;
  let result = text;
  for (let next = removeInText(result); next !== result; next = removeInText(result)) result = next;
  return result;
}

/** True when a URL inside the text, or the text as one, carries credentials. */
export const hasCredentials = (text: string): boolean =>
  withoutCredentialsInText(text) !== text || (!/\s/u.test(text) && withoutCredentials(text) !== text);

function removeInText(text: string): string {
  const replaced = text.replace(URL_IN_TEXT, withoutCredentials);
  return /\s/u.test(replaced) ? replaced : withoutCredentials(replaced);
}

function removeOnce(url: string): string {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]{0,40}:\/\//u.exec(url)?.[0];
  if (scheme === undefined) return withoutScpPassword(url);
  let rest = url.slice(scheme.length);
  const user = userInfoLength(rest);
  if (user > 0 && !(isSsh(scheme) && !rest.slice(0, user).includes(':'))) rest = rest.slice(user);
  return scheme + withoutSecretParameters(rest.replace(CHANNEL_TOKEN, '$1/'));
}

/** Length of `user:password@`; a password with an unescaped `/` counts when the port before it cannot be one. */
function userInfoLength(rest: string): number {
  const authority = /^[^/?#]{0,4000}/u.exec(rest)?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  if (at >= 0) return at + 1;
  return /^[^/?#:@]{1,400}:(?!\d{1,5}$)[^@]{1,400}$/u.test(authority) && !authority.startsWith('[')
    ? rest.lastIndexOf('@') + 1
    : 0;
}

function withoutSecretParameters(rest: string): string {
  const hash = rest.indexOf('#');
  const beforeHash = hash < 0 ? rest : rest.slice(0, hash);
  const question = beforeHash.indexOf('?');
  if (question < 0) return rest;
  const kept = beforeHash
    .slice(question + 1)
    .split('&')
    .filter((pair) => !CREDENTIAL_PARAMETER.test(pair.split('=')[0] ?? ''));
  return (
    beforeHash.slice(0, question) + (kept.length > 0 ? `?${kept.join('&')}` : '') + (hash < 0 ? '' : rest.slice(hash))
  );
}

/** `user:password@host:path` of SCP-like addresses. */
const withoutScpPassword = (text: string): string =>
  text.replace(/^([^\s:@/]{1,100}):[^\s@/]{1,400}@(?=[^\s:/]{1,255}:)/u, '$1@');

const isSsh = (scheme: string): boolean => /^(?:[a-z]{1,5}\+)?ssh:/iu.test(scheme);
