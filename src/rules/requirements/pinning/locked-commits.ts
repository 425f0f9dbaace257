import type { DirectReference, LockFacts } from '../../../core/requirement-facts';

/** The commit of the same repository; of the same name only where the lock does not say which repository. */
export function findCommit(
  locks: readonly LockFacts[] | undefined,
  name: string | null,
  reference: DirectReference,
): { commit: string; lock: LockFacts } | null {
  const repository = repositoryOf(reference.text);
  for (const lock of locks ?? []) {
    for (const item of lock.packages) {
      if (item.commit === null || (item.url === null ? item.name !== name : repositoryOf(item.url) !== repository))
        continue;
      return { commit: item.commit, lock };
    }
  }
  return null;
}

/** Host and path alone, so that `git+ssh`, user names, `.git`, revisions and queries compare equal. */
function repositoryOf(url: string): string {
  const bare = url
    .replace(/[#?].*$/s, '')
    .replace(/^(?:[a-z]+\+)?[a-z]+:\/\//i, '')
    .replace(/^[^/@]*@/, '');
  return bare
    .replace(/@[^@]*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}
