import { HttpError, type HttpClient, type HttpResponse } from '../core/host';

/** Bytes and milliseconds that a look-up may take when the asker says nothing else. */
const MAX_BYTES = 1_000_000;
const TIMEOUT = 10_000;
const MAX_REDIRECTS = 5;

/**
 * Bounded GET over Node's `fetch`, which uses no proxy and no cookies. `tell` hears each request before it is made, since what
 * is asked is what the host learns. A redirect to another host is refused: nobody agreed to tell that one.
 */
export class NodeHttp implements HttpClient {
  constructor(private readonly tell: (url: URL) => void) {}

  async get(
    url: string,
    { headers, maxBytes = MAX_BYTES, timeout = TIMEOUT }: Parameters<HttpClient['get']>[1] = {},
  ): Promise<HttpResponse> {
    const signal = AbortSignal.timeout(timeout);
    let at = new URL(url);
    for (let redirects = 0; ; redirects++) {
      this.tell(at);
      const response = await answerOf(at, { headers: { ...headers }, redirect: 'manual', credentials: 'omit', signal });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null)
        return { status: response.status, headers: headersOf(response), body: await bodyOf(response, at, maxBytes) };
      await response.body?.cancel();
      const next = new URL(location, at);
      if (next.host !== at.host || next.protocol !== at.protocol)
        throw new HttpError(`${at.host} redirects to ${next.host}, which is not allowed`);
      if (redirects >= MAX_REDIRECTS) throw new HttpError(`${at.host} redirects more than ${MAX_REDIRECTS} times`);
      at = next;
    }
  }
}

async function answerOf(url: URL, request: Parameters<typeof fetch>[1]): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    throw new HttpError(`${url.host} did not answer: ${reasonOf(error)}`);
  }
}

function headersOf(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name] = value;
  });
  return headers;
}

async function bodyOf(response: Response, url: URL, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      size += part.value.length;
      if (size > maxBytes) {
        await reader?.cancel();
        throw new HttpError(`${url.host} answered with more than ${maxBytes} bytes`);
      }
      chunks.push(part.value);
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(`${url.host} broke the connection: ${reasonOf(error)}`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** `fetch` says only "fetch failed"; the reason is its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it took too long';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
