import { compare, valid } from '@renovatebot/pep440';
import { LOADER_ADVISORIES } from './loader-advisories';
import type { LoaderAdvisory } from './loader-advisory';

/** What the table says of one version of a distribution. */
export interface Vulnerable {
  /** The worst first. */
  readonly advisories: readonly LoaderAdvisory[];
  /** The first release in which all of them are fixed, of those that the advisories name. */
  readonly fixed: string;
}

const BY_NAME: ReadonlyMap<string, readonly LoaderAdvisory[]> = LOADER_ADVISORIES.reduce((names, row) => {
  for (const name of row.distributions) names.set(name, [...(names.get(name) ?? []), row]);
  return names;
}, new Map<string, LoaderAdvisory[]>());

/** Advisories of a distribution by its PEP 503 name. */
export const advisoriesFor = (name: string): readonly LoaderAdvisory[] => BY_NAME.get(name) ?? [];

/** Which of some advisories hold for a version (PEP 440); null where none does, or where it is no version. */
export function vulnerabilitiesOf(version: string, rows: readonly LoaderAdvisory[]): Vulnerable | null {
  if (valid(version) === null) return null;
  const advisories = rows.filter((row) => fixedFor(version, row) !== null);
  if (advisories.length === 0) return null;
  // A release that mends one advisory may be one that another one still speaks of.
  let fixed = version;
  for (let round = 0; round <= rows.length; round++) {
    const next = rows.map((row) => fixedFor(fixed, row)).filter((release) => release !== null);
    if (next.length === 0) break;
    fixed = next.reduce((one, other) => (compare(one, other) >= 0 ? one : other));
  }
  return { advisories, fixed };
}

function fixedFor(version: string, { affected }: LoaderAdvisory): string | null {
  const range = affected.find(([from, fixed]) => compare(version, from) >= 0 && compare(version, fixed) < 0);
  return range?.[1] ?? null;
}
