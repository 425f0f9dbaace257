import type { RepoType, Safety } from '../../../core/finding';
import type { Context } from '../../../core/rule';
import { hubCommit } from '../../../project/questions/hub-commit';
import { commitInProject } from '../../../project/questions/pins';

/** A commit, and how sure it is that loading it changes nothing. */
export interface KnownCommit {
  readonly commit: string;
  readonly source: string;
  readonly safety: Safety;
}

/**
 * The commit to pin a repository to: the one in the cache, which runs here today; else the one that another file of the project takes,
 * where no branch or tag is asked for; else what the hub said.
 */
export function pinOf(context: Context, type: RepoType, id: string, revision: string): KnownCommit | null {
  const answer = context.project.ask(hubCommit, type, id, revision);
  const known = answer && /^[0-9a-f]{40}$/.test(answer.commit) ? answer : null;
  if (known && /cache|lock/.test(known.source)) return { ...known, safety: 'safe' };
  const other = revision === 'main' ? commitInProject(type, id, context.project) : null;
  if (other) return { commit: other.commit, source: other.path, safety: 'unsafe' };
  return known && { ...known, safety: 'unsafe' };
}
