// All that a session needs to ask servers. Loaded with --online alone.
import path from 'node:path';
import type { HttpClient } from '../core/host';
import { CachedHttp } from '../remote/index';
import { cacheFolderOf } from './cache-folder';
import { DiskStore } from './http-store';
import { dockerCredentialsOf } from './docker-logins';
import { credentialsOf } from './logins';
import { NodeHttp } from './node-http';
import { proxiesOf } from './proxy';

export { indexesOf, indexLogin } from './logins';
export { NodeHttp } from './node-http';

type Env = Readonly<Record<string, string | undefined>>;

/** A client with the user's proxies and logins, and with what earlier runs were told. */
export function clientOf(env: Env, tell: (url: URL) => void, signal?: AbortSignal): HttpClient {
  const [netrc, docker] = [credentialsOf(env), dockerCredentialsOf(env)];
  const credentialsFor = (url: URL): string | null => netrc(url) ?? docker(url);
  const http = new NodeHttp(tell, { credentialsFor, proxyFor: proxiesOf(env), signal });
  const folder = cacheFolderOf(env);
  return folder === null ? http : new CachedHttp(http, new DiskStore(path.join(folder, 'answers')), () => Date.now());
}
