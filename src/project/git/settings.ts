import type { GitHost } from '../../core/host';
import { joinedPath } from '../paths';
import { parseGitConfig, type GitSetting } from './config';
import { resolvedPath, type GitDisk } from './disk';
import { includedBy, type IncludeCircumstances } from './includes';

const LARGEST_CONFIG = 1_000_000;
const LARGEST_LINK = 4_096;
const MAX_INCLUDES = 20;

/** Where a repository keeps what it knows, and what is set for it. */
export interface GitPlace {
  /** Its work tree, relative to the project. */
  readonly base: string;
  /** What belongs to this worktree, and what all worktrees share. Mostly both are `.git`. */
  readonly folder: string;
  readonly common: string;
  readonly settings: readonly GitSetting[];
  /** Bytes of an object's name: 20, or 32 in a repository of SHA-256. */
  readonly digest: 20 | 32;
}

/** Follows `.git`, a file of that name (worktrees, submodules), and `commondir` (gitrepository-layout(5)). Says nothing of whether a repository is there. */
export async function placeOfRepository(disk: GitDisk, base: string): Promise<GitPlace> {
  const at = joinedPath(base, '.git');
  const said = /^gitdir: ([^\r\n]+)/.exec((await disk.text(at, LARGEST_LINK)) ?? '')?.[1];
  const folder = said === undefined ? at : resolvedPath(base, said.trimEnd());
  const link = await disk.text(`${folder}/commondir`, LARGEST_LINK);
  const common = link === null ? folder : resolvedPath(folder, link.trim());
  const settings = await settingsOf(disk, folder, common);
  const isSha256 = valueOf(settings, 'extensions.objectformat')?.toLowerCase() === 'sha256';
  return { base, folder, common, settings, digest: isSha256 ? 32 : 20 };
}

/** The value that holds; undefined where nobody set one. */
export const valueOf = (settings: readonly GitSetting[], name: string): string | undefined =>
  settings.findLast((each) => each.name === name)?.value;

/** `~/` is the user's home; another user's nobody can tell here. */
export function inHome(path: string, host: GitHost | undefined): string | null {
  if (!path.startsWith('~')) return path;
  return path.startsWith('~/') && host?.home ? `${host.home}${path.slice(1)}` : null;
}

/** A file of the user's that a setting names, and else one in the folder of git's settings: gitignore(5), gitattributes(5). */
export function usersFile(
  { settings, base }: GitPlace,
  setting: string,
  name: string,
  host: GitHost | undefined,
): string | null {
  const value = valueOf(settings, setting);
  if (value === undefined) return host?.configHome ? `${host.configHome}/git/${name}` : null;
  const path = value === '' ? null : inHome(value, host);
  return path === null ? null : resolvedPath(base, path);
}

/** The machine's settings, the user's, then those of the repository and of the worktree: the last one of a name holds. */
async function settingsOf(disk: GitDisk, folder: string, common: string): Promise<readonly GitSetting[]> {
  const { host } = disk;
  const users = [
    host?.systemConfig,
    host?.configHome && `${host.configHome}/git/config`,
    host?.home && `${host.home}/.gitconfig`,
  ];
  const settings: GitSetting[] = [];
  const repository = await circumstancesOf(disk, folder, common);
  let includes = 0;
  const add = async (file: string): Promise<void> => {
    for (const setting of parseGitConfig((await disk.text(file, LARGEST_CONFIG)) ?? '')) {
      settings.push(setting);
      const included = includedBy(setting, file, repository);
      const path = included !== null && includes++ < MAX_INCLUDES ? inHome(included, host) : null;
      if (path !== null) await add(resolvedPath(file.slice(0, file.lastIndexOf('/')), path));
    }
  };
  for (const file of [...users, `${common}/config`]) if (file) await add(file);
  if (valueOf(settings, 'extensions.worktreeconfig') === 'true') await add(`${folder}/config.worktree`);
  return settings;
}

/** What conditions of included settings ask. The remotes are those of the repository's own file, as git reads them. */
async function circumstancesOf(disk: GitDisk, folder: string, common: string): Promise<IncludeCircumstances> {
  const { host } = disk;
  const head = await disk.text(`${folder}/HEAD`, LARGEST_LINK);
  const own = parseGitConfig((await disk.text(`${common}/config`, LARGEST_CONFIG)) ?? '');
  return {
    folder: host ? resolvedPath(host.root, folder) : folder,
    branch: /^ref: refs\/heads\/([^\r\n]+)/.exec(head ?? '')?.[1] ?? null,
    remotes: own.filter(({ name }) => /^remote\.[^]*\.url$/.test(name)).map(({ value }) => value),
    home: host?.home ?? null,
  };
}
