import type { FileResult } from '../core/finding';
import type { HttpClient } from '../core/host';
import type { Policy } from '../core/policy';
import type { WorkspaceHost } from '../core/workspace-host';
import { DEFAULT_OSV } from '../project/questions/advisories';
import { policyFor } from '../project/questions/policy';
import type { Workspace } from '../project/workspace';
import { isReadByRange, openWorkspace, Session, withNotes, type FileJudgement } from '../session/session';
import { nodeCryptography } from './cryptography';
import { readGrammars } from './grammars';
import { NodeFileSystem } from './node-files';
import { keyOf, type Keyed } from './result-store';
import { advisoriesOf, environmentOf, gitOf, hubCacheOf, hubEndpointOf, isOffline } from './surroundings';

/** How to scan; plain data, so that it can go to another thread. */
export interface SessionSettings {
  /** Ids of the rules that run. */
  readonly rules: readonly string[];
  /** Per project root: the configuration that holds instead of its policy files. */
  readonly policies: Readonly<Record<string, Policy>>;
  /** Per project root: paths that the user named and whose links lead out of the project. */
  readonly named?: Readonly<Record<string, readonly string[]>>;
  readonly online: boolean;
  readonly explain?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A result with what a cache may keep of it. */
export interface KeepableResult {
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

/** The session of one thread, with projects on this machine's disk. */
export class DiskSession {
  readonly #workspaces = new Map<string, Workspace>();

  private constructor(
    readonly session: Session,
    readonly settings: SessionSettings,
    private readonly news: SessionNews,
  ) {}

  static async open(settings: SessionSettings, news: SessionNews, grammars = readGrammars()): Promise<DiskSession> {
    const { rules, explain } = settings;
    return new DiskSession(await Session.open({ grammars: await grammars, rules, explain }), settings, news);
  }

  workspaceAt(root: string): Workspace {
    let workspace = this.#workspaces.get(root);
    if (!workspace) this.#workspaces.set(root, (workspace = openProject(root, this.settings, this.news)));
    return workspace;
  }

  /** Reads and judges one file of a project. What cannot be read is a note. */
  async scanFile(root: string, path: string): Promise<FileResult> {
    return (await this.judgeFile(root, path, false)).result;
  }

  async scanBytes(root: string, path: string, bytes: Uint8Array): Promise<FileResult> {
    const workspace = this.workspaceAt(root);
    return withNotes(workspace, (await this.session.judgeFile(path, workspace, () => bytes)).result);
  }

  /** As `scanFile`; `keep`: for a cache. */
  async judgeFile(root: string, path: string, keep: boolean): Promise<KeepableResult> {
    const { workspace, read, key } = await this.#open(root, path, keep);
    return kept(workspace, await this.session.judgeFile(path, workspace, read), key);
  }

  /** The judgement of a file in which a short look finds nothing that can matter to a rule; null when it has to be judged. */
  async glanceAt(root: string, path: string, keep: boolean): Promise<KeepableResult | null> {
    const { workspace, read, key } = await this.#open(root, path, keep);
    const judged = await this.session.glanceAt(path, workspace, read);
    return judged && kept(workspace, judged, key);
  }

  /** A file's bytes, which are there until the next file is read, and the key that a cache would know them by. */
  async #open(root: string, path: string, keep: boolean) {
    const workspace = this.workspaceAt(root);
    const bytes = isReadByRange(path) ? null : (workspace.host.files as NodeFileSystem).peek(path);
    const key = keep && bytes ? keyOf(await policyFor(path, workspace), path, bytes) : null;
    return { workspace, read: () => bytes, key };
  }

  dispose(): void {
    this.session.dispose();
  }
}

async function kept(workspace: Workspace, judgement: FileJudgement, key: string | null): Promise<KeepableResult> {
  const entry = key === null ? null : await judgement.entry();
  return {
    result: await withNotes(workspace, judgement.result),
    kept: key !== null && entry ? { key, entry } : null,
  };
}

const ENVIRONMENT = [
  'HOME',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'HF_HUB_OFFLINE',
  'HF_ENDPOINT',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'LOCALAPPDATA',
  'OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY',
] as const;

/** Variables that say where packages come from, who asks and over which proxy; only a session that may ask gets to see them. */
const FOR_ONLINE =
  /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|CONFIG_FILE)|UV_(?:DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|INDEX_\w+_(?:USERNAME|PASSWORD))|POETRY_HTTP_BASIC_\w+_(?:USERNAME|PASSWORD)|NETRC|DOCKER_CONFIG|TOUCHSTONE_(?:OSV_URL|NO_CACHE)|(?:https?|all|no)_proxy)$/i;

/** The few variables that a session reads, so that no other, which may be a secret, goes anywhere. */
export const neededOf = (env: SessionSettings['env'], online = false): SessionSettings['env'] =>
  Object.fromEntries([
    ...ENVIRONMENT.map((name) => [name, env[name]] as const),
    ...(online ? Object.entries(env).filter(([name]) => FOR_ONLINE.test(name)) : []),
  ]);

/** Whom a session may ask. The client is loaded when somebody is asked, and is one for all that a session asks. */
function onlineOf(env: SessionSettings['env'], news: SessionNews): Pick<WorkspaceHost, 'http' | 'packages'> {
  let online = onlines.get(news);
  if (!online) {
    const tell = (url: URL): void => news.asks(url.host, url.pathname);
    let client: Promise<HttpClient> | null = null;
    online = {
      http: {
        async get(url, options) {
          client ??= import('./online').then(({ clientOf }) => clientOf(env, tell));
          return (await client).get(url, options);
        },
      },
      packages: {
        osv: env['TOUCHSTONE_OSV_URL'] || DEFAULT_OSV,
        indexes: async () => (await import('./online')).indexesOf(env),
        login: async (name) => (await import('./online')).indexLogin(env, name),
      },
    };
    onlines.set(news, online);
  }
  return online;
}

const onlines = new WeakMap<SessionNews, Pick<WorkspaceHost, 'http' | 'packages'>>();

/** A project on this machine's disk. */
export const openProject = (root: string, settings: SessionSettings, news: SessionNews): Workspace =>
  openWorkspace({
    files: new NodeFileSystem(root, { named: settings.named?.[root] }),
    git: gitOf(root, settings.env),
    hubCache: hubCacheOf(settings.env) ?? undefined,
    environment: environmentOf(settings.env) ?? undefined,
    advisories: advisoriesOf(settings.env),
    ...(settings.online && !isOffline(settings.env) && onlineOf(settings.env, news)),
    hubEndpoint: hubEndpointOf(settings.env),
    policy: settings.policies[root],
    cryptography: nodeCryptography,
    clock: { now: () => Date.now() },
    logger: {
      info: () => undefined,
      warn: (message) => news.warn(message),
      error: (message) => news.warn(message),
    },
  });
