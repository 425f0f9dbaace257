import { shortened } from '../../analysis/secrets/shortened';
import type { DirectReference, Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { isPlaceholderPublisher } from '../../analysis/models/placeholder-names';
import { isOwnRepository, repositoryAt } from '../../project/questions/own-project';
import { locksNear } from '../../project/questions/locks';
import { commitOffer } from './pinning/commit-fix';
import { ownLocks } from './pinning/open-versions';

export default defineRule({
  id: 'mutable-vcs-requirement',
  severity: 'warning',
  category: 'requirements',
  title: 'Mutable version control requirement',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0109', 'AML.T0010.001'],
  docs: {
    what: 'A requirement comes from a repository (`git+https://…`, or `{ git = "https://…" }` in a manifest) at a branch, a tag, a shortened commit or no revision. It is information where the lock of the manifest\'s own tool has the commit.',
    why: "Branches and tags can move. Installing runs the repository's code, so whoever controls it decides what runs on the training machine, and two installs of the same file can differ.",
    fix: 'Name the full commit: `git+https://host/owner/name@<40 digits>`. The quick fix takes the commit from the lock file or the installed environment, keeps `#egg=` and `#subdirectory=`, and leaves the old name in a comment. Where neither has it, the quick fix asks the git host what the branch or tag is now, if you allow that; so does `touchstone scan --online`. That is the newest commit, which nobody may have reviewed, so it is never applied automatically.',
    references: ['https://pip.pypa.io/en/stable/topics/vcs-support/'],
  },
  listen: { requirements: { check }, reads: INSTALLING },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const { reference } = requirement;
  if (reference?.kind !== 'vcs' || isFixed(reference) || /^[a-z]+\+file:/i.test(reference.text)) return;
  if (/[$`{]/.test(reference.revision ?? '') || (requirement.dynamic && requirement.name === null)) return;
  const owner = repositoryAt(reference.text)?.split('/')[1];
  if (owner !== undefined && isPlaceholderPublisher(owner)) return;
  context.report({
    range: reference.revisionRange !== null && reference.revision !== '' ? reference.revisionRange : reference.range,
    // Who can push there can push here; and what the tool's own lock holds is installed until somebody locks anew.
    severity:
      isOwnRepository(reference.text, context.project) ||
      isHeld(requirement, context) ||
      isForDocumentation(requirement)
        ? 'info'
        : 'warning',
    message: messageOf(shortened(requirement.name ?? 'This git requirement'), reference.revision),
    ...commitOffer(requirement, reference, context),
  });
}

/** What only makes the documentation counts less, as documentation itself does. */
const isForDocumentation = ({ list }: Requirement): boolean =>
  /^(?:docs?|documentation|sphinx|mkdocs)$/i.test(list?.group ?? '');

/** Whether the lock of the manifest's own tool has the commit. Who installs a library does not have that lock. */
const isHeld = (requirement: Requirement, { facts, project }: RequirementsContext): boolean =>
  requirement.list?.use !== 'library' &&
  ownLocks(facts, project.ask(locksNear)).some((lock) =>
    lock.packages.some(({ name, commit }) => commit !== null && name === requirement.normalizedName),
  );

/** A full commit of git or Mercurial; a revision number of Subversion or Bazaar. */
function isFixed({ vcs, revision }: DirectReference): boolean {
  if (revision === null) return false;
  return vcs === 'svn' || vcs === 'bzr' ? /^r?\d+$/.test(revision) : /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(revision);
}

function messageOf(name: string, revision: string | null): string {
  if (revision === null || revision === '') return `${name} is not pinned to a commit.`;
  if (/^[0-9a-f]{7,39}$/i.test(revision)) return `${name} is pinned to a shortened commit: write all 40 digits.`;
  return `${name} is pinned to "${shortened(revision, 24)}", a branch or tag that can be moved.`;
}
