import type { CallFact } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { FlowNode } from '../flow-node';
import type { SourceKind } from '../sources';
import { isCredential } from './credential';
import { isModelAnswer } from './model-output';

/** What a request holds that whoever sends it chooses, in Flask, Django, Starlette, aiohttp, Tornado and Bottle. */
const SENT =
  /^(?:args|form|forms|json|data|values|files|FILES|get_json|get_data|query_params|path_params|body|body_arguments|query_arguments|arguments|GET|POST|headers|cookies|COOKIES|META|query|match_info|query_string|params|view_args|text|post|stream)$/;
/** What a web socket gives. */
const RECEIVED = /^(?:receive(?:_text|_json|_bytes|_str)?|iter_(?:text|json|bytes))$/;
/** Methods of a handler that Tornado derives from. */
const TORNADO = /^(?:get_argument|get_arguments|get_query_argument|get_body_argument)$/;
/** Requests that a module holds for whoever runs just now. */
const GLOBAL = /^(?:flask|quart|bottle|sanic)\.(?:globals\.)?(?:request|websocket)$/;
const HOLDERS = /^(?:requests?|req|http_request|websocket|ws)$/;
/** Classes of requests as annotations. */
const TYPES = /(?:^|\.)(?:Request|HttpRequest|ASGIRequest|HTTPConnection|WebSocket|DRFRequest|HttpRequest)$/;

/** The kind of source that an attribute, a subscript or a name is. */
export function sourceOfPlace({ expression, world, into }: FlowNode): SourceKind | null {
  const { kind, qualified } = expression;
  if (kind === 'subscript') return isModelAnswer(expression) ? 'model' : null;
  if (kind !== 'attribute' && kind !== 'name') return null;
  if (/^sys\.argv$/.test(qualified)) return 'command-line';
  if (/^os\.environb?$/.test(qualified)) return isKeyOf(into) ? null : 'environment';
  if (/^sys\.stdin$/.test(qualified)) return 'typed';
  if (kind === 'name') return null;
  if (isModelAnswer(expression)) return 'model';
  return isSent(expression, world) ? 'request' : null;
}

/** `os.environ["API_KEY"]` */
const isKeyOf = (into: FlowNode | null): boolean =>
  into?.expression.kind === 'subscript' && isCredential(into.expression.parts[1]);

/** `request.get_json()`, `await request.json()`, `await websocket.receive_text()`, `self.get_argument("q")`. */
export function isRequestCall({ expression, callee }: CallFact, { world }: FlowNode): boolean {
  const [called] = expression.parts;
  if (called?.kind !== 'attribute') return false;
  if (isSent(called, world)) return true;
  return TORNADO.test(called.name) && /^(?:self|\.\w+|\?)\.\w+$/.test(callee);
}

function isSent({ name, parts: [object] }: Expression, world: FlowNode['world']): boolean {
  const isRead = SENT.test(name);
  if (!object || (!isRead && !RECEIVED.test(name))) return false;
  return isRequest(object, world);
}

/** A request of a framework: the one of a module, that of a handler, or a parameter that is annotated or called so. */
function isRequest(object: Expression, world: FlowNode['world']): boolean {
  if (GLOBAL.test(object.qualified)) return true;
  if (object.kind === 'attribute')
    return HOLDERS.test(object.name) && /^(?:self|cls|info\.context|ctx|context)$/.test(object.parts[0]?.dotted ?? '');
  if (object.kind !== 'name') return false;
  const bindings = world.bindingsOf(object);
  // A name that nothing binds here may come with a star.
  if (bindings.length === 0) return object.name === 'request';
  return bindings.some(({ kind, owner, name }) => {
    if (kind === 'import') return object.name === 'request';
    if (kind !== 'parameter') return false;
    const annotation = owner?.parameters.find((parameter) => parameter.name === name)?.annotation;
    return annotation ? TYPES.test(annotation.qualified) || TYPES.test(annotation.dotted ?? '') : HOLDERS.test(name);
  });
}

/** Whether a parameter holds a whole request, of which only some parts are sent. */
export const isWholeRequest = (name: string, annotation: Expression | null): boolean =>
  HOLDERS.test(name) || (annotation !== null && TYPES.test(annotation.dotted ?? ''));
