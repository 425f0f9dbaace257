import type { HttpClient, HttpResponse } from '../core/host';
import type { RepoType } from '../core/finding';
import {
  ask,
  serverOf,
  jsonAnswer,
  jsonList,
  oddAnswer,
  jsonTable,
  jsonText,
  type Answer,
  type Limits,
  type Refused,
  type Table,
} from './asking';

/** What the hub said: the commit, or in one sentence why there is none. */
export type HubCommit = { readonly commit: string } | { readonly problem: string };

/** The answer also lists the files of the repository; large data sets have tens of thousands. */
const MAX_BYTES = 16 * 1024 * 1024;
const TIMEOUT = 10_000;
const FOLDERS: Readonly<Record<RepoType, string>> = { model: 'models', dataset: 'datasets', space: 'spaces' };

/**
 * Asks the hub which commit a revision is now: `GET {endpoint}/api/{models|datasets|spaces}/{id}/revision/{revision}`,
 * `sha` of the JSON answer (huggingface_hub, `HfApi.repo_info`). Never rejects: every failure is a sentence.
 */
export async function fetchHubCommit(
  http: HttpClient,
  endpoint: string,
  repoType: RepoType,
  id: string,
  revision: string,
): Promise<HubCommit> {
  const place = placeOf(endpoint, repoType, id, revision);
  if ('problem' in place) return place;
  const { url, host } = place;
  let response: HttpResponse;
  try {
    response = await http.get(url, { headers: { accept: 'application/json' }, maxBytes: MAX_BYTES, timeout: TIMEOUT });
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/[\r\n]+/g, ' ').slice(0, 200) : 'the connection failed';
    return { problem: `${host} gave no answer about ${id}: ${reason}` };
  }
  return response.status === 200
    ? readCommit(response.body, host, id)
    : { problem: refusal(response, host, id, revision) };
}

/** A file of a repository at one commit. */
export interface HubFile {
  readonly path: string;
  /** Bytes; null where the hub does not say. */
  readonly size: number | null;
  /** Lower-case hex of a large file; null of a small one, of which the hub has only git's own digest. */
  readonly sha256: string | null;
}

/** What the hub says of all files of a repository at one commit, and of its own scan of them. */
export interface HubFiles {
  readonly commit: string;
  readonly files: readonly HubFile[];
  /** Paths in which the hub's scanners found something unsafe or suspicious; null where they are not done, or the hub says nothing of them. */
  readonly suspicious: readonly string[] | null;
}

/** Asks the hub for the files of a revision: as `fetchHubCommit`, with `?blobs=true&securityStatus=true` (huggingface_hub, `HfApi.model_info`). Never rejects. */
export async function fetchHubFiles(
  http: HttpClient,
  endpoint: string,
  repoType: RepoType,
  id: string,
  revision: string,
  limits: Limits = { maxBytes: MAX_BYTES, timeout: TIMEOUT },
): Promise<Answer<HubFiles>> {
  const place = placeOf(endpoint, repoType, id, revision);
  if ('problem' in place) return place;
  const url = `${place.url}?blobs=true${repoType === 'model' ? '&securityStatus=true' : ''}`;
  const about = `the repository ${id}`;
  return ask(http, url, {
    ...limits,
    about,
    headers: { accept: 'application/json' },
    read: (response) => {
      const json = jsonAnswer(response, url, about);
      if ('problem' in json) return json;
      const { sha, siblings, securityRepoStatus } = json.answer;
      if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha) || !Array.isArray(siblings))
        return oddAnswer(url, about);
      return {
        answer: {
          commit: sha,
          files: siblings.flatMap((each) => hubFile(jsonTable(each)) ?? []),
          suspicious: suspiciousIn(jsonTable(securityRepoStatus)),
        },
      };
    },
  });
}

function hubFile(file: Table | null): HubFile | null {
  const path = jsonText(file?.['rfilename'], 1_000);
  if (path === null) return null;
  const { lfs, size } = file!;
  const digest = jsonTable(lfs)?.['sha256'];
  return {
    path,
    size: typeof size === 'number' && size >= 0 ? size : null,
    sha256: typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) ? digest : null,
  };
}

function suspiciousIn(status: Table | null): readonly string[] | null {
  if (status?.['scansDone'] !== true) return null;
  return jsonList(status['filesWithIssues']).flatMap((each) => {
    const { path, level } = jsonTable(each) ?? {};
    // A pickle of an unknown function is worth a look, says the hub, and no more.
    return level === 'caution' || level === 'safe' || level === 'queued' ? [] : (jsonText(path, 1_000) ?? []);
  });
}

/** The address of a revision, and the host that is asked; or why there is none. */
function placeOf(
  endpoint: string,
  repoType: RepoType,
  id: string,
  revision: string,
): { readonly url: string; readonly host: string } | Refused {
  const parts = id.split('/');
  if (parts.length > 2 || !parts.every((part) => /^[\w.-]{1,96}$/.test(part) && !/^\.+$/.test(part)))
    return { problem: `${JSON.stringify(id.slice(0, 100))} is not an identifier of a hub repository.` };
  if (revision === '' || revision.length > 200)
    return { problem: `The revision of ${id} is not one that a hub could know.` };
  const host = serverOf(endpoint);
  if (host === null) return { problem: 'The hub endpoint is not an http or https address.' };
  const folder = `${endpoint.replace(/\/+$/, '')}/api/${FOLDERS[repoType]}/${id}`;
  return { host, url: `${folder}/revision/${encodeURIComponent(revision)}` };
}

function readCommit(body: Uint8Array, host: string, id: string): HubCommit {
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return {
      problem: `${host} answered about ${id} with something that is not JSON; a proxy or a log-in page may stand in between.`,
    };
  }
  const { sha, id: named } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    sha?: unknown;
    id?: unknown;
  };
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
    return { problem: `${host} answered about ${id} without a 40-digit commit.` };
  // A renamed repository is redirected and answers under its new name; only the kind of answer is checked here.
  if (named !== undefined && typeof named !== 'string')
    return { problem: `${host} answered about ${id} with something that is not a repository.` };
  return { commit: sha };
}

function refusal(response: HttpResponse, host: string, id: string, revision: string): string {
  const code = response.headers['x-error-code'];
  switch (response.status) {
    case 401:
      return `${host} wants a log-in for ${id}: it is private, gated or does not exist.`;
    case 403:
      return `${host} does not let ${id} be read: it is gated or disabled.`;
    case 404:
      return code === 'RevisionNotFound'
        ? `${host} knows no revision ${JSON.stringify(revision)} of ${id}.`
        : `${host} knows no repository ${id} with the revision ${JSON.stringify(revision)}.`;
    case 429:
      return `${host} refuses more questions for now (too many requests); try again later.`;
    default:
      return response.status >= 500
        ? `${host} failed to answer about ${id} (status ${response.status}).`
        : `${host} answered about ${id} with the unexpected status ${response.status}.`;
  }
}
