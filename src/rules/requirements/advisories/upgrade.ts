import { compare, explain } from '@renovatebot/pep440';
import type { Fix } from '../../../core/finding';
import type { Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { shortened } from '../../../analysis/secrets/shortened';
import { exactVersion } from '../../../readers/locks/pinned-requirements';
import { allowsLocked, hashEdit, pinEdit } from '../pinning/pinning';

/**
 * Raises a pin to a release that is not vulnerable, with its hashes, which are those of the old one. None where that is not certain:
 * the pin names a build of its own (`+cu121`), or other lines of the document speak of the same package.
 */
export function upgradeFix(requirement: Requirement, fixed: string, facts: RequirementsFacts): Fix[] {
  const { hashes, normalizedName, reference, dynamic, specifiers } = requirement;
  const version = exactVersion(requirement);
  if (version === null || reference !== null || dynamic || specifiers.length !== 1) return [];
  if (/\+/.test(version) || facts.installer === 'conda' || !isAlone(normalizedName, facts)) return [];
  const pin = pinEdit(facts, requirement, fixed);
  const drop = hashes.length > 0 ? hashEdit(facts, requirement, []) : null;
  if (pin === null || (hashes.length > 0 && drop === null)) return [];
  return [
    {
      title: `Upgrade to ${shortened(fixed, 20)}${drop === null ? '' : ' and drop the old hashes'}`,
      safety: 'unsafe',
      edits: drop === null ? [pin] : [pin, drop],
    },
  ];
}

/** Raises the lower bound of a range, where it is written as `>=`. */
export function raiseFix(requirement: Requirement, fixed: string, facts: RequirementsFacts): Fix[] {
  const { hashes, normalizedName, reference, dynamic, specifiers, written } = requirement;
  const bounds = specifiers.filter(({ operator }) => operator !== '!=' && !operator.startsWith('<'));
  const [bound] = bounds;
  if (bound?.operator !== '>=' || bounds.length > 1 || hashes.length > 0 || reference !== null || dynamic) return [];
  const others = specifiers.filter((specifier) => specifier !== bound);
  if (!allowsLocked({ ...requirement, specifiers: others }, fixed) || compare(bound.version, fixed) >= 0) return [];
  if (facts.installer === 'conda' || written !== undefined || !isAlone(normalizedName, facts)) return [];
  return [
    {
      title: `Require ${shortened(fixed, 20)} or later`,
      safety: 'unsafe',
      edits: [{ range: bound.versionRange, text: fixed }],
    },
  ];
}

const isAlone = (name: string | null, { entries }: RequirementsFacts): boolean =>
  entries.filter((entry) => entry.kind === 'requirement' && entry.normalizedName === name).length === 1;

/** The version without its local part: what the release is a build of (PEP 440). */
export const publicVersion = (version: string): string => explain(version)?.public ?? version;
