import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { AdvisoryHost, FileSystem, GitHost } from '../core/host';
import type { HostEnvironment } from '../core/workspace-host';
import { systemConfigOn } from '../project/git/config';
import { advisoryIndexOf, advisoryPlaces, type Machine } from '../session/advisory-places';
import { inflateRaw } from '../worker/node-inflate';
import { cacheFolderOf } from './cache-folder';
import { NodeFileSystem } from './node-files';
import { writeOwn } from './own-files';

type Env = Readonly<Record<string, string | undefined>>;

/** The local model hub cache, by the variables that huggingface_hub reads, in its order; null when there is none. */
export function hubCacheOf(env: Env): FileSystem | null {
  const hub = hubCacheFolderOf(env);
  return isDirectory(hub) ? new NodeFileSystem(hub) : null;
}

/** Where it is, or would be. */
export function hubCacheFolderOf(env: Env): string {
  const cacheHome = env['XDG_CACHE_HOME'] || path.join(env['HOME'] || homedir(), '.cache');
  const home = env['HF_HOME'] || path.join(cacheHome, 'huggingface');
  return env['HF_HUB_CACHE'] || env['HUGGINGFACE_HUB_CACHE'] || path.join(home, 'hub');
}

/** Where git keeps what does not lie in a project, by the variables that it reads. */
export function gitOf(root: string, env: Env): GitHost {
  const slashed = (at: string): string => at.split(path.sep).join('/');
  const home = env['HOME'] || homedir();
  return {
    files: new NodeFileSystem(path.parse(root).root, { outside: true }),
    root: slashed(root),
    home: slashed(home),
    configHome: slashed(env['XDG_CONFIG_HOME'] || path.join(home, '.config')),
    systemConfig: isOn(env['GIT_CONFIG_NOSYSTEM'])
      ? null
      : slashed(env['GIT_CONFIG_SYSTEM'] || systemConfigOn(process.platform)),
  };
}

/** This machine, as far as places of caches depend on it. */
export const machineOf = (env: Env): Machine => ({ platform: process.platform, home: homedir(), env });

/** Where dumps of advisories may lie; the same for all projects, so that a dump is opened once. */
export function advisoriesOf(env: Env): AdvisoryHost {
  const paths = advisoryPlaces(machineOf(env));
  const keeps = cacheFolderOf(env) !== null;
  const key = [keeps, ...paths].join('\n');
  let host = advisoryHosts.get(key);
  if (!host) {
    const files = new NodeFileSystem(path.parse(homedir()).root, { outside: true });
    const index = advisoryIndexOf(paths[0]!);
    const keepIndex = (bytes: Uint8Array): void => void writeOwn(index, bytes);
    advisoryHosts.set(key, (host = { files, paths, index, ...(keeps && { keepIndex }), inflate: inflateRaw }));
  }
  return host;
}

const advisoryHosts = new Map<string, AdvisoryHost>();

const isOn = (value: string | undefined): boolean => /^(?:1|on|yes|true)$/i.test(value ?? '');

/** The environment that is active in this shell; null when there is none. */
export function environmentOf(env: Env): HostEnvironment | null {
  const prefix = env['VIRTUAL_ENV'] || env['CONDA_PREFIX'];
  return prefix && isDirectory(prefix) ? { files: new NodeFileSystem(prefix), name: path.basename(prefix) } : null;
}

/** Whether the user told hub libraries to stay off the network. */
export const isOffline = (env: Env): boolean => isOn(env['HF_HUB_OFFLINE']);

/** Base URL of the hub, without a slash at its end; undefined for the public one. */
export const hubEndpointOf = (env: Env): string | undefined => env['HF_ENDPOINT']?.replace(/\/+$/, '') || undefined;

function isDirectory(at: string): boolean {
  try {
    return statSync(at).isDirectory();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false; // not there, or not to be looked at
    throw error;
  }
}
