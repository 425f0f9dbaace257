import type { Edit, Fix } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { truthOf } from '../../../core/value';
import { commandAsList } from '../../../readers/python/command-list';
import { ensureImport, removeArgument, replaceWith } from '../../../readers/python/edits';
import { takesExpression } from '../../../readers/python/text-edits';

/**
 * Gives a command's words as a list, so that no shell reads them. Never safe: a part with a blank in it was several words, a program that
 * is not there raises, and a command of Windows' own shell is no program.
 */
export function listFix(call: CallFact, argument: Argument, context: PythonContext): readonly Fix[] {
  const { facts } = context;
  const code = argument.spread ? null : commandAsList(argument.expression, facts);
  if (code === null || !takesExpression(facts, argument.valueRange)) return [];
  const others = /^subprocess\./.test(call.callee) ? withoutShell(call, context) : withRun(call, context);
  return others
    ? [
        {
          title: 'Give the words as a list, without a shell',
          safety: 'unsafe',
          edits: [...others, replaceWith(argument.valueRange, code)],
        },
      ]
    : [];
}

/** `shell=True` goes; another shell that is named would be the program then. */
function withoutShell(call: CallFact, { facts }: PythonContext): readonly Edit[] | null {
  const shell = argumentOf(call, 'shell');
  const isWritten = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.callee) && shell !== undefined;
  if (!isWritten || call.open || truthOf(shell.value) !== true || argumentOf(call, 'executable', 2)) return null;
  const edit = removeArgument(facts, call, shell);
  return edit ? [edit] : null;
}

/** `os.system(…)` whose status nobody looks at becomes `subprocess.run([…])`. */
function withRun(call: CallFact, context: PythonContext): readonly Edit[] | null {
  const { statement, range, calleeRange } = call;
  const isAlone = statement.start === range.start && statement.end === range.end;
  if (call.callee !== 'os.system' || !isAlone || call.args.length !== 1 || call.args[0]!.name !== null) return null;
  const { name, edits } = ensureImport(context, 'subprocess', range);
  return [...edits, replaceWith(calleeRange, `${name}.run`)];
}
