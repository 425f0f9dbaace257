import { compare } from '@renovatebot/pep440';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { Requirement } from '../../../core/requirement-facts';
import type { Context } from '../../../core/rule';
import { truthOf } from '../../../core/value';
import { resolved } from '../../../analysis/versions';
import { boundsOfAll } from '../../../readers/manifests/version-bounds';
import { allowsLocked } from '../pinning/pinning';
import type { LoaderAdvisory } from './loader-advisory';

/** A range that has a lower bound. */
export interface Allowed {
  /** A version that it allows, at its lower end. */
  readonly lowest: string;
  /** All versions that it allows are below this one; null where nothing says so. */
  readonly below: string | null;
}

/** What a requirement without one version allows; null where it has no lower bound, since then nothing is known. */
export function lowestAllowed(requirement: Requirement): Allowed | null {
  const { specifiers, dynamic } = requirement;
  if (dynamic || specifiers.length === 0) return null;
  const { atLeast, below } = boundsOfAll([specifiers]);
  if (atLeast === null) return null;
  // `>2.5` allows 2.5.1, and `!=` may take the bound itself away.
  const lowest = [atLeast, `${atLeast}.1`].find((version) => allowsLocked(requirement, version));
  return lowest === undefined || (below !== null && compare(lowest, below) >= 0) ? null : { lowest, below };
}

/** Whether another rule reports this call for what it is given, whatever the version is. */
export function isToldElsewhere(call: CallFact): boolean {
  if (call.callee.startsWith('skops.io.')) {
    const trusted = argumentOf(call, 'trusted', 1)?.value;
    return trusted !== undefined && (trusted.kind === 'result' || trusted.kind === 'boolean');
  }
  return call.callee.endsWith('.load_from_checkpoint') && truthOf(argumentOf(call, 'weights_only')?.value) !== true;
}

/** Ids that people know, one an advisory. */
export const firstIdsOf = (advisories: readonly LoaderAdvisory[]): string =>
  advisories.map(({ ids }) => ids[0]!).join(', ');

/** Whether what the vulnerability needs besides the library is there. */
export const isPresent = ({ needs }: LoaderAdvisory, context: Context): boolean =>
  needs === undefined || resolved(context, ...needs) !== null;
