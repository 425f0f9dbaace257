import { l10n } from 'vscode';
import { HttpError, type HttpClient } from '../core/host';

/** Bytes and milliseconds that a look-up may take when the asker says nothing else. */
const MAX_BYTES = 1_000_000;
const TIMEOUT = 10_000;

/** A bounded GET with the host's `fetch`, which knows the editor's proxy. Sends no cookies and no credentials. */
export const http: HttpClient = {
  async get(url, { headers, maxBytes = MAX_BYTES, timeout = TIMEOUT } = {}) {
    try {
      const response = await fetch(url, {
        headers: headers && { ...headers },
        credentials: 'omit',
        signal: AbortSignal.timeout(timeout),
      });
      return { status: response.status, headers: headersOf(response), body: await bounded(response, maxBytes) };
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

async function bounded(response: Response, limit: number): Promise<Uint8Array> {
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
