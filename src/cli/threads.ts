import { Worker, parentPort, workerData } from 'node:worker_threads';
import type { FileResult } from '../core/finding';
import { Session, type SessionNews, type SessionSettings } from './session';

/** A file of a project. */
export interface Job {
  readonly root: string;
  readonly path: string;
  readonly size: number;
}

export interface JobResult {
  readonly root: string;
  readonly result: FileResult;
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

/** Marks the data of a worker as ours, since any code could load this bundle in a thread. */
const MARK = 'touchstone-scan';

/** Worker threads that each hold an engine, and take batches of files when they have nothing to do. */
export class Threads {
  readonly #workers: Worker[];
  readonly #idle: Worker[] = [];
  readonly #queue: Job[][] = [];
  readonly #results: JobResult[] = [];
  #batch: Job[] = [];
  #batchBytes = 0;
  #offered = 0;
  #end: { resolve(results: readonly JobResult[]): void; reject(error: Error): void } | null = null;
  #failure: Error | null = null;

  constructor(bundle: string, count: number, settings: SessionSettings, private readonly news: SessionNews, private readonly progress: (done: number) => void) {
    this.#workers = Array.from({ length: count }, () => {
      const worker = new Worker(bundle, { workerData: { mark: MARK, settings } });
      worker.on('message', (message: FromWorker) => this.#hear(worker, message));
      worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
      worker.on('exit', () => this.#fail(new Error('a scan thread ended before its work was done')));
      return worker;
    });
  }

  offer(job: Job): void {
    this.#offered++;
    this.#batch.push(job);
    this.#batchBytes += job.size;
    if (this.#batch.length >= BATCH_FILES || this.#batchBytes >= BATCH_BYTES) this.#flush();
  }

  /** The results of all that was offered, in no order. Rejects when a thread fails. */
  finish(): Promise<readonly JobResult[]> {
    this.#flush();
    return new Promise((resolve, reject) => {
      this.#end = { resolve, reject };
      this.#settle();
    });
  }

  async stop(): Promise<void> {
    for (const worker of this.#workers) worker.removeAllListeners();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #flush(): void {
    if (this.#batch.length === 0) return;
    this.#queue.push(this.#batch);
    this.#batch = [];
    this.#batchBytes = 0;
    this.#feed();
  }

  #feed(): void {
    while (this.#queue.length > 0 && this.#idle.length > 0) this.#idle.pop()!.postMessage(this.#queue.shift()! satisfies ToWorker);
  }

  #hear(worker: Worker, message: FromWorker): void {
    switch (message.kind) {
      case 'warning': return this.news.warn(message.message);
      case 'asks': return this.news.asks(message.host, message.path);
      case 'failure': return this.#fail(Object.assign(new Error(message.message), { stack: message.stack }));
      case 'results':
        for (const result of message.results) this.#results.push(result);
        this.progress(this.#results.length);
        break;
      case 'ready':
    }
    this.#idle.push(worker);
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
    else if (this.#results.length === this.#offered) this.#end.resolve(this.#results);
  }
}

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
    port.on('message', (jobs: ToWorker) => {
      scanAll(session, jobs).then((results) => post({ kind: 'results', results }), fail);
    });
    post({ kind: 'ready' });
  } catch (error) {
    fail(error);
  }
}

/** One after the other: files are read into one buffer. */
async function scanAll(session: Session, jobs: readonly Job[]): Promise<JobResult[]> {
  const results: JobResult[] = [];
  for (const { root, path } of jobs) results.push({ root, result: await session.scanFile(root, path) });
  return results;
}
