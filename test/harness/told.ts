import type { HttpClient, HttpOptions } from '../../src/core/host';

/** What a made-up server says. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A client whose server says the same, or what a function says. */
export function client(say: Said | ((url: string, options: HttpOptions) => Said), asked: string[] = []): HttpClient {
  return {
    get(url, options = {}) {
      asked.push(url);
      const { status = 200, headers = {}, body = '' } = typeof say === 'function' ? say(url, options) : say;
      return Promise.resolve({
        status,
        headers,
        body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      });
    },
  };
}
