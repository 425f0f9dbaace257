/** An operator and a version, as PEP 440 has them. */
export interface VersionClause {
  readonly operator: string;
  readonly version: string;
}

/** Exactly one version, or a range. */
export interface Bounds {
  readonly exact: string | null;
  /** The lowest version that is allowed. */
  readonly atLeast: string | null;
  /** All versions that are allowed are below this one. */
  readonly below: string | null;
}

/** What several lists of specifiers allow together: the lowest lower bound, the highest upper bound. */
export function boundsOfAll(lists: readonly (readonly VersionClause[])[]): Bounds {
  const all = lists.map(boundsOf);
  const exact = all[0]!.exact;
  const lowest = all.map(({ atLeast }) => atLeast);
  const highest = all.map(({ below }) => below);
  return {
    exact: all.every((one) => one.exact === exact) ? exact : null,
    atLeast: lowest.includes(null)
      ? null
      : lowest.reduce((one, other) => (compareReleases(one!, other!) <= 0 ? one : other)),
    below: highest.includes(null)
      ? null
      : highest.reduce((one, other) => (compareReleases(one!, other!) >= 0 ? one : other)),
  };
}

function boundsOf(specifiers: readonly VersionClause[]): Bounds {
  let exact: string | null = null;
  let atLeast: string | null = null;
  let below: string | null = null;
  const raise = (version: string): void => {
    if (atLeast === null || compareReleases(version, atLeast) > 0) atLeast = version;
  };
  const lower = (version: string): void => {
    if (below === null || compareReleases(version, below) < 0) below = version;
  };
  for (const { operator, version } of specifiers) {
    if (operator === '==' && version.endsWith('.*')) {
      raise(version.slice(0, -2));
      lower(next(version.slice(0, -2)));
    } else if (operator === '==' || operator === '===') {
      exact = version;
      raise(version);
    } else if (operator === '>=' || operator === '>') raise(version);
    else if (operator === '~=') {
      raise(version);
      lower(next(version.split('.').slice(0, -1).join('.')));
    } else if (operator === '<') lower(version);
    else if (operator === '<=') lower(`${version}.0.1`);
  }
  return { exact, atLeast, below };
}

/** The release after all that begin with this one: 2.5 → 2.6. */
function next(version: string): string {
  const numbers = releaseOf(version);
  return [...numbers.slice(0, -1), (numbers[numbers.length - 1] ?? 0) + 1].join('.');
}

function compareReleases(one: string, other: string): number {
  const [a, b] = [releaseOf(one), releaseOf(other)];
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
}

const releaseOf = (version: string): number[] =>
  (/^v?(?:\d+!)?(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(version)?.[1] ?? '0').split('.').map(Number);
