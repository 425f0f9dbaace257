import type { FileSystem } from '../core/host';
import { withoutCredentials } from '../analysis/addresses/url-credentials';

/** Where a project is kept. */
export interface Remote {
  /** `https://host/owner/name`, without credentials and `.git`. */
  readonly address: string;
  /** Who it belongs to there; null for a host that is not known to have a page for each owner. */
  readonly owner: { readonly name: string; readonly url: string } | null;
}

const MAX_CONFIG = 100_000;

/** Hosts on which the first segment of a path is an account, with a page of its own. */
const HOSTS = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co)$/u;

/** The remote that git's configuration in the project calls `origin`; null without one, and for one on this machine. */
export async function remoteOf(files: FileSystem): Promise<Remote | null> {
  const bytes = await files.read('.git/config', { start: 0, end: MAX_CONFIG });
  return bytes === null ? null : remoteIn(new TextDecoder().decode(bytes));
}

/** Source: git-config(1), Configuration file; git-clone(1), Git URLs. */
export function remoteIn(config: string): Remote | null {
  let isOrigin = false;
  for (const line of config.split('\n')) {
    const section = /^\s*\[([^\]]{0,200})\]/u.exec(line);
    if (section) isOrigin = /^remote\s+"origin"$/iu.test(section[1]!.trim());
    const url = isOrigin ? /^\s*url\s*=\s*"?([^"\s]{1,500})"?\s*$/iu.exec(line)?.[1] : undefined;
    if (url !== undefined) return addressOf(url);
  }
  return null;
}

function addressOf(url: string): Remote | null {
  // `git@host:owner/name`, `ssh://git@host:22/owner/name`, `https://user:token@host/owner/name`
  const [, host = '', path = ''] =
    /^(?:https?|ssh|git):\/\/(?:[^/@]{1,200}@)?([\w.-]{1,200})(?::\d{1,5})?\/([^?#]{1,300})$/iu.exec(url) ??
    /^(?:[\w.-]{1,60}@)?([\w-]{1,60}\.[\w.-]{1,200}):(?!\/)([^?#]{1,300})$/u.exec(url) ??
    [];
  const name = path.replace(/\/{1,20}$/u, '').replace(/\.git$/u, '');
  if (host === '' || name === '') return null;
  const [owner] = name.split('/');
  const address = withoutCredentials(`https://${host.toLowerCase()}/${name}`);
  return {
    address,
    owner:
      HOSTS.test(host.toLowerCase()) && owner && name.includes('/')
        ? { name: owner, url: `https://${host.toLowerCase()}/${owner}` }
        : null,
  };
}
