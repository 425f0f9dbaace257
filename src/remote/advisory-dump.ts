import type { HttpClient } from '../core/host';
import { ask, type Answer, type Limits } from './asking';

/** All records about packages of PyPI, one JSON document each. Source: https://google.github.io/osv.dev/data/. */
export const ADVISORY_DUMP = 'https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip';

/** The dump has about 15 MB. */
const LIMITS: Limits = { maxBytes: 512 * 1024 * 1024, timeout: 10 * 60 * 1000 };

/** How a download goes on, and what ends it. */
export interface DumpDownload {
  readonly signal?: AbortSignal;
  /** Bytes so far. */
  readonly progress?: (bytes: number) => void;
}

/** The whole archive; that it is one is for who reads it to say. Never rejects. */
export function fetchAdvisoryDump(
  http: HttpClient,
  url: string,
  download: DumpDownload = {},
  limits: Limits = LIMITS,
): Promise<Answer<Uint8Array>> {
  const host = new URL(url).host;
  return ask(http, url, {
    ...limits,
    ...download,
    about: 'the advisories',
    isKept: false,
    read({ body, headers }): Answer<Uint8Array> {
      // What was packed for the way is counted unpacked.
      const length =
        headers['content-encoding'] === undefined ? headers['content-length'] : headers['x-goog-stored-content-length'];
      return length === undefined || Number(length) === body.length
        ? { answer: body }
        : { problem: `${host} sent ${body.length} of ${length} bytes, so nothing was kept; try again later.` };
    },
  });
}
