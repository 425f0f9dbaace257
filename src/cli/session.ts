import type { FileResult } from '../core/finding';
import type { Clock, Logger } from '../core/host';
import type { Policy } from '../core/policy';
import { RULES } from '../rules/index';
import { documentKindOf } from '../readers/documents';
import { Engine } from '../scan/engine';
import { Grounds } from '../project/grounds';
import { entryOf } from '../scan/result-cache';
import { decodeText } from '../project/text-encoding';
import { Workspace } from '../project/workspace';
import { readGrammars } from './grammars';
import { NodeFileSystem } from './node-files';
import { NodeHttp } from './node-http';
import { keyOf, type Keyed } from './result-store';
import { environmentOf, hubCacheOf, hubEndpointOf, isOffline } from './surroundings';
import { lockNotes } from '../project/questions/locks';
import { policyFor, policyNotes } from '../project/questions/policy';

/** How to scan; plain data, so that it can go to another thread. */
export interface SessionSettings {
  /** Ids of the rules that run. */
  readonly rules: readonly string[];
  /** Per project root: the configuration that holds instead of its policy files. */
  readonly policies: Readonly<Record<string, Policy>>;
  readonly online: boolean;
  readonly explain?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A result with what a cache may keep of it. */
export interface Judgement {
  readonly result: FileResult;
  readonly kept: Keyed | null;
}

/** What a session has to tell besides results. */
export interface SessionNews {
  /** Warnings of the engine: bugs in rules, look-ups that failed. */
  warn(message: string): void;
  /** A request that is about to be made. */
  asks(host: string, path: string): void;
}

/** Engine and workspaces of one thread. */
export class Session {
  readonly #workspaces = new Map<string, Workspace>();

  private constructor(
    readonly engine: Engine,
    readonly settings: SessionSettings,
    private readonly news: SessionNews,
  ) {}

  static async open(settings: SessionSettings, news: SessionNews): Promise<Session> {
    const wanted = new Set(settings.rules);
    return new Session(
      await Engine.create(
        await readGrammars(),
        RULES.filter(({ id }) => wanted.has(id)),
      ),
      settings,
      news,
    );
  }

  workspaceAt(root: string): Workspace {
    let workspace = this.#workspaces.get(root);
    if (!workspace) this.#workspaces.set(root, (workspace = openWorkspace(root, this.settings, this.news)));
    return workspace;
  }

  /** Reads and judges one file of a project. What cannot be read is a note. */
  async scanFile(root: string, path: string): Promise<FileResult> {
    const bytes = this.#filesAt(root).peek(path);
    if (!bytes) return unread(path, 'not read: the file vanished, or it cannot be read');
    return this.scanBytes(root, path, bytes);
  }

  async scanBytes(root: string, path: string, bytes: Uint8Array): Promise<FileResult> {
    const decoded = decodeText(bytes);
    if (!decoded) return unread(path, 'not read: it is not a text file');
    return this.scanText(root, path, decoded.text, bytes);
  }

  #filesAt(root: string): NodeFileSystem {
    return this.workspaceAt(root).host.files as NodeFileSystem;
  }

