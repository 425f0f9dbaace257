import type { RepoType } from '../../core/finding';
import { defineQuestion, type Question } from '../../core/question';
import { HUB_CACHE_SOURCE, readHubCommit } from '../../readers/hub-cache/hub-cache';
import { fetchHubCommit } from '../../remote/hub';

export interface HubCommitQuestion extends Question {
  readonly kind: 'hub-commit';
  readonly repoType: RepoType;
  readonly id: string;
  readonly revision: string;
}

/** Whether a question that came from elsewhere is one of this kind. */
export const isHubCommit = (question: Question): question is HubCommitQuestion => question.kind === 'hub-commit';

/** Where the hub is, when nobody says otherwise. */
export const DEFAULT_HUB = 'https://huggingface.co';

/** The commit that the project's lock, the local hub cache or (opt-in) the hub gives for a revision. */
export const hubCommit = defineQuestion({
  kind: 'hub-commit',
  key: (_path, repoType: RepoType, id: string, revision: string): HubCommitQuestion => ({
    kind: 'hub-commit',
    repoType,
    id,
    revision,
  }),
  async find(
    { repoType, id, revision },
    { host },
  ): Promise<{ readonly commit: string; readonly source: string } | null> {
    const { hubCache, http, hubEndpoint = DEFAULT_HUB, logger } = host;
    const cached = hubCache ? await readHubCommit(hubCache, repoType, id, revision) : null;
    if (cached) return { commit: cached, source: HUB_CACHE_SOURCE };
    if (!http) return null;
    const outcome = await fetchHubCommit(http, hubEndpoint, repoType, id, revision);
    if ('commit' in outcome) return { commit: outcome.commit, source: new URL(hubEndpoint).host };
    logger.warn(outcome.problem);
    return null;
  },
  nothing: null,
  // The workspace does not change what the hub says.
  forgottenWhen: (path) => path === null,
});
