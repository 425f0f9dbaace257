import type { CallFact, PythonFacts, Semantics } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';
import type { Expression } from '../../../core/semantics';
import { PROCESS_CALLEES } from '../../../analysis/commands/call-commands';
import { isInterpreter, runsInput } from '../../../analysis/commands/interpreters';
import { stepsOf } from '../../../analysis/commands/steps';
import {
  asksThisMachine,
  downloadBehind,
  isNetworkCall,
  isPinnedDownload,
  type Download,
} from '../../../analysis/flow/downloads';
import { fetchedFileOf, fetchedPathOf } from '../../../analysis/flow/fetched-files';
import { flowInto } from '../../../analysis/flow/flow';
import { wayOf } from '../../../analysis/flow/flow-node';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { heldOn } from '../../../analysis/flow/response';
import { SAME_BYTES } from '../../../analysis/flow/same-bytes';
import { SAME_VALUE } from '../../../analysis/flow/same-value';
import type { ShellCommand, ShellWord } from '../../../readers/shell/shell-command';

/** Calls that run a text, or a file, as Python code. */
export const CODE_RUNNERS: readonly string[] = [
  ...['exec', 'eval', 'compile'].flatMap((name) => [name, `builtins.${name}`]),
  'execfile',
  'runpy.run_path',
  'code.**.runsource',
  'get_ipython().run_cell',
];

const RUNS_COMPILED = /^(?:builtins\.)?(?:exec|eval)$/;

/** Calls that run a command. */
export const COMMAND_RUNNERS: readonly string[] = [
  ...PROCESS_CALLEES,
  ...['execv', 'execve', 'execvp', 'execvpe', 'execl', 'execlp', 'spawnl', 'spawnlp', 'spawnv', 'spawnvp'].map(
    (name) => `os.${name}`,
  ),
];

/** What somebody sends, or puts into a queue, is no file that a program fetches. */
const SENT =
  /^(?:flask|socket|zmq|kafka|confluent_kafka|aiokafka|pika|redis|aioredis|streamlit|websockets?|multiprocessing)\b|\brecv/;

/** What runs came from there. */
export interface RunDownload extends Pick<Download, 'at' | 'pinned'> {
  /** The call that brought it; null for a command, and for what another file of the project brings. */
  readonly call: CallFact | null;
}

/** The download of the code that a call runs: the text itself, or the file that it is read from. */
export function downloadRunBy(use: CallFact, facts: PythonFacts): RunDownload | null {
  const code = use.args.find(({ position }) => position === 0) ?? use.args[0];
  // What is compiled in place is said of the call around.
  if (!code || (/(?:^|\.)compile$/.test(use.callee) && RUNS_COMPILED.test(use.outerCallee ?? ''))) return null;
  const { expression } = code;
  const { nodes } = flowInto(expression, facts.semantics, MADE_OF);
  for (const node of nodes) {
    const { call, path } = node;
    if (!call || !isFetch(call, node.world)) continue;
    const way = wayOf(node);
    if (heldOn(way) === null) continue;
    // What is compiled first is reported where it is compiled.
    if (
      way.some(
        ({ call: made }) =>
          made !== null && made !== use && /^(?:builtins\.)?compile$/.test(made.callee) && !isInside(made, use),
      )
    )
      return null;
    const at = way.find((step) => step.path === null)?.expression ?? expression;
    return { call: path === null ? call : null, at: rangeOf(at.start, at.end), pinned: isPinnedDownload(call) };
  }
  return withCall(fetchedFileOf(expression, use, facts), facts);
}

/** What comes over a network; also by a session that a function is given. */
const isFetch = (call: CallFact, world: Semantics): boolean =>
  (isNetworkCall(call) || (isOfGivenSession(call, world) && !asksThisMachine(call))) && !SENT.test(call.callee);

/** Clients by their annotations. */
const CLIENT = /^(?:requests|httpx|aiohttp)\b.*(?:Session|Client)$/;
const VERB = /^(?:get|post|put|patch|request|stream|send)$/;

