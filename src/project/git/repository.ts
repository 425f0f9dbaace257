import type { Note } from '../../core/finding';
import type { FileSystem, GitHost } from '../../core/host';
import { joinedPath } from '../paths';
import { commitTime, type GitFiles } from './commit';
import { parseGitConfig, type GitSetting } from './config';
import { includedBy, type IncludeCircumstances } from './includes';
import { readIndex } from './index-file';

/** Bytes of what is read. An index has about a hundred bytes a file. */
const LARGEST_INDEX = 128_000_000;
const LARGEST_CONFIG = 1_000_000;
const LARGEST_LINK = 4_096;
const MAX_INCLUDES = 20;

/** The repositories of a project, each opened once. What cannot be read of one is a note. */
export class Repositories {
  readonly #opened = new Map<string, Promise<Repository>>();

  constructor(
    private readonly files: FileSystem,
    private readonly host: GitHost | undefined,
    private readonly note: (note: Note) => void,
  ) {}

  /** The repository whose work tree is a directory in which `.git` stands. */
  at(base: string): Promise<Repository> {
    let opened = this.#opened.get(base);
    if (!opened) this.#opened.set(base, (opened = this.#open(base)));
    return opened;
  }

  async #open(base: string): Promise<Repository> {
    const disk = new GitDisk(this.files, this.host);
    const folder = await gitFolder(disk, base);
    const link = await disk.text(`${folder}/commondir`, LARGEST_LINK);
    const common = link === null ? folder : resolved(folder, link.trim());
    const settings = await settingsOf(disk, this.host, folder, common);
    const valueOf = (name: string): string | undefined => settings.findLast((each) => each.name === name)?.value;
    const digest = valueOf('extensions.objectformat')?.toLowerCase() === 'sha256' ? 32 : 20;
    const files = [excludesFile(valueOf('core.excludesfile'), base, this.host), `${common}/info/exclude`];
    const excludes = await Promise.all(
      files.map(async (file) => (file === null ? null : disk.bytes(file, LARGEST_CONFIG))),
    );
    const tracked = () =>
      trackedIn(disk, folder, digest, (message) => this.note({ path: joinedPath(base, '.git/index'), message }));
    return new Repository(
      base,
      excludes.filter((each) => each instanceof Uint8Array),
      tracked,
      valueOf('remote.origin.url') ?? null,
      () => commitTime(disk, folder, common),
    );
  }
}

/** What a walk wants to know of a repository. */
export class Repository {
  #tracked: Promise<Tracked> | null = null;

  constructor(
    readonly base: string,
    /** Ignore files that hold for all of it, the weakest first: the user's own, and `info/exclude`. */
    readonly excludes: readonly Uint8Array[],
    private readonly find: () => Promise<Tracked>,
    /** The address of `origin` (git-config(1), `remote.<name>.url`). */
    readonly origin: string | null,
    /** When the commit that is checked out was made, in seconds since the epoch; null where nothing says it. */
    readonly committed: () => Promise<number | null>,
  ) {}

  /** Whether git tracks a file, or for a directory anything in it. Paths count from the project. The index is read when first asked. */
  async tracks(path: string, directory: boolean): Promise<boolean> {
    const tracked = await (this.#tracked ??= this.find());
    const own = this.base === '' ? path : path.slice(this.base.length + 1);
    return tracked.files.has(own) || (directory && tracked.hasBelow(own));
  }
}

class Tracked {
  readonly files: ReadonlySet<string>;
  #directories: Set<string> | null = null;

  constructor(paths: readonly string[]) {
    this.files = new Set(paths);
  }