  async scanText(root: string, path: string, text: string, stored: Uint8Array): Promise<FileResult> {
    const workspace = this.workspaceAt(root);
    return withNotes(workspace, await this.#judged(workspace, path, text, stored));
  }

  /** As `scanFile`, for a cache. */
  async judgeFile(root: string, path: string): Promise<Judgement> {
    const file = this.#read(root, path);
    if (!file) return { result: await this.scanFile(root, path), kept: null };
    const { workspace, bytes, text } = file;
    const key = keyOf(await policyFor(path, workspace), path, bytes);
    const grounds = new Grounds();
    const result = await this.#judged(workspace, path, text, bytes, grounds);
    const entry = await entryOf(result, grounds, workspace);
    return { result: await withNotes(workspace, result), kept: entry && { key, entry } };
  }

  /** The judgement of a file in which a short look finds nothing that can matter to a rule; null when it has to be judged. `keep`: for a cache. */
  async glanceAt(root: string, path: string, keep: boolean): Promise<Judgement | null> {
    const file = this.#read(root, path);
    if (!file) return null;
    const { workspace, bytes, text } = file;
    const result = await this.engine.glance(
      { kind: 'text', path, text, bytes: bytes.length, stored: bytes },
      workspace,
    );
    const entry = result && keep ? await entryOf(result, new Grounds(), workspace) : null;
    return (
      result && {
        result: await withNotes(workspace, result),
        kept: entry && { key: keyOf(await policyFor(path, workspace), path, bytes), entry },
      }
    );
  }

  /** A file that is text. Its bytes are there until the next is read. */
  #read(
    root: string,
    path: string,
  ): { readonly workspace: Workspace; readonly bytes: Uint8Array; readonly text: string } | null {
    const bytes = this.#filesAt(root).peek(path);
    const decoded = bytes && decodeText(bytes);
    return bytes && decoded && { workspace: this.workspaceAt(root), bytes, text: decoded.text };
  }

  async #judged(
    workspace: Workspace,
    path: string,
    text: string,
    stored: Uint8Array,
    grounds?: Grounds,
  ): Promise<FileResult> {
    try {
      const { stale: _stale, ...result } = await this.engine.scan(
        { kind: 'text', path, text, bytes: stored.length, stored },
        workspace,
        { grounds, explain: this.settings.explain },
      );
      return result;
    } catch (error) {
      grounds?.incomplete();
      return this.#failed(path, error);
    }
  }

  dispose(): void {
    this.engine.dispose();
  }

  /** A bug that one file brings to light must not take the findings of all others away. An error's message could hold what the file holds. */
  #failed(path: string, error: unknown): FileResult {
    const trace =
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 6)
            .join('\n')
        : '';
    this.news.warn(`reading ${path} failed: ${error instanceof Error ? error.name : typeof error}\n${trace}`);
    return unread(path, 'not read: this is a bug of Touchstone, please report it');
  }
}

const ENVIRONMENT = [
  'HOME',
  'XDG_CACHE_HOME',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'HF_HUB_OFFLINE',
  'HF_ENDPOINT',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
] as const;

/** The few variables that a session reads, so that no other, which may be a secret, goes anywhere. */
export const neededOf = (env: SessionSettings['env']): SessionSettings['env'] =>
  Object.fromEntries(ENVIRONMENT.map((name) => [name, env[name]]));

const CLOCK: Clock = { now: () => Date.now() };

/** The same with what is to be said of the file's surroundings. */
export async function withNotes(workspace: Workspace, result: FileResult): Promise<FileResult> {
  const policy = await policyNotes(result.path, workspace);
  const locks = documentKindOf(result.path) === 'requirements' ? await lockNotes(result.path, workspace) : [];
  return policy.length + locks.length === 0 ? result : { ...result, notes: [...policy, ...locks, ...result.notes] };
}

const unread = (path: string, message: string): FileResult => ({
  path,
  bytes: 0,
  findings: [],
  notes: [{ path, message }],
  suppressed: 0,
});

/** A project on this machine's disk. */
export function openWorkspace(root: string, settings: SessionSettings, news: SessionNews): Workspace {
  const logger: Logger = {
    info: () => undefined,
    warn: (message) => news.warn(message),
    error: (message) => news.warn(message),
  };
  return new Workspace({
    files: new NodeFileSystem(root),
    hubCache: hubCacheOf(settings.env) ?? undefined,
    environment: environmentOf(settings.env) ?? undefined,
    http:
      settings.online && !isOffline(settings.env)
        ? new NodeHttp((url) => news.asks(url.host, url.pathname))
        : undefined,
    hubEndpoint: hubEndpointOf(settings.env),
    policy: settings.policies[root],
    rules: RULES.map(({ id }) => id),
    clock: CLOCK,
    logger,
  });
}
