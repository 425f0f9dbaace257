import type { CondaPackage, LockFacts, Requirement, RequirementsFacts } from '../core/requirement-facts';
import type { Component, Relation } from './inventory';
import { withoutCredentials } from '../analysis/addresses/url-credentials';
import { licencesOf } from './distribution-metadata';
import { componentOf } from './inventory';
import type { Manifest } from './manifests';
import { digestOf } from './package-components';
import { formatPurl } from './purl';

/**
 * What conda is asked for, and what its lock holds. They are other packages than those of PyPI, under other names and versions. Source:
 * purl-spec, type conda.
 */
export function findCondaPackages(
  manifests: readonly Manifest[],
  rootRef: string,
): { readonly components: readonly Component[]; readonly relations: readonly Relation[] } {
  const components: Component[] = [];
  const relations: Relation[] = [];
  const locks = new Map<string, LockFacts>();
  for (const manifest of manifests) {
    for (const lock of manifest.locks) if (lock.conda) locks.set(lock.path, lock);
    for (const entry of manifest.facts.entries) {
      if (entry.kind !== 'requirement' || entry.name === null || entry.reference !== null) continue;
      for (const component of askedFor(entry, entry.name.toLowerCase(), manifest)) {
        components.push(component);
        relations.push({ from: rootRef, kind: 'depends-on', to: component.ref });
      }
    }
  }
  for (const lock of locks.values())
    for (const locked of lock.conda ?? [])
      components.push({
        ...condaComponent(locked.name, locked.version, 'lock'),
        ...detailsOf(locked),
        scope: 'required',
        occurrences: [{ path: lock.path, cell: null, line: null, column: null, symbol: null }],
      });
  return { components, relations };
}

/** What a lock says of a package, or its record in the environment: its archives, one for each platform, and its licence. */
function detailsOf({ licence, files = [] }: CondaPackage): Pick<Component, 'licences' | 'files' | 'links'> {
  const archives = files.map(({ name, url, hashes }) => ({
    name,
    url: url === null ? null : withoutCredentials(url),
    hashes: hashes.flatMap(digestOf),
  }));
  return {
    licences: licence === undefined ? [] : licencesOf({ licence }),
    files: archives,
    links: archives.flatMap(({ url, hashes }) =>
      url === null ? [] : [{ kind: 'distribution' as const, url, comment: null, hashes }],
    ),
  };
}

/** One package, or one for each version that platforms have. */
function askedFor(entry: Requirement, name: string, { facts, locks, locate }: Manifest): readonly Component[] {
  const exact = exactVersion(entry, facts);
  const locked = locks.flatMap((lock) => lock.conda ?? []).filter((item) => item.name === name);
  const versions = exact === null ? [...new Set(locked.map(({ version }) => version))] : [exact];
  const scope =
    entry.list?.use === 'build' ? 'excluded' : (entry.list?.group ?? null) === null ? 'required' : 'optional';
  return (versions.length === 0 ? [null] : versions).map((version) => ({
    ...condaComponent(name, version, version === null ? null : exact === null ? 'lock' : 'pinned'),
    direct: true,
    scope,
    occurrences: [{ ...locate(entry.range.start), symbol: null }],
    requestedAs: requested(entry, facts),
  }));
}

function condaComponent(name: string, version: string | null, source: 'lock' | 'pinned' | null): Component {
  const purl = formatPurl({ type: 'conda', name, version });
  return componentOf({
    ref: purl ?? `package:conda/${name}${version === null ? '' : `@${version}`}`,
    kind: 'package',
    name,
    version,
    versionSource: source,
    unresolved: version === null ? 'not-pinned' : null,
    purl,
  });
}

/** The version as written, where conda takes that one and no other of its series: `==1.2.3`, `1.2.3=build`, and a bare one of pixi. */
function exactVersion(requirement: Requirement, facts: RequirementsFacts): string | null {
  const [only, other] = requirement.specifiers;
  if (only === undefined || other || only.operator !== '==' || only.version.includes('*') || requirement.dynamic)
    return null;
  const written = textAt(facts, only.range);
  const behind = textAt(facts, { start: only.range.end, end: only.range.end + 2 });
  const isFuzzy = /^=[^=]/u.test(written) && !/^=[^=].*=/u.test(written) && !/^=\w/u.test(behind);
  return isFuzzy ? null : only.version;
}

const requested = (requirement: Requirement, facts: RequirementsFacts): readonly string[] => {
  const text = requirement.specifierRange === null ? '' : textAt(facts, requirement.specifierRange).trim();
  return text === '' ? [] : [text];
};

const textAt = ({ text, offset = 0 }: RequirementsFacts, { start, end }: { start: number; end: number }): string =>
  text.slice(start - offset, end - offset);