  hasBelow(directory: string): boolean {
    if (!this.#directories) {
      this.#directories = new Set();
      for (const file of this.files)
        for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
          const above = file.slice(0, at);
          if (this.#directories.has(above)) break;
          this.#directories.add(above);
        }
    }
    return this.#directories.has(directory);
  }
}

async function trackedIn(
  disk: GitDisk,
  folder: string,
  digest: number,
  note: (message: string) => void,
): Promise<Tracked> {
  const path = `${folder}/index`;
  const bytes = await disk.bytes(path, LARGEST_INDEX);
  if (bytes === 'large')
    note(`not read: larger than ${LARGEST_INDEX} bytes, so ignored files that git tracks are not judged`);
  if (bytes === null || bytes === 'large') return new Tracked([]);
  const own = readIndex(bytes, digest);
  const base = own.base === null ? null : await disk.bytes(`${folder}/sharedindex.${own.base}`, LARGEST_INDEX);
  // What a split index removes of the shared one counts still: a file too many is judged, none too few.
  const shared = base instanceof Uint8Array ? readIndex(base, digest) : null;
  const problem =
    own.problem ?? shared?.problem ?? (own.base !== null && !shared ? 'its shared index cannot be read' : null);
  if (problem !== null)
    note(`not read to its end: ${problem}, so some ignored files that git tracks may not be judged`);
  return new Tracked([...own.paths, ...(shared?.paths ?? [])]);
}

/** Where the repository is: `.git`, or what a file of that name says (worktrees, submodules). */
async function gitFolder(disk: GitDisk, base: string): Promise<string> {
  const at = joinedPath(base, '.git');
  const said = /^gitdir: ([^\r\n]+)/.exec((await disk.text(at, LARGEST_LINK)) ?? '')?.[1];
  return said === undefined ? at : resolved(base, said.trimEnd());
}

/** The machine's settings, the user's, then those of the repository and of the worktree: the last one of a name holds. */
async function settingsOf(
  disk: GitDisk,
  host: GitHost | undefined,
  folder: string,
  common: string,
): Promise<readonly GitSetting[]> {
  const users = [
    host?.systemConfig,
    host?.configHome && `${host.configHome}/git/config`,
    host?.home && `${host.home}/.gitconfig`,
  ];
  const settings: GitSetting[] = [];
  const repository = await circumstancesOf(disk, host, folder, common);
  let includes = 0;
  const add = async (file: string): Promise<void> => {
    for (const setting of parseGitConfig((await disk.text(file, LARGEST_CONFIG)) ?? '')) {
      settings.push(setting);
      const included = includedBy(setting, file, repository);
      const path = included !== null && includes++ < MAX_INCLUDES ? expanded(included, host) : null;
      if (path !== null) await add(resolved(file.slice(0, file.lastIndexOf('/')), path));
    }
  };
  for (const file of [...users, `${common}/config`]) if (file) await add(file);
  if (settings.findLast(({ name }) => name === 'extensions.worktreeconfig')?.value === 'true')
    await add(`${folder}/config.worktree`);
  return settings;
}

/** What conditions of included settings ask. The remotes are those of the repository's own file, as git reads them. */
async function circumstancesOf(
  disk: GitDisk,
  host: GitHost | undefined,
  folder: string,
  common: string,
): Promise<IncludeCircumstances> {
  const head = await disk.text(`${folder}/HEAD`, LARGEST_LINK);
  const own = parseGitConfig((await disk.text(`${common}/config`, LARGEST_CONFIG)) ?? '');
  return {
    folder: host ? resolved(host.root, folder) : folder,
    branch: /^ref: refs\/heads\/([^\r\n]+)/.exec(head ?? '')?.[1] ?? null,
    remotes: own.filter(({ name }) => /^remote\.[^]*\.url$/.test(name)).map(({ value }) => value),
    home: host?.home ?? null,
  };
}

/** gitignore(5): `core.excludesFile`, else `$XDG_CONFIG_HOME/git/ignore`. */
function excludesFile(setting: string | undefined, base: string, host: GitHost | undefined): string | null {
  if (setting === undefined) return host?.configHome ? `${host.configHome}/git/ignore` : null;
  const path = setting === '' ? null : expanded(setting, host);
  return path === null ? null : resolved(base, path);
}

/** `~/` is the user's home; another user's nobody can tell here. */
function expanded(path: string, host: GitHost | undefined): string | null {
  if (!path.startsWith('~')) return path;
  return path.startsWith('~/') && host?.home ? `${host.home}${path.slice(1)}` : null;
}

const isAbsolute = (path: string): boolean => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);

/** A path that counts from a directory; both relative to the project, or absolute. */
function resolved(directory: string, path: string): string {
  if (isAbsolute(path)) return path;
  const [lead = ''] = /^(?:[A-Za-z]:)?[\\/]+/.exec(directory) ?? [];
  const parts: string[] = [];
  for (const part of `${directory.slice(lead.length)}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || lead === '') parts.push(part);
  }
  return lead + parts.join('/');
}

/** Files of a repository, which may lie in the project or, where the host allows it, anywhere on the machine. */
class GitDisk implements GitFiles {
  constructor(
    private readonly files: FileSystem,
    private readonly host: GitHost | undefined,
  ) {}

  async text(path: string, largest: number): Promise<string | null> {
    const bytes = await this.bytes(path, largest);
    return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : null;
  }

  /** Null for what is no file that can be read. */
  async bytes(path: string, largest: number): Promise<Uint8Array | 'large' | null> {
    return this.#first(path, (files, at) => read(files, at, largest));
  }

  part(path: string, start: number, end: number): Promise<Uint8Array | null> {
    return this.#first(path, (files, at) => files.read(at, { start, end }));
  }

  async list(path: string): Promise<readonly string[]> {
    return ((await this.#first(path, (files, at) => files.list(at))) ?? []).map(({ name }) => name);
  }

  /** From the project, else from the machine. */
  async #first<T>(path: string, ask: (files: FileSystem, path: string) => Promise<T | null>): Promise<T | null> {
    const inProject = isAbsolute(path) || /^\.\.(?:\/|$)/.test(path) ? null : await ask(this.files, path);
    if (inProject !== null || !this.host) return inProject;
    // A repository may not have another machine asked: `//server/share` would send it the user's name.
    if (/^[\\/]{2}/.test(path)) return null;
    return ask(this.host.files, isAbsolute(path) ? path : resolved(this.host.root, path));
  }
}

async function read(files: FileSystem, path: string, largest: number): Promise<Uint8Array | 'large' | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return null;
  return stat.size > largest ? 'large' : files.read(path);
}
