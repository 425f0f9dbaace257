import { lastNameOf } from '../../core/callee-pattern';
import { argumentOf, type CallFact, type PythonFacts } from '../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../core/range';
import { stringOf } from '../../core/value';
import { isCommit, modelReferenceOf } from '../models/reference';
import { bare, boundTo, callAt, declarationOf, headOf, siteOf, writtenAt, type LookupSite } from './expressions';
import { returnedDownload } from './download-functions';

/** Bytes, or a file with them, that came over a network. */
export interface Download {
  readonly from: string;
  readonly at: Range;
  /** At a full commit, or with a hash that the download checks: what it was when somebody looked at it. */
  readonly pinned: boolean;
}

/** Calls that hand their first argument on: files, buffers, paths. */
export const WRAPPERS =
  /^(?:open|io\.open|io\.BytesIO|gzip\.(?:open|GzipFile)|bz2\.(?:open|BZ2File)|lzma\.(?:open|LZMAFile)|zlib\.decompress|(?:gzip|bz2|lzma)\.decompress|str|bytes|bytearray|io\.BufferedReader|os\.fspath|os\.path\.(?:abspath|expanduser|expandvars|realpath|normpath)|pathlib\.(?:Path|PurePath|PosixPath)|fsspec\.open|smart_open\.open|(?:tensorflow\.io\.)?gfile\.GFile|tensorflow\.io\.gfile\.GFile|tensorflow\.gfile\.(?:GFile|Open|FastGFile)|base64\.(?:standard_|urlsafe_)?b64decode|bytes\.fromhex|memoryview|\.?next|iter)$/;
/** Wrappers whose result is another path than their argument, but one in the folder that it names. */
const FOLDERS = /^(?:os\.path\.join|posixpath\.join|glob\.glob|os\.listdir)$/;
/** Calls whose result came over a network. */
const REMOTE =
  /^(?:(?:requests|httpx|urllib3|aiohttp|boto3|botocore|aioboto3|paramiko|ftplib|redis|aioredis|socket|google\.cloud\.storage|azure\.storage\.blob|flask\.request|zmq|kafka|confluent_kafka|aiokafka|pika|websocket|websockets|minio|multiprocessing\.connection)\b.*|urllib\.request\.(?:urlopen|urlretrieve)(?:\(\).*)?|urllib2\.urlopen(?:\(\).*)?|six\.moves\.urllib\.request\.(?:urlopen|urlretrieve)(?:\(\).*)?|.*\b(?:hf_hub_download|cached_download|snapshot_download|recv|recvfrom|recvmsg|recv_multipart|recv_bytes)|(?:wget|gdown)\.\w+|torch\.hub\.download_url_to_file|torchvision\.datasets\.utils\.download_\w+|(?:tensorflow\.)?keras\.utils\.get_file|tensorflow\.keras\.utils\.get_file|tf_keras\.utils\.get_file|pooch\.retrieve|kagglehub\.\w+_download|mlflow\.artifacts\.download_artifacts|mlflow\.(?:tracking\.)?MlflowClient\(\)\.download_artifacts|cached_path\.cached_path|(?:basicsr|facexlib|gfpgan|realesrgan|modules)\.[\w.]*load_file_from_url|paddle\.utils\.download\.get_\w+_from_url|streamlit\.(?:\w+\.)?file_uploader|timm\.models\.\w+\.download_cached_file|modelscope\.\S*\bmodel_file_download|\S*\buse_artifact\(\)\.download|wandb\S*\.artifact\(\)\.download|(?:s3fs|gcsfs|adlfs)\..*\.(?:open|cat|cat_file|read_bytes))$/;
