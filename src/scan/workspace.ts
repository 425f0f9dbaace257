import type { Note, Question } from '../core/finding';
import type { FileSystem } from '../core/host';
import { DEFAULT_POLICY, type Policy } from '../core/policy';
import type { LockFacts } from '../core/requirement-facts';
import type { Project } from '../core/rule';
import { HUB_CACHE_SOURCE, readHubCommit } from '../locks/hub-cache';
import { readLocks, resolveVersion } from '../locks/index';
import { fetchHubCommit } from '../remote/hub';
import type { WorkspaceHost } from './api';
import type { Grounds } from './grounds';
import { isIncluded, mergePolicy, readPolicy, readPolicyIn } from './policy';

/** Companion files larger than this are not read for a rule's question. */
const MAX_COMPANION = 512 * 1024;
/** Files are hashed up to this size where the host can do it in a stream, and up to the second without. */
const MAX_HASHED = 16 * 1024 ** 3;
const MAX_HASHED_IN_MEMORY = 256 * 1024 ** 2;

const DEFAULT_HUB = 'https://huggingface.co';

type Answer = string | null | { readonly version: string; readonly source: string } | readonly LockFacts[] | { readonly commit: string; readonly source: string };

/** What is known of one workspace folder: policy, locks, versions, hashes, commits. Answers are cached until invalidated. */
export class Workspace {
  #policies = new Map<string, Promise<{ policy: Policy; notes: readonly Note[] }>>();
  /** What stands in a directory itself: asked again by every directory below it. */
  #policyFiles = new Map<string, ReturnType<typeof readPolicyIn>>();
  #locks = new Map<string, ReturnType<typeof readLocks>>();
  #answers = new Map<string, Promise<Answer>>();
  #known = new Map<string, Answer>();
  #digests = new Map<string, Promise<string>>();

  constructor(readonly host: WorkspaceHost) {}