/** `session.get(url)`, where a parameter is said to be a session, or calls give it one: a table of that name asks nobody. */
function isOfGivenSession(call: CallFact, world: Semantics): boolean {
  const [called] = call.expression.parts;
  const [session] = called?.kind === 'attribute' && VERB.test(called.name) ? called.parts : [];
  const [binding, other] = session?.kind === 'name' ? world.bindingsOf(session) : [];
  if (binding?.kind !== 'parameter' || other) return false;
  const annotation = binding.owner?.parameters.find(({ name }) => name === binding.name)?.annotation;
  return annotation
    ? CLIENT.test(annotation.qualified)
    : flowInto(session!, world, SAME_VALUE).nodes.some((node) => CLIENT.test(node.call?.callee ?? ''));
}

const isInside = (call: CallFact, outer: CallFact): boolean =>
  outer.range.start <= call.range.start && call.range.end <= outer.range.end;

function withCall(download: Download | null, { semantics }: PythonFacts): RunDownload | null {
  if (!download) return null;
  const expression = semantics.expressionAt(download.at);
  return { call: expression && semantics.callOf(expression), at: download.at, pinned: download.pinned };
}

/** The download that a command runs: its program, the script that an interpreter is given, or what it reads from its input. */
export function downloadStartedBy(use: CallFact, facts: PythonFacts): RunDownload | null {
  const [first] = use.args;
  if (!first) return null;
  const { semantics } = facts;
  const brought = (expression: Expression | null): RunDownload | null =>
    expression && withCall(downloadBehind(expression, semantics) ?? fetchedFileOf(expression, use, facts), facts);
  // The command itself is what was fetched.
  const whole = fetchedText(first.expression, semantics);
  if (whole) return whole;
  const input = use.args.find(({ name }) => name === 'input');
  for (const { command } of stepsOf(use, facts)) {
    const script = scriptOf(command);
    const run =
      script &&
      (brought(expressionOf(script, facts)) ??
        (script.literal ? withCall(fetchedPathOf(script.text, use, facts), facts) : null));
    if (run) return run;
    const read = input && runsInput(command) ? brought(input.expression) : null;
    if (read) return read;
  }
  return /^os\.(?:exec|spawn)/.test(use.callee)
    ? brought(use.args[use.callee.includes('spawn') ? 1 : 0]?.expression ?? null)
    : null;
}

/** What a web server answered, where a command is nothing else; a list has addresses as words. */
function fetchedText(command: Expression, world: Semantics): RunDownload | null {
  for (const node of flowInto(command, world, SAME_BYTES).nodes) {
    const { call, path } = node;
    if (!call || !isFetch(call, node.world)) continue;
    const way = wayOf(node);
    if (heldOn(way) === null || way.some(({ expression }) => expression.kind === 'sequence')) continue;
    const at = way.find((step) => step.path === null)?.expression ?? command;
    return { call: path === null ? call : null, at: rangeOf(at.start, at.end), pinned: isPinnedDownload(call) };
  }
  return null;
}

/** The word of a command that names the code that it runs: `python train.py model.bin` runs train.py, `python -m tool` a module. */
function scriptOf(command: ShellCommand): ShellWord | null {
  const [program, ...others] = command.words;
  if (!program) return null;
  if (!isInterpreter(command) && command.name !== 'source' && command.name !== '.') return program;
  for (const word of others) {
    if (/^-[A-Za-z]*[cm]$/.test(word.text)) return null;
    if (!word.text.startsWith('-')) return word;
  }
  return null;
}

/** The expression that a word of a command stands for. */
function expressionOf({ range, literal }: ShellWord, { semantics }: PythonFacts): Expression | null {
  const whole = semantics.expressionAt(range);
  if (whole || literal) return whole;
  const hole = semantics.expressionAt(rangeOf(range.start + 1, range.end - 1));
  return hole;
}
