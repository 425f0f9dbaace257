import type { HttpClient, HttpOptions, HttpResponse, HttpStore } from '../core/host';

/** Milliseconds for which an answer is taken without asking, at most, whatever its server allows. */
const MOST_FRESH = 10 * 60 * 1000;
/** Bytes of a body that is kept. */
const MAX_KEPT = 32 * 1024 * 1024;
/** Headers that somebody looks at. */
const HEADERS = ['content-type', 'docker-content-digest', 'etag', 'last-modified'] as const;

interface Kept {
  readonly version: 1;
  readonly at: number;
  /** Milliseconds from then on. */
  readonly fresh: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A client that keeps good answers to GET: a fresh one is given without asking, an older one is asked about by its ETag (RFC 9111). What
 * failed, or is not what was asked for, is never kept; nor is what needed credentials of its own, or says `no-store`.
 */
export class CachedHttp implements HttpClient {
  constructor(
    private readonly http: HttpClient,
    private readonly store: HttpStore,
    private readonly now: () => number,
  ) {}

  async get(url: string, options: HttpOptions = {}): Promise<HttpResponse> {
    const { headers = {}, json, isGood } = options;
    if (json !== undefined || isGood === undefined || headers['authorization'] !== undefined)
      return this.http.get(url, options);
    const key = `${url}\n${headers['accept'] ?? ''}`;
    const kept = this.#read(key);
    const before = kept && isGood(kept.response) ? kept : null;
    const age = before === null ? 0 : this.now() - before.at;
    if (before !== null && age >= 0 && age < before.fresh) return before.response;
    const response = await this.http.get(url, {
      ...options,
      headers: { ...headers, ...conditionOf(before?.response) },
    });
    if (response.status === 304 && before !== null) {
      this.#write(key, before.response, response);
      return before.response;
    }
    if (response.status === 200 && isGood(response)) this.#write(key, response, response);
    return response;
  }

  #read(key: string): { readonly response: HttpResponse; readonly at: number; readonly fresh: number } | null {
    const bytes = this.store.read(key);
    const end = bytes?.indexOf(0x0a) ?? -1;
    if (bytes === null || end < 0) return null;
    try {
      const { version, at, fresh, headers } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Kept;
      return version === 1 ? { at, fresh, response: { status: 200, headers, body: bytes.subarray(end + 1) } } : null;
    } catch {
      return null; // written by another version, or broken
    }
  }

  /** `told`: what says how long it holds, the answer itself or that it has not changed. */
  #write(key: string, { headers, body }: HttpResponse, told: HttpResponse): void {
    const control = told.headers['cache-control'] ?? '';
    if (/\bno-store\b/i.test(control) || body.length > MAX_KEPT) return;
    const seconds = /\bno-cache\b/i.test(control) ? 0 : Number(/\bmax-age=(\d{1,9})/i.exec(control)?.[1] ?? 0);
    const kept = Object.fromEntries(
      HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    );
    if (seconds === 0 && kept['etag'] === undefined && kept['last-modified'] === undefined) return;
    const head: Kept = { version: 1, at: this.now(), fresh: Math.min(seconds * 1000, MOST_FRESH), headers: kept };
    const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
    const bytes = new Uint8Array(line.length + body.length);
    bytes.set(line);
    bytes.set(body, line.length);
    this.store.write(key, bytes);
  }
}

/** Asks for what has changed since (RFC 9110, 13.1). */
function conditionOf(before: HttpResponse | undefined): Readonly<Record<string, string>> {
  const { etag, 'last-modified': modified } = before?.headers ?? {};
  if (etag !== undefined) return { 'if-none-match': etag };
  return modified === undefined ? {} : { 'if-modified-since': modified };
}
