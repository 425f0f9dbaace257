import type { Note, Question } from '../core/finding';
import type { FileSystem } from '../core/host';
import { DEFAULT_POLICY, type Policy } from '../core/policy';
import type { LockFacts } from '../core/requirement-facts';
import type { ConfigFacts } from '../core/config-facts';
import type { ModuleFile, Project, VersionRange } from '../core/rule';
import { readDeclared } from '../readers/manifests/declared';
import { HUB_CACHE_SOURCE, readHubCommit } from '../readers/hub-cache/hub-cache';
import { readLocks, resolveVersion } from '../readers/locks/index';
import { configFormatOf, readConfig } from '../readers/config/config';
import { normalizeName } from '../readers/requirements/requirements-grammar';
import { fetchHubCommit } from '../remote/hub';
import type { WorkspaceHost } from './host';
import type { Grounds } from './grounds';
import { candidatesOf, isWellKnown, ModuleFinder, Unlisted } from './module-finder';
import { isIncluded, mergePolicy, readPolicy, readPolicyIn } from './policy';

/** Companion files larger than this are not read for a rule's question. */
const MAX_COMPANION = 512 * 1024;
/** Files are hashed up to this size where the host can do it in a stream, and up to the second without. */
const MAX_HASHED = 16 * 1024 ** 3;
const MAX_HASHED_IN_MEMORY = 256 * 1024 ** 2;

const DEFAULT_HUB = 'https://huggingface.co';

type Answer =
  | string
  | null
  | VersionRange
  | ModuleFile
  | ConfigFacts
  | { readonly version: string; readonly source: string }
  | readonly LockFacts[]
  | { readonly commit: string; readonly source: string };

/** What is known of one workspace folder: policy, locks, versions, hashes, commits. Answers are cached until invalidated. */
export class Workspace {
  #policies = new Map<string, Promise<{ policy: Policy; notes: readonly Note[] }>>();
  /** What stands in a directory itself: asked again by every directory below it. */
  #policyFiles = new Map<string, ReturnType<typeof readPolicyIn>>();
  #locks = new Map<string, ReturnType<typeof readLocks>>();
  #declared = new Map<string, ReturnType<typeof readDeclared>>();
  #answers = new Map<string, Promise<Answer>>();
  #known = new Map<string, Answer>();
  #digests = new Map<string, Promise<string>>();
  /** Texts of the files that questions about modules and configurations led to. */
  #sources = new Map<string, Promise<string | null>>();
  #texts = new Map<string, string>();
  readonly #modules: ModuleFinder;

  #age = 0;

  constructor(readonly host: WorkspaceHost) {
    this.#modules = new ModuleFinder(host.files);
  }

  /** Another number whenever something was forgotten or learnt: what rests on answers of before may not hold any more. */
  get age(): number {
    return this.#age;
  }

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
  async hubCommit(
    repoType: Extract<Question, { kind: 'hub-commit' }>['repoType'],
    id: string,
    revision: string,
  ): Promise<{ commit: string; source: string } | null> {
    return (await this.#ask({ kind: 'hub-commit', repoType, id, revision })) as {
      commit: string;
      source: string;
    } | null;
  }

  /** Answers a question, from the network only where the host has a client. Never rejects. */
  async answer(question: Question): Promise<void> {
    await this.#ask(question);
  }

  /** Puts an answer that the user asked for into the cache, so that the next scan has it. */
  learn(question: Question, answer: { readonly commit: string; readonly source: string }): void {
    const key = JSON.stringify(question);
    this.#age++;
    this.#answers.set(key, Promise.resolve(answer));
    this.#known.set(key, answer);
    this.#digests.delete(key);
  }