  /** Nearest configuration, with the host's settings over it. */
  async policyFor(path: string): Promise<Policy> {
    return (await this.#policy(path)).policy;
  }

  /** What of the configuration was not understood. */
  async policyNotes(path: string): Promise<readonly Note[]> {
    return (await this.#policy(path)).notes;
  }

  async includes(path: string): Promise<boolean> {
    return isIncluded(await this.policyFor(path), path);
  }

  /** Lock files and environment that hold for a manifest or a source file, best first. */
  async locksFor(path: string): Promise<readonly LockFacts[]> {
    return (await this.#readLocks(path)).locks;
  }

  async lockNotes(path: string): Promise<readonly Note[]> {
    return (await this.#readLocks(path)).notes;
  }

  /** Commit of a model or data set as lock, local cache or (with `http`) the hub know it. */
  async hubCommit(repoType: Extract<Question, { kind: 'hub-commit' }>['repoType'], id: string, revision: string): Promise<{ commit: string; source: string } | null> {
    return await this.#ask({ kind: 'hub-commit', repoType, id, revision }) as { commit: string; source: string } | null;
  }

  /** Answers a question, from the network only where the host has a client. Never rejects. */
  async answer(question: Question): Promise<void> {
    await this.#ask(question);
  }

  /** Puts an answer that the user asked for into the cache, so that the next scan has it. */
  learn(question: Question, answer: { readonly commit: string; readonly source: string }): void {
    const key = JSON.stringify(question);
    this.#answers.set(key, Promise.resolve(answer));
    this.#known.set(key, answer);
    this.#digests.delete(key);
  }

  /** A digest of the answer to a question in the form that `Grounds` has it. The same answers have the same digest, in any process. Never rejects. */
  digestOf(question: string): Promise<string> {
    let digest = this.#digests.get(question);
    if (!digest) this.#digests.set(question, (digest = this.#ask(JSON.parse(question) as Question).then((answer) => sha256Of(new TextEncoder().encode(JSON.stringify(answer))))));
    return digest;
  }

  /** The view of one document on the project; `pending` collects what it asked and is not known yet, `grounds` all that it asked. */
  projectFor(path: string, pending: Question[], grounds?: Grounds): Project {
    const know = <T extends Answer>(question: Question): T | undefined => {
      const key = JSON.stringify(question);
      grounds?.asked(key);
      if (this.#known.has(key)) return this.#known.get(key) as T;
      pending.push(question);
      return undefined;
    };
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    return {
      text: (file) => know<string | null>({ kind: 'text', path: file }),
      sha256: (file) => know<string | null>({ kind: 'sha256', path: file }) ?? (directory === '' ? know<string | null>({ kind: 'sha256', path: file }) : know<string | null>({ kind: 'sha256', path: resolve(directory, file) })),
      version: (distribution) => know<{ version: string; source: string } | null>({ kind: 'version', distribution, near: directory }),
      locks: () => know<readonly LockFacts[]>({ kind: 'lock', near: path }),
      hubCommit: (repoType, id, revision) => know<{ commit: string; source: string } | null>({ kind: 'hub-commit', repoType, id, revision }),
    };
  }

  /** What a text question was answered, for locating edits in other files. */
  knownText(path: string): string | null | undefined {
    return this.#known.get(JSON.stringify({ kind: 'text', path } satisfies Question)) as string | null | undefined;
  }

  /** Forgets what was concluded from a file that changed; all of it without a path. Hub answers stay: the workspace does not change them. */
  invalidate(path?: string): void {
    const keep = (key: string): boolean => {
      const question = JSON.parse(key) as Question;
      if (question.kind === 'hub-commit') return path !== undefined;
      return path !== undefined && (question.kind === 'text' || question.kind === 'sha256') && question.path !== path;
    };
    for (const key of [...this.#answers.keys()]) {
      if (keep(key)) continue;
      this.#answers.delete(key);
      this.#known.delete(key);
      this.#digests.delete(key);
    }
    this.#policies.clear();
    this.#policyFiles.clear();
    this.#locks.clear();
  }

  #policy(path: string): Promise<{ policy: Policy; notes: readonly Note[] }> {
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    let policy = this.#policies.get(directory);
    if (!policy) this.#policies.set(directory, (policy = this.#readPolicy(path)));
    return policy;
  }

  async #readPolicy(path: string): Promise<{ policy: Policy; notes: readonly Note[] }> {
    const { overrides, policy } = this.host;
    if (policy) return { policy: mergePolicy(policy, overrides), notes: [] };
    const readIn: typeof readPolicyIn = (files, directory) => {
      let own = this.#policyFiles.get(directory);
      if (!own) this.#policyFiles.set(directory, (own = readPolicyIn(files, directory)));
      return own;
    };
    const read = await guarded(readPolicy(this.host.files, path, readIn), { policy: DEFAULT_POLICY, notes: [] as readonly Note[], problems: [] });
    return { policy: mergePolicy(read.policy, overrides), notes: read.notes };
  }

  #readLocks(path: string): ReturnType<typeof readLocks> {
    let locks = this.#locks.get(path);
    if (!locks) this.#locks.set(path, (locks = guarded(readLocks(this.host.files, this.host.environment, path), { locks: [], notes: [] })));
    return locks;
  }

  #ask(question: Question): Promise<Answer> {
    const key = JSON.stringify(question);
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = guarded(this.#find(question), null).then((found) => {
        this.#known.set(key, found);
        return found;
      });
      this.#answers.set(key, answer);
    }
    return answer;
  }

  async #find(question: Question): Promise<Answer> {
    switch (question.kind) {
      case 'text': return readCompanion(this.host.files, question.path);
      case 'sha256': return digest(this.host.files, question.path);
      case 'lock': return this.locksFor(question.near);
      case 'version': return resolveVersion(await this.locksFor(question.near), question.distribution);
      case 'hub-commit': return this.#findCommit(question);
    }
  }

  async #findCommit(question: Extract<Question, { kind: 'hub-commit' }>): Promise<Answer> {
    const { hubCache, http, hubEndpoint = DEFAULT_HUB } = this.host;
    const cached = hubCache ? await readHubCommit(hubCache, question.repoType, question.id, question.revision) : null;
    if (cached) return { commit: cached, source: HUB_CACHE_SOURCE };
    if (!http) return null;
    const outcome = await fetchHubCommit(http, hubEndpoint, question.repoType, question.id, question.revision);
    if ('commit' in outcome) return { commit: outcome.commit, source: new URL(hubEndpoint).host };
    this.host.logger.warn(outcome.problem);
    return null;
  }
}

const guarded = <T>(promise: Promise<T>, fallback: T): Promise<T> => promise.catch(() => fallback);

async function readCompanion(files: FileSystem, path: string): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_COMPANION) return null;
  const bytes = await files.read(path);
  return bytes ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : null;
}

async function digest(files: FileSystem, path: string): Promise<string | null> {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..')) return null;
  if (files.sha256) return files.sha256(path, MAX_HASHED);
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_HASHED_IN_MEMORY) return null;
  const bytes = await files.read(path);
  if (!bytes) return null;
  return sha256Of(bytes.slice());
}

/** Lower-case hex. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function resolve(directory: string, path: string): string {
  return `${directory}${path.replace(/^\.\//, '')}`;
}
