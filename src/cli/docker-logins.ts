import { homedir } from 'node:os';
import path from 'node:path';
import { jsonTable } from '../remote/asking';
import { basic } from './node-http';
import { textOfFile } from './text-of-file';

type Env = Readonly<Record<string, string | undefined>>;

/** Docker Hub's logins stand under this name, and are given to the host of its tokens. */
const DOCKER_HUB = 'https://index.docker.io/v1/';
const DOCKER_HUB_TOKENS = 'auth.docker.io';

/**
 * Who the user is at a container registry, by the `auths` of Docker's configuration (`DOCKER_CONFIG`, else `~/.docker`), for
 * requests of tokens alone: the registry itself is given those. Programs that keep logins (`credsStore`, `credHelpers`) are not run.
 * Source: docker/cli, Configuration files.
 */
export function dockerCredentialsOf(env: Env): (url: URL) => string | null {
  let logins: ReadonlyMap<string, string> | null = null;
  return ({ host, protocol, searchParams }) => {
    if (searchParams.get('scope')?.startsWith('repository:') !== true || protocol !== 'https:') return null;
    const file = path.join(env['DOCKER_CONFIG'] || path.join(env['HOME'] || homedir(), '.docker'), 'config.json');
    logins ??= dockerLoginsIn(textOfFile(file) ?? '');
    const login = logins.get(host === DOCKER_HUB_TOKENS ? DOCKER_HUB : host);
    return login === undefined ? null : basic(login);
  };
}

/** `user:password` by host and port, and Docker Hub's by its own name. */
export function dockerLoginsIn(text: string): ReadonlyMap<string, string> {
  let auths: Readonly<Record<string, unknown>> | null;
  try {
    auths = jsonTable(jsonTable(JSON.parse(text))?.['auths']);
  } catch {
    return new Map(); // not there, or broken
  }
  const logins = new Map<string, string>();
  for (const [name, value] of Object.entries(auths ?? {})) {
    const { auth, username, password } = jsonTable(value) ?? {};
    const login =
      typeof auth === 'string' && auth !== ''
        ? Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
        : typeof username === 'string' && typeof password === 'string'
          ? `${username}:${password}`
          : '';
    const host =
      name === DOCKER_HUB ? name : /^(?:https?:\/\/)?([^/\s]+)\/?(?:v[12]\/?)?$/.exec(name)?.[1]?.toLowerCase();
    if (host !== undefined && /^[^:\s]+:[^\r\n]+$/.test(login)) logins.set(host, login);
  }
  return logins;
}