  /** A digest of the answer to a question in the form that `Grounds` has it. The same answers have the same digest, in any process. Never rejects. */
  digestOf(question: string): Promise<string> {
    let digest = this.#digests.get(question);
    if (!digest)
      this.#digests.set(
        question,
        (digest = this.#ask(JSON.parse(question) as Question).then((answer) =>
          sha256Of(new TextEncoder().encode(JSON.stringify(answer))),
        )),
      );
    return digest;
  }

  /** The view of one document on the project; `pending` collects what it asked and is not known yet, `grounds` all that it asked. */
  projectFor(path: string, pending: Question[], grounds?: Grounds): Project {
    const know = <T extends Answer>(question: Question): T | undefined => {
      const key = JSON.stringify(question);
      grounds?.asked(key);
      if (
        this.#known.has(key) ||
        (question.kind === 'module' && this.#concludeModule(key, question.name, question.near))
      )
        return this.#known.get(key) as T;
      pending.push(question);
      return undefined;
    };
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    return {
      module: (name, near) => {
        const question: Question = { kind: 'module', name, near };
        if (!this.#modules.isForeign(name, near)) return know<ModuleFile | null>(question);
        // That it is not there is an answer, too: it could come. What everybody knows as a package does not.
        if (grounds && !isWellKnown(name)) grounds.asked(JSON.stringify(question));
        return null;
      },
      configFile: (file, near) => know<ConfigFacts | null>({ kind: 'config-file', path: file, near }),
      text: (file) => know<string | null>({ kind: 'text', path: file }),
      sha256: (file) =>
        know<string | null>({ kind: 'sha256', path: file }) ??
        (directory === ''
          ? know<string | null>({ kind: 'sha256', path: file })
          : know<string | null>({ kind: 'sha256', path: resolve(directory, file) })),
      version: (distribution) =>
        know<{ version: string; source: string } | null>({ kind: 'version', distribution, near: directory }),
      versionRange: (distribution) =>
        know<VersionRange | null>({ kind: 'version-range', distribution, near: directory }),
      locks: () => know<readonly LockFacts[]>({ kind: 'lock', near: path }),
      hubCommit: (repoType, id, revision) =>
        know<{ commit: string; source: string } | null>({ kind: 'hub-commit', repoType, id, revision }),
    };
  }

  /** The text of a file that some answer came from, for locating edits and related places in other files. */
  knownText(path: string): string | null | undefined {
    return (
      this.#texts.get(path) ??
      (this.#known.get(JSON.stringify({ kind: 'text', path } satisfies Question)) as string | null | undefined)
    );
  }

  /** Forgets what was concluded from a file that changed; all of it without a path. Hub answers stay: the workspace does not change them. */
  invalidate(path?: string): void {
    const keep = (key: string): boolean => {
      const question = JSON.parse(key) as Question;
      if (
        (question.kind === 'version' || question.kind === 'version-range' || question.kind === 'lock') &&
        path !== undefined &&
        /\.pyi?$/i.test(path)
      )
        return true;
      if (question.kind === 'hub-commit') return path !== undefined;
      // A file that comes or goes may be the one that a name leads to.
      if (question.kind === 'module' || question.kind === 'config-file')
        return path !== undefined && !SOURCE.test(path);
      return path !== undefined && (question.kind === 'text' || question.kind === 'sha256') && question.path !== path;
    };
    for (const key of [...this.#answers.keys()]) {
      if (keep(key)) continue;
      this.#age++;
      this.#answers.delete(key);
      this.#known.delete(key);
      this.#digests.delete(key);
    }
    if (path === undefined || SOURCE.test(path)) this.#modules.forget();
    for (const known of path === undefined ? [...this.#sources.keys()] : [path]) {
      this.#sources.delete(known);
      this.#texts.delete(known);
    }
    // Code is no policy and no lock.
    if (path !== undefined && /\.pyi?$/i.test(path)) return;
    this.#age++;
    this.#policies.clear();
    this.#policyFiles.clear();
    this.#locks.clear();
    this.#declared.clear();
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
    const readIn: typeof readPolicyIn = (files, directory, rules) => {
      let own = this.#policyFiles.get(directory);
      if (!own) this.#policyFiles.set(directory, (own = readPolicyIn(files, directory, rules)));
      return own;
    };
    const read = await guarded(readPolicy(this.host.files, path, this.host.rules ?? null, readIn), {
      policy: DEFAULT_POLICY,
      notes: [] as readonly Note[],
      problems: [],
    });
    return { policy: mergePolicy(read.policy, overrides), notes: read.notes };
  }

  #readLocks(path: string): ReturnType<typeof readLocks> {
    let locks = this.#locks.get(path);
    if (!locks)
      this.#locks.set(
        path,
        (locks = guarded(readLocks(this.host.files, this.host.environment, path), { locks: [], notes: [] })),
      );
    return locks;
  }

  #ask(question: Question): Promise<Answer> {
    const key = JSON.stringify(question);
    let answer = this.#answers.get(key);
    if (!answer) {
      const asked: Promise<Answer> = guarded(this.#find(question), null).then((found) => {
        // What was asked before a file changed is not kept.
        if (this.#answers.get(key) === asked) this.#known.set(key, found);
        return found;
      });
      answer = asked;
      this.#answers.set(key, asked);
    }
    return answer;
  }

  async #find(question: Question): Promise<Answer> {
    switch (question.kind) {
      case 'text':
        return readCompanion(this.host.files, question.path);
      case 'sha256':
        return digest(this.host.files, question.path);
      case 'lock':
        return this.locksFor(question.near);
      case 'version':
        return (
          resolveVersion(await this.locksFor(question.near), question.distribution) ??
          (await this.#pinned(question.distribution, question.near))
        );
      case 'version-range':
        return (await this.#declaredFor(question.near)).get(normalizeName(question.distribution)) ?? null;
      case 'hub-commit':
        return this.#findCommit(question);
      case 'module':
        return this.#findModule(question.name, question.near);
      case 'config-file':
        return this.#findConfig(question.path, question.near);
    }
  }

  async #pinned(distribution: string, near: string): Promise<{ version: string; source: string } | null> {
    const declared = (await this.#declaredFor(near)).get(normalizeName(distribution));
    return declared?.exact ? { version: declared.exact, source: declared.source } : null;
  }

  #declaredFor(near: string): ReturnType<typeof readDeclared> {
    let declared = this.#declared.get(near);
    if (!declared) this.#declared.set(near, (declared = guarded(readDeclared(this.host.files, near), new Map())));
    return declared;
  }

  async #findModule(name: string, near: string): Promise<ModuleFile | null> {
    const found = await this.#modules.find(name, near);
    const text = found && (await this.#source(found.path));
    return found && typeof text === 'string' ? { ...found, text } : null;
  }

  /** Answers from folders and files that were looked at for another question, if that is enough: then nobody has to wait. */
  #concludeModule(key: string, name: string, near: string): boolean {
    if (this.#answers.has(key)) return false;
    const found = this.#modules.known(name, near);
    if (found instanceof Unlisted) return false;
    const text = found === null ? '' : this.#texts.get(found.path);
    if (text === undefined) return false;
    const answer: ModuleFile | null = found && { ...found, text };
    this.#known.set(key, answer);
    this.#answers.set(key, Promise.resolve(answer));
    return true;
  }

  async #findConfig(path: string, near: string): Promise<ConfigFacts | null> {
    for (const candidate of candidatesOf(path, near)) {
      const format = configFormatOf(candidate);
      const text = format && (await this.#source(candidate));
      if (format && typeof text === 'string') return readConfig(text, candidate, format).facts;
    }
    return null;
  }

  #source(path: string): Promise<string | null> {
    let source = this.#sources.get(path);
    if (!source) {
      const read: Promise<string | null> = guarded(readCompanion(this.host.files, path), null).then((text) => {
        if (text !== null && this.#sources.get(path) === read) this.#texts.set(path, text);
        return text;
      });
      source = read;
      this.#sources.set(path, read);
    }
    return source;
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

/** Files that a name in code may lead to. */
const SOURCE = /\.(?:pyi?|ya?ml|json|toml|ini|cfg|conf|env)$/i;

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
  return sha256Of(bytes);
}

/** Lower-case hex. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function resolve(directory: string, path: string): string {
  return `${directory}${path.replace(/^\.\//, '')}`;
}
