import { argumentOf, type CallFact, type PythonFacts, type Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import { isDefault, truthOf, type Value } from '../../core/value';
import {
  atOnePlace,
  movedTo,
  shellCommandOf,
  type ShellCommand,
  type ShellWord,
} from '../../readers/shell/shell-command';
import { readShellCommands } from '../../readers/shell/shell-commands';
import { holeName, templateOf } from './templates';

/** Calls of the standard library that have always started other programs. */
export const PROCESS_CALLEES = [
  'os.system',
  'os.popen',
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
  'subprocess.Popen',
  'subprocess.getoutput',
] as const;

/** Calls that give a text to a shell, or start a program. */
export const SHELL_SINKS: readonly string[] = [
  ...PROCESS_CALLEES,
  'subprocess.getstatusoutput',
  'asyncio.create_subprocess_shell',
];

/** Calls that say what a training job runs in its container. Sources: SageMaker Python SDK 3, SourceCode; Vertex AI SDK; Kubeflow Pipelines SDK. */
const JOB_COMMANDS: readonly string[] = [
  'sagemaker.train.configs.SourceCode',
  'sagemaker.modules.configs.SourceCode',
  'google.cloud.aiplatform.CustomContainerTrainingJob',
  'kfp.dsl.ContainerSpec',
];

/** Those, what IPython has for it, and what runs a command elsewhere. */
export const SHELL_CALLEES: readonly string[] = [
  ...SHELL_SINKS,
  ...JOB_COMMANDS,
  'get_ipython().system',
  'get_ipython().getoutput',
  'IPython.get_ipython().system',
  'IPython.get_ipython().getoutput',
];

/** Commands that a Python call runs: words of a list, or a text for a shell. */
export function commandsOfCall(call: CallFact, { semantics }: PythonFacts): readonly ShellCommand[] {
  const given = commandGivenTo(call);
  if (given === null) return [];
  const { value, expression } = given;
  if (value.kind === 'sequence')
    return value.items.length > 0
      ? [
          shellCommandOf(
            value.items.map((item) => wordOf(item, semantics)),
            value.origin,
          ),
        ]
      : [];
  const source = (value.kind === 'string' ? semantics.expressionAt(value.origin) : null) ?? expression;
  const template = templateOf(source, semantics)?.text;
  if (value.kind === 'string' && template?.text !== value.value)
    return readShellCommands(value.value).map((command) => atOnePlace(command, value.origin));
  if (!template) return [];
  return readShellCommands(template.text).map((command) =>
    movedTo(command, ({ start, end }) => template.range(start, end)),
  );
}

/** `shell=True`, by its name or as the ninth argument of `Popen`, whose arguments the functions around it hand on. Source: the documentation of `subprocess.Popen`. */
export const runsShell = (call: CallFact): boolean => truthOf(argumentOf(call, 'shell', 8)?.value) === true;

/** What a call runs as a command, and, of a text, its expression; null for all that no shell splits into words. */
export function commandGivenTo(call: CallFact): { readonly value: Value; readonly expression: Expression } | null {
  const argument = call.args.find(
    ({ name, position }) =>
      name === 'args' || name === 'command' || name === 'cmd' || (name === null && position === 0),
  );
  if (!argument || argument.spread) return null;
  const { value, expression } = argument;
  if (isDefault(value)) return null;
  if (value.kind === 'sequence') return { value, expression };
  const split = splitText(value, expression);
  if (split) return split;
  const program = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.callee);
  return program && !runsShell(call) ? null : { value, expression };
}

/** `shlex.split(text)`, `"…".split()`: the text. */
function splitText(
  value: Value,
  { kind, parts }: Expression,
): { readonly value: Value; readonly expression: Expression } | null {
  if (value.kind !== 'result' || kind !== 'call') return null;
  if (value.callee === 'shlex.split' && parts[1]) return { value: value.args[0] ?? value, expression: parts[1] };
  const receiver = value.callee === 'str.split' ? parts[0]?.parts[0] : undefined;
  return receiver ? { value: receiver.value, expression: receiver } : null;
}

function wordOf(value: Value, semantics: Semantics): ShellWord {
  if (value.kind === 'string')
    return {
      text: value.value,
      range: value.via === 'default' ? value.range : value.origin,
      quoted: true,
      literal: value.via !== 'default',
      substitutions: [],
    };
  if (value.kind === 'reference' && value.name === 'sys.executable')
    return { text: 'python', range: value.range, quoted: true, literal: true, substitutions: [] };
  const expression = semantics.expressionAt(value.range);
  return {
    text: expression ? (templateOf(expression, semantics)?.text.text ?? `{${holeName(expression)}}`) : '{}',
    range: value.range,
    quoted: true,
    literal: false,
    substitutions: [],
  };
}
