import { PackageURL } from 'packageurl-js';

/** The parts of a package URL, decoded. */
export interface Purl {
  readonly type: string;
  readonly namespace?: string | null;
  readonly name: string;
  readonly version?: string | null;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly subpath?: string | null;
}

/**
 * The canonical package URL (purl-spec, ECMA-427), or null when the type forbids it (`huggingface` without a namespace).
 * The library knows the rules of the types; the text is written here, because its encoding of `:`, `+` and `!` differs
 * from the specification (`:` stays as it is, everything else outside `A-Za-z0-9.-_~` is percent-encoded).
 */
export function formatPurl(purl: Purl): string | null {
  if (purl.type === 'pypi' && !purl.namespace && !purl.subpath && purl.version && noneIn(purl.qualifiers)) {
    const plain = `pkg:pypi/${purl.name}@${purl.version}`;
    if (isPlainPurl(plain, purl.name, purl.version)) return plain;
  }
  const parts = normalize(purl);
  if (parts === null) return null;
  const path = [...(parts.namespace ?? '').split('/'), parts.name]
    .filter((segment) => segment !== '')
    .map(encode)
    .join('/');
  const version = parts.version ? `@${encode(parts.version)}` : '';
  const qualifiers = Object.entries(parts.qualifiers ?? {})
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encode(value)}`)
    .sort()
    .join('&');
  const subpath = (parts.subpath ?? '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map(encode)
    .join('/');
  return `pkg:${parts.type}/${path}${version}${qualifiers && `?${qualifiers}`}${subpath && `#${subpath}`}`;
}

/**
 * The parts of a package URL, or null when it is none. Compare PURLs by their parts: tools differ in what they encode.
 * Split here, as the specification says, because the library refuses a qualifier whose value holds a `%`.
 */
export function parsePurl(text: string): Purl | null {
  const match =
    /^pkg:\/{0,20}([A-Za-z][A-Za-z0-9.-]{0,60})\/([^?#]{1,8000})(?:\?([^#]{0,16000}))?(?:#(.{0,4000}))?$/u.exec(text);
  if (match === null) return null;
  const [, type = '', path = '', query = '', subpath = ''] = match;
  const at = path.lastIndexOf('@');
  const versioned = at > path.lastIndexOf('/') + 1;
  const segments = (versioned ? path.slice(0, at) : path).split('/').filter((segment) => segment !== '');
  const pairs = query
    .split('&')
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')).toLowerCase(), pair.slice(pair.indexOf('=') + 1)] as const);
  try {
    return normalize({
      type,
      namespace: segments.slice(0, -1).map(decodeURIComponent).join('/'),
      name: decodeURIComponent(segments.at(-1) ?? ''),
      version: versioned ? decodeURIComponent(path.slice(at + 1)) : null,
      qualifiers: Object.fromEntries(pairs.map(([key, value]) => [key, decodeURIComponent(value)])),
      subpath: subpath.split('/').map(decodeURIComponent).join('/'),
    });
  } catch {
    return null; // a percent sign that escapes nothing
  }
}

/** Names and versions that are the same in every rule of the type, which is nearly all there are. */
const PLAIN_NAME = /^[a-z0-9][a-z0-9.-]{0,100}$/u;
const PLAIN_VERSION = /^[\w.]{1,100}$/u;

/** Whether a package URL says no more than that a package of Python has this name and version, and nothing in it is to be escaped. */
export const isPlainPurl = (text: string, name: string, version: string): boolean =>
  PLAIN_NAME.test(name) && PLAIN_VERSION.test(version) && text === `pkg:pypi/${name}@${version}`;

function normalize(purl: Purl): Purl | null {
  const type = purl.type.toLowerCase();
  if (type === 'huggingface' && !purl.namespace) return null;
  try {
    const { namespace, name, version, qualifiers, subpath } = new PackageURL(
      type,
      purl.namespace || undefined,
      purl.name,
      purl.version || undefined,
      { ...purl.qualifiers },
      purl.subpath || undefined,
    );
    const lowered =
      type === 'mlflow' && /databricks/iu.test(purl.qualifiers?.repository_url ?? '') ? purl.name.toLowerCase() : name;
    return {
      type,
      namespace: namespace ?? null,
      name: type === 'mlflow' ? lowered : name,
      version: version ?? null,
      qualifiers: { ...qualifiers } as Record<string, string>,
      subpath: subpath ?? null,
    };
  } catch {
    return null; // a name or version that the type does not allow
  }
}

function noneIn(qualifiers: Purl['qualifiers']): boolean {
  for (const _key in qualifiers) return false;
  return true;
}

/** Lone surrogates, which have no UTF-8 form, become U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A/gu, ':');
}
