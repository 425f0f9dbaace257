import type { HttpClient, HttpResponse } from '../core/host';
import type { IndexedFile, IndexedProject, IndexStatus } from '../core/package-index';
import {
  ask,
  serverOf,
  jsonAnswer,
  jsonList,
  oddAnswer,
  jsonTable,
  jsonText,
  type Answer,
  type Limits,
} from './asking';
import { anchorsIn, metaIn } from './simple-page';
import { versionInName } from './file-versions';

/** The page of the project with the most files on pypi.org has about 20 MB. */
const LIMITS: Limits = { maxBytes: 64 * 1024 * 1024, timeout: 30_000 };

/** Files of one project that are read; the largest on pypi.org has some 15,000. */
const MAX_FILES = 100_000;

/** PEP 691: JSON before HTML, each in the first version. */
const ACCEPT = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01';

/**
 * Asks an index for a project: `GET {index}/{name}/` (PEP 503), in JSON (PEP 691, 700, 714, 792) or HTML. `name` is normalised, and
 * `index` the address of its root, credentials and all. Never rejects.
 */
export function fetchIndexedProject(
  http: HttpClient,
  index: string,
  name: string,
  limits: Limits = LIMITS,
): Promise<Answer<IndexedProject>> {
  const url = `${index.replace(/\/+$/, '')}/${encodeURIComponent(name)}/`;
  const about = `the package ${name}`;
  return ask(http, url, {
    ...limits,
    about,
    headers: { accept: ACCEPT },
    read: (response) => readProject(response, url, name, about),
  });
}

function readProject(response: HttpResponse, url: string, name: string, about: string): Answer<IndexedProject> {
  const type = (response.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'application/vnd.pypi.simple.v1+json' || type === 'application/json') {
    const json = jsonAnswer(response, url, about);
    return 'problem' in json ? json : (fromJson(json.answer, url, name) ?? oddAnswer(url, about));
  }
  if (type === 'application/vnd.pypi.simple.v1+html' || type === 'text/html')
    return fromPage(response.body, url, name, about);
  return {
    problem: `${serverOf(url)!} answered about ${about} with ${jsonText(type, 60) ?? 'no type'}, which is no index.`,
  };
}

/** Null where it has no list of files, or a version of the protocol that nobody knows yet. */
function fromJson(root: Record<string, unknown>, url: string, name: string): { answer: IndexedProject } | null {
  const version = jsonText(jsonTable(root['meta'])?.['api-version'], 20) ?? '1.0';
  if (!/^1(?:\.|$)/.test(version) || !Array.isArray(root['files'])) return null;
  // The specification has a table, an example in it a text.
  const stated = root['project-status'];
  const { status, reason } = jsonTable(stated) ?? { status: stated, reason: '' };
  return {
    answer: {
      status: statusOf(status),
      reason: jsonText(reason, 300) ?? '',
      files: jsonList(root['files'])
        .slice(0, MAX_FILES)
        .flatMap((file) => jsonFile(jsonTable(file) ?? {}, url, name) ?? []),
    },
  };
}

function jsonFile(file: Record<string, unknown>, base: string, name: string): IndexedFile | null {
  const filename = jsonText(file['filename']);
  const url = absolute(jsonText(file['url'], 4_000), base);
  if (filename === null || url === null) return null;
  const yanked = file['yanked'];
  return {
    name: filename,
    version: versionInName(filename, name),
    url,
    hashes: hashesOf(file['hashes']),
    requiresPython: jsonText(file['requires-python']),
    yanked: typeof yanked === 'string' ? (jsonText(yanked, 300) ?? '') : yanked === true ? '' : null,
    // PEP 714: the old name counts only where the new one is not there.
    metadata: metadataOf('core-metadata' in file ? file['core-metadata'] : file['dist-info-metadata']),
  };
}

function metadataOf(value: unknown): string | null {
  if (value === true) return '';
  const [first] = jsonTable(value) === null ? [] : hashesOf(value).filter((hash) => hash.startsWith('sha256:'));
  return jsonTable(value) === null ? null : (first ?? '');
}

function fromPage(body: Uint8Array, url: string, name: string, about: string): Answer<IndexedProject> {
  const text = new TextDecoder('utf-8').decode(body);
  const anchors = anchorsIn(text, MAX_FILES);
  const meta = metaIn(text);
  const version = meta.get('pypi:repository-version') ?? '1.0';
  const files = anchors.flatMap((anchor) => pageFile(anchor, url, name) ?? []);
  const status = statusOf(meta.get('pypi:project-status'));
  // A project without files is nothing but an empty page; a page with other links is one of a log-in.
  if (
    !/^1(?:\.|$)/.test(version) ||
    (files.length === 0 && (anchors.length > 0 || !/<title>\s*Links for\b/i.test(text)) && status === 'active')
  )
    return {
      problem: `${serverOf(url)!} answered about ${about} with a page that is no index; a proxy or a log-in page may stand in between.`,
    };
  return { answer: { status, reason: jsonText(meta.get('pypi:project-status-reason'), 300) ?? '', files } };
}

function pageFile(
  { attributes, text }: ReturnType<typeof anchorsIn>[number],
  base: string,
  name: string,
): IndexedFile | null {
  const href = absolute(attributes.get('href') ?? null, base);
  if (href === null) return null;
  const [url, fragment = ''] = href.split('#', 2) as [string, string?];
  const filename = jsonText(text.trim()) ?? jsonText(decoded(url.slice(url.lastIndexOf('/') + 1)));
  if (filename === null || !/\.(?:whl|zip|egg|exe|msi|tar(?:\.\w{1,4})?|tgz|tbz2?)$/i.test(filename)) return null;
  const digest = /^(md5|sha1|sha224|sha256|sha384|sha512)=([0-9a-f]{32,128})$/i.exec(fragment);
  const metadata = attributes.get('data-core-metadata') ?? attributes.get('data-dist-info-metadata');
  return {
    name: filename,
    version: versionInName(filename, name),
    url,
    hashes: digest ? [`${digest[1]!.toLowerCase()}:${digest[2]!.toLowerCase()}`] : [],
    requiresPython: jsonText(attributes.get('data-requires-python')),
    yanked: attributes.has('data-yanked') ? (jsonText(attributes.get('data-yanked'), 300) ?? '') : null,
    metadata:
      metadata === undefined || metadata === 'false'
        ? null
        : (/^sha256=([0-9a-f]{64})$/i.exec(metadata)?.[1]?.replace(/^/, 'sha256:').toLowerCase() ?? ''),
  };
}

const LENGTHS: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

const hashesOf = (value: unknown): readonly string[] =>
  Object.entries(jsonTable(value) ?? {}).flatMap(([algorithm, digest]) =>
    Object.hasOwn(LENGTHS, algorithm) &&
    typeof digest === 'string' &&
    digest.length === LENGTHS[algorithm] &&
    /^[0-9a-f]+$/i.test(digest)
      ? [`${algorithm}:${digest.toLowerCase()}`]
      : [],
  );

const statusOf = (value: unknown): IndexStatus =>
  value === 'archived' || value === 'quarantined' || value === 'deprecated' ? value : 'active';

function absolute(url: string | null, base: string): string | null {
  try {
    const found = url === null ? null : new URL(url, base);
    return found !== null && /^https?:$/.test(found.protocol) ? found.href : null;
  } catch {
    return null; // no address
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone per cent sign
  }
}
