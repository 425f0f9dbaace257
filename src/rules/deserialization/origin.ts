import type { Related } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import { stringOf, type Value } from '../../core/value';
import { isCommit, modelReferenceOf } from '../models/reference';

/** Where the bytes come from that a call is about to load. */
export type Origin =
  /** `at`: the call or the address that brings it over a network; null when it is the load itself. */
  | { readonly kind: 'remote'; readonly from: string; readonly pinned: boolean; readonly at: Range | null }
  /** A path written in the code. */
  | { readonly kind: 'file'; readonly path: string }
  /** Written by the same piece of code before. `memory`: never left the process. */
  | { readonly kind: 'own'; readonly memory: boolean }
  /** A parameter of the enclosing function: the caller decides. */
  | { readonly kind: 'parameter' }
  | { readonly kind: 'unknown' };

/** Calls that hand their first argument on: files, buffers, paths. */
const WRAPPERS = /^(?:open|io\.open|io\.BytesIO|gzip\.(?:open|GzipFile)|bz2\.(?:open|BZ2File)|lzma\.(?:open|LZMAFile)|zlib\.decompress|(?:gzip|bz2|lzma)\.decompress|str|bytes|os\.fspath|os\.path\.(?:abspath|expanduser|realpath|normpath)|pathlib\.(?:Path|PurePath|PosixPath)|fsspec\.open|smart_open\.open|tensorflow\.io\.gfile\.GFile|base64\.b64decode|base64\.(?:standard_|urlsafe_)?b64decode|bytes\.fromhex|memoryview)$/;
/** Calls whose result came over a network. */
const REMOTE = /^(?:(?:requests|httpx|urllib3|aiohttp|boto3|botocore|paramiko|ftplib|redis|socket|google\.cloud\.storage|azure\.storage\.blob|flask\.request|zmq|kafka)\b.*|urllib\.request\.(?:urlopen|urlretrieve)(?:\(\).*)?|.*\b(?:hf_hub_download|cached_download|snapshot_download|recv|recvfrom)|(?:wget|gdown)\.\w+|torch\.hub\.download_url_to_file|torchvision\.datasets\.utils\.download_\w+|(?:tensorflow\.)?keras\.utils\.get_file|pooch\.retrieve|kagglehub\.\w+_download|mlflow\.artifacts\.download_artifacts|cached_path\.cached_path)$/;
/** Calls that put a file from the network at a path they are given. */
const FETCHERS = /(?:^|\.)(?:urlretrieve|download_url_to_file|download_url|download_and_extract_archive|download_file|download_to_filename|download_fileobj|fget_object)$|^(?:wget|gdown)\.download$/;
const WRITERS = /(?:^|\.)(?:dump|save|to_pickle|savez|savez_compressed)$/;
const SERIALIZERS = /^(?:pickle|_pickle|dill|cloudpickle|marshal)\.dumps$/;

/** Words of calls that say something about a load in the same scope (`FETCHERS`, `WRITERS`, and the hash checks of `verification.ts`); the scan keeps the statements they stand in. */
export const ORIGIN_TRIGGERS: readonly string[] = [
  'urlretrieve', 'download', 'fget_object', 'dump', 'save', 'to_pickle',
  'digest', 'hash', 'checksum', 'sha1', 'sha2', 'sha3', 'sha5', '_sha', 'blake', 'md5', 'integrity', 'signature',
];

