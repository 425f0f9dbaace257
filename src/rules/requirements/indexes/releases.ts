import { compare, explain, valid } from '@renovatebot/pep440';
import type { IndexedFile } from '../../../core/package-index';

/** Whether two texts are the same release, however they are written (PEP 440). */
export const sameRelease = (one: string, other: string): boolean =>
  one === other || (valid(one) !== null && valid(other) !== null && compare(one, other) === 0);

/** Releases of which a file is left, in no order; final ones, unless `like` is a pre-release. */
export function releasesOf(files: readonly IndexedFile[], like: string | null): readonly string[] {
  const isEarly = (version: string): boolean => {
    const parts = explain(version);
    return parts === null || parts.is_prerelease || parts.is_devrelease;
  };
  const wantsEarly = like !== null && isEarly(like);
  const versions = files.flatMap(({ version, yanked }) =>
    version !== null && yanked === null && valid(version) !== null && (wantsEarly || !isEarly(version))
      ? [version]
      : [],
  );
  return [...new Set(versions)];
}
