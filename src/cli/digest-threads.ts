import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import { native } from './native-path';
import { whenOfDisk } from './own-files';

/** What can be worked out of a file's bytes. */
export type DigestAlgorithm = 'sha256' | 'md5';

/** A file to be hashed: an absolute path. */
interface DigestJob {
  readonly id: number;
  readonly file: string;
  readonly algorithm: DigestAlgorithm;
}

interface DigestAnswer {
  readonly id: number;
  /** Lower-case hex; null for what cannot be read, or changed while it was read. */
  readonly digest: string | null;
}

/** Loads this program in a thread as in a process (launch.ts). */
const LAUNCHER = 'touchstone.js';
const MARK = 'touchstone-digest';
/** Bytes that are read at once: as much as a disk gives in one go, and what is hashed of it still lies in the cache. */
const CHUNK = 1 << 20;
/** One thread hashes as fast as a disk reads; more than a few only wait for it. */
const MOST_THREADS = 4;

/** Hashes files in threads, each read from its beginning to its end. Threads are started when there is work for them. */
export class DigestThreads {
  readonly #waiting: { readonly job: DigestJob; readonly resolve: (digest: string | null) => void }[] = [];
  readonly #running = new Map<
    number,
    { readonly resolve: (digest: string | null) => void; readonly reject: (error: Error) => void }
  >();
  readonly #threads: Worker[] = [];
  #idle: Worker[] = [];
  #next = 0;

  digest(file: string, algorithm: DigestAlgorithm): Promise<string | null> {
    return new Promise((resolve) => {
      this.#waiting.push({ job: { id: this.#next++, file, algorithm }, resolve });
      this.#go();
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #go(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idle.pop() ?? this.#started();
      if (thread === null) return;
      const { job, resolve } = this.#waiting.shift()!;
      this.#running.set(job.id, { resolve, reject: () => resolve(null) });
      thread.postMessage(job);
    }
  }

  #started(): Worker | null {
    if (this.#threads.length >= Math.min(availableParallelism(), MOST_THREADS)) return null;
    const thread = new Worker(path.join(__dirname, LAUNCHER), { workerData: { mark: MARK } });
    thread.on('message', ({ id, digest }: DigestAnswer) => {
      this.#running.get(id)?.resolve(digest);
      this.#running.delete(id);
      this.#idle.push(thread);
      this.#go();
    });
    this.#threads.push(thread);
    return thread;
  }
}

/** Serves as such a thread when this is one. */
export function servedAsDigestThread(): boolean {
  const port = parentPort;
  if (!port || (workerData as { mark?: unknown } | null)?.mark !== MARK) return false;
  port.on('message', ({ id, file, algorithm }: DigestJob) => {
    port.postMessage({ id, digest: digestOf(file, algorithm) } satisfies DigestAnswer);
  });
  return true;
}

function digestOf(file: string, algorithm: DigestAlgorithm): string | null {
  try {
    const descriptor = openSync(native(file), 'r');
    try {
      const before = fstatSync(descriptor);
      if (!before.isFile()) return null;
      const hash = createHash(algorithm);
      const buffer = Buffer.allocUnsafe(CHUNK);
      for (let read = 1; read > 0;) {
        read = readSync(descriptor, buffer, 0, CHUNK, null);
        hash.update(read === CHUNK ? buffer : buffer.subarray(0, read));
      }
      const after = fstatSync(descriptor);
      return before.size === after.size && before.mtimeMs === after.mtimeMs ? hash.digest('hex') : null;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return whenOfDisk(error);
  }
}
