import type { Edit, Fix } from '../../../core/finding';
import type { Requirement } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { shortened } from '../../../analysis/secrets/shortened';
import { hashEdit } from '../pinning/pinning';

/** Writes another package's name where it is written here, without the version and hashes, which are those of the package that was named. None where the document asks for that one already. */
export function renameFix(requirement: Requirement, distribution: string, { facts }: RequirementsContext): Fix[] {
  const { nameRange, specifierRange, hashes, filled, written, extras } = requirement;
  if (nameRange === null || filled || extras.length > 0 || (written !== undefined && written !== '' && written !== '*'))
    return [];
  const asked = facts.entries.some((entry) => entry.kind === 'requirement' && entry.normalizedName === distribution);
  const drop = hashes.length > 0 ? hashEdit(facts, requirement, []) : null;
  if (asked || (hashes.length > 0 && drop === null)) return [];
  const edits: Edit[] = [{ range: nameRange, text: distribution }];
  if (specifierRange !== null) edits.push({ range: specifierRange, text: '' });
  if (drop !== null) edits.push(drop);
  return [{ title: `Change to ${shortened(distribution, 36)}`, safety: 'unsafe', edits }];
}
