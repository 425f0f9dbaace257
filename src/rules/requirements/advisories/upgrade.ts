import { compare } from '@renovatebot/pep440';
import type { Fix } from '../../../core/finding';
import type { Requirement, RequirementEntry } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { shortened } from '../../../analysis/secrets/shortened';
import { fileText } from '../../../project/questions/file-text';
import { locksNear } from '../../../project/questions/locks';
import { exactVersion } from '../../../readers/locks/pinned-requirements';
import { parseRequirements, referencedFiles } from '../../../readers/requirements/requirements';
import { isLockedByOwnTool } from '../pinning/open-versions';
import { allowsLocked, hashEdit, pinEdit } from '../pinning/pinning';

/**
 * Raises a pin to a release that is not vulnerable, with its hashes, which are those of the old one. None where that is not certain:
 * the pin names a build of its own (`+cu121`), or other lines, of a constraints file too, do not allow that release.
 */
export function upgradeFix(requirement: Requirement, fixed: string, context: RequirementsContext): Fix[] {
  const { facts } = context;
  const { hashes, reference, dynamic, specifiers } = requirement;
  const version = exactVersion(requirement);
  if (version === null || reference !== null || dynamic || specifiers.length !== 1) return [];
  if (/\+/.test(version) || facts.installer === 'conda' || !isFree(requirement, fixed, context)) return [];
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
export function raiseFix(requirement: Requirement, fixed: string, context: RequirementsContext): Fix[] {
  const { facts } = context;
  const { hashes, reference, dynamic, specifiers, written } = requirement;
  const bounds = specifiers.filter(({ operator }) => operator !== '!=' && !operator.startsWith('<'));
  const [bound] = bounds;
  if (bound?.operator !== '>=' || bounds.length > 1 || hashes.length > 0 || reference !== null || dynamic) return [];
  const others = specifiers.filter((specifier) => specifier !== bound);
  if (!allowsLocked({ ...requirement, specifiers: others }, fixed) || compare(bound.version, fixed) >= 0) return [];
  if (facts.installer === 'conda' || written !== undefined || !isFree(requirement, fixed, context)) return [];
  return [
    {
      title: `Require ${shortened(fixed, 20)} or later`,
      safety: 'unsafe',
      edits: [{ range: bound.versionRange, text: fixed }],
    },
  ];
}

/** Whether nothing but this line keeps a version away: no other line, no constraints file, no lock of the same tool. */
function isFree(requirement: Requirement, fixed: string, { facts, project }: RequirementsContext): boolean {
  const isAgainst = (entry: RequirementEntry): boolean =>
    entry.kind === 'requirement' &&
    entry !== requirement &&
    entry.normalizedName === requirement.normalizedName &&
    (entry.reference !== null || entry.dynamic || !allowsLocked(entry, fixed));
  if (facts.entries.some(isAgainst) || isLockedByOwnTool(requirement, facts, project.ask(locksNear))) return false;
  return referencedFiles(facts).every(({ path }) => {
    const text = project.ask(fileText, path);
    // What cannot be read may say anything.
    return text != null && !parseRequirements(text, path).entries.some(isAgainst);
  });
}
