import type { RepoType } from '../../core/finding';
import type { HttpClient } from '../../core/host';
import type { WorkspaceHost } from '../../core/workspace-host';
import { defineQuestion, lookedUp, type Question } from '../../core/question';
import type { HubFiles } from '../../remote/hub';
import { DEFAULT_HUB } from './hub-commit';

interface HubFilesQuestion extends Question {
  readonly repoType: RepoType;
  readonly id: string;
  readonly revision: string;
}

/** What the hub says of the files of a repository, and who says it. */
export interface ToldFiles extends HubFiles {
  readonly source: string;
}

const lookUp = {
  names: ({ id }: HubFilesQuestion) => [id],
  async ask({ repoType, id, revision }: HubFilesQuestion, http: HttpClient, host: WorkspaceHost) {
    const { hubEndpoint = DEFAULT_HUB } = host;
    const { fetchHubFiles } = await import('../../remote/index');
    const outcome = await fetchHubFiles(http, hubEndpoint, repoType, id, revision);
    return 'answer' in outcome ? { answer: { ...outcome.answer, source: new URL(hubEndpoint).host } } : outcome;
  },
};

/** The digests that the hub has of the files of a revision, and what its scanners found in them; null unless it may be asked. */
export const hubFiles = defineQuestion({
  kind: 'hub-files',
  key: (_path, repoType: RepoType, id: string, revision: string): HubFilesQuestion => ({
    kind: 'hub-files',
    repoType,
    id,
    revision,
  }),
  find: (question, project): Promise<ToldFiles | null> => lookedUp(lookUp, question, project),
  nothing: null,
  lookUp,
  conclude: (_question, { host }) =>
    host.http === undefined ? { answer: null, kept: true, counts: false } : undefined,
  // The project does not change what the hub says.
  forgottenWhen: (path) => path === null,
});
