import type { LockedPackage, LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { isConstraintsFile } from '../../../readers/requirements/requirements';
import { ownLocks } from '../pinning/open-versions';
import { packagesByName } from '../pinning/pinning';

/** A package that is installed because a requirement asks for it, or for something that needs it. */
export interface BroughtPackage {
  readonly by: Requirement;
  readonly package: LockedPackage;
  readonly lock: LockFacts;
  /** Whether the requirement itself names it. */
  readonly isDirect: boolean;
}

/** What a document has installed by name: not what only limits versions, or says where packages come from. */
export const installedEntries = (facts: RequirementsFacts): readonly Requirement[] =>
  isConstraintsFile(facts.path)
    ? []
    : facts.entries.filter(
        (entry): entry is Requirement =>
          entry.kind === 'requirement' && entry.list?.use !== 'limit' && entry.list?.use !== 'source',
      );

/**
 * What locks say that a document brings in, each package of a lock once: what it names itself, and, by the locks that are its own or lie
 * beside it, what that needs. Linear in the lock.
 */
export function broughtBy(facts: RequirementsFacts, locks: readonly LockFacts[]): readonly BroughtPackage[] {
  const own = new Set<LockFacts>(ownLocks(facts, locks));
  const folder = folderOf(facts.path);
  const brought: BroughtPackage[] = [];
  for (const lock of locks) {
    if (lock.kind === 'requirements') continue;
    const byName = packagesByName(lock);
    const seen = new Set<string>();
    const take = (name: string, by: Requirement, isDirect: boolean): void => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const each of byName.get(name) ?? []) brought.push({ by, package: each, lock, isDirect });
    };
    const from = brought.length;
    for (const entry of installedEntries(facts))
      if (entry.normalizedName !== null && entry.reference === null) take(entry.normalizedName, entry, true);
    const goesOn =
      facts.form !== 'command' && (own.has(lock) || lock.kind === 'environment' || folderOf(lock.path) === folder);
    for (let at = from; goesOn && at < brought.length; at++)
      for (const name of brought[at]!.package.dependencies) take(name, brought[at]!.by, false);
  }
  return brought;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
