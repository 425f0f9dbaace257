import type { DirectReference } from '../../core/requirement-facts';
import type { MappedText } from '../../core/mapped-text';

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
/** pip's version control schemes: `git+https`, `git+ssh` … */
const VCS_SCHEME = /^(git|hg|svn|bzr)\+/i;
/** `git+git@host:owner/name`: refused by today's pip, read by uv and by files that were never run. */
const SCP_FORM = /^(?:git|hg|svn|bzr)\+[^\s/:@]{1,100}@[^\s/:@]{1,255}:/i;
const ARCHIVE = /\.(?:zip|whl|tar|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz|tlz|tar\.lz|tar\.lzma)$/i;

/** Whether pip takes the text for a URL (`is_url`): then a marker needs a blank after its semicolon. */
export function looksLikeUrl(text: string): boolean {
  if (SCP_FORM.test(text)) return true;
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  return scheme !== undefined && (/^(?:https?|file|ftp)$/.test(scheme) || VCS_SCHEME.test(text));
}

/** Whether pip would look for the text on disk: it has a separator, begins with a dot, or ends like an archive. */
export function looksLikePath(text: string): boolean {
  return text.startsWith('.') || /[/\\]/.test(text);
}

export const isArchive = (text: string): boolean => ARCHIVE.test(text);

/** A URL scheme that pip does not know, such as `s3://`. */
export const hasUnknownScheme = (text: string): boolean =>
  /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text) && !looksLikeUrl(text);

/** Reads a URL, a VCS URL or a path into its parts. `shape`: see `readRequirement`. */
export function readReference(line: MappedText, shape: string): DirectReference {
  const vcs =
    VCS_SCHEME.exec(shape)?.[1]?.toLowerCase() ?? /^(git|svn|bzr|hg):/i.exec(shape)?.[1]?.toLowerCase() ?? null;
  const kind = vcs !== null ? 'vcs' : /^(?:https?|ftp):/i.test(shape) || hasUnknownScheme(shape) ? 'url' : 'path';
  const hash = shape.indexOf('#');
  const base = hash < 0 ? shape.length : hash;
  const query = shape.slice(0, base).indexOf('?');
  const pathEnd = kind === 'path' || query < 0 ? base : query;

  let revision: string | null = null;
  let revisionRange = null;
  if (vcs !== null) {
    const at = shape.lastIndexOf('@', pathEnd - 1);
    if (at >= pathStart(shape, pathEnd) && at < pathEnd) {
      revision = line.text.slice(at + 1, pathEnd);
      revisionRange = line.range(at + 1, pathEnd);
    }
  }
  return {
    kind,
    text: line.text,
    range: line.range(),
    vcs,
    revision,
    revisionRange,
    fragment: hash < 0 ? {} : readFragment(line.text.slice(hash + 1)),
    revisionOffset: line.range(pathEnd, pathEnd).end,
  };
}

/** Where `key=value` of the fragment has its value, in the reference's text; null when there is none. */
export function fragmentValue(text: string, key: string): { readonly start: number; readonly end: number } | null {
  let at = text.indexOf('#');
  while (at >= 0) {
    const next = text.indexOf('&', at + 1);
    const end = next < 0 ? text.length : next;
    if (text.startsWith(`${key}=`, at + 1)) return { start: at + key.length + 2, end };
    at = next;
  }
  return null;
}

/** The project's name in a wheel's file name (`name-version-python-abi-platform.whl`), or null. */
export function wheelName(text: string): { readonly start: number; readonly end: number } | null {
  const end = Math.min(...['#', '?', '['].map((char) => text.indexOf(char)).filter((at) => at >= 0), text.length);
  const file = text.slice(0, end);
  if (!/\.whl$/i.test(file)) return null;
  const start = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
  const parts = file.slice(start, -4).split('-');
  if (parts.length !== 5 && parts.length !== 6) return null;
  return /^[A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?$/.test(parts[0]!)
    ? { start, end: start + parts[0]!.length }
    : null;
}

/** Where the path of a VCS URL begins, so that the `@` of a user name is not taken for a revision's. */
function pathStart(text: string, end: number): number {
  const slashes = text.indexOf('://');
  if (slashes >= 0 && slashes < end) {
    const slash = text.indexOf('/', slashes + 3);
    return slash < 0 ? end : slash;
  }
  return SCP_FORM.exec(text)?.[0].length ?? 0;
}

function readFragment(text: string): Record<string, string> {
  const fragment: Record<string, string> = {};
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    if (equals > 0)
      Object.defineProperty(fragment, part.slice(0, equals), {
        value: part.slice(equals + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return fragment;
}
