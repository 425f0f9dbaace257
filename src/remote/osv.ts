import type { HttpClient } from '../core/host';
import { ask, jsonAnswer, jsonList, oddAnswer, jsonTable, jsonText, type Answer, type Limits } from './asking';

/** Queries of one request: what the service takes at most. */
const MAX_QUERIES = 1_000;
/** Pages of answers to one query. */
const MAX_PAGES = 20;

const BATCH: Limits = { maxBytes: 32 * 1024 * 1024, timeout: 60_000 };
const RECORD: Limits = { maxBytes: 8 * 1024 * 1024, timeout: 20_000 };

/** A package of PyPI in one version; without one, all that there is about it. */
export interface OsvQuery {
  /** PEP 503 name. */
  readonly name: string;
  readonly version: string | null;
}

/**
 * Ids of the records that speak of each package, in the order of the queries: `POST /v1/querybatch`, with as many requests as pages
 * and queries need. One that fails makes all fail: half an answer would look like none.
 * Source: https://google.github.io/osv.dev/post-v1-querybatch/. Never rejects.
 */
export async function queryOsv(
  http: HttpClient,
  endpoint: string,
  queries: readonly OsvQuery[],
  limits: Limits = BATCH,
): Promise<Answer<readonly (readonly string[])[]>> {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/querybatch`;
  const ids: string[][] = queries.map(() => []);
  let open: Pending[] = queries.map((query, at) => ({ at, query, page: null }));
  for (let round = 0; open.length > 0; round++) {
    if (round >= MAX_PAGES) return oddAnswer(url, 'vulnerabilities');
    const next: Pending[] = [];
    for (let from = 0; from < open.length; from += MAX_QUERIES) {
      const some = open.slice(from, from + MAX_QUERIES);
      const answer = await askBatch(http, url, some, limits);
      if ('problem' in answer) return answer;
      for (const [i, { found, page }] of answer.answer.entries()) {
        ids[some[i]!.at]!.push(...found);
        if (page !== null) next.push({ ...some[i]!, page });
      }
    }
    open = next;
  }
  return { answer: ids.map((each) => [...new Set(each)]) };
}

interface Pending {
  readonly at: number;
  readonly query: OsvQuery;
  readonly page: string | null;
}

interface Result {
  readonly found: readonly string[];
  readonly page: string | null;
}

function askBatch(
  http: HttpClient,
  url: string,
  some: readonly Pending[],
  limits: Limits,
): Promise<Answer<readonly Result[]>> {
  const about = 'vulnerabilities';
  return ask(http, url, {
    ...limits,
    about,
    headers: { accept: 'application/json' },
    json: JSON.stringify({
      queries: some.map(({ query: { name, version }, page }) => ({
        package: { name, ecosystem: 'PyPI' },
        ...(version !== null && { version }),
        ...(page !== null && { page_token: page }),
      })),
    }),
    read: (response) => {
      const json = jsonAnswer(response, url, about);
      if ('problem' in json) return json;
      const results = jsonList(json.answer['results']);
      return results.length === some.length ? { answer: results.map(resultOf) } : oddAnswer(url, about);
    },
  });
}

function resultOf(value: unknown): Result {
  const result = jsonTable(value) ?? {};
  return {
    found: jsonList(result['vulns']).flatMap((vulnerability) => idOf(jsonTable(vulnerability)?.['id']) ?? []),
    page: jsonText(result['next_page_token'], 4_000),
  };
}

/** The id goes into an address. */
const idOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value) && !/^\.+$/.test(value) ? value : null;

/** The text of one record, as it is in the dump: `GET /v1/vulns/{id}`. Never rejects. */
export function fetchOsvRecord(
  http: HttpClient,
  endpoint: string,
  id: string,
  limits: Limits = RECORD,
): Promise<Answer<string>> {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/vulns/${encodeURIComponent(id)}`;
  const about = `the advisory ${id}`;
  return ask(http, url, {
    ...limits,
    about,
    headers: { accept: 'application/json' },
    read: (response) => {
      const json = jsonAnswer(response, url, about);
      if ('problem' in json) return json;
      return json.answer['id'] === id ? { answer: new TextDecoder().decode(response.body) } : oddAnswer(url, about);
    },
  });
}
