import { runsShell } from '../../../analysis/commands/call-commands';
import { lastNameOf } from '../../../core/callee-pattern';
import type { Argument, CallFact, Semantics } from '../../../core/python-facts';
import { contains, rangeOf } from '../../../core/range';
import type { Expression } from '../../../core/semantics';
import { stringOf } from '../../../core/value';

/** Calls that run a text as Python. */
export const PYTHON_SINKS: readonly string[] = [
  'eval',
  'exec',
  'builtins.eval',
  'builtins.exec',
  'get_ipython().run_cell',
  'IPython.get_ipython().run_cell',
  'sympy.sympify',
  'pandas.**.query',
];

/** The argument that runs: the text of `eval`, the command of `subprocess.run(…, shell=True)`. Null when nothing is run as code. */
export function executedBy(call: CallFact): Argument | null {
  const first =
    call.args.find(({ position }) => position === 0) ??
    call.args.find(
      ({ name }) => name === 'args' || name === 'cmd' || name === 'command' || name === 'source' || name === 'expr',
    );
  if (!first || first.spread) return null;
  if (!/^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.callee)) return first;
  if (!runsShell(call)) return null;
  // Of a list a shell runs the first word alone; the others are its own arguments. Source: Python's documentation of `Popen`.
  const [script] = first.expression.kind === 'sequence' ? first.expression.parts : [];
  return script && script.kind !== 'star' ? asArgument(first, script, call) : first;
}

/** `subprocess.run(["bash", "-c", f"unzip {path}"])`: the script of a shell that is named. */
export function namedShellScript(call: CallFact, world: Semantics): Argument | null {
  const list = listOf(call);
  const [shell, option, script] = (list && commandWordsOf(list.expression, world)) ?? [];
  if (!list || !/(?:^|\/)(?:ba|z|da|k)?sh$/.test(stringOf(shell?.value) ?? '')) return null;
  return /^-[a-z]*c$/.test(stringOf(option?.value) ?? '') && script ? asArgument(list, script, call) : null;
}

/** `subprocess.run(["python", "-c", code])`: the script of an interpreter; of words that are split off a text all of it. */
export function interpretedBy(call: CallFact, world: Semantics): Argument | null {
  const list = listOf(call);
  if (list?.value.kind === 'result' && /^(?:shlex|\?|str)\.split$/.test(list.value.callee)) return list;
  const words = list && commandWordsOf(list.expression, world);
  const at = words?.findIndex(({ value }, i) => i > 0 && /^-[a-z]*[ce]$/.test(stringOf(value) ?? '')) ?? -1;
  const script = at > 0 ? words![at + 1] : undefined;
  return list && script && script.value.kind !== 'string'
    ? { ...asArgument(list, script, call), range: list.range }
    : null;
}

const listOf = ({ args }: CallFact): Argument | undefined => {
  const list = args.find(({ name, position }) => position === 0 || name === 'args');
  return list?.spread ? undefined : list;
};

/** A word of a list as if it were given by itself; a word that stands elsewhere is shown where the list is given. */
function asArgument(list: Argument, word: Expression, call: CallFact): Argument {
  const range = contains(call.range, word) ? rangeOf(word.start, word.end) : list.range;
  return { ...list, value: word.value, valueRange: range, range, expression: word };
}

/** Names and lists that are followed to the words of a command. */
const DEEPEST = 6;

/** The words of a command that is given as a list: written there, under a name, or put together of lists. */
export function commandWordsOf(expression: Expression, world: Semantics, depth = 0): readonly Expression[] | null {
  if (depth > DEEPEST) return null;
  if (expression.kind === 'sequence') return expression.parts;
  if (expression.kind === 'operation' && expression.name === '+') {
    const sides = expression.parts.map((side) => commandWordsOf(side, world, depth + 1));
    return sides.every((side) => side !== null) ? sides.flat() : null;
  }
  if (expression.kind !== 'name') return null;
  const lists = world.bindingsOf(expression).filter(({ kind }) => kind !== 'change');
  const [only] = lists;
  return lists.length === 1 && only?.kind === 'assignment' && only.value
    ? commandWordsOf(only.value, world, depth + 1)
    : null;
}

/** How a message calls it: `eval`, `os.system`, `subprocess.run`. */
export const nameOfSink = (call: CallFact): string =>
  /^(?:builtins\.)?(?:eval|exec)$/.test(call.callee) || /query$|run_cell$|sympify$/.test(call.callee)
    ? lastNameOf(call.callee)
    : call.callee;
