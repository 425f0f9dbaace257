import { fromSource } from '../../../analysis/secrets/shortened';
import type { Edit, Fix } from '../../../core/finding';
import type { Question } from '../../../core/question';
import type { DirectReference, Requirement } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { askedRepository, gitCommit } from '../../../project/questions/git-commit';
import { locksNear } from '../../../project/questions/locks';
import { lockNameOf } from '../../../readers/locks/index';
import { findCommit } from './locked-commits';

/** What is offered for a requirement from a repository without a commit: a fix, or what to ask its host for one. */
export interface CommitOffer {
  readonly fixes: readonly Fix[];
  readonly lookups: readonly Question[];
}

const NOTHING: CommitOffer = { fixes: [], lookups: [] };

/** Pins to the commit of the lock or the environment, else to that which the host of the repository says, once somebody asked it. */
export function commitOffer(
  requirement: Requirement,
  reference: DirectReference,
  context: RequirementsContext,
): CommitOffer {
  const locks = context.project.ask(locksNear);
  if (reference.vcs !== 'git' || (requirement.written !== undefined && reference.revisionEdit === undefined))
    return NOTHING;
  const found = findCommit(locks, requirement.normalizedName, reference);
  if (found !== null)
    return {
      fixes: [
        {
          title: fromSource(`Pin to commit ${found.commit.slice(0, 7)}…`, lockNameOf(found.lock)),
          safety: found.lock.kind === 'environment' ? 'unsafe' : 'safe',
          edits: editsFor(requirement, reference, found.commit, context),
        },
      ],
      lookups: [],
    };
  const revision = reference.revision ?? '';
  const repository = askedRepository(reference.text);
  // What looks like a shortened commit is in no list of branches and tags.
  if (repository === null || /^[0-9a-f]{7,39}$/i.test(revision)) return NOTHING;
  const answer = context.project.ask(gitCommit, repository, revision);
  if (!answer) return { fixes: [], lookups: [gitCommit.key(context.path, repository, revision)] };
  return {
    fixes: [
      {
        title: fromSource(`Pin to commit ${answer.commit.slice(0, 7)}…`, answer.source),
        safety: 'unsafe',
        edits: editsFor(requirement, reference, answer.commit, context),
      },
    ],
    lookups: [],
  };
}

/** The commit, and what stood there in a comment. */
function editsFor(
  requirement: Requirement,
  reference: DirectReference,
  commit: string,
  { facts }: RequirementsContext,
): readonly Edit[] {
  const { end } = requirement.range;
  return facts.form === 'file' && reference.revision && endsItsLine(facts.text, end)
    ? [revisionEdit(reference, commit), { range: { start: end, end }, text: `  # ${reference.revision}` }]
    : [revisionEdit(reference, commit)];
}

function revisionEdit({ revisionEdit: own, revisionRange, revisionOffset }: DirectReference, commit: string): Edit {
  if (own) return { range: own.range, text: own.before + commit + own.after };
  return revisionRange === null
    ? { range: { start: revisionOffset, end: revisionOffset }, text: `@${commit}` }
    : { range: revisionRange, text: commit };
}

const endsItsLine = (text: string, at: number): boolean => /^[ \t]*(?:[\r\n]|$)/.test(text.slice(at, at + 200));
