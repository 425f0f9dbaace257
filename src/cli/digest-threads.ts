import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import { TEXT_RULE_PIECE, UnixPieces } from '../readers/dvc/text-rule';
import { native } from './native-path';
import { sha256OfFile } from './node-files';
import { whenOfDisk } from './own-files';

/** What can be worked out of a file's bytes. `md5-dos2unix`: by DVC's rule on text, which gives two where its versions do not agree. */
export type DigestAlgorithm = 'sha256' | 'md5' | 'md5-dos2unix';

/** A file to be hashed: an absolute path. */
interface DigestJob {
  readonly id: number;
  readonly file: string;
  readonly algorithm: DigestAlgorithm;
}

interface DigestAnswer {
  readonly id: number;
  /** Lower-case hex; none for what cannot be read, or changed while it was read. */
  readonly digests: readonly string[];
}

interface Waiting {
  readonly job: DigestJob;
  readonly resolve: (digests: readonly string[]) => void;
}

/** Loads this program in a thread as in a process (launch.ts). */
const LAUNCHER = 'touchstone.js';
const MARK = 'touchstone-digest';
/** Bytes that are read at once: as much as a disk gives in one go, and what is hashed of it still lies in the cache. */
const CHUNK = TEXT_RULE_PIECE;
/** One thread hashes as fast as a disk reads; more than a few only wait for it. */
const MOST_THREADS = 4;
/** Files that a thread is given at once: a message costs as much as hashing some kilobytes. */
const MOST_AT_ONCE = 64;

/** Hashes files in threads, each read from its beginning to its end. Threads are started when there is work for them. */
export class DigestThreads {
  readonly #waiting: Waiting[] = [];
  #from = 0;
  readonly #running = new Map<number, (digests: readonly string[]) => void>();
  readonly #threads: Worker[] = [];
  #idle: Worker[] = [];
  #next = 0;
  #scheduled = false;

  /** Lower-case hex; null for what cannot be read, or changed while it was read. */
  async digest(file: string, algorithm: 'sha256' | 'md5'): Promise<string | null> {
    return (await this.digests(file, algorithm))[0] ?? null;
  }

  /** All that a file may be named by; none for what cannot be read, or changed while it was read. */
  digests(file: string, algorithm: DigestAlgorithm): Promise<readonly string[]> {
    return new Promise((resolve) => {
      this.#waiting.push({ job: { id: this.#next++, file, algorithm }, resolve });
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
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #go(): void {
    const next = this.#waiting[this.#from];
    if (next?.job.algorithm === 'sha256' && this.#threads.length === 0 && this.#from + 1 === this.#waiting.length) {
      // A thread for one file takes longer to start than most files to hash.
      this.#from = this.#waiting.length = 0;
      return void sha256Here(next.job.file).then(next.resolve);
    }
    while (this.#from < this.#waiting.length) {
      const thread = this.#idle.pop() ?? this.#started();
      if (thread === null) return;
      const share = Math.ceil((this.#waiting.length - this.#from) / MOST_THREADS);
      const some = this.#waiting.slice(this.#from, this.#from + Math.min(share, MOST_AT_ONCE));
      this.#from += some.length;
      if (this.#from === this.#waiting.length) this.#from = this.#waiting.length = 0;
      for (const { job, resolve } of some) this.#running.set(job.id, resolve);
      thread.postMessage(some.map(({ job }) => job));
    }
  }

  #started(): Worker | null {
    if (this.#threads.length >= Math.min(availableParallelism(), MOST_THREADS)) return null;
    const thread = new Worker(path.join(__dirname, LAUNCHER), { workerData: { mark: MARK } });
    thread.on('message', (answers: readonly DigestAnswer[]) => {
      for (const { id, digests } of answers) {
        this.#running.get(id)?.(digests);
        this.#running.delete(id);
      }
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
  port.on('message', (jobs: readonly DigestJob[]) => {
    const answers = jobs.map(({ id, file, algorithm }): DigestAnswer => ({ id, digests: digestsOf(file, algorithm) }));
    port.postMessage(answers);
  });
  return true;
}

const buffer = Buffer.allocUnsafeSlow(CHUNK);

function digestsOf(file: string, algorithm: DigestAlgorithm): readonly string[] {
  try {
    const descriptor = openSync(native(file), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const before = fstatSync(descriptor);
      if (!before.isFile()) return [];
      const unix = algorithm === 'md5-dos2unix' ? new UnixPieces('each') : null;
      const digest = hashed(descriptor, unix, algorithm === 'sha256' ? 'sha256' : 'md5');
      const other = unix?.isMixed === true ? [hashed(descriptor, new UnixPieces('first'), 'md5')] : [];
      const after = fstatSync(descriptor);
      return before.size === after.size && before.mtimeMs === after.mtimeMs ? [digest, ...other] : [];
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    whenOfDisk(error);
    return [];
  }
}

/** The same in this thread, which goes on meanwhile. */
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

function hashed(descriptor: number, unix: UnixPieces | null, algorithm: 'sha256' | 'md5'): string {
  const hash = createHash(algorithm);
  for (let at = 0; ;) {
    const read = filled(descriptor, at);
    if (read === 0) return hash.digest('hex');
    const piece = buffer.subarray(0, read);
    hash.update(unix ? unix.next(piece) : piece);
    at += read;
  }
}

/** A whole piece, unless the file ends: DVC's rule looks at pieces of one size. */
function filled(descriptor: number, at: number): number {
  for (let read = 0; ;) {
    const more = readSync(descriptor, buffer, read, CHUNK - read, at + read);
    read += more;
    if (more === 0 || read === CHUNK) return read;
  }
}
