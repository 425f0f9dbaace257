import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { Context, PythonContext } from '../../../core/rule';
import { fileText } from '../../../project/questions/file-text';
import { flowInto, type Transfer } from '../../../analysis/flow/flow';
import { SAME_VALUE } from '../../../analysis/flow/same-value';

/** Methods that give back what they are called on. */
const FLUENT = /\.(?:queue|configure)$/;

/** What a server is: of `demo.queue()` it is `demo`. */
const MADE_BY: Transfer = {
  ...SAME_VALUE,
  call: ({ callee, expression }) => (FLUENT.test(callee) ? (expression.parts[0]?.parts ?? []) : []),
};

/** The calls that make what a method is called on, by their names, through the functions of the project: `gradio.Blocks`. */
export function madeBy(call: CallFact, { semantics }: PythonFacts): readonly string[] {
  const [callee] = call.expression.parts;
  const receiver = callee?.kind === 'attribute' ? callee.parts[0] : undefined;
  return receiver ? flowInto(receiver, semantics, MADE_BY).nodes.flatMap(({ call: made }) => made?.callee ?? []) : [];
}

/** Whether a `launch` is Gradio's: by its receiver, or because nothing else is known of it. */
export function isGradio(call: CallFact, { facts }: PythonContext): boolean {
  if (/^gradio\b/.test(call.callee) || madeBy(call, facts).some((made) => /^gradio\b/.test(made))) return true;
  if (
    /^(?:playwright|pyppeteer|accelerate|torch|torchx|ray|jax|selenium|deepspeed|fiftyone|streamlit)\b/.test(
      call.callee,
    )
  )
    return false;
  return (
    call.callee.startsWith('?') ||
    call.callee.startsWith('.') ||
    facts.imports.some((item) => /^gradio(?:\.|$)/.test(item.module)) ||
    /(?:^|\.)(?:demo|app|interface|iface|block|blocks|ui|webui|chat|gui)(?:\(\))?(?:\.queue\(\))?\.launch$/i.test(
      call.callee,
    )
  );
}

const WEB = /^(?:flask|quart|dash|bottle|sanic|flask_socketio|connexion)\b/;
/** How people call a web application, by the last word. */
const CALLED_APP = /(?:^|_)(?:app|application|api|server|webapp|flaskapp|dashapp|socketio)$/i;

/** Whether the receiver of `run` is a web application of Flask or its relatives. */
export function isWebApp(call: CallFact, { facts }: PythonContext): boolean {
  if (WEB.test(call.callee) || madeBy(call, facts).some((made) => WEB.test(made))) return true;
  if (/^\.\w*app\w*\(\)\.run(?:_server)?$/i.test(call.callee)) return true;
  const [callee] = call.expression.parts;
  const receiver = callee?.kind === 'attribute' && /^run(?:_server)?$/.test(callee.name) ? callee.parts[0] : undefined;
  if (receiver?.dotted == null || !CALLED_APP.test(receiver.name)) return false;
  const known =
    /^(?:asyncio|uvicorn|subprocess|ray|mlflow|wandb|trio|anyio|typer|modal|unittest|optuna|trainer|textual)\b/.test(
      call.callee,
    );
  // An app from a module of the project, or one that a function made.
  return (
    !known &&
    (/^[?.]/.test(call.callee) ||
      facts.imports.some((item) => WEB.test(item.module)) ||
      facts.imports.some((item) => item.member !== null && (item.alias ?? item.member) === receiver.name))
  );
}

/** Whether the project is built to run in a container, where a server must listen on every interface to be reached at all. */
export const isContained = ({ project }: Context): boolean =>
  ['Dockerfile', 'docker-compose.yml', 'docker-compose.yaml', 'compose.yaml', 'Containerfile'].some(
    (path) => typeof project.ask(fileText, path) === 'string',
  );
