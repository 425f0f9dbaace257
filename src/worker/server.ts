import { Engine } from '../scan/engine';
import { Workspace } from '../scan/workspace';
import { Channel } from './channel';
import { filesOf, httpOf, loggerOf, type HostChannel } from './outside';
import type { Folder, HostCalls, Port, WorkerCalls } from './protocol';
import { scanFolder } from './folder-scan';

/** Answers a host's calls at `port` until the host calls `dispose`. Knows no platform: a thread, a web worker or the host's own thread runs it. */
export function serve(port: Port): void {
  const folders = new Map<string, Workspace>();
  let engine: Promise<Engine> | null = null;

  const started = (): Promise<Engine> => engine ?? Promise.reject(new Error('The scan worker was asked before it was started.'));
  const workspaceOf = (id: string): Workspace => {
    const workspace = folders.get(id);
    if (!workspace) throw new Error('The scan worker was asked about a folder that is not open.');
    return workspace;
  };

  const host: HostChannel = new Channel<HostCalls, WorkerCalls>(port, {
    async start(grammars) {
      engine ??= Engine.create(grammars);
      await engine;
      return null;
    },
    open(folder) {
      folders.set(folder.id, workspaceAt(host, folder));
      return null;
    },
    close({ folder }) {
      folders.delete(folder);
      return null;
    },
    async scan({ folder, input }) {
      return (await started()).scan(input, workspaceOf(folder));
    },
    async scanFolder({ folder, paths }, turn) {
      return scanFolder(await started(), workspaceOf(folder), paths, turn);
    },
    sbom() {
      throw new Error('being written');
    },
    describe() {
      return null;
    },
    suppress() {
      return null;
    },
    lookUp() {
      return false;
    },
    rules() {
      return [];
    },
    invalidate({ folder, path }) {
      folders.get(folder)?.invalidate(path ?? undefined);
      return null;
    },
    async release({ session }) {
      (await started()).release(session);
      return null;
    },
    async dispose() {
      (await engine)?.dispose();
      engine = null;
      folders.clear();
      return null;
    },
  });
}

function workspaceAt(host: HostChannel, folder: Folder): Workspace {
  return new Workspace({
    files: filesOf(host, folder.id, 'files'),
    hubCache: folder.hubCache ? filesOf(host, folder.id, 'hubCache') : undefined,
    environment: folder.environment ? filesOf(host, folder.id, 'environment') : undefined,
    http: folder.http ? httpOf(host) : undefined,
    hubEndpoint: folder.hubEndpoint,
    overrides: folder.overrides,
    clock: { now: () => Date.now() },
    logger: loggerOf(host),
  });
}
