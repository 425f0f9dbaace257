import { l10n } from 'vscode';
import { HttpError, type HttpClient } from '../core/host';

/** Bytes and milliseconds that a look-up may take when the asker says nothing else. */
const MAX_BYTES = 1_000_000;
const TIMEOUT = 10_000;

const MAX_REDIRECTS = 5;

/**
 * Bounded requests with the host's `fetch`, which knows the editor's proxy. Sends no cookies and no credentials, and is not sent to
 * another host than the one that the user agreed to.
 */
export const http: HttpClient = {
  async get(url, { headers, maxBytes = MAX_BYTES, timeout = TIMEOUT, json, signal, progress } = {}) {
    const ends = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
    try {
      const response = await followed(url, {
        method: json === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(json !== undefined && { 'content-type': 'application/json' }) },
        body: json,
        credentials: 'omit',
        signal: AbortSignal.any(ends),
      });
      return {
        status: response.status,
        headers: headersOf(response),
        body: await bounded(response, maxBytes, progress),
      };
    } catch (error) {
      throw error instanceof HttpError
        ? error
        : new HttpError(
            l10n.t(
              '{0} did not answer: {1}',
              new URL(url).host,
              error instanceof Error ? error.message : String(error),
            ),
          );
    }
  },
};

async function followed(url: string, request: RequestInit): Promise<Response> {
  const { host, protocol } = new URL(url);
  const check = (next: URL): void => {
    if (next.host !== host || next.protocol !== protocol)
      throw new HttpError(l10n.t('{0} redirects to {1}, which is not allowed.', host, next.host));
  };
  let at = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(at, { ...request, redirect: 'manual' });
    // A browser does not tell where it is sent, only where it came to in the end.
    if (response.type === 'opaqueredirect') {
      const there = await fetch(at, { ...request, redirect: 'follow' });
      check(new URL(there.url));
      return there;
    }
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null) return response;
    const next = new URL(location, at);
    check(next);
    at = next.href;
  }
  throw new HttpError(l10n.t('{0} redirects more than {1} times.', host, MAX_REDIRECTS));
}

async function bounded(
  response: Response,
  limit: number,
  progress: ((bytes: number) => void) | undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) break;
    size += value.length;
    if (size > limit) {
      await reader?.cancel();
      throw new HttpError(l10n.t('{0} answered with more than {1} bytes.', new URL(response.url).host, limit));
    }
    chunks.push(value);
    progress?.(size);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function headersOf(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name] = value;
  });
  return headers;
}
