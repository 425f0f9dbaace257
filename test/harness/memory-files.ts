import { createHash } from 'node:crypto';
import type { Entry, FileSystem } from '../../src/core/host';

/** A tree of files in memory: path → text or bytes. */
export class MemoryFiles implements FileSystem {
  readonly #files: Map<string, Uint8Array>;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.#files = new Map(Object.entries(files).map(([path, content]) => [path, bytesOf(content)]));
  }

  write(path: string, content: string | Uint8Array): void {
    this.#files.set(path, bytesOf(content));
  }

  remove(path: string): void {
    this.#files.delete(path);
  }

  async list(directory: string): Promise<readonly Entry[] | null> {
    const prefix = directory === '' ? '' : `${directory}/`;
    const entries = new Map<string, Entry>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(prefix)) continue;
      const [name, ...deeper] = path.slice(prefix.length).split('/');
      entries.set(name!, { name: name!, kind: deeper.length > 0 ? 'directory' : 'file', link: false });
    }
    return entries.size > 0 || directory === '' ? [...entries.values()] : null;
  }

  async stat(path: string): Promise<{ kind: 'file' | 'directory'; size: number; modified: number } | null> {
    const bytes = this.#files.get(path);
    if (bytes) return { kind: 'file', size: bytes.length, modified: 0 };
    return (await this.list(path)) ? { kind: 'directory', size: 0, modified: 0 } : null;
  }

  async read(path: string, range?: { start: number; end: number }): Promise<Uint8Array | null> {
    const bytes = this.#files.get(path);
    return bytes ? bytes.slice(range?.start ?? 0, range?.end) : null;
  }

  async sha256(path: string, limit: number): Promise<string | null> {
    const bytes = this.#files.get(path);
    return bytes && bytes.length <= limit ? createHash('sha256').update(bytes).digest('hex') : null;
  }
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
