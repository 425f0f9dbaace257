import type { FileResult } from '../core/finding';
import type { Clock, Logger } from '../core/host';
import type { Policy } from '../core/policy';
import { RULES } from '../rules/index';
import { documentKindOf } from '../scan/documents';
import { Engine } from '../scan/engine';
import { decodeText } from '../scan/text-encoding';
import { Workspace } from '../scan/workspace';
import { readGrammars } from './grammars';
import { NodeFileSystem } from './node-files';
import { NodeHttp } from './node-http';
import { environmentOf, hubCacheOf, hubEndpointOf, isOffline } from './surroundings';

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

  private constructor(readonly engine: Engine, readonly settings: SessionSettings, private readonly news: SessionNews) {}

  static async open(settings: SessionSettings, news: SessionNews): Promise<Session> {
    const wanted = new Set(settings.rules);
    return new Session(await Engine.create(await readGrammars(), RULES.filter(({ id }) => wanted.has(id))), settings, news);
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
    const bytes = stored.length;
    const { findings, notes, suppressed } = await this.engine.scan({ kind: 'text', path, text, bytes, stored }, workspace, { explain: this.settings.explain }).catch((error: unknown) => this.#failed(path, error));
    const locks = documentKindOf(path) === 'requirements' ? await workspace.lockNotes(path) : [];
    return { path, bytes, findings, notes: [...await workspace.policyNotes(path), ...locks, ...notes], suppressed };
  }

  dispose(): void {
    this.engine.dispose();
  }

  /** A bug that one file brings to light must not take the findings of all others away. An error's message could hold what the file holds. */
  #failed(path: string, error: unknown): FileResult {
    const trace = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 6).join('\n') : '';
    this.news.warn(`reading ${path} failed: ${error instanceof Error ? error.name : typeof error}\n${trace}`);
    return unread(path, 'not read: this is a bug of Touchstone, please report it');
  }
}

const ENVIRONMENT = ['HOME', 'XDG_CACHE_HOME', 'HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_HUB_OFFLINE', 'HF_ENDPOINT', 'VIRTUAL_ENV', 'CONDA_PREFIX'] as const;

/** The few variables that a session reads, so that no other, which may be a secret, goes anywhere. */
export const neededOf = (env: SessionSettings['env']): SessionSettings['env'] => Object.fromEntries(ENVIRONMENT.map((name) => [name, env[name]]));

const CLOCK: Clock = { now: () => Date.now() };

const unread = (path: string, message: string): FileResult => ({ path, bytes: 0, findings: [], notes: [{ path, message }], suppressed: 0 });

/** A project on this machine's disk. */
export function openWorkspace(root: string, settings: SessionSettings, news: SessionNews): Workspace {
  const logger: Logger = { info: () => undefined, warn: (message) => news.warn(message), error: (message) => news.warn(message) };
  return new Workspace({
    files: new NodeFileSystem(root),
    hubCache: hubCacheOf(settings.env) ?? undefined,
    environment: environmentOf(settings.env) ?? undefined,
    http: settings.online && !isOffline(settings.env) ? new NodeHttp((url) => news.asks(url.host, url.pathname)) : undefined,
    hubEndpoint: hubEndpointOf(settings.env),
    policy: settings.policies[root],
    clock: CLOCK,
    logger,
  });
}
