import { lastNameOf } from '../../core/callee-pattern';
import type { CallFact, Semantics } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Expression } from '../../core/semantics';
import type { Value } from '../../core/value';
import { isCommit, modelReferenceOf } from '../models/reference';
import { flowInto } from './flow';
import { wayOf, type Flow, type FlowNode } from './flow-node';
import { SAME_BYTES } from './same-bytes';

/** Bytes, or a file with them, that came over a network. */
export interface Download {
  readonly from: string;
  /** The call, address or parameter that brings it: in the document, also where another file of the project does. */
  readonly at: Range;
  /** At a full commit, or with a hash that the download checks: what it was when somebody looked at it. */
  readonly pinned: boolean;
}

/** Calls whose result came over a network. */
const REMOTE =
  /^(?:(?:requests|httpx|urllib3|aiohttp|boto3|botocore|aioboto3|aiobotocore|paramiko|ftplib|http\.client|redis|aioredis|socket|google\.cloud\.storage|azure\.storage\.blob|flask\.request|zmq|kafka|confluent_kafka|aiokafka|pika|websocket|websockets|minio|multiprocessing\.connection)\b.*|urllib\.request\.(?:urlopen|urlretrieve|build_opener\(\)\.open)(?:\(\).*)?|urllib2\.urlopen(?:\(\).*)?|six\.moves\.urllib\.request\.(?:urlopen|urlretrieve)(?:\(\).*)?|.*\b(?:hf_hub_download|cached_download|snapshot_download|recv|recvfrom|recvmsg|recv_multipart|recv_bytes)|(?:wget|gdown)\.\w+|torch\.hub\.download_url_to_file|torchvision\.datasets\.utils\.download_\w+|(?:tensorflow\.)?keras\.utils\.get_file|tensorflow\.keras\.utils\.get_file|tf_keras\.utils\.get_file|pooch\.retrieve|kagglehub\.\w+_download|mlflow\.artifacts\.download_artifacts|mlflow\.(?:tracking\.)?MlflowClient\(\)\.download_artifacts|cached_path\.cached_path|(?:basicsr|facexlib|gfpgan|realesrgan|modules)\.[\w.]*load_file_from_url|paddle\.utils\.download\.get_\w+_from_url|streamlit\.(?:\w+\.)?file_uploader|timm\.models\.\w+\.download_cached_file|modelscope\.\S*\bmodel_file_download|\S*\buse_artifact\(\)\.download|wandb\S*\.artifact\(\)\.download|(?:s3fs|gcsfs|adlfs)\..*\.(?:open|cat|cat_file|read_bytes))$/;
/** Of those, calls that bring nothing over themselves, or nothing that anybody could load. */
const NOT_REMOTE =
  /\.(?:dumps|send\w*|sendall|close|Session|client|resource|Bucket|set|delete|put\w*|post_\w+|list_\w+|upload\w*|exceptions?\.\w+|raise_for_status|status_code|mount|Timeout|HTTPAdapter)$/;
/** A web server answers to every verb. */
const ANSWERED =
  /^(?:requests|httpx|aiohttp)\b.*\.?\b(?:get|post|put|patch|delete|options|request|send|stream|ws_connect)$/;
/** What web frameworks call the request at hand: Flask, Django, Starlette. */
const REQUEST =
  /^(?:flask\.)?(?:self\.)?request\.(?:data|files|form|cookies|stream|values|args|json|get_data|get_json|body|FILES|POST|COOKIES)$/;
