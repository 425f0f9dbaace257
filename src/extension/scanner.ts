import * as vscode from 'vscode';
import { CallCancelled, Channel, ChannelClosed, portPair, type CallOptions } from '../worker/channel';
import type { HostCalls, FilePlace, WorkerCalls } from '../worker/protocol';
import { bundleText } from './bundle-text';
import { Consent } from './consent';
import type { Folders, Home } from './folders';
import { http } from './http';
import { errorMessageOf, type Log } from './log';
import type { Platform } from './platform';

/** How often a worker that crashed is started again before scanning stops for this session. */
const RESTARTS = 3;

type WorkerChannel = Channel<WorkerCalls, HostCalls>;

/** The host's side of the scan worker: starts it when first needed, opens folders in it, starts it again after a crash. */
export class Scanner implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #platform: Platform;
  readonly #folders: Folders;
  readonly #log: Log;
  readonly #trouble = new vscode.EventEmitter<string>();
  #running: Promise<WorkerChannel> | null = null;
  #opened = new Map<string, Promise<unknown>>();
  #crashes = 0;
  #disposed = false;
  #end: () => void = () => {};

  /** Whom the user lets the network ask. */
  readonly consent = new Consent();

  /** Told when the worker crashed or cannot start: a sentence for people. */
  readonly onTrouble = this.#trouble.event;

  constructor(extension: vscode.Uri, platform: Platform, folders: Folders, log: Log) {
    this.#extension = extension;
    this.#platform = platform;
    this.#folders = folders;
    this.#log = log;
  }

  /** A call about a folder, which is opened first. Rejects with `CallCancelled` or with what the worker threw. */
  async in<
    K extends
      | 'inspectModel'
      | 'modelBytes'
      | 'modelDigest'
      | 'lockModel'
      | 'signedState'
      | 'signingPlan'
      | 'signModel'
      | 'modelOrigin'
      | 'compareModel'
      | 'scan'
      | 'scanFolder'
      | 'baseline'
      | 'configure'
      | 'sbom'
      | 'report'
      | 'dependencies'
      | 'describe'
      | 'inlineVersions'
      | 'indexPlan'
      | 'askNewerVersions'
      | 'suppress'
      | 'lookUp'
      | 'advisories',
  >(
    home: Home,
    name: K,
    body: Omit<WorkerCalls[K]['body'], 'folder'>,
    options?: CallOptions,
  ): Promise<WorkerCalls[K]['answer']> {
    const channel = await this.#channel();
    await this.#open(channel, home);
    return channel.call(name, { ...body, folder: home.id } as WorkerCalls[K]['body'], options);
  }

  /** A call that is about no folder. */
  async ask<K extends 'checkAdvisories' | 'sbomPage' | 'policyProblems' | 'policyCompletions' | 'policyHover'>(
    name: K,
    body: WorkerCalls[K]['body'],
  ): Promise<WorkerCalls[K]['answer']> {
    return (await this.#channel()).call(name, body);
  }

  async rules(): Promise<WorkerCalls['rules']['answer']> {
    return (await this.#channel()).call('rules', null);
  }

  /** A file changed. Nothing to do while no worker runs. */
  async invalidate(home: Home, path: string | null): Promise<void> {
    if (this.#opened.has(home.id)) await this.#tell('invalidate', { folder: home.id, path });
  }

  release(session: string): Promise<void> {
    return this.#tell('release', { session });
  }

  /** Folders are opened again, with the settings of now, when they are next asked about. */
  reopen(): void {
    this.#opened.clear();
  }

  dispose(): void {
    this.#disposed = true;
    this.#trouble.dispose();
    this.#end();
  }

  async #tell<K extends 'invalidate' | 'release'>(name: K, body: WorkerCalls[K]['body']): Promise<void> {
    if (!this.#running) return;
    try {
      await (await this.#running).call(name, body);
    } catch (error) {
      if (!isEnd(error)) this.#log.error(`${name}: ${errorMessageOf(error)}`);
    }
  }

  async #open(channel: WorkerChannel, home: Home): Promise<void> {
    let opening = this.#opened.get(home.id);
    if (!opening) {
      opening = this.#folders.describe(home).then((folder) => channel.call('open', folder));
      this.#opened.set(home.id, opening);
      opening.catch(() => this.#opened.delete(home.id));
    }
    await opening;
  }

  #channel(): Promise<WorkerChannel> {
    if (!this.#running) {
      const starting = this.#start();
      this.#running = starting;
      starting.catch((error) => {
        this.#log.error(`The scanner does not start: ${errorMessageOf(error)}`);
        this.#trouble.fire(vscode.l10n.t('The scanner does not start. The output says why.'));
      });
    }
    return this.#running;
  }

  async #start(): Promise<WorkerChannel> {
    const dist = vscode.Uri.joinPath(this.#extension, 'dist');
    const [runtime, python] = (await Promise.all(
      ['web-tree-sitter.wasm', 'tree-sitter-python.wasm'].map((name) =>
        vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name)),
      ),
    )) as [Uint8Array, Uint8Array];
    try {
      const worker = await this.#platform.startWorker(this.#extension);
      const channel = new Channel<WorkerCalls, HostCalls>(worker.port, this.#outside());
      this.#end = () => {
        channel.close('the extension was stopped');
        worker.end();
      };
      const started = { yet: false };
      const ended = new Promise<never>((_, reject) =>
        worker.onEnd((reason) => {
          channel.close(reason);
          if (started.yet) this.#crashed(reason);
          else reject(new Error(reason));
        }),
      );
      await Promise.race([channel.call('start', { runtime, python }), ended]);
      started.yet = true;
      return channel;
    } catch (error) {
      this.#end();
      this.#log.warn(`The scan worker does not start (${errorMessageOf(error)}). Scans run in the extension host.`);
      return this.#startHere({ runtime, python });
    }
  }

  async #startHere(grammars: WorkerCalls['start']['body']): Promise<WorkerChannel> {
    const [ours, theirs] = portPair();
    (await this.#platform.loadWorker(this.#extension))(theirs);
    const channel = new Channel<WorkerCalls, HostCalls>(ours, this.#outside());
    this.#end = () => channel.close('the extension was stopped');
    await channel.call('start', grammars);
    return channel;
  }

  #crashed(reason: string): void {
    if (this.#disposed) return;
    this.#crashes++;
    this.#log.error(`The scan worker crashed (${this.#crashes}): ${reason}`);
    this.#opened.clear();
    if (this.#crashes <= RESTARTS) {
      this.#running = null;
      this.#trouble.fire(vscode.l10n.t('The scanner crashed and was started again.'));
    } else {
      this.#trouble.fire(
        vscode.l10n.t('The scanner crashed too often and was stopped. Reload the window to start it again.'),
      );
    }
  }

  /** What the worker may ask of the outside world. */
  #outside() {
    const tree = (place: FilePlace) => this.#folders.tree(place);
    return {
      list: (place: FilePlace) => tree(place)?.list(place.path) ?? null,
      stat: (place: FilePlace) => tree(place)?.stat(place.path) ?? null,
      read: (place: HostCalls['read']['body']) => tree(place)?.read(place.path, place.range) ?? null,
      sha256: (place: HostCalls['sha256']['body']) => tree(place)?.sha256?.(place.path, place.limit) ?? null,
      md5: (place: HostCalls['md5']['body']) => tree(place)?.md5?.(place.path, place.limit, place.lines) ?? null,
      get: ({ url, ...options }: HostCalls['get']['body']) => {
        // The worker has the client only when it may use it; asked again here, since this is the promise that counts.
        if (!this.consent.allows(new URL(url).host)) throw new Error(vscode.l10n.t('Look-ups on the network are off.'));
        return http.get(url, options);
      },
      log: ({ level, message }: HostCalls['log']['body']) => {
        this.#log[level](message);
        return null;
      },
      bundle: ({ file }: HostCalls['bundle']['body']) => bundleText(this.#extension, file),
    };
  }
}

/** True for what ends a call without being anybody's mistake. */
export const isEnd = (error: unknown): boolean => error instanceof ChannelClosed || error instanceof CallCancelled;
