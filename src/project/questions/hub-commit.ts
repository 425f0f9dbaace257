import type { RepoType } from '../../core/finding';
import type { FileSystem, HttpClient } from '../../core/host';
import type { WorkspaceHost } from '../../core/workspace-host';
import { defineQuestion, lookedUp, type Question } from '../../core/question';
import { fileTextAt } from './file-text';
import { HUB_CACHE_SOURCE, readHubCommit } from '../../readers/hub-cache/hub-cache';

export interface HubCommitQuestion extends Question {
  readonly kind: 'hub-commit';
  readonly repoType: RepoType;
  readonly id: string;
  readonly revision: string;
}

/** Where the hub is, when nobody says otherwise. */
export const DEFAULT_HUB = 'https://huggingface.co';

interface HubAnswer {
  readonly commit: string;
  /** What people call where it is from. */
  readonly source: string;
}

type HubOutcome = { readonly answer: HubAnswer } | { readonly problem: string };

const lookUp = {
  names: ({ id }: HubCommitQuestion) => [id],
  async ask({ repoType, id, revision }: HubCommitQuestion, http: HttpClient, host: WorkspaceHost): Promise<HubOutcome> {
    const { hubEndpoint = DEFAULT_HUB } = host;
    const { fetchHubCommit } = await import('../../remote/index');
    const outcome = await fetchHubCommit(http, hubEndpoint, repoType, id, revision);
    return 'commit' in outcome
      ? { answer: { commit: outcome.commit, source: new URL(hubEndpoint).host } }
      : { problem: outcome.problem };
  },
};

/** The commit that the project's own hub cache, that of the machine or (opt-in) the hub gives for a revision. */
export const hubCommit = defineQuestion({
  kind: 'hub-commit',
  key: (_path, repoType: RepoType, id: string, revision: string): HubCommitQuestion => ({
    kind: 'hub-commit',
    repoType,
    id,
    revision,
  }),
  async find({ repoType, id, revision }, project): Promise<HubAnswer | null> {
    const { hubCache, files } = project.host;
    const cache = ownHubCache(files, (await fileTextAt('.env', project)) ?? '');
    const own = cache && (await readHubCommit(cache, repoType, id, revision));
    if (own) return { commit: own, source: "the project's model cache" };
    const cached = hubCache ? await readHubCommit(hubCache, repoType, id, revision) : null;
    if (cached) return { commit: cached, source: HUB_CACHE_SOURCE };
    return lookedUp(lookUp, { kind: 'hub-commit', repoType, id, revision }, project);
  },
  lookUp,
  nothing: null,
  // The workspace does not change what the hub says, only where its own cache is and what is in it.
  forgottenWhen: (path) => path === null || path === '.env' || /(?:^|\/)(?:models|datasets|spaces)--/.test(path),
});

/**
 * The folder of the hub cache that the environment file of a project names, when it lies in the project; null else.
 * Names and order as in https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function ownHubCacheFolder(dotenv: string): string | null {
  for (const [name, rest] of [
    ['HF_HUB_CACHE', ''],
    ['HUGGINGFACE_HUB_CACHE', ''],
    ['HF_HOME', '/hub'],
  ] as const) {
    const line = new RegExp(
      `^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(["']?)([^"'#\\s]{1,200})\\1[ \\t]*(?:#.*)?$`,
      'm',
    );
    const folder = line.exec(dotenv)?.[2]?.replace(/^\.\//, '').replace(/\/+$/, '');
    if (folder === undefined) continue;
    const parts = folder.split('/');
    return parts.every((part) => /^[\w.-]+$/.test(part) && part !== '.' && part !== '..') ? folder + rest : null;
  }
  return null;
}

/** The hub cache that the environment file of a project names, when it lies in the project. */
export function ownHubCache(files: FileSystem, dotenv: string): FileSystem | null {
  const folder = ownHubCacheFolder(dotenv);
  return folder === null ? null : below(files, folder);
}

/** What of a tree of files lies below a folder. */
const below = (files: FileSystem, folder: string): FileSystem => ({
  list: (path) => files.list(path === '' ? folder : `${folder}/${path}`),
  stat: (path) => files.stat(`${folder}/${path}`),
  read: (path, range) => files.read(`${folder}/${path}`, range),
  ...(files.sha256 && { sha256: (path, limit) => files.sha256!(`${folder}/${path}`, limit) }),
});
