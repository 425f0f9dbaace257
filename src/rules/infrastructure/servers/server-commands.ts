import type { CommandFact } from '../../../core/command-facts';
import type { CallFact } from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import { commandText } from '../commands/command-calls';

/** How a command has a service listen on every interface. */
const EVERYWHERE =
  /--(?:bind_all|bind-all)\b|(?:--(?:host|ip|address|bind|dashboard-host|listen-address|server\.address|NotebookApp\.ip|ServerApp\.ip)|-h|-b)(?:=|\s+)["']?(?:0\.0\.0\.0|\*|\[?::\]?)(?![\w.])/;
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/\btensorboard\b/, 'TensorBoard'],
  [/\bmlflow\b.*\b(?:server|ui|models\s+serve)\b/, 'MLflow'],
  [/\bjupyter(?:-\w+)?\b|\bnotebook\b.*--ip/, 'The notebook server'],
  [/\bray\s+start\b/, 'The dashboard of Ray'],
  [/\b(?:vllm|sglang|text-generation-launcher|llama-server|ollama)\b/, 'The model server'],
  [/\b(?:uvicorn|gunicorn|hypercorn|flask\s+run|streamlit\s+run|fastapi\s+(?:run|dev))\b/, 'This server'],
  [/\bdask[ -](?:scheduler|worker)\b/, 'The Dask cluster'],
  [/\bhttp\.server\b/, 'This server'],
];

/** A service that a command starts for everybody on the network: how a message calls it, and the command. */
export interface OpenService {
  readonly service: string;
  readonly range: Range;
}

/** The service that a call starts as another program, or `TensorBoard().configure(argv=[…])` in this one. */
export function serviceStartedBy(call: CallFact): OpenService | null {
  const argument = call.args.find(({ value }) => commandText(value) !== null);
  const service =
    argument && serviceOf(`${call.callee.endsWith('.configure') ? 'tensorboard ' : ''}${commandText(argument.value)}`);
  return argument && service ? { service, range: argument.range } : null;
}

/** The services that the commands of a command start. */
export function servicesIn(command: CommandFact): readonly OpenService[] {
  return [...command.body.matchAll(/[^\n;&|]+/g)].flatMap((match) => {
    const service = serviceOf(command.kind === 'line' ? `${command.name} ${match[0]}` : match[0]);
    const start = command.bodyRange.start + match.index + (match[0].length - match[0].trimStart().length);
    return service === null ? [] : [{ service, range: rangeOf(start, start + match[0].trim().length) }];
  });
}

/** The service that a command starts for everybody on the network, as a message calls it; null when it starts none. */
const serviceOf = (command: string): string | null =>
  EVERYWHERE.test(command) ? (SERVICES.find(([pattern]) => pattern.test(command))?.[1] ?? null) : null;
