import type { Edit, Fix } from '../../core/finding';
import { rangeOf } from '../../core/range';
import type { PythonContext } from '../../core/rule';
import type { Value } from '../../core/value';
import { leadingPieces } from '../../readers/python/spelling';
import { isThisMachine } from './index-urls';

/** Hosts of which it is known that they serve the same files over https, so that the scheme can be changed in bulk. */
const SERVES_HTTPS =
  /^(?:huggingface\.co|(?:[\w-]+\.)?github\.com|raw\.githubusercontent\.com|(?:[\w-]+\.)?github\.io|gitlab\.com|storage\.googleapis\.com|s3(?:[.-][\w-]+)?\.amazonaws\.com|[\w-]+\.s3(?:[.-][\w-]+)?\.amazonaws\.com|download\.pytorch\.org|dl\.fbaipublicfiles\.com|zenodo\.org|files\.pythonhosted\.org|(?:test\.)?pypi\.org|pypi\.python\.org|pypi\.nvidia\.com|conda\.anaconda\.org|repo\.anaconda\.com|pypi\.tuna\.tsinghua\.edu\.cn|mirrors\.(?:aliyun|cloud\.tencent)\.com|archive\.ics\.uci\.edu|drive\.google\.com|(?:www\.)?dropbox\.com|figshare\.com|ndownloader\.figshare\.com|hf-mirror\.com|kaggle\.com|www\.kaggle\.com)$/;
const PRIVATE =
  /^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[f[cde][\da-f:]*\])$/;
/** Hosts that are known to answer over HTTPS with the same; the name alone, without a port. */
export const servesHttps = (host: string): boolean => SERVES_HTTPS.test(host);

/** Names that only an inner network knows, and names that stand for one in documentation. */
const INNER =
  /(?:^|\.)(?:local|localdomain|internal|intranet|lan|home|corp|test|invalid|svc|example)$|\.svc\.cluster\.|\.cluster\.local$/;

/** The host of a URL or of the known beginning of one; null where the host is not known whole. */
export function hostOf(url: string, whole: boolean): string | null {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^/?#\s:]*)(?=([/?#:]|$))/i.exec(url);
  const host = match?.[1]?.toLowerCase();
  if (!host || /[{}$<>%*]/.test(host)) return null;
  return whole || match![2] !== '' ? host : null;
}

/** This machine, a private network, or a name without a dot, as services of a container network have. */
export const isInnerHost = (host: string): boolean =>
  isThisMachine(host) || host === '[::]' || PRIVATE.test(host) || INNER.test(host) || !/[.:]/.test(host);

/** The text of an address as far as it is known. */
export function addressOf(value: Value | undefined): { readonly text: string; readonly whole: boolean } | null {
  if (value?.kind === 'string') return { text: value.value, whole: true };
  if (value?.kind === 'unknown' && value.prefix) return { text: value.prefix, whole: false };
  // `urllib.request.Request(url)`, `str(url)`
  if (value?.kind === 'result' && /(?:^|\.)(?:Request|str|URL|quote)$/.test(value.callee))
    return addressOf(value.args[0]);
  return null;
}

/** Whether the value is an address of this machine or of an inner network, as far as it is known. */
export function isInnerAddress(value: Value | undefined): boolean {
  const address = addressOf(value);
  const host = address ? hostOf(address.text, address.whole) : null;
  return host !== null && isInnerHost(host);
}

/** An address on an open network that is fetched without encryption; null for all others. */
export function plainHttpHost(value: Value | undefined): string | null {
  const address = addressOf(value);
  return address ? plainHttpHostOf(address.text, address.whole) : null;
}

export function plainHttpHostOf(url: string, whole: boolean): string | null {
  if (!/^(?:http|ftp):\/\//i.test(url)) return null;
  const host = hostOf(url, whole);
  return host === null || isInnerHost(host) ? null : host;
}

/** Replaces `http` by `https` where the literal is written; null when it is not written in one piece. */
export function httpsFix({ facts: { semantics } }: PythonContext, value: Value, host: string): Fix | null {
  const from = value.kind === 'unknown' ? value.range : value.origin;
  const expression = semantics.expressionAt(from);
  const [first] = expression ? leadingPieces(expression) : [];
  if (!first || !/^http:\/\//i.test(first.text) || first.text.length !== first.end - first.start) return null;
  const edit: Edit = { range: rangeOf(first.start, first.start + 'http'.length), text: 'https' };
  return { title: 'Use https://', safety: servesHttps(host) ? 'safe' : 'unsafe', edits: [edit] };
}
