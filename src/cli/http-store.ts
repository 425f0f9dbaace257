import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { HttpStore } from '../core/host';
import { readOwn, removeOwn, whenOfDisk, writeOwn } from './own-files';

/** Bytes of one answer, and of all of them together. */
const MAX_ENTRY = 64 * 1024 * 1024;
const MAX_ALL = 512 * 1024 * 1024;
/** Days after which an answer that nobody asked for again is removed. */
const MAX_AGE = 30;

/** Answers of servers in a folder of the user's cache, one file each, for the owner alone. */
export class DiskStore implements HttpStore {
  #isTidy = false;

  constructor(private readonly folder: string) {}

  read(key: string): Uint8Array | null {
    return readOwn(this.#file(key), MAX_ENTRY);
  }

  write(key: string, bytes: Uint8Array): void {
    this.#tidy();
    if (bytes.length <= MAX_ENTRY) writeOwn(this.#file(key), bytes);
  }

  #file(key: string): string {
    return path.join(this.folder, `${createHash('sha256').update(key).digest('hex')}.http`);
  }

  /** Once a run: what is old goes, and of the rest the oldest, down to what all may have together. */
  #tidy(): void {
    if (this.#isTidy) return;
    this.#isTidy = true;
    const files = namesIn(this.folder).flatMap((name) => {
      const file = path.join(this.folder, name);
      const found = statSync(file, { throwIfNoEntry: false });
      return found?.isFile() && name.endsWith('.http')
        ? [{ file, size: found.size, age: Date.now() - found.mtimeMs }]
        : [];
    });
    let all = 0;
    for (const { file, size, age } of files.sort((a, b) => a.age - b.age)) {
      all += size;
      if (all > MAX_ALL || age > MAX_AGE * 24 * 60 * 60 * 1000) removeOwn(file);
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    return whenOfDisk(error) ?? [];
  }
}
