import { HttpError, type HttpClient, type HttpOptions, type HttpResponse } from '../core/host';

/** What a server said, or in one sentence why there is nothing and what to do. */
export type Answer<T> = { readonly answer: T } | Refused;

export interface Refused {
  readonly problem: string;
  /** The server is there, and knows no such thing. */
  readonly missing?: true;
}

/** Limits of one question; tests have smaller ones. Bytes of the unpacked body, and milliseconds. */
export interface Limits {
  readonly maxBytes: number;
  readonly timeout: number;
}

export interface Asking<T> extends Limits {
  /** What is asked for, as a sentence goes on: `the package requests`. No secret. */
  readonly about: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: string;
  readonly signal?: AbortSignal;
  readonly progress?: (bytes: number) => void;
  /** False where `read` cannot tell yet whether the answer is good. */
  readonly isKept?: false;
  /** What the body of an answer says. */
  read(response: HttpResponse): Answer<T>;
}

/** Asks one question. Never rejects: every failure is a sentence. */
export async function ask<T>(http: HttpClient, url: string, asking: Asking<T>): Promise<Answer<T>> {
  const { about, headers, json, maxBytes, timeout, isKept, read, signal, progress } = asking;
  const host = serverOf(url);
  if (host === null) return { problem: `There is no http or https address to ask about ${about}.` };
  const options: HttpOptions = {
    headers,
    maxBytes,
    timeout,
    json,
    signal,
    progress,
    isGood: isKept === false ? undefined : (response) => response.status === 200 && 'answer' in read(response),
  };
  let response: HttpResponse;
  try {
    response = await http.get(url, options);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return noAnswer(host, about, error);
  }
  return response.status === 200 ? read(response) : refusalOf(response, host, about);
}

/** Why there was no answer at all. The client names the host too, which is said once. */
export function noAnswer(host: string, about: string, { message }: HttpError): Refused {
  const reason = oneLine(message);
  const short = reason.startsWith(`${host} `) ? reason.slice(host.length + 1).replace(/^did not answer: /, '') : reason;
  return { problem: `${host} gave no answer about ${about}: ${short}; try again later.` };
}

/** Why a server did not answer, by its status (RFC 9110). */
export function refusalOf({ status, headers }: HttpResponse, host: string, about: string): Refused {
  if (status === 401 || status === 403 || status === 407)
    return {
      problem: `${host} does not show ${about} without a log-in (HTTP ${status}): put one into ~/.netrc, if you have it.`,
    };
  if (status === 404 || status === 410) return { problem: `${host} does not know ${about}.`, missing: true };
  if (status === 429 || status === 503)
    return { problem: `${host} is busy (HTTP ${status}): try again ${waitOf(headers['retry-after'])}.` };
  return status >= 500
    ? { problem: `${host} failed to answer about ${about} (HTTP ${status}): try again later.` }
    : { problem: `${host} answered about ${about} with the unexpected status ${status}.` };
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3); people are told the former. */
const waitOf = (value: string | undefined): string =>
  value !== undefined && /^\d{1,6}$/.test(value) ? `in ${Number(value)} seconds` : 'later';

/** The JSON of a body as a table, or why it is none. */
export function jsonAnswer({ body }: HttpResponse, url: string, about: string): Answer<Table> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return {
      problem: `${serverOf(url)!} answered about ${about} with something that is not JSON; a proxy or a log-in page may stand in between.`,
    };
  }
  const table = jsonTable(value);
  return table === null ? oddAnswer(url, about) : { answer: table };
}

/** What is JSON, but not of the form that was asked for. */
export const oddAnswer = (url: string, about: string): Refused => ({
  problem: `${serverOf(url)!} answered about ${about} in a form that is not that of its protocol.`,
});

export type Table = Readonly<Record<string, unknown>>;

export const jsonTable = (value: unknown): Table | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : null;

export const jsonList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text of at most so many units that is one line; null for anything else. */
export const jsonText = (value: unknown, most = 500): string | null =>
  typeof value === 'string' && value !== '' && value.length <= most && !/\p{Cc}/u.test(value) ? value : null;

/** Host and port of an http or https address; null for any other. */
export function serverOf(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : null;
  } catch {
    return null; // not an address at all
  }
}

/** The last two labels of a host's name, which servers of one owner share: `docker.io` of `auth.docker.io`; an address as it is. */
export const siteOf = ({ hostname }: URL): string =>
  /^[\d.]+$|^\[|^localhost$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');

const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[.;]$/, '');
