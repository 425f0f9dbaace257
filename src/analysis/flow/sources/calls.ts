import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { FlowNode } from '../flow-node';
import type { SourceKind } from '../sources';
import { isCredential } from './credential';
import { asksModel } from './model-output';
import { isRequestCall } from './places';

/** Libraries that speak HTTP, by the first part of their names. */
const CLIENTS = new Set([
  'requests',
  'httpx',
  'aiohttp',
  'urllib3',
  'grequests',
  'requests_html',
  'requests_futures',
  'requests_toolbelt',
  'cloudscraper',
  'curl_cffi',
  'niquests',
  'treq',
  'tls_client',
]);
/** Their verbs, and other words for sending something. */
const VERBS = /^(?:get|post|put|patch|delete|options|request|stream|send|urlopen|ws_connect)$/;
const VERB_CALLS = /\.(?:get|post|put|patch|delete|options|request|stream|send|urlopen)\(\)/;
/** Calls that answer with what somewhere else holds. */
const ANSWERED =
  /^(?:urllib2?|urllib\.request|six\.moves\.urllib\.request)\.(?:urlopen|build_opener\(\)\.open)$|^http\.client\.HTTPS?Connection\(\)\.getresponse$|^(?:boto3|aioboto3|aiobotocore|botocore)\b.*\.(?:get_object|Object\(\)\.get|ObjectSummary\(\)\.get)$|^google\.cloud\.storage\b.*\.download_as_(?:string|bytes|text)$|^azure\.storage\b.*\.(?:download_blob|download_file)$|^(?:urllib\.)?robotparser\b.*\.read$|^ftplib\b.*\.retr(?:binary|lines)$|^paramiko\b.*\.exec_command$/;
/** Calls that leave a file of elsewhere on this machine, and say where. */
const DOWNLOADS =
  /(?:^|\.)(?:hf_hub_download|snapshot_download|cached_download|cached_file|cached_path|urlretrieve|download_url_to_file)$|^(?:gdown\.(?:download|cached_download)|wget\.download|pooch\.retrieve|tensorflow\.keras\.utils\.get_file|keras\.utils\.get_file)$/;
const MESSAGES =
  /^socket\b.*\.(?:recv|recvfrom|recv_into|recvmsg|accept|makefile)$|^zmq\b.*\.recv(?:_\w+)?$|^websockets?\b.*\.recv(?:_data)?$|^(?:confluent_)?kafka\b.*\.?(?:KafkaConsumer|poll|consume)$|^aiokafka\.AIOKafkaConsumer$|^pika\b.*\.(?:basic_get|consume)$|^(?:boto3|aioboto3)\b.*\.receive_messages?$|^redis\b.*\.(?:b?[lr]pop|get_message|listen|xread|subscribe)$|^google\.cloud\.pubsub\w*\b.*\.pull$|^azure\.servicebus\b.*\.receive_messages$|^stomp\b.*\.receive$/;
const DATA =
  /(?:^|\.)(?:load_dataset|read_csv|read_json|read_parquet|read_table|read_excel|read_pickle|read_feather|load_from_disk|DictReader|safe_load|safe_load_all|full_load|iterrows|itertuples)$|^(?:json|simplejson|ujson|orjson|toml|tomllib|tomli|yaml|ruamel\.yaml|csv|jsonlines|pyhocon|hjson|json5|omegaconf\.OmegaConf|configparser\.(?:Raw)?ConfigParser\(\))\.(?:.*\.)?(?:load|loads|reader|read|get|open|parse_file)$/;
/** Of these what is given is the content itself, or the open file. */
const PARSES = /\.(?:loads|safe_load|safe_load_all|full_load|load|reader|DictReader)$/;
const TYPED =
  /^(?:input|raw_input|builtins\.input|getpass\.getpass|click\.prompt|typer\.prompt|rich\.prompt\.\w+\.ask|sys\.stdin\.\w+|sys\.stdin\.buffer\.\w+|prompt_toolkit\.(?:shortcuts\.)?prompt|prompt_toolkit\.PromptSession\(\)\.prompt(?:_async)?|questionary\.\w+\(\)\.ask)$/;
const WIDGETS =
  /^streamlit\.(?:.*\.)?(?:text_input|text_area|chat_input|data_editor)$|^nicegui\.ui\.(?:input|textarea|codemirror)$|^ipywidgets\.(?:.*\.)?(?:Text|Textarea|Password|Combobox)$|^panel\.widgets\.(?:TextInput|TextAreaInput|CodeEditor)$|^marimo\.ui\.(?:text|text_area|code_editor)$/;
