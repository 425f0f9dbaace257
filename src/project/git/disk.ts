import type { FileSystem, GitHost, Stat } from '../../core/host';
import { fileSource, type ByteSource } from '../../readers/artifacts/byte-source';

/** Where something of a repository lies: in the project, or elsewhere on the machine. */
export interface GitFile {
  readonly files: FileSystem;
  readonly path: string;
  readonly stat: Stat;
}

/** Files of a repository, which may lie in the project or, where the host allows it, anywhere on the machine. */
export class GitDisk {
  constructor(
    private readonly files: FileSystem,
    readonly host: GitHost | undefined,
  ) {}

  async text(path: string, largest: number): Promise<string | null> {
    const bytes = await this.bytes(path, largest);
    return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : null;
  }

  /** Null for what is no file that can be read. */
  async bytes(path: string, largest: number): Promise<Uint8Array | 'large' | null> {
    const found = await this.find(path);
    if (found?.stat.kind !== 'file') return null;
    return found.stat.size > largest ? 'large' : found.files.read(found.path);
  }

  /** A file that is read by ranges; null for what is none. */
  async source(path: string): Promise<(ByteSource & { readonly size: number }) | null> {
    const found = await this.find(path);
    return found?.stat.kind === 'file'
      ? (fileSource(found.files, found.path, found.stat.size) as ByteSource & { readonly size: number })
      : null;
  }

  /** Names in a folder; none where it is none. */
  async list(path: string): Promise<readonly string[]> {
    for (const [files, at] of this.#places(path)) {
      const entries = await files.list(at);
      if (entries) return entries.map(({ name }) => name);
    }
    return [];
  }

  /** Where a symbolic link leads, as it is written; null for what is no link or not there, undefined where a host cannot tell. */
  async linkAt(path: string): Promise<Uint8Array | null | undefined> {
    for (const [files, at] of this.#places(path)) {
      if (!files.target) return undefined;
      const target = await files.target(at);
      if (target !== null) return target;
    }
    return null;
  }

  async find(path: string): Promise<GitFile | null> {
    for (const [files, at] of this.#places(path)) {
      const stat = await files.stat(at);
      if (stat) return { files, path: at, stat };
    }
    return null;
  }

  /** In the project, else on the machine. */
  #places(path: string): readonly (readonly [FileSystem, string])[] {
    const inProject = isAbsolute(path) || /^\.\.(?:\/|$)/.test(path) ? [] : [[this.files, path] as const];
    // A repository may not have another machine asked: `//server/share` would send it the user's name.
    if (!this.host || /^[\\/]{2}/.test(path)) return inProject;
    return [...inProject, [this.host.files, isAbsolute(path) ? path : resolvedPath(this.host.root, path)] as const];
  }
}

export const isAbsolute = (path: string): boolean => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);

/** A path that counts from a directory; both relative to the project, or absolute. */
export function resolvedPath(directory: string, path: string): string {
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
