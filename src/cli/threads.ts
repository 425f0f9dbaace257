import { Worker, parentPort, workerData } from 'node:worker_threads';
import type { FileResult } from '../core/finding';
import type { Keyed } from './result-store';
import { Session, type SessionNews, type SessionSettings } from './session';

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

type ToWorker = readonly Job[];

type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'results'; readonly results: readonly JobResult[] }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'asks'; readonly host: string; readonly path: string }
  | { readonly kind: 'failure'; readonly message: string; readonly stack: string };

/** A batch is big enough when it has so many files, or so many bytes: messages cost little, an idle thread much. */
const BATCH_FILES = 16;
const BATCH_BYTES = 256 * 1024;

/** Up to so much is done on the main thread before another has started. */
const FEW_FILES = 48;
const FEW_BYTES = 512 * 1024;

/** Room for new objects in a thread: a third of what it is by default, which costs next to nothing. */
const YOUNG_MEGABYTES = 16;

/** Marks the data of a worker as ours, since any code could load this bundle in a thread. */
const MARK = 'touchstone-scan';

/** Batches that a thread is given ahead, so that it has work while the main thread judges a file and hears nothing. */
const AHEAD = 2;

interface Thread {
  readonly worker: Worker;
  /** Batches that it was given and has not done. */
  batches: number;
  ready: boolean;
}

/**
 * Work that is shared between worker threads and the main one. Threads are started when there is enough to do for them. The main
 * one looks at every file first, since most have nothing in them, and others do what takes long; so each thread has, until the main
 * one has seen all, code of its own to warm up.
 */
export class Threads {
  readonly #threads: Thread[] = [];
  readonly #queue: Job[][] = [];
  readonly #results: JobResult[] = [];
  #batch: Job[] = [];
  #batchBytes = 0;
  #offered = 0;
  #bytes = 0;
  #session: Promise<Session> | null = null;
  #end: { resolve(): void; reject(error: Error): void } | null = null;
  #failure: Error | null = null;

  /** `count` threads beside the main one. */
  constructor(private readonly bundle: string, private readonly count: number, private readonly settings: SessionSettings, private readonly news: SessionNews, private readonly progress: (done: number) => void) {}

  async offer(job: Job): Promise<void> {
    this.#offered++;
    this.#bytes += job.size;
    if (this.#threads.length === 0 && this.count > 0 && (this.#offered > FEW_FILES || this.#bytes > FEW_BYTES)) this.#start();
    if (this.#threads.length > 0) {
      const seen = await (await this.#here()).glanceAt(job.root, job.path, job.keep);
      if (seen) {
        this.#results.push({ root: job.root, ...seen });
        return this.progress(this.#results.length);
      }
    }
    this.#batch.push(job);
    this.#batchBytes += job.size;
    if (this.#batch.length >= BATCH_FILES || this.#batchBytes >= BATCH_BYTES) this.#flush();
  }

  /** Judges on this thread, too, until all that was offered is done. The results come in no order. Rejects when a thread fails, or `signal` says so. */
  async finish(signal: AbortSignal): Promise<readonly JobResult[]> {
    this.#flush();
    if (this.#queue.length > 0) await this.#workHere(signal);
    signal.throwIfAborted();
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

  /** Ends all threads, and what this one used; nothing may be going on here any more. */
  async dispose(): Promise<void> {
    await this.stop();
    // Whoever opened it was told when that failed.
    await this.#session?.then((session) => session.dispose(), () => undefined);
  }

  #start(): void {
    for (let i = 0; i < this.count; i++) {
      const thread: Thread = { worker: new Worker(this.bundle, { workerData: { mark: MARK, settings: this.settings }, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } }), batches: 0, ready: false };
      thread.worker.on('message', (message: FromWorker) => this.#hear(thread, message));
      thread.worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
      thread.worker.on('exit', () => this.#fail(new Error('a scan thread ended before its work was done')));
      this.#threads.push(thread);
    }
  }

  async #workHere(signal: AbortSignal): Promise<void> {
    const session = await this.#here();
    for (let jobs = this.#queue.shift(); jobs && !this.#failure; jobs = this.#queue.shift()) {
      for (const job of jobs) {
        // A copy, since what is cut out of a text keeps all of it in memory.
        this.#results.push(structuredClone(await judged(session, job)));
        this.progress(this.#results.length);
        await turn(); // other threads are heard
        signal.throwIfAborted();
      }
    }
  }

  /** This thread's own session. */
  #here(): Promise<Session> {
    return (this.#session ??= Session.open(this.settings, this.news));
  }

  #flush(): void {
    if (this.#batch.length === 0) return;
    this.#queue.push(this.#batch);
    this.#batch = [];
    this.#batchBytes = 0;
    this.#feed();
  }

  #feed(): void {
    for (let filled = 0; filled < AHEAD; filled++) {
      for (const thread of this.#threads) {
        if (!thread.ready || thread.batches > filled || this.#queue.length === 0) continue;
        thread.batches++;
        thread.worker.postMessage(this.#queue.shift()! satisfies ToWorker);
      }
    }
  }

  #hear(thread: Thread, message: FromWorker): void {
    switch (message.kind) {
      case 'warning': return this.news.warn(message.message);
      case 'asks': return this.news.asks(message.host, message.path);
      case 'failure': return this.#fail(Object.assign(new Error(message.message), { stack: message.stack }));
      case 'results':
        for (const result of message.results) this.#results.push(result);
        thread.batches--;
        this.progress(this.#results.length);
        break;
      case 'ready':
        thread.ready = true;
    }
    this.#feed();
    this.#settle();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#settle();
  }

  #settle(): void {
    if (!this.#end) return;
    if (this.#failure) this.#end.reject(this.#failure);
    else if (this.#results.length === this.#offered) this.#end.resolve();
  }
}

/** Lets the event loop go round: messages of threads, signals and the progress line come in. */
export const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** Serves as a scan thread when this is one; false on the main thread. */
export function servedAsThread(): boolean {
  const data = workerData as { mark?: unknown; settings?: SessionSettings } | null;
  if (!parentPort || data?.mark !== MARK || !data.settings) return false;
  void serveThread(parentPort, data.settings);
  return true;
}

async function serveThread(port: NonNullable<typeof parentPort>, settings: SessionSettings): Promise<void> {
  const post = (message: FromWorker): void => port.postMessage(message);
  const fail = (error: unknown): void => post({ kind: 'failure', message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack ?? '' : '' });
  try {
    const session = await Session.open(settings, { warn: (message) => post({ kind: 'warning', message }), asks: (host, path) => post({ kind: 'asks', host, path }) });
    let last = Promise.resolve();
    port.on('message', (jobs: ToWorker) => {
      last = last.then(async () => post({ kind: 'results', results: await scanAll(session, jobs) })).catch(fail);
    });
    post({ kind: 'ready' });
  } catch (error) {
    fail(error);
  }
}

/** One after the other, and batches too: files are read into one buffer. */
async function scanAll(session: Session, jobs: readonly Job[]): Promise<JobResult[]> {
  const results: JobResult[] = [];
  for (const job of jobs) results.push(await judged(session, job));
  return results;
}

const judged = async (session: Session, { root, path, keep }: Job): Promise<JobResult> =>
  (keep ? { root, ...await session.judgeFile(root, path) } : { root, result: await session.scanFile(root, path) });
