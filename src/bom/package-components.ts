import type { LockFacts, LockedPackage } from '../core/requirement-facts';
import type { Component, Digest, Link } from './inventory';
import { componentOf } from './inventory';
import { formatPurl } from './purl';
import { indexAddress } from './urls';
import { withoutCredentials, withoutCredentialsInText } from '../analysis/addresses/url-credentials';

/** Lock formats that list the dependencies of each package. */
const WITH_GRAPH = new Set<LockFacts['kind']>(['uv', 'poetry', 'pdm']);

/** Lock formats that say of each package which index it is from, and of those of the public one nothing. */
const INDEX_IN_LOCK = new Set<LockFacts['kind']>(['uv', 'poetry', 'pipfile']);

/** Whether a lock says what its packages depend on. */
export const graphKnown = (lock: LockFacts): boolean =>
  WITH_GRAPH.has(lock.kind) ||
  (lock.kind === 'pylock' && lock.packages.some((locked) => locked.dependencies.length > 0));

/** A package as a lock file has it. `index`: where the project says that packages come from; `known`: whether the lock says what it depends on. */
export function lockedComponent(
  lock: LockFacts,
  locked: LockedPackage,
  index: string | null,
  known: boolean,
): Component {
  const occurrences = [{ path: lock.path, cell: null, line: null, column: null, symbol: null }];
  const rest = {
    versionSource: locked.version === null ? null : 'lock',
    unresolved: locked.version === null && locked.commit === null ? 'version-not-known' : null,
    dependenciesKnown: known,
    occurrences,
  } as const;
  const marker = locked.marker === null ? [] : [{ name: 'marker', value: locked.marker }];
  const hashes = locked.hashes.flatMap(digestOf);
  if (locked.commit !== null && locked.url !== null) {
    const vcs = vcsAddress(locked.url, locked.commit);
    const purl = formatPurl({ type: 'pypi', name: locked.name, version: locked.version, qualifiers: { vcs_url: vcs } });
    return componentOf({
      ref: purl ?? `package:pypi/${locked.name}`,
      kind: 'package',
      name: locked.name,
      version: locked.version,
      purl,
      links: [{ kind: 'vcs', url: vcs, comment: null, hashes: [] }],
      properties: [...marker, { name: 'commit', value: locked.commit }],
      ...rest,
    });
  }
  if (locked.url !== null && /^https?:/iu.test(locked.url)) {
    const url = withoutCredentials(locked.url.split('#', 1)[0] ?? '');
    const purl = formatPurl({
      type: 'pypi',
      name: locked.name,
      version: locked.version,
      qualifiers: { download_url: url },
    });
    return componentOf({
      ref: purl ?? `package:archive/${url}`,
      kind: 'package',
      name: locked.name,
      version: locked.version,
      purl,
      links: [{ kind: 'distribution', url, comment: null, hashes }],
      properties: marker,
      ...rest,
    });
  }
  const own = locked.index === undefined ? null : indexAddress(locked.index);
  const source = own ?? (INDEX_IN_LOCK.has(lock.kind) ? null : index);
  const component = packageComponent(locked.name, locked.version, source, hashes, rest);
  return { ...component, ...filesOf(locked, source), properties: marker };
}

/**
 * The files that a lock names, each at its address with its digest, as cyclonedx-py writes them. Where one wheel serves every platform, its
 * digest is the package's own.
 */
function filesOf({ name, files = [] }: LockedPackage, index: string | null): Partial<Component> {
  if (files.length === 0) return {};
  const all = files.map((file) => ({
    name: file.name,
    url: file.url === null ? null : withoutCredentials(file.url),
    hashes: file.hashes.flatMap(digestOf),
  }));
  const wheels = all.filter((file) => file.name.endsWith('.whl'));
  const [wheel] = wheels;
  return {
    files: all,
    links: all.map((file): Link => ({
      kind: 'distribution',
      url: file.url ?? `${pageOf(index, name)}#${encodeURIComponent(file.name)}`,
      comment: null,
      hashes: file.hashes,
    })),
    ...(wheel !== undefined && wheels.length === 1 && /-none-any\.whl$/u.test(wheel.name) && { hashes: wheel.hashes }),
  };
}

const pageOf = (index: string | null, name: string): string =>
  `${index ?? 'https://pypi.org/simple'}/${encodeURIComponent(name)}/`;

/** A package of an index: the public one where `index` is null. */
export function packageComponent(
  name: string,
  version: string | null,
  index: string | null,
  hashes: readonly Digest[],
  rest: Partial<Pick<Component, 'versionSource' | 'unresolved' | 'dependenciesKnown' | 'occurrences'>>,
): Component {
  const purl = formatPurl({ type: 'pypi', name, version, qualifiers: index === null ? {} : { repository_url: index } });
  const links: readonly Link[] =
    index === null && hashes.length === 0
      ? NONE
      : [
          {
            kind: 'distribution',
            url: pageOf(index, name),
            hashes,
            comment: [
              index === null
                ? 'the public index, unless the installer is told of another'
                : 'the index that the manifest or the lock names',
              hashes.length > 0 ? 'digests of the release files' : '',
            ]
              .filter((part) => part !== '')
              .join('; '),
          },
        ];
  // Written out: of a hundred thousand packages, what is spread into another object takes as long as reading them.
  return componentOf({
    ref: purl ?? `package:pypi/${name}${version === null ? '' : `@${version}`}`,
    kind: 'package',
    name,
    version,
    purl,
    links,
    versionSource: rest.versionSource ?? null,
    unresolved: rest.unresolved ?? null,
    dependenciesKnown: rest.dependenciesKnown ?? false,
    occurrences: rest.occurrences ?? NONE,
  });
}

const NONE: readonly never[] = [];

/** The form of a VCS location that package URLs use: scheme, address and commit. */
function vcsAddress(url: string, commit: string): string {
  const address = url.replace(/[?#].{0,2000}$/u, '').replace(/@[^@/]{1,200}$/u, '');
  return withoutCredentialsInText(`${/^(?:git|hg|svn|bzr)\+/u.test(address) ? '' : 'git+'}${address}@${commit}`);
}

/** `sha256:…`, as lock files write it. */
export function digestOf(text: string): readonly Digest[] {
  const colon = text.indexOf(':');
  return colon > 0 ? [{ algorithm: text.slice(0, colon), value: text.slice(colon + 1) }] : [];
}