/** Follows what a call loads back to a path, a download or a parameter. */
export function originOf(value: Value | undefined, call: CallFact, facts: PythonFacts): Origin {
  if (!value) return { kind: 'unknown' };
  const source = unwrap(value);
  if (source.kind === 'result' && SERIALIZERS.test(source.callee)) return { kind: 'own', memory: true };
  const text = stringOf(source);
  if (text !== undefined && /^(?:https?|ftp|s3|gs|abfss?|hf):\/\//i.test(text)) return { kind: 'remote', from: text, pinned: false, at: source.kind === 'string' ? source.origin : source.range };
  for (const { name, at } of calledNames(source, call, facts)) if (REMOTE.test(name)) return { kind: 'remote', from: name.replace(/\(\).*$/, ''), pinned: isPinned(source, facts), at };
  const before = facts.calls.filter((other) => other.scope === call.scope && other.range.end <= call.range.start);
  const fetcher = before.find((other) => FETCHERS.test(other.callee) && takes(other, value, facts));
  if (fetcher) return { kind: 'remote', from: fetcher.callee, pinned: false, at: fetcher.range };
  if (facts.calls.some((other) => other.scope === call.scope && other !== call && WRITERS.test(other.callee) && takes(other, value, facts))) return { kind: 'own', memory: false };
  if (text !== undefined) return { kind: 'file', path: text };
  return source.kind === 'unknown' && source.reason === 'parameter' ? { kind: 'parameter' } : { kind: 'unknown' };
}

/** The other end of a load from the network: where the bytes come into the program. */
export function relatedOf(origin: Origin): readonly Related[] {
  if (origin.kind !== 'remote' || origin.at === null) return [];
  return [{ range: origin.at, message: origin.from.includes('://') ? 'This is where it is downloaded from.' : 'It is downloaded here.' }];
}

/** The path or buffer at the bottom of `open(Path(x))`. */
export function unwrap(value: Value, depth = 0): Value {
  return value.kind === 'result' && WRAPPERS.test(value.callee) && value.args[0] && depth < 8 ? unwrap(value.args[0], depth + 1) : value;
}

/** Whether a call has an argument that is the same file or buffer as `value`. */
export function takes(call: CallFact, value: Value, facts: PythonFacts): boolean {
  const wanted = keysOf(value, facts);
  return call.args.some((argument) => keysOf(argument.value, facts).some((key) => wanted.includes(key)));
}

/** What identifies a file or buffer: its literal path, or the expression as written. */
function keysOf(value: Value, facts: PythonFacts): readonly string[] {
  const source = unwrap(value);
  const text = stringOf(source);
  if (text !== undefined) return [`path ${text.replace(/^\.\//, '')}`];
  return [value, source].map(({ range }) => textAt(facts, range)).filter((written) => /^[A-Za-z_][\w.[\]"']*$/.test(written)).map((written) => `name ${written}`);
}

const textAt = (facts: PythonFacts, range: Range): string => facts.text.slice(range.start, range.end).trim();

/** Callees that a value goes through: of a result, of the calls inside an expression, of what a name was last assigned. */
function calledNames(value: Value, call: CallFact, facts: PythonFacts): readonly { readonly name: string; readonly at: Range }[] {
  if (value.kind === 'reference') return [{ name: value.name, at: value.range }];
  const own = value.kind === 'result' ? [value.callee, value.callee.replace(/\(\)\.\w+$/, '')].map((name) => ({ name, at: value.origin })) : [];
  const inside = value.kind === 'unknown' ? value.range : value.origin;
  const head = value.kind === 'unknown' ? /^[A-Za-z_]\w*/.exec(textAt(facts, value.range))?.[0] : undefined;
  const assigned = head === undefined ? undefined : facts.assignments.filter((fact) => fact.target === head && fact.scope === call.scope && fact.range.end <= call.range.start).pop();
  const ranges = assigned ? [inside, assigned.valueRange] : [inside];
  return [...own, ...facts.calls.filter((other) => other !== call && ranges.some((range) => contains(range, other.range))).map((other) => ({ name: other.callee, at: other.range }))];
}

/** A download from the hub at a full commit is what it was when somebody looked at it. */
function isPinned(value: Value, facts: PythonFacts): boolean {
  const call = value.kind === 'result' ? facts.calls.find((candidate) => candidate.range.start === value.origin.start && candidate.range.end === value.origin.end) : undefined;
  if (!call) return false;
  const reference = modelReferenceOf(call);
  const hashed = call.args.some((argument) => /^(?:known_hash|file_hash|md5|sha256|hash_prefix|checksum|expected_hash)$/.test(argument.name ?? '') && argument.value.kind === 'string');
  return hashed || (reference?.revisionText != null && isCommit(reference.revisionText));
}
