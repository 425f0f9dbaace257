import { Worker, parentPort, workerData } from 'node:worker_threads';
import type { FileResult } from '../core/finding';
import { Channel, portOf } from '../worker/channel';
import type { Keyed } from './result-store';
import { DiskSession, type SessionNews, type SessionSettings } from './session';

/** A file of a project. */
export interface Job {
  readonly root: string;
  readonly path: string;
  readonly size: number;
  /** Whether a cache will want to keep the result. */
  readonly keep: boolean;
}

export interface JobResult {
  readonly root: string;
  readonly result: FileResult;
  /** What a cache may keep of it. */
  readonly kept?: Keyed | null;
}

/** What the command line may call in a scan thread; `start` comes first. */
type ThreadCalls = {
  start: { body: SessionSettings; answer: null };
  judge: { body: readonly Job[]; answer: readonly JobResult[] };
};

/** What a scan thread may call in the command line. */
type MainCalls = {
  warn: { body: string; answer: null };
  asks: { body: { host: string; path: string }; answer: null };
};

/** A batch is big enough when it has so many files, or so many bytes: messages cost little, an idle thread much. */
const BATCH_FILES = 6;
const BATCH_BYTES = 128 * 1024;

/** Above so many files, or bytes, other threads are started. */
export interface Enough {
  readonly files: number;
  readonly bytes: number;
}

/** Where somebody asked for threads. */
export const ASKED: Enough = { files: 48, bytes: 512 * 1024 };

/**
 * Where nobody did. Each thread has its code compiled anew, which keeps half of another core busy for the first seconds: on two
 * cores a second thread gains nothing before that is over. (Measured there; with more cores it should be earlier.)
 */
export const worthwhile = (cores: number): Enough =>
  cores <= 2 ? { files: 8_000, bytes: 128_000_000 } : { files: 1_000, bytes: 16_000_000 };

/** Room for new objects in a thread: a third of what it is by default, which costs next to nothing. */
const YOUNG_MEGABYTES = 16;

/** Marks the data of a worker as ours, since any code could load this bundle in a thread. */
const MARK = 'touchstone-scan';

/** Batches that a thread is given ahead, so that it has work while the main thread judges a file and hears nothing. */
const AHEAD = 2;

interface Thread {
  readonly worker: Worker;
  readonly channel: Channel<ThreadCalls, MainCalls>;
  /** Batches that it was given and has not done. */
  batches: number;
  ready: boolean;
}

/**
 * Work that is shared between worker threads and the main one. Threads are started when there is enough to do for them. The main
 * one takes file after file; while another has too little to do, it only looks whether there is anything in a file, which
 * most have not, and gives it away if there is.
 */
export class Threads {
  readonly #threads: Thread[] = [];
  readonly #jobs: Job[] = [];
  readonly #results: JobResult[] = [];
  #batch: Job[] = [];
  #batchBytes = 0;
  #bytes = 0;
  #end: { resolve(): void; reject(error: Error): void } | null = null;
  #failure: Error | null = null;

  /** `count` threads beside the main one. */
  constructor(
    private readonly bundle: string,
    private readonly count: number,
    private readonly enough: Enough,
    private readonly settings: SessionSettings,
    private readonly news: SessionNews,
    private readonly progress: (done: number) => void,
  ) {}