const COMMAND_LINE =
  /(?:^|\.)parse_(?:known_|intermixed_)?args$|^(?:docopt\.)?docopt$|^(?:simple_parsing|jsonargparse|tyro|datargs)\.(?:parse|cli|CLI|parse_args)$|\.parse_args_into_dataclasses$|^getopt\.(?:gnu_)?getopt$/;
const ENVIRONMENT =
  /^os\.(?:getenv|environ\.get|environ\.pop|environ\.setdefault|environb\.get)$|^dotenv\.dotenv_values$/;
const OPENED =
  /^(?:open|io\.open|codecs\.open|gzip\.open|bz2\.open|lzma\.open|aiofiles\.open|fileinput\.input)$|(?:^|\.)(?:read_text|read_bytes)$|^pathlib\.Path\(\)(?:\..*)?\.open$|^pkgutil\.get_data$/;
/** Parts of a page that the program serves. */
const PAGE = /^gradio\.(?:Textbox|Code|TextArea|Textarea)$/;

const TABLE: readonly (readonly [RegExp, SourceKind])[] = [
  [PAGE, 'request'],
  [ANSWERED, 'network'],
  [DOWNLOADS, 'download'],
  [MESSAGES, 'message'],
  [TYPED, 'typed'],
  [WIDGETS, 'widget'],
  [COMMAND_LINE, 'command-line'],
  [ENVIRONMENT, 'environment'],
];

/** The kind of source that a call is. */
export function sourceOfCall(call: CallFact, node: FlowNode): SourceKind | null {
  const { callee } = call;
  if (asksModel(call, node)) return 'model';
  if (isRequestCall(call, node)) return 'request';
  if (isAnswer(call)) return 'network';
  for (const [pattern, kind] of TABLE)
    if (pattern.test(callee)) return kind === 'environment' && isCredential(call.args[0]?.expression) ? null : kind;
  if (DATA.test(callee)) return isWrittenText(call) ? null : 'data';
  return OPENED.test(callee) && !isOwnFile(call) ? 'file' : null;
}

/** Whether a call sends something over HTTP and gives what is answered: by any verb, of the library itself, of a session or a client. */
export function isAnswer(call: CallFact): boolean {
  const { callee } = call;
  const first = callee.slice(0, callee.search(/[.(]|$/));
  if (CLIENTS.has(first)) return VERBS.test(lastNameOf(callee)) && !VERB_CALLS.test(callee);
  return ofSession(call);
}

/** `self.session.post(url)`: a client that is only known by how it is called. What is looked up in a table has a key. */
function ofSession({ callee, expression }: CallFact): boolean {
  if (!callee.startsWith('?') && !callee.startsWith('.')) return false;
  const [called] = expression.parts;
  const [object] = called?.kind === 'attribute' && VERBS.test(called.name) ? called.parts : [];
  const name = /[^.]*$/.exec(object?.dotted ?? '')![0];
  return /^_?(?:http_?|https_?|requests?_|aio\w*_)?(?:session|http|http_?client|https_client)$/i.test(name);
}

/** Whether a call is given the content that it reads, and not where that stands. */
export const isParsed = ({ call }: FlowNode): boolean => call !== null && PARSES.test(call.callee);

/** `json.loads('{"a": 1}')`: all of it is written here. */
const isWrittenText = (call: CallFact): boolean =>
  PARSES.test(call.callee) && call.args[0]?.value.kind === 'string' && call.args[0].value.via !== 'default';

/** A file of the program's own, by a path that is written down: setup.py reads its version so. */
function isOwnFile(call: CallFact): boolean {
  const [path] = call.args;
  const [called] = call.expression.parts;
  const receiver = called?.kind === 'attribute' ? called.parts[0] : undefined;
  const subject = path?.expression ?? receiver;
  return subject !== undefined && isOwnPath(subject, 0);
}

const DEEPEST = 12;
const OWN_NAMES = /^(?:_*(?:HERE|ROOT|BASE|here|root)_*|__file__)$/;

/** A path that is written, or begins at the program's own place. */
function isOwnPath(expression: Expression, depth: number): boolean {
  const { kind, value, parts } = expression;
  if (value.kind === 'string') return value.via !== 'default';
  if (kind === 'name') return OWN_NAMES.test(expression.name);
  return depth < DEEPEST && parts.some((part) => isOwnPart(part, depth + 1));
}

const isOwnPart = (part: Expression, depth: number): boolean =>
  part.kind === 'text'
    ? /\.py$|version/i.test(part.template ?? '')
    : (part.kind === 'name' && OWN_NAMES.test(part.name)) || (part.parts.length > 0 && isOwnPath(part, depth));
