import type { HttpClient } from '../core/host';
import type { IndexedFile } from '../core/package-index';
import { ask, serverOf, type Answer, type Limits } from './asking';

const LIMITS: Limits = { maxBytes: 4 * 1024 * 1024, timeout: 15_000 };

/**
 * The METADATA of a wheel without the wheel: `GET {url}.metadata` (PEP 658, 714). Where the index says its hash, other bytes are
 * refused. Never rejects.
 */
export async function fetchMetadata(
  http: HttpClient,
  { name, url, metadata }: Pick<IndexedFile, 'name' | 'url' | 'metadata'>,
  limits: Limits = LIMITS,
): Promise<Answer<string>> {
  const about = `the metadata of ${name}`;
  if (metadata === null) return { problem: `The index has no metadata of ${name}.`, missing: true };
  const answer = await ask(http, `${url}.metadata`, {
    ...limits,
    about,
    isKept: false,
    read: ({ body }) => ({ answer: body }),
  });
  if ('problem' in answer) return answer;
  const hash = await crypto.subtle.digest('SHA-256', answer.answer as Uint8Array<ArrayBuffer>);
  const digest = `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return metadata !== '' && metadata !== digest
    ? {
        problem: `${serverOf(url)!} sent ${about} with another hash than the index says; something may stand in between, so it is not used.`,
      }
    : { answer: new TextDecoder().decode(answer.answer) };
}