  offer(job: Job): void {
    this.#jobs.push(job);
    this.#bytes += job.size;
    if (
      this.#threads.length === 0 &&
      this.count > 0 &&
      (this.#jobs.length > this.enough.files || this.#bytes > this.enough.bytes)
    )
      this.#start();
  }

  /** Judges all that was offered. The results come in no order. Rejects when a thread fails, or `signal` says so. */
  async finish(signal: AbortSignal): Promise<readonly JobResult[]> {
    if (this.#jobs.length > 0) await this.#workHere(signal);
    const aborted = (): void => this.#fail(new Error('interrupted'));
    signal.addEventListener('abort', aborted);
    await new Promise<void>((resolve, reject) => {
      this.#end = { resolve, reject };
      this.#settle();
    }).finally(() => signal.removeEventListener('abort', aborted));
    return this.#results;
  }

  async stop(): Promise<void> {
    for (const { worker } of this.#threads) worker.removeAllListeners();
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(): void {
    for (let i = 0; i < this.count; i++) {
      const worker = new Worker(this.bundle, {
        workerData: { mark: MARK },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
      });
      const channel = new Channel<ThreadCalls, MainCalls>(portOf(worker), {
        warn: (message) => (this.news.warn(message), null),
        asks: ({ host, path }) => (this.news.asks(host, path), null),
      });
      const thread: Thread = { worker, channel, batches: 0, ready: false };
      worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
      worker.on('exit', () => this.#fail(new Error('a scan thread ended before its work was done')));
      this.#threads.push(thread);
      channel.call('start', this.settings).then(() => {
        thread.ready = true;
        this.#settle();
      }, this.#fail);
    }
  }

  async #workHere(signal: AbortSignal): Promise<void> {
    const session = await DiskSession.open(this.settings, this.news);
    try {
      for (const job of this.#jobs) {
        const seen = this.#isOneIdle() ? await session.glanceAt(job.root, job.path, job.keep) : undefined;
        if (seen === null) this.#give(job);
        // A copy, since what is cut out of a text keeps all of it in memory.
        else this.#results.push(seen ? { root: job.root, ...seen } : structuredClone(await judged(session, job)));
        this.progress(this.#results.length);
        await turn(); // other threads are heard
        signal.throwIfAborted();
        if (this.#failure) return;
      }
      this.#flush();
    } finally {
      session.dispose();
    }
  }

  #isOneIdle(): boolean {
    return this.#threads.some(({ ready, batches }) => ready && batches < AHEAD);
  }

  #give(job: Job): void {
    this.#batch.push(job);
    this.#batchBytes += job.size;
    if (this.#batch.length >= BATCH_FILES || this.#batchBytes >= BATCH_BYTES) this.#flush();
  }

  /** The batch goes to the thread that has the least to do. */
  #flush(): void {
    const [idlest] = this.#threads.filter(({ ready }) => ready).sort((a, b) => a.batches - b.batches);
    if (this.#batch.length === 0 || !idlest) return;
    idlest.batches++;
    idlest.channel.call('judge', this.#batch).then((results) => {
      for (const result of results) this.#results.push(result);
      idlest.batches--;
      this.progress(this.#results.length);
      this.#settle();
    }, this.#fail);
    this.#batch = [];
    this.#batchBytes = 0;
  }

  readonly #fail = (error: Error): void => {
    this.#failure ??= error;
    this.#settle();
  };

  #settle(): void {
    if (!this.#end) return;
    if (this.#failure) this.#end.reject(this.#failure);
    else if (this.#results.length === this.#jobs.length) this.#end.resolve();
  }
}

/** Lets the event loop go round: messages of threads, signals and the progress line come in. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Serves as a scan thread when this is one; false on the main thread. */
export function servedAsThread(): boolean {
  if (!parentPort || (workerData as { mark?: unknown } | null)?.mark !== MARK) return false;
  let session: Promise<DiskSession> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const main: Channel<MainCalls, ThreadCalls> = new Channel<MainCalls, ThreadCalls>(portOf(parentPort), {
    async start(settings) {
      session = DiskSession.open(settings, {
        warn: (message) => void main.call('warn', message).catch(ignored),
        asks: (host, path) => void main.call('asks', { host, path }).catch(ignored),
      });
      await session;
      return null;
    },
    judge(jobs) {
      const results = last.then(async () => judgedAll(await session!, jobs));
      last = results.catch(ignored);
      return results;
    },
  });
  return true;
}

/** A main thread that is gone needs no news, and hears of a batch that failed from its own call. */
const ignored = (): void => undefined;

/** One after the other, and batches too: files are read into one buffer. */
async function judgedAll(session: DiskSession, jobs: readonly Job[]): Promise<JobResult[]> {
  const results: JobResult[] = [];
  for (const job of jobs) results.push(await judged(session, job));
  return results;
}

const judged = async (session: DiskSession, { root, path, keep }: Job): Promise<JobResult> => ({
  root,
  ...(await session.judgeFile(root, path, keep)),
});
