import type { FileSystem, HttpClient, Logger } from '../core/host';
import { HttpError } from '../core/host';
import type { Channel } from './channel';
import type { HostCalls, Tree, WorkerCalls } from './protocol';

/** The worker's way to its host. */
export type HostChannel = Channel<HostCalls, WorkerCalls>;

/** A tree of files that the host reads for the worker, so that folders of any scheme work. Nothing rejects: a host that is gone has no files. */
export function filesOf(host: HostChannel, folder: string, tree: Tree, wholeOnly = false): FileSystem {
  return {
    wholeOnly,
    list: (path) => host.call('list', { folder, tree, path }).catch(nothing),
    stat: (path) => host.call('stat', { folder, tree, path }).catch(nothing),
    read: (path, range) => host.call('read', { folder, tree, path, range }).catch(nothing),
    sha256: (path, limit) => host.call('sha256', { folder, tree, path, limit }).catch(nothing),
    md5: (path, limit, lines) => host.call('md5', { folder, tree, path, limit, lines }).catch(nothing),
  };
}

export function httpOf(host: HostChannel): HttpClient {
  return {
    get: (url, { headers, maxBytes, timeout, json } = {}) =>
      host.call('get', { url, headers, maxBytes, timeout, json }).catch((error: Error) => {
        throw new HttpError(error.message);
      }),
  };
}

export function loggerOf(host: HostChannel): Logger {
  const log = (level: 'info' | 'warn' | 'error') => (message: string) =>
    void host.call('log', { level, message }).catch(nothing);
  return { info: log('info'), warn: log('warn'), error: log('error') };
}

/** What cannot be reached is not there: the contract of `FileSystem`. */
const nothing = (): null => null;
