import { HttpError, type HttpClient, type HttpOptions, type HttpResponse } from '../core/host';
import {
  serverOf,
  siteOf,
  jsonAnswer,
  oddAnswer,
  noAnswer,
  refusalOf,
  jsonText,
  type Answer,
  type Limits,
} from './asking';

/** A manifest has some kilobytes; a registry takes none above 4 MB. */
const LIMITS: Limits = { maxBytes: 4 * 1024 * 1024, timeout: 15_000 };

/** Lists of manifests first: their digest is the one that holds on every platform. */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** An image by where it lies. */
export interface ImagePlace {
  /** Host and port. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/**
 * The digest of an image at its tag: `GET /v2/{name}/manifests/{tag}`, with the token that the registry asks for, anonymous unless
 * ~/.netrc knows its host. The digest is that of the bytes; a registry that says another is not believed.
 * Sources: OCI distribution specification 1.1; distribution, Token Authentication. Never rejects.
 */
export async function fetchImageDigest(
  http: HttpClient,
  { registry, repository, tag }: ImagePlace,
  limits: Limits = LIMITS,
): Promise<Answer<string>> {
  const about = `the image ${repository}:${tag}`;
  const scheme = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(registry) ? 'http' : 'https';
  const url = `${scheme}://${registry}/v2/${repository}/manifests/${encodeURIComponent(tag)}`;
  const options = { ...limits, headers: { accept: ACCEPT } };
  try {
    let response = await http.get(url, options);
    if (response.status === 401) {
      const token = await tokenFor(http, response, url, about, limits);
      if ('problem' in token) return token;
      response = await http.get(url, {
        ...options,
        headers: { ...options.headers, authorization: `Bearer ${token.answer}` },
      });
    }
    return response.status === 200 ? await digestOf(response, url, about) : refusalOf(response, registry, about);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return noAnswer(registry, about, error);
  }
}

async function digestOf(response: HttpResponse, url: string, about: string): Promise<Answer<string>> {
  const json = jsonAnswer(response, url, about);
  if ('problem' in json) return json;
  // The oldest form of manifest has no digest that a client could check, and is signed inside.
  if (json.answer['schemaVersion'] !== 2) return oddAnswer(url, about);
  const hash = await crypto.subtle.digest('SHA-256', response.body as Uint8Array<ArrayBuffer>);
  const digest = `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const told = response.headers['docker-content-digest'];
  return told === undefined || told === digest || !told.startsWith('sha256:')
    ? { answer: digest }
    : {
        problem: `${serverOf(url)!} gives ${about} another digest than its bytes have; something may stand in between, so it is not used.`,
      };
}

/** `Bearer realm="https://auth.example/token",service="registry.example",scope="repository:name:pull"` */
async function tokenFor(
  http: HttpClient,
  { headers }: HttpResponse,
  url: string,
  about: string,
  limits: Limits,
): Promise<Answer<string>> {
  const host = serverOf(url)!;
  const challenge = new Map(
    [...(headers['www-authenticate'] ?? '').matchAll(/([a-z]{1,20})="([^"]{0,500})"/gi)].map(
      ([, key, value]) => [key!.toLowerCase(), value!] as const,
    ),
  );
  const realm = challenge.get('realm');
  if (realm === undefined || !/^bearer\s/i.test(headers['www-authenticate'] ?? ''))
    return refusalOf({ status: 401, headers, body: new Uint8Array() }, host, about);
  if (!isRealmOf(realm, url))
    return { problem: `${host} sends to a log-in elsewhere for ${about}, which is not followed.` };
  const address = new URL(realm);
  for (const key of ['service', 'scope'] as const)
    if (challenge.has(key)) address.searchParams.set(key, challenge.get(key)!);
  const options: HttpOptions = { ...limits, headers: { accept: 'application/json' } };
  const response = await http.get(address.href, options);
  if (response.status !== 200) return refusalOf(response, address.host, about);
  const json = jsonAnswer(response, address.href, about);
  if ('problem' in json) return json;
  const token = jsonText(json.answer['token'], 20_000) ?? jsonText(json.answer['access_token'], 20_000);
  return token !== null && /^[\w.~+/=-]+$/.test(token) ? { answer: token } : oddAnswer(address.href, about);
}

/** Whether the one who gives tokens belongs to the registry: the same site (`auth.docker.io` of `registry-1.docker.io`), as safely reached. */
function isRealmOf(realm: string, url: string): boolean {
  const [own, other] = [new URL(url), serverOf(realm) === null ? null : new URL(realm)];
  if (other === null || other.username !== '' || (own.protocol === 'https:' && other.protocol !== 'https:'))
    return false;
  return siteOf(own) === siteOf(other);
}
