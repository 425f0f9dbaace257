import type { Message, Port } from './protocol';

/** Calls of one side: name → what it takes and gives. */
export type CallTable = Readonly<Record<string, { body: unknown; answer: unknown }>>;

/** What a call's handler is told beside its body. */
export interface Turn {
  /** Aborted when the caller no longer wants the answer. */
  readonly signal: AbortSignal;
  part(body: unknown): void;
}

export type Handlers<C extends CallTable> = {
  readonly [K in keyof C]: (body: C[K]['body'], turn: Turn) => Promise<C[K]['answer']> | C[K]['answer'];
};

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onPart?: (body: unknown) => void;
}

/** The other side is gone: it crashed, or was ended. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed';
}

/** The caller gave up. */
export class CallCancelled extends Error {
  override readonly name = 'CallCancelled';
}

/** Calls over a port, both ways: `Theirs` is what the other side answers, `Ours` what this side answers. */
export class Channel<Theirs extends CallTable, Ours extends CallTable> {
  readonly #port: Port;
  readonly #handlers: Handlers<Ours>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #running = new Map<number, AbortController>();
  #last = 0;
  #closed: string | null = null;

  constructor(port: Port, handlers: Handlers<Ours>) {
    this.#port = port;
    this.#handlers = handlers;
    port.listen((message) => this.#hear(message));
  }

  /** Rejects with what the other side threw (its message alone), `ChannelClosed` or `CallCancelled`. */
  call<K extends keyof Theirs & string>(
    name: K,
    body: Theirs[K]['body'],
    options: CallOptions = {},
  ): Promise<Theirs[K]['answer']> {
    if (this.#closed !== null) return Promise.reject(new ChannelClosed(this.#closed));
    if (options.signal?.aborted) return Promise.reject(new CallCancelled(name));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        if (!this.#waiting.delete(id)) return;
        this.#port.post({ kind: 'cancel', id });
        reject(new CallCancelled(name));
      };
      const settle = () => options.signal?.removeEventListener('abort', cancel);
      this.#waiting.set(id, { resolve, reject, settle, onPart: options.onPart });
      options.signal?.addEventListener('abort', cancel, { once: true });
      try {
        this.#port.post({ kind: 'call', id, name, body });
      } catch (error) {
        // what cannot be cloned
        this.#waiting.delete(id);
        settle();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Fails what is under way; later calls are refused. */
  close(reason: string): void {
    if (this.#closed !== null) return;
    this.#closed = reason;
    for (const { reject, settle } of this.#waiting.values()) {
      settle();
      reject(new ChannelClosed(reason));
    }
    this.#waiting.clear();
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  #hear(message: Message): void {
    if (this.#closed !== null) return;
    if (message.kind === 'call') return void this.#answer(message.id, message.name, message.body);
    if (message.kind === 'cancel') return this.#running.get(message.id)?.abort();
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return; // given up meanwhile
    if (message.kind === 'part') return waiting.onPart?.(message.body);
    this.#waiting.delete(message.id);
    waiting.settle();
    if (message.kind === 'answer') waiting.resolve(message.body);
    else waiting.reject(Object.assign(new Error(message.message), { stack: `${message.message}\n${message.trace}` }));
  }

  async #answer(id: number, name: string, body: unknown): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const turn: Turn = {
      signal: controller.signal,
      part: (part) => {
        if (!controller.signal.aborted) this.#send({ kind: 'part', id, body: part });
      },
    };
    try {
      const handler = (
        this.#handlers as Readonly<Record<string, ((body: unknown, turn: Turn) => unknown) | undefined>>
      )[name];
      if (!handler) throw new Error(`There is no call named ${name}.`);
      const answer = await handler(body, turn);
      this.#send({ kind: 'answer', id, body: answer ?? null });
    } catch (error) {
      this.#send({ kind: 'failure', id, message: messageOf(error), trace: framesOf(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #send(message: Message): void {
    if (this.#closed === null) this.#port.post(message);
  }
}

/** The messages of a thread as a port, from either of its sides. */
export const portOf = (thread: {
  postMessage(message: Message): void;
  on(event: 'message', hear: (message: Message) => void): unknown;
}): Port => ({
  post: (message) => thread.postMessage(message),
  listen: (hear) => void thread.on('message', hear),
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Where an error was thrown; its stack begins with the message, over as many lines as that has. */
const framesOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n')
    : '';

/** Two ports of one thread, each hearing what the other is posted, always later and never in the same turn. */
export function portPair(): readonly [Port, Port] {
  const ends = [end(), end()] as const;
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return ends;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly settle: () => void;
  readonly onPart: ((body: unknown) => void) | undefined;
}

function end(): Port & {
  other: (Port & { hear?: (message: Message) => void }) | null;
  hear?: (message: Message) => void;
} {
  return {
    other: null,
    post(message) {
      const other = this.other;
      queueMicrotask(() => other?.hear?.(message));
    },
    listen(hear) {
      this.hear = hear;
    },
  };
}
