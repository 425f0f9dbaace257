import { compare, explain, valid } from '@renovatebot/pep440';
import type { OsvAffected, OsvEvent } from './osv-record';

/**
 * Whether a record speaks of a version, by the evaluation algorithm of the OSV schema with the order of PEP 440: it is listed, or a
 * range has it. A local version (`2.5.1+cu121`) is a build of its public one and judged as that, unless the record names local versions
 * itself. A version that is none of PEP 440 is only found where it is listed; a range with such a version says nothing.
 */
export const isAffected = (version: string, affected: OsvAffected): boolean => {
  const judged = judgedVersion(version, affected);
  return affected.ranges.some((range) => isInRange(judged, range)) || isListed(judged, affected.versions);
};

/** The first version after this one at which a range that has it ends because it was fixed; null where none does. */
export function fixedAfter(version: string, affected: OsvAffected): string | null {
  const judged = judgedVersion(version, affected);
  const fixed = affected.ranges
    .filter((range) => isInRange(judged, range))
    .flatMap((range) => range.flatMap((event) => event.fixed ?? []))
    .filter((release) => valid(release) !== null && compare(release, judged) > 0);
  return smallestOf(fixed);
}

/** Whether every version there is and will be is affected: it began with the first, and nothing ends it. */
export const isAlwaysAffected = ({ ranges }: OsvAffected): boolean =>
  ranges.some((range) => range.length > 0 && range.every(({ introduced }) => introduced === '0'));

export const smallestOf = (versions: readonly string[]): string | null =>
  versions.length === 0 ? null : versions.reduce((one, other) => (compare(one, other) <= 0 ? one : other));

function judgedVersion(version: string, { ranges, versions }: OsvAffected): string {
  const parts = version.includes('+') ? explain(version) : null;
  const isLocal = (text: string | undefined): boolean => text?.includes('+') === true;
  return parts === null ||
    versions.some(isLocal) ||
    ranges.some((range) => range.some((event) => Object.values(event).some(isLocal)))
    ? version
    : parts.public;
}

function isInRange(version: string, range: readonly OsvEvent[]): boolean {
  if (valid(version) === null) return false;
  const events = range.map((event) => ({ event, at: Object.values(event)[0] ?? '' }));
  if (events.some(({ event, at }) => valid(at) === null && !(event.limit === '*'))) return false;
  const limits = events.filter(({ event }) => event.limit !== undefined);
  if (limits.length > 0 && !limits.some(({ at }) => at === '*' || compare(version, at) < 0)) return false;
  let vulnerable = false;
  for (const { event, at } of events.filter(({ event: { limit } }) => limit === undefined).sort(byVersion)) {
    const order = at === '0' ? 1 : compare(version, at);
    if (event.introduced !== undefined && order >= 0) vulnerable = true;
    else if (event.fixed !== undefined && order >= 0) vulnerable = false;
    else if (event.last_affected !== undefined && order > 0) vulnerable = false;
  }
  return vulnerable;
}

/** `0` stands before every version, also before `0.dev1`. */
const byVersion = ({ at: a }: { readonly at: string }, { at: b }: { readonly at: string }): number =>
  a === b ? 0 : a === '0' ? -1 : b === '0' ? 1 : compare(a, b);

function isListed(version: string, versions: readonly string[]): boolean {
  if (versions.includes(version)) return true;
  const own = canonical(version);
  return versions.some((other) => canonical(other) === own);
}

/** Spellings of one version are one text: `1.0` and `v1.0.0`, `1.0-1` and `1.0.post1`. */
function canonical(version: string): string {
  // Most are plain numbers, and there are many.
  if (/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*$/.test(version)) return version.replace(/(?:\.0)+$/, '');
  const parts = explain(version);
  if (parts === null) return version.toLowerCase();
  const { epoch, release, pre, post, dev, local } = parts;
  const plain = release.join('.').replace(/(?:\.0)+$/, '');
  return epoch === 0 && !pre && post === null && dev === null && !local
    ? plain
    : JSON.stringify([epoch, plain, pre, post, dev, local]);
}
