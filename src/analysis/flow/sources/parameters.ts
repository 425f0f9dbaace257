import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';
import type { Expression, FunctionFact, ParameterFact } from '../../../core/semantics';
import type { FlowNode } from '../flow-node';
import type { SourceKind } from '../sources';
import { isWholeRequest } from './places';

/** Decorators by which an agent takes a function for a tool. */
const TOOL =
  /^(?:tool|tool_plain|function_tool|ai_function|kernel_function|register_for_execution|register_for_llm|register_function|llm_tool|assistant_tool)$/;
const TOOL_METHODS = /^(?:_run|_arun|forward|run|__call__|execute)$/;
const TOOL_BASES = /Tool$/;
const COMMAND = /^(?:click|typer|app|cli)\.(?:command|option|argument)$/;
const ROUTES = /^(?:get|post|put|patch|delete|route|websocket|api_route|view)$/;
/** Calls that serve a function as a page. */
const PAGES = /(?:^|\.)(?:Interface|ChatInterface)$/;
const EVENTS = /^(?:click|submit|change|upload|then|select|load|api)$/;
/** Calls that give a function what comes out of a queue. */
const CONSUMERS = /(?:^|\.)(?:basic_consume|subscribe)$/;
const CONTROLS = /(?:^|\.)(?:interact|interactive|interact_manual|interactive_output)$/;
/** Calls that give a function the arguments of the command line. */
const COMMANDS = /^(?:typer\.run|fire\.Fire|defopt\.run|plac\.call)$/;
const DEPENDS = /(?:^|\.)(?:Depends|Security|Inject|Provide)$/;

/** The kind of source that a parameter is, of a function that a framework calls. */
export function sourceOfParameter({ owner, expression, world, into }: FlowNode): SourceKind | null {
  const parameter = owner?.parameters.find(({ name }) => name === expression.name);
  if (!owner || !parameter) return null;
  if (isTool(owner)) return 'tool';
  const handed = world.handedOn(owner);
  const isGiven = (accepts: (call: CallFact) => boolean): boolean =>
    handed.some(({ call, argument }) => argument.position <= 0 && accepts(call));
  if (isHandler(owner))
    return isInjected(parameter) || isWhole(parameter, into) || isNumber(parameter, owner) ? null : 'request';
  if (isGiven((call) => PAGES.test(call.callee) || isEvent(call))) return 'request';
  if (isGiven(({ callee }) => COMMANDS.test(callee)) || owner.decorators.some(isCommand))
    return isNumber(parameter, owner) ? null : 'command-line';
  if (handed.some(({ call }) => CONSUMERS.test(call.callee))) return 'message';
  return isGiven(({ callee }) => CONTROLS.test(callee)) ||
    owner.decorators.some((decorator) => CONTROLS.test(calleeOf(decorator).qualified))
    ? 'widget'
    : null;
}

/** `@decorator` or `@decorator(…)`. */
const calleeOf = (decorator: Expression): Expression => (decorator.kind === 'call' ? decorator.parts[0]! : decorator);

/** Whether an agent calls a function with what a model writes: `@tool`, or `_run` of a `BaseTool`. */
export function isTool({ decorators, name, owner }: FunctionFact): boolean {
  if (decorators.some((decorator) => TOOL.test(calleeOf(decorator).name))) return true;
  return (
    owner !== null &&
    TOOL_METHODS.test(name ?? '') &&
    owner.bases.some((base) => TOOL_BASES.test((base.kind === 'subscript' ? base.parts[0] : base)?.name ?? ''))
  );
}

/** `@app.post("/run")` */
const isHandler = ({ decorators }: FunctionFact): boolean =>
  decorators.some((decorator) => {
    const callee = calleeOf(decorator);
    if (decorator.kind !== 'call' || callee.kind !== 'attribute') return false;
    return ROUTES.test(callee.name) || (callee.name === 'callback' && /^dash\b/.test(callee.qualified));
  });

const isCommand = (decorator: Expression): boolean =>
  decorator.kind === 'call' && COMMAND.test(calleeOf(decorator).dotted ?? '');

/** `button.click(run, …)` of Gradio. */
const isEvent = ({ callee, args }: CallFact): boolean =>
  EVENTS.test(lastNameOf(callee)) &&
  (/^gradio\b/.test(callee) || args.some(({ name }) => name === 'inputs' || name === 'outputs'));

/** `db: Session = Depends(get_db)`: the program gives it. */
const isInjected = (parameter: ParameterFact): boolean =>
  [parameter.default, ...(parameter.annotation?.parts ?? [])].some(
    (part) => part?.kind === 'call' && DEPENDS.test(part.parts[0]?.qualified ?? ''),
  );

/** Of a whole request only some parts are sent, and those are sources of their own. */
const isWhole = ({ name, annotation }: ParameterFact, into: FlowNode | null): boolean =>
  isWholeRequest(name, annotation) && into !== null;

/** Frameworks turn what is sent into what the annotation says. */
function isNumber({ name, annotation }: ParameterFact, { decorators }: FunctionFact): boolean {
  if (annotation && /^(?:int|float|bool|uuid\.UUID|datetime\.\w+)$/.test(annotation.qualified)) return true;
  return decorators.some(
    (decorator) =>
      decorator.kind === 'call' &&
      decorator.parts
        .slice(1)
        .some(({ value }) => value.kind === 'string' && /<(?:int|float|uuid):(\w+)>/.exec(value.value)?.[1] === name),
  );
}
