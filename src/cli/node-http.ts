import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HttpError, type HttpClient, type HttpOptions, type HttpResponse } from '../core/host';
import { requestThrough, type ProxyFor } from './proxy';

/** Bytes and milliseconds that a look-up may take when the asker says nothing else. */
const MAX_BYTES = 1_000_000;
const TIMEOUT = 10_000;
const MAX_REDIRECTS = 5;
/** Requests that are under way together. */
const MAX_AT_ONCE = 8;
/** A host that failed so often in a row is asked no more: every further question would wait as long. */
const MAX_FAILURES = 3;

export interface NodeHttpOptions {
  /** What goes into `Authorization` for an address; null for nothing. */
  readonly credentialsFor?: (url: URL) => string | null;
  readonly proxyFor?: ProxyFor;
  /** Ends all requests. */
  readonly signal?: AbortSignal;
}

interface Request {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: string | undefined;
  readonly maxBytes: number;
  readonly progress: ((bytes: number) => void) | undefined;
  readonly signal: AbortSignal;
}

/**
 * Bounded requests without cookies. `tell` hears each before it is made, since what is asked is what the host learns. A redirect to
 * another host is refused: nobody agreed to tell that one, and credentials are not for it. Credentials go over TLS alone, or stay on
 * this machine.
 */
export class NodeHttp implements HttpClient {
  readonly #waiting: (() => void)[] = [];
  readonly #failures = new Map<string, number>();
  #running = 0;

  constructor(
    private readonly tell: (url: URL) => void,
    private readonly options: NodeHttpOptions = {},
  ) {}

  async get(address: string, options: HttpOptions = {}): Promise<HttpResponse> {
    if (this.#running >= MAX_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      return await this.#follow(address, options);
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #follow(address: string, options: HttpOptions): Promise<HttpResponse> {
    const { headers = {}, maxBytes = MAX_BYTES, timeout = TIMEOUT, json, progress } = options;
    const ends = [AbortSignal.timeout(timeout), options.signal, this.options.signal];
    const signal = AbortSignal.any(ends.filter((each) => each !== undefined));
    let [url, own] = withoutLogin(new URL(address));
    for (let redirects = 0; ; redirects++) {
      const login = headers['authorization'] ?? own ?? this.options.credentialsFor?.(url) ?? null;
      const sent = { ...headers, ...(login !== null && isPrivate(url) && { authorization: login }) };
      const response = await this.#ask({ url, headers: sent, json, maxBytes, progress, signal });
      const { location } = response.headers;
      if (!isRedirect(response) || location === undefined) return response;
      const next = new URL(location, url);
      if (next.host !== url.host || next.protocol !== url.protocol)
        throw new HttpError(`${url.host} redirects to ${next.host}, which is not allowed`);
      if (redirects >= MAX_REDIRECTS) throw new HttpError(`${url.host} redirects more than ${MAX_REDIRECTS} times`);
      [url] = withoutLogin(next);
      own ??= null;
    }
  }

  async #ask(request: Request): Promise<HttpResponse> {
    const { host } = request.url;
    const failures = this.#failures.get(host) ?? 0;
    if (failures >= MAX_FAILURES)
      throw new HttpError(`${host} did not answer ${failures} times, and is not asked again`);
    try {
      const response = await answered(request, this.options.proxyFor?.(request.url) ?? null, this.tell);
      this.#failures.delete(host);
      return response;
    } catch (error) {
      if (!(error instanceof HttpError)) {
        this.#failures.set(host, failures + 1);
        throw new HttpError(`${host} ${reasonOf(error, request.signal)}`);
      }
      throw error;
    }
  }
}

const isRedirect = ({ status }: HttpResponse): boolean => status >= 300 && status < 400 && status !== 304;

async function answered(request: Request, proxy: URL | null, tell: (url: URL) => void): Promise<HttpResponse> {
  const { url, headers, json, signal } = request;
  signal.throwIfAborted();
  tell(url);
  const message = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const options: http.RequestOptions = {
      method: json === undefined ? 'GET' : 'POST',
      headers: {
        'accept-encoding': 'gzip',
        ...(json !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
        ...headers,
      },
      signal,
    };
    const begin = (more: https.RequestOptions): void => {
      const { request: of } = url.protocol === 'https:' ? https : http;
      of(url, { ...options, ...more, headers: { ...options.headers, ...more.headers } }, resolve)
        .on('error', reject)
        .end(json);
    };
    if (proxy === null) begin({});
    else requestThrough(proxy, url, signal).then(begin, reject);
  });
  const body = await bodyOf(message, request);
  return { status: message.statusCode ?? 0, headers: headersOf(message), body };
}

function headersOf({ headers }: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** The whole body, unpacked as it comes, so that what grows without end is noticed at the limit. */
async function bodyOf(
  message: http.IncomingMessage,
  { url, maxBytes: limit, progress, signal }: Request,
): Promise<Uint8Array> {
  const packing = (message.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const isPacked = packing === 'gzip' || packing === 'x-gzip';
  if (!isPacked && packing !== 'identity' && packing !== '') {
    message.destroy();
    throw new HttpError(`${url.host} packs its answer as ${packing.slice(0, 20)}, which nobody asked for`);
  }
  const stream: Readable = isPacked ? message.pipe(createGunzip()) : message;
  const stop = (): void => void stream.destroy(new Error('stopped'));
  // What breaks off before its end says so on the message alone, not on what unpacks it.
  message.on('error', (error) => stream.destroy(error));
  signal.addEventListener('abort', stop);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new HttpError(`${url.host} answered with more than ${limit} bytes`);
      chunks.push(chunk);
      progress?.(size);
    }
    if (!message.complete) throw new Error('the answer ends too early');
  } finally {
    signal.removeEventListener('abort', stop);
    message.destroy();
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The address without what stands before its host, which goes into a header: names of hosts are told, and logged. */
function withoutLogin(url: URL): [URL, string | null] {
  if (url.username === '' && url.password === '') return [url, null];
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const plain = new URL(url);
  plain.username = plain.password = '';
  return [plain, basic(login)];
}

/** RFC 7617. */
export const basic = (login: string): string => `Basic ${Buffer.from(login, 'utf8').toString('base64')}`;

/** Whether nobody on the way reads along. */
const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted)
    return signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
      ? 'did not answer: it took too long'
      : 'was not waited for: it was cancelled';
  if (!(error instanceof Error)) return `did not answer: ${String(error)}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || /aborted|too early/.test(error.message))
    return 'broke the connection before the answer was whole';
  return `did not answer: ${error.message}`;
}