/** What web frameworks call the request at hand: Flask, Django, Starlette. */
const REQUEST =
  /^(?:flask\.)?(?:self\.)?request\.(?:data|files|form|cookies|stream|values|args|json|get_data\(\)|get_json\(\)|body|body\(\)|FILES|POST|COOKIES)(?![\w(])/;
/** Of those, calls that bring nothing over themselves, or nothing that anybody could load. */
const NOT_REMOTE =
  /\.(?:dumps|send\w*|sendall|close|Session|client|resource|Bucket|set|delete|put\w*|post_\w+|list_\w+|upload\w*|exceptions?\.\w+|raise_for_status|status_code|mount|Timeout|HTTPAdapter)$/;
/** Methods and attributes by which bytes and paths are got out of what holds them. */
const CARRIES = new Set([
  'read',
  'readall',
  'read1',
  'getvalue',
  'content',
  'raw',
  'body',
  'data',
  'value',
  'file',
  'name',
  'open',
  'read_bytes',
  'readinto',
  'iter_content',
  'iter_bytes',
  'aiter_bytes',
  'aread',
  'joinpath',
  'resolve',
  'absolute',
  'as_posix',
  'expanduser',
  'get_object',
  'get',
  'result',
  'decode',
  'encode',
  'strip',
  'rstrip',
  'glob',
  'rglob',
  'iterdir',
  'text',
  'join',
  'getbuffer',
  'tobytes',
  'download',
  'download_as_bytes',
  'download_as_string',
  'readline',
  'buffer',
  'bytes',
  'payload',
  'message',
]);

/** What a value was downloaded by, if it was: through names, wrappers, methods and folders, never through a call that could be anything. */
export function downloadBehind(range: Range, place: LookupSite, facts: PythonFacts, depth = 0): Download | null {
  if (depth > 12) return null;
  const expression = bare(facts, range);
  const text = textAt(facts.text, expression);
  if (text === '' || text.length > 4000) return null;
  const call = callAt(facts, expression);
  if (call) return ofCall(call, facts, depth);
  const address = /^[rbu]?(["'])((?:https?|ftp|s3|gs|abfss?|hf):\/\/[^"'\s]+)\1$/i.exec(text);
  if (address) return isHere(address[2]!) ? null : { from: address[2]!, at: expression, pinned: false };
  if (/^(?:self\.)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*$/.test(text)) {
    const bound = boundTo(text, place, facts);
    return bound ? downloadBehind(bound.value, bound.place, facts, depth + 1) : uploadOf(text, place, facts);
  }
  const request = REQUEST.exec(text);
  if (request)
    return { from: 'a request', at: rangeOf(expression.start, expression.start + request[0].length), pinned: false };
  const member = /^([\s\S]*[\w)\]])\s*\.\s*([A-Za-z_]\w*)$/.exec(text);
  if (member && CARRIES.has(member[2]!))
    return downloadBehind(rangeOf(expression.start, expression.start + member[1]!.length), place, facts, depth + 1);
  const head = headOf(facts, expression);
  return head && downloadBehind(head, place, facts, depth + 1);
}

/** `file: UploadFile` of FastAPI and Starlette: what somebody sent. */
function uploadOf(name: string, place: LookupSite, facts: PythonFacts): Download | null {
  const declared = name.includes('.') ? null : declarationOf(name, place, facts.text);
  return declared && /[:\s.](?:UploadFile|UploadedFile)$/.test(textAt(facts.text, declared))
    ? { from: 'a request', at: declared, pinned: false }
    : null;
}

function ofCall(call: CallFact, facts: PythonFacts, depth: number): Download | null {
  if (
    REMOTE.test(call.callee) &&
    !NOT_REMOTE.test(call.callee) &&
    !call.args.some((argument) => isHere(stringOf(argument.value) ?? ''))
  ) {
    return {
      from: call.callee.replace(/\(\).*$/, ''),
      at: outermost(call, facts).range,
      pinned: isPinnedDownload(call),
    };
  }
  const place = siteOf(call);
  const first =
    call.args.find((argument) => argument.position === 0) ?? argumentOf(call, 'fileobj') ?? argumentOf(call, 'file');
  if (WRAPPERS.test(call.callee) || FOLDERS.test(call.callee))
    return first
      ? downloadBehind(first.spread ? writtenAt(first.value) : first.valueRange, place, facts, depth + 1)
      : null;
  const written = textAt(facts.text, call.calleeRange);
  const member = /^([\s\S]*\S)\s*\.\s*([A-Za-z_]\w*)$/.exec(written);
  if (REQUEST.test(written) || REQUEST.test(`${written}()`))
    return { from: 'a request', at: call.range, pinned: false };
  const local = call.callee.startsWith('.') ? returnedDownload(lastNameOf(call.callee), facts) : null;
  if (local) return local;
  if (!member || !CARRIES.has(member[2]!)) return null;
  if (member[2] === 'join' && first && /^b?["']/.test(member[1]!))
    return downloadBehind(first.valueRange, place, facts, depth + 1);
  return downloadBehind(
    rangeOf(call.calleeRange.start, call.calleeRange.start + member[1]!.length),
    place,
    facts,
    depth + 1,
  );
}

/** `urlopen(url)` of `urlopen(url).read()`: the call that goes over the network. */
function outermost(call: CallFact, facts: PythonFacts): CallFact {
  const written = textAt(facts.text, call.calleeRange);
  const receiver = callAt(
    facts,
    bare(facts, rangeOf(call.calleeRange.start, call.calleeRange.start + Math.max(0, written.lastIndexOf('.')))),
  );
  return receiver &&
    !receiver.callee.includes('()') &&
    /^(?:requests|httpx|urllib)/.test(receiver.callee) &&
    REMOTE.test(receiver.callee) &&
    !NOT_REMOTE.test(receiver.callee)
    ? receiver
    : call;
}

export function isPinnedDownload(call: CallFact): boolean {
  const reference = modelReferenceOf(call);
  const hashed = call.args.some(
    (argument) =>
      /^(?:known_hash|file_hash|md5|md5_hash|sha256|hash_prefix|checksum|expected_hash|hash)$/.test(
        argument.name ?? '',
      ) && argument.value.kind === 'string',
  );
  return hashed || (reference?.revisionText != null && isCommit(reference.revisionText));
}

/** An address of this machine is no download. */
export const isHere = (text: string): boolean =>
  /^\w+:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?=[:/]|$)/i.test(text);
