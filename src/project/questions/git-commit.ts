import type { HttpClient } from '../../core/host';
import { defineQuestion, lookedUp, type Question } from '../../core/question';

export interface GitQuestion extends Question {
  readonly kind: 'git-commit';
  /** An https address without credentials; http on this machine. */
  readonly repository: string;
  /** A branch or tag; empty for what a clone checks out. */
  readonly revision: string;
}

const lookUp = {
  names: ({ repository, revision }: GitQuestion) => [repository, revision],
  async ask({ repository, revision }: GitQuestion, http: HttpClient) {
    const { fetchGitCommit } = await import('../../remote/index');
    const outcome = await fetchGitCommit(http, repository, revision === '' ? null : revision);
    return 'answer' in outcome ? { answer: { commit: outcome.answer, source: new URL(repository).host } } : outcome;
  },
};

/** The commit that a branch or tag of a repository is at now, by its host; null unless somebody may ask it. */
export const gitCommit = defineQuestion({
  kind: 'git-commit',
  key: (_path, repository: string, revision: string): GitQuestion => ({ kind: 'git-commit', repository, revision }),
  find: (question, project): Promise<{ readonly commit: string; readonly source: string } | null> =>
    lookedUp(lookUp, question, project),
  nothing: null,
  lookUp,
  // What somebody asks for later is kept all the same.
  conclude: (_question, { host }) =>
    host.http === undefined ? { answer: null, kept: true, counts: false } : undefined,
  // The project does not change what a host says.
  forgottenWhen: (path) => path === null,
});

/** Hosts whose repositories are the same over ssh and https. */
const FORGES = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$/i;

/**
 * The address at which a host can be asked for the references of a repository that pip or git takes: over https, without user, revision
 * and fragment. Null for another transport: over plain http anybody on the way could say a commit, and with ssh goes a key. On the way to
 * this machine itself there is nobody.
 */
export function askedRepository(address: string): string | null {
  const plain = address.replace(/^git\+/i, '').replace(/[?#].*$/s, '');
  const ssh = /^(?:ssh:\/\/)?[\w.-]{1,100}@([\w.-]{1,253})[:/](?:\d{1,5}\/)?([\w./~-]{1,300})(?:@[^/]*)?$/i.exec(plain);
  if (ssh && !/^https?:/i.test(plain)) return FORGES.test(ssh[1]!) ? `https://${ssh[1]!}/${ssh[2]!}` : null;
  const found = /^(https?):\/\/(?:[^/@]*@)?([\w.-]{1,253}(?::\d{1,5})?)\/([\w./~-]{1,300})(?:@[^/]*)?$/i.exec(plain);
  if (!found) return null;
  const [scheme, host, path] = [found[1]!.toLowerCase(), found[2]!, found[3]!];
  return scheme === 'https' || /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/i.test(host)
    ? `${scheme}://${host}/${path}`
    : null;
}
