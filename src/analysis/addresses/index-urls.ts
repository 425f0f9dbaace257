import { minimatch } from 'minimatch';
import type { Range } from '../../core/range';

/** Parts of a URL with their places, read without a URL parser because variables may stand in it. */
export interface UrlParts {
  readonly scheme: string;
  readonly schemeRange: Range;
  readonly userInfo: { readonly text: string; readonly range: Range } | null;
  /** Lower case, without the port. */
  readonly host: string;
  readonly hasPort: boolean;
}

/** Reads `scheme://user@host`; null for paths, and where the text is not written in one piece in the source. */
export function readUrl(text: string, range: Range): UrlParts | null {
  if (range.end - range.start !== text.length) return null;
  const match = /^([A-Za-z][A-Za-z0-9+.-]{0,30}):\/\/([^/?#\s]*)/.exec(text);
  if (match === null) return null;
  const scheme = match[1]!;
  const authority = match[2]!;
  const at = authority.lastIndexOf('@');
  const start = range.start + scheme.length + 3;
  const host = authority.slice(at + 1).toLowerCase();
  return {
    scheme: scheme.toLowerCase(),
    schemeRange: { start: range.start, end: range.start + scheme.length },
    userInfo: at < 0 ? null : { text: authority.slice(0, at), range: { start, end: start + at } },
    hasPort: /:\d+$/.test(host),
    host: host.startsWith('[') ? host.replace(/\].*$/, ']') : host.replace(/:[^:]*$/, ''),
  };
}

/** This machine: nobody else can answer. */
export const isThisMachine = (host: string): boolean =>
  /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal)$/.test(host);

const PLACEHOLDER = /^(?:pass(?:word)?|pw|token|secret|api[-_]?key|x+|\*+|\.+|changeme|your.*|my[-_].*|<.*>|\[.*\])$/i;

/** The secret part of `user:password` or of a bare token, as a range; null when there is none or it comes from elsewhere. */
export function passwordIn(parts: UrlParts): Range | null {
  const { userInfo } = parts;
  if (userInfo === null || /[$`{%]\w*[({]|\$\w|\{[^}]*\}|%\(/.test(userInfo.text)) return null;
  const colon = userInfo.text.indexOf(':');
  const secret = colon < 0 ? userInfo.text : userInfo.text.slice(colon + 1);
  // A name without a password is public, unless it is as long as only a token is.
  if (secret === '' || (colon < 0 && !looksLikeToken(secret)) || PLACEHOLDER.test(secret)) return null;
  return { start: userInfo.range.end - secret.length, end: userInfo.range.end };
}

const looksLikeToken = (text: string): boolean =>
  text.length >= 20 && (/\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)));

/** Indexes of the field's own vendors: the wheels there are built by the projects themselves. */
const ML_INDEXES: Readonly<Record<string, string>> = {
  'download.pytorch.org': 'PyTorch',
  'pypi.nvidia.com': 'NVIDIA',
  'pypi.ngc.nvidia.com': 'NVIDIA',
  'developer.download.nvidia.com': 'NVIDIA',
  'data.pyg.org': 'PyG',
  'wheels.vllm.ai': 'vLLM',
  'flashinfer.ai': 'FlashInfer',
  'docs.sglang.ai': 'SGLang',
  'download.openmmlab.com': 'OpenMMLab',
  'abetlen.github.io': 'llama-cpp-python',
};

/** Who runs a well-known index of ML packages; null for any other. */
export function mlIndexOf(text: string): string | null {
  const host = indexHostOf(text);
  if (host === 'storage.googleapis.com')
    return /\/(?:jax-releases|libtpu-(?:wheels|releases))(?:\/|$)/.test(text) ? 'Google (JAX)' : null;
  return host !== null && Object.hasOwn(ML_INDEXES, host) ? ML_INDEXES[host]! : null;
}

export const isPublicIndex = (text: string): boolean =>
  /^(?:pypi\.org|pypi\.python\.org|files\.pythonhosted\.org)$/.test(indexHostOf(text) ?? '');

/** Whether the user's policy names the index: its URL, a URL above it, or a glob. */
export function isTrustedIndex(text: string, trusted: readonly string[]): boolean {
  const url = text.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1').replace(/\/+$/, '');
  return trusted.some((entry) => {
    const bare = entry.replace(/\/+$/, '');
    return url === bare || url.startsWith(`${bare}/`) || minimatch(url, bare);
  });
}

const indexHostOf = (text: string): string | null => readUrl(text, { start: 0, end: text.length })?.host ?? null;
