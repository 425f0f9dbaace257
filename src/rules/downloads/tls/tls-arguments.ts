import type { Fix } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { CommandContext, PythonContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { isDefault, type Value } from '../../../core/value';
import { renameLast, setKeyword } from '../../../readers/python/edits';
import { spelled } from '../../../readers/python/spelling';
import { decisionsAround, namesAsked } from '../../../analysis/flow/decisions';
import { madeSafe } from './restored';
import { addressOf, hostOf, isInnerHost } from '../../../analysis/addresses/addresses';

/** Libraries whose `verify` is about certificates. */
const VERIFIES =
  /^(?:requests|httpx|boto3|botocore|aioboto3|aiobotocore|gdown|hvac|kagglehub|huggingface_hub|requests_toolbelt|requests_cache|cloudscraper|curl_cffi|niquests|s3fs|openai|minio|clearml|label_studio_sdk)\b/;
/** Methods of clients and sessions that are not known: `self.session.get(url, verify=False)`. */
const VERBS = /\.(?:get|post|put|patch|delete|head|options|request|stream|send)$/;
const AIOHTTP = /^aiohttp\b/;

export const WHY = ': an attacker can impersonate the server';

/** Stands under `if not verify:` or `if insecure:`: somebody else decided that, here it is only carried out. */
export const isAskedFor = (range: Range, { facts }: CommandContext): boolean =>
  facts.kind === 'python' &&
  decisionsAround(range, facts.semantics).some(({ condition }) =>
    namesAsked(condition).some((name) => SPEAKS_OF_IT.test(name)),
  );
/** `ssl_config`, but not `use_ssl`: that there is encryption is no word about checks. */
const SPEAKS_OF_IT =
  /verif|(?:^|_)(?<!(?:^|_)(?:uses?|using|with|is|has|enabled?|requires?|force)_)(?:ssl|tls)|insecure|unsecure|certificate/i;

/** Whether an expression turns a check off: `False`, `ssl.CERT_NONE`, and the texts that urllib3 takes for it, `"CERT_NONE"` and `"NONE"`. */
export function turnsCheckOff(value: Value): boolean {
  return (
    (value.kind === 'boolean' && !value.value) ||
    (value.kind === 'number' && value.value === 0) ||
    (value.kind === 'reference' && value.name === 'ssl.CERT_NONE') ||
    (value.kind === 'string' && /^(?:CERT_)?NONE$/.test(value.value))
  );
}

/** `verify=False`, `ssl=False`, `verify_ssl=False`, `cert_reqs="CERT_NONE"` in a call. */
export function checkTlsArgument(call: CallFact, context: PythonContext): void {
  for (const argument of call.args) {
    if (
      argument.name === null ||
      !(turnsCheckOff(argument.value) || isNoneOfRedis(argument)) ||
      !isSwitch(argument.name, call, context)
    )
      continue;
    if (isInner(call)) continue;
    const byDefault =
      isDefault(argument.value) ||
      isAskedFor('origin' in argument.value ? argument.value.origin : argument.range, context);
    context.report({
      range: argument.range,
      severity: byDefault ? 'hint' : 'warning',
      message: `${argument.name}=${spelled(argument.expression).slice(0, 40)} turns certificate checks off${WHY}.`,
      fixes: fixesOf(call, argument, context),
    });
  }
}

/** `redis.Redis(ssl_cert_reqs="none")` */
const isNoneOfRedis = ({ name, value }: Argument): boolean =>
  name === 'ssl_cert_reqs' && value.kind === 'string' && value.value === 'none';

function isSwitch(name: string, call: CallFact, context: PythonContext): boolean {
  switch (name) {
    case 'verify':
      return (
        VERIFIES.test(wrappedBy(call)) ||
        isClientMethod(call, context) ||
        (/^\?\.(?:client|resource)$/.test(call.callee) && imports(context, /^boto/))
      );
    case 'ssl':
      return (
        AIOHTTP.test(call.callee) ||
        (/^\?\.(?:get|post|put|patch|delete|head|request|ws_connect)$/.test(call.callee) &&
          imports(context, /^aiohttp/))
      );
    case 'ssl_cert_reqs':
    case 'ssl_check_hostname':
    case 'verify_ssl':
    case 'verify_certs':
    case 'ssl_verify':
    case 'tls_verify':
    case 'verify_tls':
      return true;
    case 'cert_reqs':
    case 'assert_hostname':
      return !/^(?:ssl\.wrap_socket)$/.test(call.callee) || name === 'cert_reqs';
    default:
      return false;
  }
}

/** `partial(requests.get, verify=False)`, `partialmethod(requests.Session.request, verify=False)`: what is called with it. */
function wrappedBy({ callee, args }: CallFact): string {
  const first = /^functools\.partial(?:method)?$/.test(callee) ? args[0]?.value : undefined;
  return first?.kind === 'reference' ? first.name : callee;
}

/** A request of a session that came from elsewhere: an HTTP verb, and a library for it in the file, or a receiver that is called so. */
function isClientMethod(call: CallFact, context: PythonContext): boolean {
  if (!VERBS.test(call.callee) || /^(?:jwt|jose|torch|cv2|PIL|tensorflow)\b/.test(call.callee)) return false;
  const receiver = call.expression.parts[0]?.parts[0];
  return (
    imports(context, /^(?:requests|httpx|urllib3|aiohttp|niquests)/) ||
    /(?:sess(?:ion)?|client|http|requests|conn|api)_?$/i.test(nameOf(receiver))
  );
}

/** What a variable or an attribute is called; empty for all that has no name. */
const nameOf = (expression: Expression | undefined): string =>
  expression?.kind === 'name' || expression?.kind === 'attribute' ? expression.name : '';

const imports = ({ facts }: PythonContext, module: RegExp): boolean =>
  facts.imports.some((item) => module.test(item.module));

/** A server of this machine or of an inner network, which has no certificate that could be checked. */
function isInner(call: CallFact): boolean {
  // The first argument of boto3's client is the name of a service.
  const address = addressOf(
    (
      argumentOf(call, 'endpoint_url') ??
      argumentOf(call, 'base_url') ??
      argumentOf(call, 'url', /\.(?:request|stream)$/.test(call.callee) ? 1 : 0)
    )?.value,
  );
  const host = address ? hostOf(address.text, address.whole) : null;
  return host !== null && isInnerHost(host);
}

function fixesOf(call: CallFact, argument: Argument, context: PythonContext): readonly Fix[] {
  if (argument.spread || argument.value.kind === 'unknown') return [];
  if (argument.name === 'cert_reqs' && argument.value.kind === 'reference') {
    const renamed = renameLast(argument.expression, 'CERT_NONE', 'CERT_REQUIRED');
    return renamed ? [{ title: 'Use CERT_REQUIRED', safety: 'unsafe', edits: [renamed] }] : [];
  }
  const on =
    argument.name === 'cert_reqs' ? '"CERT_REQUIRED"' : argument.name === 'ssl_cert_reqs' ? '"required"' : 'True';
  const edit = setKeyword(context.facts, call, argument.name!, on);
  return edit ? [{ title: `Set ${argument.name}=${on}`, safety: 'unsafe', edits: [edit] }] : [];
}

/** `ssl._create_unverified_context()` */
export function checkContext(call: CallFact, context: PythonContext): void {
  const checked = madeSafe(call, context);
  if (checked === 'all') return;
  const [callee] = call.expression.parts;
  const renamed =
    callee?.kind === 'attribute' && call.args.length === 0
      ? renameLast(callee, '_create_unverified_context', 'create_default_context')
      : null;
  context.report({
    range: call.range,
    severity: isAskedFor(call.range, context) ? 'hint' : 'warning',
    message:
      checked === null
        ? `This TLS context does not check certificates${WHY}.`
        : 'This TLS context accepts a certificate of any host: the server can be impersonated.',
    fixes: renamed ? [{ title: 'Use ssl.create_default_context', safety: 'unsafe', edits: [renamed] }] : [],
  });
}

/** `urllib3.disable_warnings()` only hides what is wrong elsewhere. */
export function checkWarnings(call: CallFact, context: PythonContext): void {
  const given = call.args[0]?.value;
  const name = given?.kind === 'reference' ? given.name : given?.kind === 'unknown' ? (given.name ?? '') : '';
  if (call.args.length > 0 && !/InsecureRequestWarning$/.test(name)) return;
  context.report({
    range: call.range,
    severity: 'hint',
    message: 'Warnings about unchecked certificates are hidden here.',
  });
}
