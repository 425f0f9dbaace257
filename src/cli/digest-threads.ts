import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { native } from './native-path';
import { sha256OfFile } from './node-files';
import { whenOfDisk } from './own-files';

/** What can be worked out of a file's bytes. `md5-dos2unix`: by DVC's rule on text, which gives two where its versions do not agree. */
export type DigestAlgorithm = 'sha256' | 'md5' | 'md5-dos2unix';

/** A file that waits to be hashed. */
interface DigestJob {
  /** An absolute path. */
  readonly file: string;
  readonly algorithm: DigestAlgorithm;
  readonly resolve: (digests: readonly string[]) => void;
}

interface DigestThread {
  readonly worker: Worker;
  /** What it was given, and has not answered: it answers in that order. */
  readonly given: (readonly DigestJob[])[];
}

/** The thread's own program (digest-thread.ts): the whole one would take longer to load than hashing ten thousand files. */
const PROGRAM = 'digest-thread.js';
/** One thread hashes as fast as a disk reads; more than a few only wait for it. */
const MOST_THREADS = 4;
/** Files that a thread is given at once: a message costs as much as hashing some kilobytes. */
const MOST_AT_ONCE = 64;
/** Messages that a thread has at most: with one more than it works on, it never waits for the next. */
const MOST_GIVEN = 2;

/** Hashes files in threads, each read from its beginning to its end. Threads are started when there is work for them. */
export class DigestThreads {
  #waiting: DigestJob[] = [];
  #from = 0;
  readonly #threads: DigestThread[] = [];
  #scheduled = false;

  /** Lower-case hex; null for what cannot be read, or changed while it was read. */
  async digest(file: string, algorithm: 'sha256' | 'md5'): Promise<string | null> {
    return (await this.digests(file, algorithm))[0] ?? null;
  }

  /** All that a file may be named by; none for what cannot be read, or changed while it was read. */
  digests(file: string, algorithm: DigestAlgorithm): Promise<readonly string[]> {
    return new Promise((resolve) => {
      this.#waiting.push({ file, algorithm, resolve });
      if (this.#scheduled) return;
      // What is asked for in one go is handed out together.
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#go();
      });
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #go(): void {
    const next = this.#waiting[this.#from];
    if (next?.algorithm === 'sha256' && this.#threads.length === 0 && this.#from + 1 === this.#waiting.length) {
      // A thread for one file takes longer to start than most files to hash.
      [this.#waiting, this.#from] = [[], 0];
      return void sha256Here(next.file).then(next.resolve);
    }
    while (this.#from < this.#waiting.length) {
      const thread = this.#free();
      if (thread === null) return;
      const share = Math.ceil((this.#waiting.length - this.#from) / MOST_THREADS);
      const some = this.#waiting.slice(this.#from, this.#from + Math.min(share, MOST_AT_ONCE));
      this.#from += some.length;
      if (this.#from === this.#waiting.length) [this.#waiting, this.#from] = [[], 0];
      thread.given.push(some);
      // One text is handed over in a fraction of the time that a list of objects takes; no path has a NUL in it.
      thread.worker.postMessage(some.map(({ algorithm, file }) => `${algorithm}\0${file}`).join('\0'));
    }
  }

  /** The thread that has least to do; null where all have enough. */
  #free(): DigestThread | null {
    const least = this.#threads.reduce<DigestThread | null>(
      (best, each) => (best === null || each.given.length < best.given.length ? each : best),
      null,
    );
    if (least?.given.length === 0) return least;
    if (this.#threads.length < Math.min(availableParallelism(), MOST_THREADS)) return this.#started();
    return least!.given.length < MOST_GIVEN ? least : null;
  }

  #started(): DigestThread {
    const worker = new Worker(path.join(__dirname, PROGRAM));
    const thread: DigestThread = { worker, given: [] };
    worker.on('message', (answers: string) => {
      const jobs = thread.given.shift() ?? [];
      answers.split('\0').forEach((answer, index) => jobs[index]?.resolve(answer === '' ? [] : answer.split(' ')));
      this.#go();
    });
    worker.on('error', () => {
      // It has died: what it was given counts as not readable, and others go on.
      this.#threads.splice(this.#threads.indexOf(thread), 1);
      for (const job of thread.given.flat()) job.resolve([]);
      this.#go();
    });
    this.#threads.push(thread);
    return thread;
  }
}

/** In this thread, which goes on meanwhile. */
async function sha256Here(file: string): Promise<readonly string[]> {
  try {
    const before = statSync(native(file));
    if (!before.isFile()) return [];
    const digest = await sha256OfFile(file, Number.MAX_SAFE_INTEGER);
    const after = statSync(native(file));
    return digest !== null && before.size === after.size && before.mtimeMs === after.mtimeMs ? [digest] : [];
  } catch (error) {
    whenOfDisk(error);
    return [];
  }
}
