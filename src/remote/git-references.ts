import type { HttpClient, HttpResponse } from '../core/host';
import { ask, serverOf, oddAnswer, type Answer, type Limits } from './asking';

/** A repository with 200,000 branches and tags has about 16 MB of them. */
const LIMITS: Limits = { maxBytes: 32 * 1024 * 1024, timeout: 20_000 };

/**
 * The commit that a branch or tag of a repository is at, or `HEAD` for null: the references that `git ls-remote` asks for,
 * `GET {repository}/info/refs?service=git-upload-pack`. A name that is a branch and a tag of different commits is none.
 * Source: gitprotocol-http, Smart Clients; gitprotocol-pack. Never rejects.
 */
export function fetchGitCommit(
  http: HttpClient,
  repository: string,
  revision: string | null,
  limits: Limits = LIMITS,
): Promise<Answer<string>> {
  const address = repository.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  const url = `${address}/info/refs?service=git-upload-pack`;
  const about = `the repository ${pathOf(address)}`;
  return ask(http, url, {
    ...limits,
    about,
    // GitHub and others answer a browser with a page.
    headers: { accept: '*/*', 'user-agent': 'git/2.40 (touchstone)' },
    read: (response) => readCommit(response, url, about, revision),
  });
}

function readCommit(response: HttpResponse, url: string, about: string, revision: string | null): Answer<string> {
  const type = (response.headers['content-type'] ?? '').split(';', 1)[0]!.trim();
  if (type !== 'application/x-git-upload-pack-advertisement')
    return {
      problem: `${serverOf(url)!} answered about ${about} with something that is not from git; a log-in page may stand in between.`,
    };
  const references = referencesIn(response.body);
  if (references === null) return oddAnswer(url, about);
  const commit = (name: string): string | null => references.get(`${name}^{}`) ?? references.get(name) ?? null;
  if (revision === null) {
    const head = commit('HEAD');
    return head === null ? { problem: `${about} has no commits yet.`.replace(/^t/, 'T') } : { answer: head };
  }
  const found = revision.startsWith('refs/')
    ? [commit(revision)]
    : [commit(`refs/tags/${revision}`), commit(`refs/heads/${revision}`)];
  const [first, second] = found.filter((each) => each !== null);
  const shown = JSON.stringify(revision.slice(0, 100));
  if (first === undefined)
    return { problem: `${serverOf(url)!} knows no branch or tag ${shown} of ${about}.`, missing: true };
  return second === undefined || second === first
    ? { answer: first }
    : { problem: `${shown} is a branch and a tag of ${about}: write the commit that you mean.` };
}

/** The references of an advertisement, by name; null where it is none, or not whole. */
function referencesIn(body: Uint8Array): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  const decoder = new TextDecoder();
  let [at, flushes] = [0, 0];
  let first = true;
  while (at + 4 <= body.length) {
    const length = parseInt(decoder.decode(body.subarray(at, at + 4)), 16);
    if (length === 0) {
      at += 4;
      if (++flushes === 2) return found;
      continue;
    }
    if (!(length >= 4) || at + length > body.length) return null;
    const line = decoder.decode(body.subarray(at + 4, at + length)).replace(/\n$/, '');
    at += length;
    if (first) {
      if (line !== '# service=git-upload-pack') return null;
      first = false;
      continue;
    }
    const reference = /^([0-9a-f]{40}|[0-9a-f]{64}) ([^\0]{1,4096})/.exec(line);
    if (reference && !/^0+$/.test(reference[1]!)) found.set(reference[2]!, reference[1]!);
  }
  return null;
}

/** Without what a user may have written before the host. */
function pathOf(address: string): string {
  try {
    const { host, pathname } = new URL(address);
    return `${host}${pathname}`.replace(/\.git$/, '').slice(0, 150);
  } catch {
    return 'there';
  }
}
