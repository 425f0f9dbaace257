import type { Context } from '../core/rule';
import { resolvedVersion, allowedVersions } from '../project/questions/locks';

/** Whether a version is below `limit` (`2.6`), by release numbers alone; local parts and pre-release tags do not count. */
export function isBelow(version: string, limit: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(limit)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The first of several distributions that the project resolves, e.g. `tensorflow` and `tensorflow-cpu`. */
export function resolved(context: Context, ...distributions: readonly string[]): string | null {
  for (const distribution of distributions) {
    const known = context.project.ask(resolvedVersion, distribution);
    if (known) return known.version;
  }
  return null;
}

/** Whether every version that the project allows is at least `limit`: the one that it resolves to, or else its range (`torch>=2.6`). */
export function isAtLeast(context: Context, limit: string, ...distributions: readonly string[]): boolean {
  const version = resolved(context, ...distributions);
  if (version !== null) return !isBelow(version, limit);
  return distributions.some((distribution) => {
    const range = context.project.ask(allowedVersions, distribution);
    return range?.atLeast != null && !isBelow(range.atLeast, limit);
  });
}

/** The manifest that allows only versions below `limit`, in words: `torch is below 2.5: environment.yml`; null where that is not said. */
export function allowedBelow(context: Context, limit: string, distribution: string): string | null {
  const range = context.project.ask(allowedVersions, distribution);
  return range?.below != null && !isBelow(limit, range.below)
    ? `${distribution} is below ${range.below} in ${range.source}`
    : null;
}

const numbersOf = (version: string): readonly number[] =>
  (/^v?(?:\d+!)?(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(version)?.[1] ?? '').split('.').map(Number);
