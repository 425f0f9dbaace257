import {
  DIGEST_ALGORITHMS,
  type SignedDigest,
  type SignedManifest,
  type SignedResource,
} from '../../core/signature-facts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://model_signing/signature/v1.0';
/** That of version 0.2 of the reference implementation, which has the files as subjects. */
const OLD_PREDICATE_TYPE = 'https://model_signing/Digests/v0.1';

const MOST_RESOURCES = 1_000_000;
const LONGEST_PATH = 4_096;
/** Hexadecimal digits of a digest; all three have 256 bits but BLAKE2b, which has 512. */
const DIGITS: Readonly<Record<SignedDigest, number>> = { sha256: 64, blake2b: 128, blake3: 64 };

type Json = Readonly<Record<string, unknown>>;

class Refusal extends Error {}

const refuse = (message: string): never => {
  throw new Refusal(message);
};

/** Reads the statement of OpenSSF Model Signing, and that of version 0.2; a sentence for what is neither. Whether its digests agree is not looked at. */
export function readManifest(payload: Uint8Array): SignedManifest | string {
  try {
    const statement = recordOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    if (!statement || statement['_type'] !== STATEMENT_TYPE) return 'what was signed is no in-toto statement';
    if (statement['predicateType'] === OLD_PREDICATE_TYPE) return oldManifest(statement);
    if (statement['predicateType'] !== PREDICATE_TYPE) return 'what was signed is no statement about a model';
    return newManifest(statement);
  } catch (error) {
    return error instanceof Refusal ? error.message : 'what was signed is no JSON';
  }
}

function newManifest(statement: Json): SignedManifest {
  const subjects = listOf(statement['subject']);
  const subject = recordOf(subjects?.[0]);
  const root = textOf(recordOf(subject?.['digest'])?.['sha256']);
  if (subjects?.length !== 1 || !/^[0-9a-f]{64}$/i.test(root))
    return refuse('what was signed does not have one subject with a SHA-256');
  const predicate = recordOf(statement['predicate']);
  const { algorithm, shard, ...serialization } = serializationOf(recordOf(predicate?.['serialization']));
  const resources = listOf(predicate?.['resources']) ?? refuse('what was signed lists no files');
  return {
    version: '1.0',
    name: textOf(subject?.['name']),
    root: root.toLowerCase(),
    ...serialization,
    resources: distinct(resources.map((each) => resourceOf(recordOf(each), shard, algorithm))),
  };
}

/** How files were chosen and hashed; `shard` is the size of one, null where files were hashed whole. */
function serializationOf(serialization: Json | null) {
  const method = serialization?.['method'];
  if (method !== 'files' && method !== 'shards') return refuse('what was signed does not say how: as files or shards');
  const size = serialization?.['shard_size'];
  const shard = method === 'shards' ? size : null;
  if (shard !== null && !(typeof shard === 'number' && Number.isSafeInteger(shard) && shard > 0))
    return refuse('what was signed does not say how large its shards are');
  return {
    method,
    shard,
    algorithm: algorithmOf(serialization?.['hash_type']) ?? refuse('what was signed names no known hash'),
    allowsLinks: serialization?.['allow_symlinks'] === true,
    ignored: (listOf(serialization?.['ignore_paths']) ?? []).flatMap((each) => ignoredPath(each) ?? []),
  } as const;
}

/** The files are the subjects, and nothing is said of how they were chosen: links are not followed, and only git's own files left out. */
function oldManifest(statement: Json): SignedManifest {
  const subjects = listOf(statement['subject']) ?? refuse('what was signed lists no files');
  const resources = subjects.map((each) => {
    const subject = recordOf(each);
    const digest = recordOf(subject?.['digest'])?.['sha256'];
    return resourceOf({ name: subject?.['name'], algorithm: 'sha256', digest }, null, 'sha256');
  });
  return {
    version: '0.2',
    name: '',
    root: null,
    method: 'files',
    allowsLinks: false,
    ignored: [],
    resources: distinct(resources),
  };
}

/** `sha256`, `blake2` as the reference's own interface calls it, and `sha256-sharded-1000000000` of a shard. */
function algorithmOf(value: unknown): SignedDigest | null {
  const name = textOf(value).replace(/-sharded-\d{1,16}$/, '');
  return DIGEST_ALGORITHMS.find((each) => each === name || (each === 'blake2b' && name === 'blake2')) ?? null;
}

function resourceOf(resource: Json | null, shard: unknown, expected: SignedDigest): SignedResource {
  const algorithm = algorithmOf(resource?.['algorithm']);
  const digest = textOf(resource?.['digest']);
  if (algorithm === null || algorithm !== expected)
    return refuse('what was signed has a file with another hash than it says');
  if (digest.length !== DIGITS[algorithm] || !/^[0-9a-f]+$/i.test(digest))
    return refuse('what was signed has a file without a proper digest');
  const name = textOf(resource?.['name']);
  const common = { algorithm, digest: digest.toLowerCase() };
  if (shard === null) return { path: pathOf(name), start: null, end: null, ...common };
  const [, path, from, to] = /^([^]*):(\d{1,16}):(\d{1,16})$/.exec(name) ?? [];
  const [start, end] = [Number(from), Number(to)];
  if (path === undefined || !(start < end) || !Number.isSafeInteger(end))
    return refuse('what was signed has a shard without a proper range');
  return { path: pathOf(path), start, end, ...common };
}

/** A path below the model; anything that could lead elsewhere, or be read in two ways, is refused. */
function pathOf(name: string): string {
  if (name === '.') return name;
  const isProper =
    name.length > 0 &&
    name.length <= LONGEST_PATH &&
    !/[\\\0]|^\//.test(name) &&
    name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  return isProper ? name : refuse('what was signed has a path that leads out of the model, or is none');
}

/** Paths of what was left out come from the signer's command line: what lies outside of the model says nothing. */
function ignoredPath(value: unknown): string | null {
  const path = textOf(value)
    .split('/')
    .filter((part, index) => part !== '.' && (part !== '' || index === 0))
    .join('/');
  if (textOf(value) !== '' && path === '') return textOf(value).startsWith('/') ? null : '.';
  return path === '' || path.length > LONGEST_PATH || /[\\\0]|^\/|(?:^|\/)\.\.(?:\/|$)/.test(path) ? null : path;
}

function distinct(resources: readonly SignedResource[]): readonly SignedResource[] {
  if (resources.length === 0) return refuse('what was signed lists no files');
  if (resources.length > MOST_RESOURCES) return refuse('what was signed lists too many files');
  const names = new Set(resources.map(({ path, start, end }) => `${path}\0${start}\0${end}`));
  return names.size === resources.length ? resources : refuse('what was signed lists a file twice');
}

const recordOf = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? (value as unknown[]) : null);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
