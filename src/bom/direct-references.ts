import type { DirectReference, LockedPackage, Requirement } from '../core/requirement-facts';
import { joinPath } from '../readers/requirements/requirements-files';
import { normalizeName } from '../readers/requirements/requirements-grammar';
import type { Component, Digest } from './inventory';
import { componentOf } from './inventory';
import { formatPurl } from './purl';
import { withoutCredentials } from '../analysis/addresses/url-credentials';

/** The component of a requirement that says where it comes from: a repository, an archive, a folder. Null for the project itself. */
export function describeReference(
  requirement: Requirement,
  reference: DirectReference,
  locked: LockedPackage | null,
  manifestPath: string,
): Component | null {
  switch (reference.kind) {
    case 'vcs':
      return fromRepository(requirement, reference, locked);
    case 'url':
      return fromArchive(requirement, reference);
    case 'path':
      return fromPath(requirement, reference, manifestPath);
  }
}

/** A commit says what is installed; a branch or a tag does not. The version itself is known to the lock only. */
function fromRepository(requirement: Requirement, reference: DirectReference, locked: LockedPackage | null): Component {
  const stated = withoutCredentials(repositoryAddress(reference));
  // A table says the system by its key.
  const address = /^(?:\w+\+|git@)/u.test(stated) ? stated : `${reference.vcs ?? 'git'}+${stated}`;
  const name = requirement.normalizedName ?? normalizeName(lastSegment(address).replace(/\.git$/u, ''));
  const written =
    reference.revision !== null && /^[0-9a-f]{40}$/iu.test(reference.revision)
      ? reference.revision.toLowerCase()
      : null;
  const commit = written ?? locked?.commit ?? null;
  const revision = commit ?? reference.revision;
  const subdirectory = reference.fragment.subdirectory;
  const location = `${address}${revision === null ? '' : `@${revision}`}${subdirectory === undefined ? '' : `#${subdirectory}`}`;
  const version = locked?.version ?? null;
  const purl = formatPurl({ type: 'pypi', name, version, qualifiers: { vcs_url: location } });
  return componentOf({
    ref: purl ?? `package:vcs/${location}`,
    kind: 'package',
    name,
    version,
    versionSource: version === null ? null : 'lock',
    purl,
    unresolved: commit === null ? 'mutable-reference' : null,
    links: [{ kind: 'vcs', url: location, comment: null, hashes: [] }],
    properties: commit === null ? [] : [{ name: 'commit', value: commit }],
  });
}

function fromArchive(requirement: Requirement, reference: DirectReference): Component {
  const url = withoutCredentials(reference.text.split('#', 1)[0] ?? '');
  const { name, version } = readArchiveName(lastSegment(url), requirement.normalizedName);
  const purl = formatPurl({ type: 'pypi', name, version, qualifiers: { download_url: url } });
  return componentOf({
    ref: purl ?? `package:archive/${url}`,
    kind: 'package',
    name,
    version,
    versionSource: version === null ? null : 'archive',
    purl,
    unresolved: version === null ? 'version-not-known' : null,
    links: [{ kind: 'distribution', url, comment: null, hashes: digests(requirement, reference) }],
  });
}

/** The reference as the manifest writes it, without credentials; null for a path that tells about the machine. */
export function referenceText(reference: DirectReference): string | null {
  const text = reference.text.replace(/^file:(?:\/\/(?:localhost)?)?/iu, '').replaceAll('\\', '/');
  if (reference.kind === 'path' && isOutside(text)) return null;
  const revision =
    reference.revision !== null && !reference.text.includes(`@${reference.revision}`) ? `@${reference.revision}` : '';
  return `${withoutCredentials(reference.text)}${revision}`;
}

/** Absolute paths, and paths that lead out of the project, say more about the machine than about the project: only the name stays. */
function fromPath(requirement: Requirement, reference: DirectReference, manifestPath: string): Component | null {
  const text = (reference.text.split('#', 1)[0] ?? '')
    .replace(/^file:(?:\/\/(?:localhost)?)?/iu, '')
    .replaceAll('\\', '/');
  const outside = isOutside(text);
  const path = outside ? '' : joinPath(manifestPath, text);
  if (!outside && path === '') return null;
  const inside = !outside && !path.startsWith('..');
  const { name, version } = readArchiveName(lastSegment(inside ? path : text), requirement.normalizedName);
  return componentOf({
    ref: `package:path/${inside ? path : name}`,
    kind: 'package',
    name,
    version,
    versionSource: version === null ? null : 'archive',
    unresolved: 'local-path',
    hashes: digests(requirement, reference).slice(0, 1),
    properties: inside ? [{ name: 'path', value: path }] : [],
  });
}

const isOutside = (path: string): boolean => /^(?:\/|~|[A-Za-z]:|[$%])/u.test(path);

/** Name and version that a file name states (PEP 427 for wheels, PEP 625 for source archives). */
function readArchiveName(
  file: string,
  known: string | null,
): { readonly name: string; readonly version: string | null } {
  const wheel =
    /^([A-Za-z0-9._]{1,200})-([A-Za-z0-9._!+]{1,100})-(?:[^-]{1,50}-)?[^-]{1,100}-[^-]{1,100}-[^-]{1,200}\.whl$/u.exec(
      decode(file),
    );
  if (wheel) return { name: known ?? normalizeName(wheel[1] ?? file), version: wheel[2] ?? null };
  const source = /^([A-Za-z0-9._-]{1,200})-(\d[A-Za-z0-9._!+]{0,100})\.(?:tar\.gz|tgz|tar\.bz2|zip)$/u.exec(
    decode(file),
  );
  if (source && (known === null || normalizeName(source[1] ?? '') === known))
    return { name: known ?? normalizeName(source[1] ?? file), version: source[2] ?? null };
  return {
    name: known ?? (normalizeName(file.replace(/\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|git)$/u, '')) || 'unnamed'),
    version: null,
  };
}

function digests(requirement: Requirement, reference: DirectReference): readonly Digest[] {
  const inFragment = Object.entries(reference.fragment)
    .filter(([key]) => /^(?:md5|sha1|sha224|sha256|sha384|sha512)$/u.test(key))
    .map(([algorithm, value]) => ({ algorithm, value }));
  return [...inFragment, ...requirement.hashes.map(({ algorithm, value }) => ({ algorithm, value }))];
}

/** The address without revision and fragment. */
function repositoryAddress(reference: DirectReference): string {
  const address = reference.text.split('#', 1)[0] ?? '';
  return reference.revision !== null && address.endsWith(`@${reference.revision}`)
    ? address.slice(0, -reference.revision.length - 1)
    : address;
}

const lastSegment = (path: string): string =>
  path
    .split(/[?#]/u, 1)[0]
    ?.split('/')
    .filter((segment) => segment !== '')
    .at(-1) ?? '';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: the name as written is the best there is
  }
}
