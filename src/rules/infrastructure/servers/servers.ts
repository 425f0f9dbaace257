import type { CallFact } from '../../../core/python-facts';
import type { Context, PythonContext } from '../../../core/rule';
import { fileText } from '../../../project/questions/file-text';

/** Whether a `launch` is Gradio's: by its receiver, or because nothing else is known of it. */
export function isGradio(call: CallFact, { facts }: PythonContext): boolean {
  if (/^gradio\b/.test(call.callee)) return true;
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

/** Whether the receiver of `run` is a web application of Flask or its relatives. */
export function isWebApp(call: CallFact, { facts }: PythonContext): boolean {
  if (/^(?:flask|quart|dash|bottle|sanic|flask_socketio|connexion)\b/.test(call.callee)) return true;
  if (/^\.\w*app\w*\(\)\.run(?:_server)?$/i.test(call.callee)) return true;
  const receiver = /^[\w.]*?(\w+)\.run(?:_server)?$/.exec(
    facts.text.slice(call.calleeRange.start, call.calleeRange.end),
  )?.[1];
  if (
    receiver === undefined ||
    !/^(?:app|application|api|server|web_?app|flask_?app|dash_?app|socketio)$/i.test(receiver)
  )
    return false;
  const known =
    /^(?:asyncio|uvicorn|subprocess|ray|mlflow|wandb|trio|anyio|typer|modal|unittest|optuna|trainer|textual)\b/.test(
      call.callee,
    );
  // An app from a module of the project, or one that a function made.
  return (
    !known &&
    (/^[?.]/.test(call.callee) ||
      facts.imports.some((item) => /^(?:flask|quart|dash|bottle|flask_socketio|connexion)(?:\.|$)/.test(item.module)) ||
      facts.imports.some((item) => item.member !== null && (item.alias ?? item.member) === receiver))
  );
}

/** An address that means every interface of the machine. */
export const isEveryInterface = (text: string | undefined): boolean =>
  text === '0.0.0.0' || text === '::' || text === '[::]' || text === '*';

/** Whether the project is built to run in a container, where a server must listen on every interface to be reached at all. */
export const isContained = ({ project }: Context): boolean =>
  ['Dockerfile', 'docker-compose.yml', 'docker-compose.yaml', 'compose.yaml', 'Containerfile'].some(
    (path) => typeof project.ask(fileText, path) === 'string',
  );