const ADDRESS = /^(?:https?|ftp|s3|gs|abfss?|hf):\/\/[^"'\s]+$/i;
const UPLOAD = /(?:^|\.)(?:UploadFile|UploadedFile)$/;
/** Keywords by which the digest is given that a download checks. */
const DIGESTS = /^(?:known_hash|file_hash|md5|md5_hash|sha256|hash_prefix|checksum|expected_hash|hash)$/;

/** What a value was downloaded by, if it was: through names, wrappers, methods, folders and functions of the project. */
export const downloadBehind = (expression: Expression, world: Semantics): Download | null =>
  downloadIn(flowInto(expression, world, SAME_BYTES));

/** The nearest download that a value comes from. */
export function downloadIn({ nodes }: Flow): Download | null {
  for (const node of nodes) {
    const download = downloadAt(node);
    if (download) return download;
  }
  return null;
}

function downloadAt(node: FlowNode): Download | null {
  const { call, expression } = node;
  if (call && isNetworkCall(call)) {
    const { callee } = call;
    const at = callee.includes('()') ? requestUnder(node) : null;
    return { from: callee.replace(/\(\).*$/, ''), at: placeOf(node, at ?? expression), pinned: isPinnedDownload(call) };
  }
  switch (expression.kind) {
    case 'text': {
      const address = textOf(expression.value);
      return address !== undefined && ADDRESS.test(address) && !isHere(address)
        ? { from: address, at: placeOf(node, expression), pinned: false }
        : null;
    }
    case 'attribute':
      return isRequest(expression) ? { from: 'a request', at: placeOf(node, expression), pinned: false } : null;
    case 'call':
      return expression.parts[0] && isRequest(expression.parts[0])
        ? { from: 'a request', at: placeOf(node, expression), pinned: false }
        : null;
    case 'name':
      return uploadAt(node);
    default:
      return null;
  }
}

const isRequest = (expression: Expression): boolean =>
  expression.kind === 'attribute' &&
  ((expression.dotted !== null && REQUEST.test(expression.dotted)) || REQUEST.test(expression.qualified));

/** `file: UploadFile` of FastAPI and Starlette: what somebody sent. */
function uploadAt(node: FlowNode): Download | null {
  const parameter = node.owner?.parameters.find(({ name }) => name === node.expression.name);
  const { annotation } = parameter ?? {};
  return parameter && annotation && [annotation, ...annotation.parts].some(({ dotted }) => UPLOAD.test(dotted ?? ''))
    ? { from: 'a request', at: placeOf(node, parameter.range), pinned: false }
    : null;
}

/** Where in the document: of what another file brings, the expression through which it comes here. */
function placeOf(node: FlowNode, at: Range): Range {
  const place = node.path === null ? at : (wayOf(node).find(({ path }) => path === null)?.expression ?? at);
  return rangeOf(place.start, place.end);
}

/** `urlopen(url)` of `urlopen(url).read()`: the call that goes over the network. */
function requestUnder({ expression, world }: FlowNode): Expression | null {
  const [called] = expression.parts;
  const [receiver] = called?.kind === 'attribute' ? called.parts : [];
  const call = receiver && world.callOf(receiver);
  return call && !call.callee.includes('()') && /^(?:requests|httpx|urllib)/.test(call.callee) && isNetworkCall(call)
    ? receiver
    : null;
}

/** Whether what a call gives came over a network. */
export function isNetworkCall(call: CallFact): boolean {
  const { callee } = call;
  const brings = ANSWERED.test(callee) || (REMOTE.test(callee) && !NOT_REMOTE.test(callee)) || isObjectOfBucket(call);
  return brings && !asksThisMachine(call);
}

/** Whether what a call is given is an address of this machine. */
export const asksThisMachine = ({ args }: CallFact): boolean => args.some(({ value }) => isHere(textOf(value) ?? ''));

/** `client.get_object(Bucket=…, Key=…)`, whatever the client is: nothing else is asked so. */
const isObjectOfBucket = ({ callee, args }: CallFact): boolean =>
  lastNameOf(callee) === 'get_object' &&
  args.some(({ name }) => name === 'Bucket') &&
  args.some(({ name }) => name === 'Key');

const textOf = (value: Value): string | undefined =>
  value.kind === 'string' ? value.value : value.kind === 'unknown' ? value.prefix : undefined;

export function isPinnedDownload(call: CallFact): boolean {
  const reference = modelReferenceOf(call);
  const hashed = call.args.some(({ name, value }) => DIGESTS.test(name ?? '') && value.kind === 'string');
  return hashed || (reference?.revisionText != null && isCommit(reference.revisionText));
}

/** An address of this machine is no download. */
export const isHere = (text: string): boolean =>
  /^\w+:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?=[:/]|$)/i.test(text);
